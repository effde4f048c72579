"""The length of a text for a reader."""

from __future__ import annotations

import re

from onrecord.text.scripts import CHINESE_JAPANESE, SOUTH_EAST_ASIAN

_CHINESE_JAPANESE = re.compile(f"[{CHINESE_JAPANESE}]")
_SOUTH_EAST_ASIAN = re.compile(f"[{SOUTH_EAST_ASIAN}]")


def count_words(text: str) -> int:
    """Return the number of words, estimated for scripts without spaces.

    >>> count_words("It was on record."), count_words("这是一次采访。"), count_words("")
    (4, 4, 0)
    """
    if not text:
        return 0
    words = text.count(" ") + 1
    if text.isascii():
        return words
    # A word has about two characters in Chinese and Japanese, about five in Thai, Lao, Burmese and
    # Khmer.
    return (
        words
        + len(_CHINESE_JAPANESE.findall(text)) // 2
        + len(_SOUTH_EAST_ASIAN.findall(text)) // 5
    )
