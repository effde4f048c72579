"""Parts of addresses made of names and titles. Published addresses depend on every rule here."""

from __future__ import annotations

import re
import unicodedata

from onrecord.model import Slug

# Long enough for readable titles, short enough for every file system.
LONGEST_SLUG = 80

# Letters of Latin scripts that have no decomposition in Unicode.
_LATIN = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ĸ": "k",
    },
)
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_WORD = re.compile(r"[^\W_]+")
_WORD_OR_UNDERSCORES = re.compile(r"\w+")


def is_slug(name: str) -> bool:
    """Return whether a name is a folder's slug: lower case of any script, digits, single hyphens.

    >>> [is_slug(name) for name in ("on-anchors", "größe", "On Anchors", "a--b", "..", "")]
    [True, True, False, False, False, False]
    """
    return bool(name) and name == slug_for(name)


def slug_for(name: str) -> Slug:
    """Return the slug for a folder or a person; empty if the name has no letters or digits.

    >>> slug_for("../Ep. 7: On Anchors!"), slug_for("L'été"), slug_for("***")
    ('ep-7-on-anchors', 'l-été', '')
    """
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).lower())
    # Marks belong to letters (Devanagari, Thai). NFKC would change numerals that are no digits.
    kept = (
        character if unicodedata.category(character)[0] in "LM" or character.isdecimal() else " "
        for character in lowered
    )
    return Slug("-".join("".join(kept).split()))


def slug_for_title(title: str) -> Slug:
    """Return the slug for a title, without Latin accents, of at most 80 characters; maybe empty.

    >>> slug_for_title("What’s after generative models?"), slug_for_title("Überblick & Größe")
    ('whats-after-generative-models', 'uberblick-grosse')
    >>> slug_for_title("対話の 終わり"), slug_for_title("C++ / ../etc"), slug_for_title("***")
    ('対話の-終わり', 'c-etc', '')
    """
    return Slug(_shorten(join_words(_without_accents(_APOSTROPHES.sub("", title))), LONGEST_SLUG))


def join_words(text: str, *, underscores: bool = False) -> Slug:
    """Join the words of a text, runs of letters and digits (and underscores), by hyphens.

    >>> join_words("josé ruiz (guest)")
    'josé-ruiz-guest'
    """
    return Slug("-".join((_WORD_OR_UNDERSCORES if underscores else _WORD).findall(text)))


def unique_slug(slug: str, taken: set[str], *, longest: int | None = None) -> Slug:
    """Return the slug, with a number if it is in `taken`, and add it there.

    With a number it has at most `longest` characters.

    >>> taken = {"tea"}
    >>> unique_slug("tea", taken), unique_slug("tea", taken), unique_slug("milk", taken)
    ('tea-2', 'tea-3', 'milk')
    """
    number, unique = 1, slug
    while unique in taken:
        number += 1
        suffix = f"-{number}"
        unique = (slug if longest is None else _shorten(slug, longest - len(suffix))) + suffix
    taken.add(unique)
    return Slug(unique)


def fold(name: str) -> str:
    """Return a key that is equal for names that a file system or a reader may confuse.

    >>> fold("STRASSE") == fold("straße")
    True
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _without_accents(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", text).lower().translate(_LATIN)
    kept: list[str] = []
    for letter in unicodedata.normalize("NFD", lowered):
        category = unicodedata.category(letter)
        if category.startswith("M"):
            # Marks of other scripts belong to their letters.
            if kept and not kept[-1].isascii():
                kept.append(letter)
        else:
            kept.append(letter if category.startswith("L") or letter.isdecimal() else " ")
    return unicodedata.normalize("NFC", "".join(kept))


def _shorten(slug: str, length: int) -> str:
    if len(slug) <= length:
        return slug
    # Cut at a word, unless that loses more than half.
    cut = slug.rfind("-", length // 2, length + 1)
    return (slug[:cut] if cut > 0 else slug[:length]).strip("-")
