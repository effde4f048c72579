"""Names of people as catalogues write them."""

from __future__ import annotations

import re

# In most catalogues of the languages that have them, these belong to the family name.
PARTICLES = frozenset((
    "af", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do",
    "dos", "du", "el", "ibn", "la", "le", "ter", "van", "von", "y", "zu",
))  # fmt: skip
SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV)$")


def divide_name(name: str) -> tuple[str, str]:
    """Return the given names and the family name.

    A single word is a family name; `Family, Given` is taken as written.

    >>> divide_name("Dwarkesh Patel"), divide_name("Ludwig van Beethoven")
    (('Dwarkesh', 'Patel'), ('Ludwig', 'van Beethoven'))
    >>> divide_name("Plato"), divide_name("Ōe, Kenzaburō")
    (('', 'Plato'), ('Kenzaburō', 'Ōe'))
    >>> divide_name("Martin Luther King Jr.")
    ('Martin Luther', 'King Jr.')
    """
    plain = " ".join(name.split())
    suffix = match.group() if (match := SUFFIX.search(plain)) else ""
    plain = plain.removesuffix(suffix)
    if "," in plain:
        family, _, given = plain.partition(",")
        return given.strip(), family.strip() + suffix
    words = plain.split()
    first = len(words) - 1
    while first > 1 and words[first - 1] in PARTICLES:
        first -= 1
    return " ".join(words[:first]), " ".join(words[first:]) + suffix


def inverted_name(name: str) -> str:
    """Return a name as bibliographies sort it.

    >>> inverted_name("Dwarkesh Patel"), inverted_name("Plato")
    ('Patel, Dwarkesh', 'Plato')
    """
    return ", ".join(part for part in reversed(divide_name(name)) if part)


def initials(given: str) -> str:
    """Return the initials of given names.

    >>> initials("Shereen Marisol"), initials("Jean-Luc"), initials("C. D.")
    ('S. M.', 'J.-L.', 'C. D.')
    """
    return " ".join(
        "-".join(f"{part[0].upper()}." for part in word.split("-") if part)
        for word in given.split()
    )
