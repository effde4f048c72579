"""The direction in which a text is written."""

from __future__ import annotations

import re
from typing import Literal

Direction = Literal["ltr", "rtl"]

# Languages usually written from right to left (CLDR, "characterOrder"), and scripts always so.
_LANGUAGES = frozenset(
    [
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "glk",
        "he",
        "iw",
        "ji",
        "khw",
        "ks",
        "lrc",
        "mzn",
        "nqo",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    ]
)
_SCRIPTS = frozenset(
    ["adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"]
)
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LETTER = re.compile(r"[^\W\d_]")


def direction(language: str) -> Direction:
    """Return the direction of a language tag (BCP 47).

    >>> direction("ar"), direction("pa-Arab"), direction("en-GB"), direction("")
    ('rtl', 'rtl', 'ltr', 'ltr')
    """
    first, *rest = language.lower().split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]  # noqa: PLR2004 - RFC 5646, 2.2.3
    if scripts:
        return "rtl" if scripts[0] in _SCRIPTS else "ltr"
    return "rtl" if first in _LANGUAGES else "ltr"


def reads_from_the_right(text: str) -> bool:
    """Return whether most letters of a text are written from right to left.

    >>> reads_from_the_right("כן, yes, שלום"), reads_from_the_right("OK, כן")
    (True, False)
    """
    if text.isascii() or not (found := len(_RIGHT_TO_LEFT.findall(text))):
        return False
    return 2 * found > len(_LETTER.findall(text))
