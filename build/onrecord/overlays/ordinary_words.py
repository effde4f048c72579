"""Which words of a transcript are ordinary ones, however much they look or sound like a name."""

from __future__ import annotations

import re
from collections import Counter

# Where a sentence ends, before any quotation marks and brackets that open the next one.
_START = re.compile(r"(?:\A|[.?!:…]['\"”’)]*\s|\n)\s*[\"“'‘(]*\Z")
# As many characters as the longest such end has.
_BEFORE = 8
# A word that starts this many sentences and stands nowhere else, or stands this often in lower
# case, is no name.
OFTEN = 3


class OrdinaryWords:
    """The words of a text, by how they are written at and after the start of a sentence."""

    def __init__(self, text: str, words: list[re.Match[str]]) -> None:
        """Count the words of a text."""
        self._text = text
        self._counts = Counter(word.group() for word in words)
        self._starts = Counter(word.group() for word in words if self._is_start(word.start()))

    def has(self, start: int, end: int) -> bool:
        """Return whether the characters are a single ordinary word.

        A capital proves nothing at the start of a sentence: "Well" there is no name in a text that
        has "well", nor "Even" in one that starts three sentences with it and has it nowhere else.
        """
        word = self._text[start:end]
        if word.islower():
            return self._counts[word] >= OFTEN
        if not self._is_start(start):
            return False
        alone = self._starts[word] == self._counts[word] >= OFTEN
        return alone or self._counts[word.lower()] > 0

    def _is_start(self, at: int) -> bool:
        return _START.search(self._text[max(0, at - _BEFORE) : at]) is not None
