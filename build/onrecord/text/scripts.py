r"""Properties of scripts: spaces between words, parts of words, ends of sentences.

The ranges are bodies of character classes: `re.compile(f"[{UNSPACED}]")`. They follow the Script
property of Unicode 16 (Scripts.txt). A block that has only signs and gaps beside letters is whole.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

HAN: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303c"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
HIRAGANA: Final = "\u3041-\u309f\U0001b001-\U0001b11f\U0001b132\U0001b150-\U0001b152"
KATAKANA: Final = (
    "\u3031-\u3035\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f"
    "\U0001aff0-\U0001b000\U0001b120-\U0001b122\U0001b155\U0001b164-\U0001b167"
)
BOPOMOFO: Final = "\u3100-\u312f\u31a0-\u31bf"
HANGUL: Final = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"

CHINESE_JAPANESE: Final = HAN + HIRAGANA + KATAKANA + BOPOMOFO
"""Each character stands for a syllable or a word."""

# Line breaking class SA of UAX #14: Thai, Lao, Myanmar, Khmer, Tai Le, New Tai Lue, Tai Tham, Tai
# Viet, Ahom.
SOUTH_EAST_ASIAN: Final = (
    "\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\U000116d0-\U000116e3\u1780-\u17ff"
    "\u1950-\u19df\u1a20-\u1aaf\uaa80-\uaadf\U00011700-\U0001174f"
)
"""Each character stands for a sound."""

UNSPACED: Final = CHINESE_JAPANESE + SOUTH_EAST_ASIAN
"""Written without spaces between words."""

UNSPACED_LANGUAGES: Final = frozenset({"zh", "ja", "th", "lo", "km", "my"})

STOPS_WITHOUT_SPACE: Final = "।॥။។。！？｡"
"""End a sentence even if no white space follows."""

STOPS: Final = f".!?…‽؟۔።։{STOPS_WITHOUT_SPACE}"
"""End a sentence."""

QUESTION_MARKS: Final = "?？؟"

CLOSING: Final = "\"'”’»›)]}」』）》〉】"
"""Quotation marks and brackets that may follow the end of a sentence."""

JOINERS: Final = frozenset("\u00ad\u200c\u200d")
"""Soft hyphen, zero-width non-joiner (Persian) and zero-width joiner (Indic scripts)."""

_UNSPACED: Final = re.compile(f"[{UNSPACED}]")


def is_unspaced(character: str) -> bool:
    """Return whether the script of a character has no spaces between words.

    >>> is_unspaced("是"), is_unspaced("ệ"), is_unspaced("한")
    (True, False, False)
    """
    return _UNSPACED.match(character) is not None


def extends_letter(character: str) -> bool:
    """Return whether a character belongs to the one before it: a combining mark, a joiner, a jamo.

    >>> [extends_letter(character) for character in ("\u0301", "\u093f", "\u200c", "a")]
    [True, True, True, False]
    """
    # Jamo from U+1160 on are the vowels and final consonants of a syllable.
    return (
        unicodedata.category(character).startswith("M")
        or character in JOINERS
        or "\u1160" <= character <= "\u11ff"
    )


def is_word_character(character: str) -> bool:
    """Return whether a character is part of a word: a letter, a digit, or what belongs to one."""
    return character.isalnum() or extends_letter(character)
