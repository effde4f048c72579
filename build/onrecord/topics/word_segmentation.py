"""Word segmentation for languages without spaces or with attached particles.

Finds the most likely segmentation under a unigram model (Viterbi), as jieba does for words it
knows, without an additional program or dictionary. Grammatical particles become short common words,
which are no terms.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from onrecord.text.languages import base_language
from onrecord.text.scripts import HAN, HANGUL, HIRAGANA, KATAKANA
from onrecord.topics.frequency import table_of
from onrecord.topics.tokenizer import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LANGUAGES = frozenset({"zh", "ja", "ko"})
# Han, Hiragana and Hangul are segmented. Runs of Katakana, Latin letters and digits are words as
# they are.
RUN = re.compile(
    f"(?P<divided>[{HIRAGANA}{HAN}{HANGUL}]+)|[{KATAKANA}]+|[^{HIRAGANA}{HAN}{HANGUL}{KATAKANA}]+"
)
LONGEST = 8
# Cost per character of an unknown word: the cost of a word that occurs once in a hundred billion.
STRANGE = -log(1e-11)


def split_words(tokens: Sequence[Token], language: str) -> tuple[Token, ...]:
    """Segment tokens into words.

    Args:
        tokens: Of a sentence.
        language: Tag of one of `LANGUAGES`.
    """
    base = base_language(language)
    divided: list[Token] = []
    for token in tokens:
        start, joined = token.span[0], token.joined
        for word in _words(token.text, base):
            span = (start, start + len(word))
            divided.append(
                Token(word, word.lower(), span, joined, possessive=False, initial=token.initial)
            )
            start, joined = span[1], True
    return tuple(divided)


def _words(text: str, base: str) -> Iterator[str]:
    for run in RUN.finditer(text):
        if run["divided"]:
            yield from _divide(run.group(), base)
        else:
            yield run.group()


@lru_cache(maxsize=16384)
def _divide(run: str, base: str) -> tuple[str, ...]:
    table: Mapping[str, float] = table_of(base)
    # 1. Lowest cost up to each position, and the start of the last word there.
    cheapest, came = [0.0], [0]
    for end in range(1, len(run) + 1):
        cost, start = min(
            (cheapest[start] + _cost(run[start:end], table), start)
            for start in range(max(0, end - LONGEST), end)
        )
        cheapest.append(cost)
        came.append(start)
    # 2. Trace back from the end.
    words: list[str] = []
    end = len(run)
    while end:
        words.append(run[came[end] : end])
        end = came[end]
    return tuple(reversed(words))


def _cost(word: str, table: Mapping[str, float]) -> float:
    known = table.get(word, 0.0)
    return -log(known) if known > 0 else STRANGE * len(word)
