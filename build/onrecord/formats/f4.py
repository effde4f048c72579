"""Transcripts of f4transkript: turns with times such as `#00:00:12-4#`, by default at their ends.

A time is hours, minutes, seconds and tenths of a second. Words last from the time before them, or
from zero, to the time behind them. Times may also stand inside or in front of turns. Labels are
left to `_labels`. Written from their published shape.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from onrecord.formats._builder import Builder
from onrecord.formats._heads import skip_head
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.model import Milliseconds, Transcript

if TYPE_CHECKING:
    from onrecord.formats._base import Source

NAME: str = "f4"
EXTENSIONS: tuple[str, ...] = ("txt",)

_TIME: Final = re.compile(r"[ \t]*#(\d{1,2}:\d\d:\d\d(?:-\d)?)#")


def recognise(source: Source) -> bool:
    """Return whether there is a time between number signs."""
    return "#" in source.head and bool(_TIME.search(source.head))


def read(source: Source) -> Transcript:
    """Read the words between the times; each paragraph of them is a cue."""
    tally = Tally(source.path)
    builder = Builder(source.path)
    front, above = skip_head(source.text.split("\n"))
    start: Milliseconds | None = Milliseconds(0)
    line = 1
    pieces = _TIME.split(source.text)
    for words, time in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        end = parse_time(time.replace("-", "."))
        lines = words.split("\n")
        builder.reach(start, None if "\n\n" in words.strip() else end)
        for number, text in enumerate(lines, line):
            if not text.strip():
                builder.end_paragraph()
            elif number > above:
                builder.say(text, number)
        line += len(lines) - 1
        if time and end is None:
            tally.add_unreadable_time(time, line=line)
        start = end
    return Transcript(format=NAME, cues=builder.finish(), front=front, issues=tally.issues)
