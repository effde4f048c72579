"""Praat TextGrid, long and short: interval tiers, each a speaker; empty intervals are silence.

Tiers that repeat others word by word or sound by sound (`words`, `phones`) are passed over where
another tier has the same words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._tally import Tally
from onrecord.formats._tiers import Tier, merge
from onrecord.formats._times import parse_time
from onrecord.model import Cue, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source

NAME: str = "praat"
EXTENSIONS: tuple[str, ...] = ("textgrid",)

_RECOGNISED = re.compile(
    r'\s*File type = "ooTextFile[^"\n]*"\s*\n\s*(?:Object class = )?"TextGrid"'
)
# Values of both forms: numbers, texts in quotation marks (a doubled one is a mark), and flags.
_VALUE = re.compile(r'"((?:[^"]|"")*)"|<(\w+)>|(?<![\w\[.])(-?\d+(?:\.\d+)?)(?![\w\]])')


def recognise(source: Source) -> bool:
    """Return whether it begins as Praat writes it."""
    return _RECOGNISED.match(source.head) is not None


def read(source: Source) -> Transcript:
    """Read all interval tiers that have words."""
    tally = Tally(source.path)
    tiers = list(_tiers(source.text))
    return Transcript(format=NAME, cues=merge(tiers, tally), issues=tally.issues)


def _tiers(text: str) -> Iterator[Tier]:
    values = iter(
        [
            (one[1], one[3], text.count("\n", 0, one.start()) + 1 if one[1] is not None else 0)
            for one in _VALUE.finditer(text)
        ]
    )
    name: str | None = None
    cues: list[Cue] = []
    numbers: list[str] = []
    interval = False
    for quoted, number, line in values:
        if number is not None:
            numbers.append(number)
        elif quoted in {"IntervalTier", "TextTier"}:
            if name is not None:
                yield Tier(name=name, cues=tuple(cues))
            name, cues, interval = None, [], quoted == "IntervalTier"
            numbers = []
        elif quoted is not None and name is None and cues == [] and interval:
            name, numbers = squeeze(quoted), []
        elif quoted is not None and name is not None and interval and len(numbers) > 1:
            start, end = (parse_time(value) for value in numbers[-2:])
            words = squeeze(quoted.replace('""', '"'))
            if words:
                cues.append(Cue(start=start, end=end, text=words, line=line))
            numbers = []
    if name is not None:
        yield Tier(name=name, cues=tuple(cues))
