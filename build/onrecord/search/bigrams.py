"""Bigrams of scripts without spaces, so that a part of a sentence is found.

Pagefind separates words at white space alone. `templates/onrecord_theme/assets/onrecord/terms.js`
divides queries in the same way and puts the words of results together again.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from onrecord.text.scripts import UNSPACED

TSHEG = "\u0f0b\u0f0c"
"""They end syllables, not words, in Tibetan."""

DIVIDED = f"{UNSPACED}\u0f40-\u0fbc{TSHEG}"
"""The scripts that are divided, as the body of a character class."""

JOINER = "\u2060"
"""Stands as a word of its own where the text has no space: WORD JOINER, which is not indexed."""

_DIVIDED = re.compile(f"[{DIVIDED}]")


def divide_words(text: str) -> str:
    """Divide scripts without spaces into overlapping pairs of letters with their marks.

    The last letter of a run stands alone, so each run can be restored. White space is normalised.

    >>> divide_words("Use  GPT today."), divide_words("交易池 在").split()
    ('Use GPT today.', ['交易', '易池', '池', '在'])
    >>> divide_words("用GPT。").replace(JOINER, "+")
    '用 + GPT。'
    """
    if not _DIVIDED.search(text):
        return " ".join(text.split())
    words = text.replace(JOINER, "").split()
    return " ".join(f" {JOINER} ".join(map(_pairs, _runs(word))) for word in words)


def _pairs(run: list[str]) -> str:
    return " ".join([*map("".join, pairwise(run)), run[-1]])


def _runs(word: str) -> list[list[str]]:
    """Divide a word into runs of letters to divide, and the text between them as runs of one."""
    runs: list[list[str]] = []
    divided = False
    for character in word:
        category = unicodedata.category(character)[0]
        if runs and (category == "M" or character in TSHEG):
            runs[-1][-1] += character
        elif category in "LN" and _DIVIDED.match(character):
            if runs and divided:
                runs[-1].append(character)
            else:
                runs.append([character])
            divided = True
        elif runs and not divided:
            runs[-1][-1] += character
        else:
            runs.append([character])
            divided = False
    return runs
