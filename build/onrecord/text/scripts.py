"""Which characters make up words, and which scripts are written without spaces."""

from __future__ import annotations

import unicodedata
from typing import Final

# Thai, Lao, Burmese, Khmer, kana, Bopomofo and Han are written without spaces between words.
UNSPACED: Final = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3100, 0x312F),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
    (0x20000, 0x3FFFF),
)
# Soft hyphen, zero-width non-joiner (Persian) and joiner (Indic scripts).
JOINERS: Final = frozenset("\u00ad\u200c\u200d")


def is_unspaced(character: str) -> bool:
    """Return whether the script of a character writes no spaces between words.

    >>> is_unspaced("是"), is_unspaced("ệ"), is_unspaced("한")
    (True, False, False)
    """
    code = ord(character)
    return code >= UNSPACED[0][0] and any(first <= code <= last for first, last in UNSPACED)


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
