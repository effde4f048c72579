"""Folder names that are parts of addresses."""

from __future__ import annotations

import unicodedata

from onrecord.model import Slug


def is_slug(name: str) -> bool:
    """Say whether a name can stand in an address as it is: small letters of any script and digits, single hyphens between.

    >>> [is_slug(name) for name in ("on-anchors", "größe", "On Anchors", "a--b", "..", "")]
    [True, True, False, False, False, False]
    """
    return bool(name) and name == slug_for(name)


def slug_for(name: str) -> Slug:
    """Give the slug nearest to a name; empty where the name has neither letters nor digits.

    >>> slug_for("../Ep. 7: On Anchors!"), slug_for("L'été"), slug_for("***")
    ('ep-7-on-anchors', 'l-été', '')
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).lower())
    # Marks belong to their letters (Devanagari, Thai); numerals other than digits would change under NFKC.
    kept = (
        character if unicodedata.category(character)[0] in "LM" or character.isdecimal() else " "
        for character in folded
    )
    return Slug("-".join("".join(kept).split()))


def folded(name: str) -> str:
    """Give what two names share that some file system or reader takes for one.

    >>> folded("STRASSE") == folded("straße")
    True
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def unique_slug(slug: str, taken: set[str]) -> Slug:
    """Give a slug that is not taken yet, with a number behind it if need be, and take it.

    >>> taken = {"tea"}
    >>> unique_slug("tea", taken), unique_slug("tea", taken), unique_slug("milk", taken)
    ('tea-2', 'tea-3', 'milk')
    """
    number, candidate = 1, slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    taken.add(candidate)
    return Slug(candidate)
