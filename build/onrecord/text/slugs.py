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


def fold(name: str) -> str:
    """Give what two names share that some file system or reader takes for one.

    >>> fold("STRASSE") == fold("straße")
    True
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
