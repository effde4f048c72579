"""The part of an address that a chapter's title becomes."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from onrecord.model import Slug

if TYPE_CHECKING:
    from collections.abc import Collection

# Long enough for any title that is read, short enough for every file system.
LONGEST = 80

# Other things have these names beside the chapters: the transcript's page, and what MkDocs takes for the page of a folder.
RESERVED = frozenset({"transcript", "index", "readme"})

# Letters of Latin scripts that Unicode does not take apart.
LATIN = str.maketrans(
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
APOSTROPHES = re.compile("['’‘ʼ`´]")
WORD_BREAKS = re.compile(r"[\W_]+")


def slugify(title: str, taken: Collection[str] = ()) -> Slug:
    """Give the slug of a chapter: small letters and digits, single hyphens between, at most 80 characters, unlike any in `taken`.

    Latin letters lose their accents; letters of other scripts stay.

    >>> slugify("What’s after generative models?"), slugify("Überblick & Größe"), slugify("対話の 終わり"), slugify("C++ / ../etc")
    ('whats-after-generative-models', 'uberblick-grosse', '対話の-終わり', 'c-etc')
    >>> slugify("Intro", taken={"intro"}), slugify("Transcript"), slugify("***")
    ('intro-2', 'transcript-2', 'chapter')
    """
    slug = (
        _shorten(WORD_BREAKS.sub("-", _fold(APOSTROPHES.sub("", title))).strip("-"), LONGEST)
        or "chapter"
    )
    number, unlike = 1, slug
    while unlike in taken or unlike in RESERVED:
        number += 1
        unlike = f"{_shorten(slug, LONGEST - len(str(number)) - 1)}-{number}"
    return Slug(unlike)


def _fold(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", text).lower().translate(LATIN)
    folded: list[str] = []
    for letter in unicodedata.normalize("NFD", lowered):
        category = unicodedata.category(letter)
        if category.startswith("M"):
            # Marks belong to their letters, but for accents on Latin ones.
            if folded and not folded[-1].isascii():
                folded.append(letter)
        else:
            folded.append(letter if category.startswith("L") or letter.isdecimal() else " ")
    return unicodedata.normalize("NFC", "".join(folded))


def _shorten(slug: str, length: int) -> str:
    if len(slug) <= length:
        return slug
    # At a word, unless that loses more than half.
    cut = slug.rfind("-", length // 2, length + 1)
    return (slug[:cut] if cut > 0 else slug[:length]).strip("-")
