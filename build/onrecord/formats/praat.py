"""Praat TextGrid, long and short: interval tiers, each a speaker; empty intervals are silence.

Tiers that repeat others word by word or sound by sound (`words`, `phones`) are passed over where
another tier has the same words.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from onrecord.formats._base import squeeze
from onrecord.formats._tally import Tally
from onrecord.formats._tiers import Tier, merge
from onrecord.formats._times import parse_time
from onrecord.model import Cue, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.formats._base import Source

NAME = "praat"
EXTENSIONS = ("textgrid",)

_RECOGNISED = re.compile(
    r'\s*File type = "ooTextFile[^"\n]*"\s*\n\s*(?:Object class = )?"TextGrid"'
)
# Values of both forms: numbers, texts in quotation marks (a doubled one is a mark), and flags.
_VALUE = re.compile(r'"((?:[^"]|"")*)"|<(\w+)>|(?<![\w\[.])(-?\d+(?:\.\d+)?)(?![\w\]])')


# Silence in the tiers of WebMAUS and of forced aligners.
_PAUSE = re.compile(r"<(?:p:?|sil|usb|nib)>")
_INTERVALS = "IntervalTier"
_KINDS = {_INTERVALS, "TextTier"}


class _Value(NamedTuple):
    quoted: str | None
    number: str | None
    line: int


def recognise(source: Source) -> bool:
    """Return whether it begins as Praat writes it."""
    return _RECOGNISED.match(source.head) is not None


def read(source: Source) -> Transcript:
    """Read all interval tiers that have words."""
    tally = Tally(source.path)
    tiers = list(_tiers(source.text))
    return Transcript(format=NAME, cues=merge(tiers, tally), issues=tally.issues)


def _tiers(text: str) -> Iterator[Tier]:
    values = list(_values(text))
    starts = [index for index, value in enumerate(values) if value.quoted in _KINDS]
    for start, stop in pairwise([*starts, len(values)]):
        if values[start].quoted == _INTERVALS and (tier := _tier(values[start + 1 : stop])):
            yield tier


def _values(text: str) -> Iterator[_Value]:
    line, counted = 1, 0
    for found in _VALUE.finditer(text):
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        yield _Value(found[1], found[3], line)


def _tier(values: Sequence[_Value]) -> Tier | None:
    """Return the tier of values: its name, then intervals of two times and a text."""
    name: str | None = None
    cues: list[Cue] = []
    numbers: list[str] = []
    for quoted, number, line in values:
        if number is not None:
            numbers.append(number)
        elif quoted is not None and name is None:
            name, numbers = squeeze(quoted), []
        elif quoted is not None and len(numbers) > 1:
            start, end = (parse_time(value) for value in numbers[-2:])
            words = squeeze(quoted.replace('""', '"'))
            if words and not _PAUSE.fullmatch(words):
                cues.append(Cue(start=start, end=end, text=words, line=line))
            numbers = []
    return None if name is None else Tier(name=name, cues=tuple(cues))
