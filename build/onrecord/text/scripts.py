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

# Unicode's Sentence_Terminal (16.0), without the ASCII ones and those of the Latin script.
NATIVE_STOPS: Final = (
    "\u0589\u061d\u0700-\u0702\u07f9\u0837\u0839\u083d\u083e\u0964\u0965\u104a\u104b\u1362"
    "\u1367\u1368\u166e\u1735\u1736\u17d4\u17d5\u1803\u1809\u1944\u1945\u1aa8-\u1aab\u1b4e\u1b4f"
    "\u1b5a\u1b5b\u1b5e\u1b5f\u1b7d-\u1b7f\u1c3b\u1c3c\u1c7e\u1c7f\u3002\ua4ff\ua60e\ua60f\ua6f3"
    "\ua6f7\ua876\ua877\ua8ce\ua8cf\ua92f\ua9c8\ua9c9\uaa5d-\uaa5f\uaaf0\uaaf1\uabeb\ufe12\ufe15"
    "\ufe16\ufe52\ufe56\ufe57\uff01\uff0e\uff1f\uff61\U00010a56\U00010a57\U00010f55-\U00010f59"
    "\U00010f86-\U00010f89\U00011047\U00011048\U000110be-\U000110c1\U00011141-\U00011143"
    "\U000111c5\U000111c6\U000111cd\U000111de\U000111df\U00011238\U00011239\U0001123b\U0001123c"
    "\U000112a9\U000113d4\U000113d5\U0001144b\U0001144c\U000115c2\U000115c3\U000115c9-\U000115d7"
    "\U00011641\U00011642\U0001173c-\U0001173e\U00011944\U00011946\U00011a42\U00011a43\U00011a9b"
    "\U00011a9c\U00011c41\U00011c42\U00011ef7\U00011ef8\U00011f43\U00011f44\U00016a6e\U00016a6f"
    "\U00016af5\U00016b37\U00016b38\U00016b44\U00016d6e\U00016d6f\U00016e98\U0001bc9f\U0001da88"
)
"""Marks that end a sentence even if no white space follows."""

SPACED_STOPS: Final = ".!?…‽\u203c\u2047\u2048\u2049\u061e\u061f\u06d4\u2e2e\u2e3c\u2e53\u2e54"
"""Marks that end a sentence if white space follows."""

STOPS: Final = SPACED_STOPS + NATIVE_STOPS

QUESTION_MARKS: Final = "?？؟"

CLOSING: Final = "\"'”’»›)]}」』）》〉】"
"""Quotation marks and brackets that may follow the end of a sentence."""

JOINERS: Final = frozenset("\u00ad\u200c\u200d")
"""Soft hyphen, zero-width non-joiner (Persian) and zero-width joiner (Indic scripts)."""

_UNSPACED: Final = re.compile(f"[{UNSPACED}]")
_HAN: Final = re.compile(f"[{HAN}]")


def is_unspaced(character: str) -> bool:
    """Return whether the script of a character has no spaces between words.

    >>> is_unspaced("是"), is_unspaced("ệ"), is_unspaced("한")
    (True, False, False)
    """
    return _UNSPACED.match(character) is not None


def is_han(character: str) -> bool:
    """Return whether a character is a Chinese one, in any language.

    >>> is_han("是"), is_han("ひ")
    (True, False)
    """
    return _HAN.match(character) is not None


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
