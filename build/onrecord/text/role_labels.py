"""Labels of transcripts that name a role or nobody: "Speaker 2", "Unknown", "Audience member"."""

from __future__ import annotations

import re
from functools import cache

from onrecord.text.word_lists import load_word_lists

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@cache
def _words() -> frozenset[str]:
    return frozenset().union(*load_word_lists(__file__, "role_labels.txt").values())


@cache
def names_nobody(label: str) -> bool:
    """Return whether a label is the same for different people, in other recordings at least.

    >>> [names_nobody(label) for label in ("BELL 7", "Unknown male", "The Chair", "P", "主持人")]
    [True, True, True, True, True]
    >>> [names_nobody(label) for label in ("Ann", "DUARTE", "Mr. Bell", "李", "Judge Judy")]
    [False, False, False, False, False]
    """
    words = [word.casefold() for word in _WORD.findall(label)]
    if any(character.isdigit() for character in label) or not words:
        return True
    # A letter stands for a role in one file and for a name in another.
    return all(word in _words() or (len(word) == 1 and word < "\u0250") for word in words)
