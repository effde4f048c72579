"""Personal names: recognising them, and inverting them for the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from onrecord.topics.english import GIVEN_NAMES, NOT_FAMILY, PARTICLES, TITLES

if TYPE_CHECKING:
    from collections.abc import Collection

# Minimum similarity (percent) of a name and its misrecognised form: given name, family name, whole
# name. Lower values merge different people with similar names.
ALIKE_GIVEN, ALIKE_FAMILY, ALIKE_WHOLE = 45, 75, 70


def is_person(name: str, known: Collection[str] = ()) -> bool:
    """Return whether a name is a person's.

    Judged by its given name, its title, or the people of the episode.

    >>> is_person("Geoffrey Hinton"), is_person("Google Maps"), is_person("Dr. Strangelove")
    (True, False, True)
    >>> is_person("George Washington University")
    False
    """
    if name.casefold() in known:
        return True
    words = name.casefold().split()
    if (
        len(words) < 2  # noqa: PLR2004 - one name
        or NOT_FAMILY & set(words[1:])
        or any(character.isdigit() for character in name)
    ):
        return False
    capitals = [word[0].isupper() for word in name.split() if word.casefold() not in PARTICLES]
    return all(capitals) and (words[0] in GIVEN_NAMES or words[0] in TITLES)


def invert(name: str) -> str:
    """Return a person's name as written in an index.

    >>> invert("Aaron van Wirdum"), invert("Dr. Jane Roe"), invert("Plato")
    ('van Wirdum, Aaron', 'Roe, Jane', 'Plato')
    >>> invert("Martin Luther King Jr.")
    'King, Martin Luther, Jr.'
    """
    words = name.split()
    if words and words[0].casefold() in TITLES:
        words = words[1:]
    junior = (
        words.pop()
        if len(words) > 2 and words[-1].casefold().rstrip(".") in {"jr", "sr", "ii", "iii"}  # noqa: PLR2004
        else ""
    )
    if len(words) < 2:  # noqa: PLR2004 - one name
        return " ".join(words) or name
    family = next(
        (index for index in range(1, len(words)) if words[index].casefold() in PARTICLES),
        len(words) - 1,
    )
    turned = f"{' '.join(words[family:])}, {' '.join(words[:family])}"
    return f"{turned}, {junior}" if junior else turned


def sounds_like(name: str, heard: str) -> bool:
    """Return whether speech recognition may have produced `heard` for a name it does not know.

    >>> sounds_like("Jürgen Schmidhuber", "Jurgen Schmidt Huber")
    True
    >>> sounds_like("Ann Lee", "Sam Altman")
    False
    """
    given, _, family = name.casefold().rpartition(" ")
    heard_given, _, heard_family = heard.casefold().partition(" ")
    if not given or not heard_given or not heard_family:
        return False
    return (
        fuzz.ratio(name.casefold().replace(" ", ""), heard.casefold().replace(" ", ""))
        >= ALIKE_WHOLE
        and fuzz.ratio(given, heard_given) >= ALIKE_GIVEN
        and fuzz.ratio(family, heard_family.replace(" ", "")) >= ALIKE_FAMILY
    )
