"""Rules for where sentences end, in any language."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.text.scripts import UNSPACED
from onrecord.transcript.abbreviations import is_abbreviation, rules_of
from onrecord.transcript.terminals import BOUNDARY, SPACED, find_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

NEXT_UNSPACED = re.compile(f"[{UNSPACED}]")
OPENING = re.compile(r"""\s*+["'“‘«‹„(\[{¿¡—–-]*+\s*+""")
WORD = re.compile(r"\w")

# A lower-case letter does not continue the sentence if it starts a name (iPhone, re:Invent) or a
# note ([laughs]), or a subject with its verb (there's).
BEGINS_SMALL = re.compile(
    r"[^\W\d_]{1,12}:?[A-Z]|(?:it|there|that|he|she|they|we|you|i)['’](?:s|re|m|ll|ve|d)\b"
)

# After a quotation, the clause that says who said it continues the sentence: 「はい。」と言った.
SPEECH_TAG = re.compile(
    r"\s*(?:と|って|など|という)|(?![没沒不])[\u4e00-\u9fff]{1,3}[说說问問喊叫道][^，。：！？]{0,3}[，。]"
    r"|\s(?:\S+\s)?(?:कहा|पूछा|बोला|बोली|बोले)(?=[\s।])|\s(?:አለ|አለች|አሉ|ብሎ|ብላ)(?=[\s።])"
)

# Lower-case letters say nothing if at least this many sentences, and most of them, start with one.
ENOUGH = 3


def find_sentence_starts(text: str, fixed: Iterable[int] = (), language: str = "") -> list[int]:
    """Return the positions at which sentences start, in order; the first is 0.

    Args:
        text: Words separated by single spaces.
        fixed: Positions at which a sentence starts in any case.
        language: Tag (BCP 47) of the language; empty if unknown.

    >>> text = "Dr. Wu met the U.S. Navy at 3.5 knots. It was No. 5, she said. Was it? Well..."
    >>> [text[start:][:8] for start in find_sentence_starts(text)]
    ['Dr. Wu m', 'It was N', 'Was it? ', 'Well...']
    """
    rules = rules_of(language)
    length = len(text)
    marks = [
        mark for mark in find_marks(text, language) if mark.end() < length and _stands(text, mark)
    ]
    firsts = [_skip(OPENING, text, mark.end()) for mark in marks]
    # Where most sentences begin with a lower-case letter, these say nothing.
    small = sum(text[first : first + 1].islower() for first in firsts)
    cased = small < ENOUGH or small * 2 <= len(marks)
    native = _has_own_stops(text, marks)
    certain = {0, *fixed}
    found: set[int] = set()
    for mark, first in zip(marks, firsts, strict=True):
        if first == length or _continues(text, mark, first, cased=cased):
            continue
        if text[mark.start() : mark.start() + 2].rstrip(")] ") == ".":
            start = _word_start(text, mark.start())
            listed = start in certain or start in found or text[start - 2] in "…:"
            if is_abbreviation(text, mark, start, first, rules, native=native, listed=listed):
                continue
        found.add(mark.end() + text[mark.end()].isspace())
    return list(_keep_words(text, sorted(certain | found), certain))


def _has_own_stops(text: str, marks: Sequence[re.Match[str]]) -> bool:
    """Return whether a script's own stops are used, so that a Latin one marks an abbreviation."""
    # डॉ. शर्मा आए।
    stops = [text[mark.start()] for mark in marks]
    return sum(stop not in SPACED for stop in stops) > stops.count(".")


def _word_start(text: str, end: int) -> int:
    """Return the start of the word that ends at a position. Scripts without spaces end it too."""
    start = text.rfind(" ", 0, end) + 1
    if not text.isascii():
        for boundary in BOUNDARY.finditer(text, start, end):
            start = boundary.end()
    return _skip(OPENING, text, start)


def _keep_words(text: str, starts: Sequence[int], certain: Collection[int]) -> Iterator[int]:
    """Leave out the starts of parts without words: each joins the previous sentence or the next."""
    wordless = False
    for start, end in pairwise([*starts, len(text)]):
        has_word = bool(WORD.search(text, start, end))
        if start in certain:
            yield start
            wordless = not has_word
        elif has_word and not wordless:
            yield start
        elif has_word:
            wordless = False


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    skipped = pattern.match(text, position)
    return skipped.end() if skipped else position


def _stands(text: str, mark: re.Match[str]) -> bool:
    """Return whether a mark is at the end of a word."""
    following = text[mark.end()]
    return (
        following.isspace()
        or text[mark.start()] not in SPACED
        or (text[mark.start()] in "!?" and bool(NEXT_UNSPACED.match(following)))
    )


def _continues(text: str, mark: re.Match[str], following: int, *, cased: bool) -> bool:
    """Return whether the sentence continues whatever the mark, given what follows it."""
    # Speech recognition puts false stops where its chunks meet ("what is meant. by AGI"): a
    # lower-case letter continues the sentence. After 。 it starts one: there it is a foreign word.
    if (
        cased
        and text[following].islower()
        and text[mark.start()] in SPACED
        and not BEGINS_SMALL.match(text, following)
        and text[following - 1] != "["
    ):
        return True
    return mark.group()[-1] in '"”»」』' and SPEECH_TAG.match(text, mark.end()) is not None
