"""Zoom saved captions (`meeting_saved_closed_caption.txt`).

Turns are `[Ann Lee] 10:02:33` on a line of its own, the words below.

The times are those of a clock on a wall. When the recording began is not in the file, so they are
counted from the first, which is reported.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.formats._tally import Tally
from onrecord.formats._turns import read_turns
from onrecord.model import Milliseconds, Transcript

if TYPE_CHECKING:
    from onrecord.formats._base import Source

NAME = "zoom-captions"
EXTENSIONS = ("txt",)

HEADER = re.compile(
    r"\[(?P<name>[^\[\]\n]{1,80})\][ \t]+(?P<time>\d{1,2}:\d\d:\d\d)[ \t]*(?P<rest>)"
)
_LINE = re.compile(rf"^{HEADER.pattern}$", re.MULTILINE)
_HOUR = 3_600_000


def recognise(source: Source) -> bool:
    """Return whether a line early in the file is a name in brackets and a time."""
    return bool(_LINE.search("\n".join(source.head.split("\n")[:8])))


def read(source: Source) -> Transcript:
    """Read the turns."""
    tally = Tally(source.path)
    cues = read_turns(source.text.split("\n"), HEADER, tally)
    first = next((cue.start for cue in cues if cue.start is not None), Milliseconds(0))
    if first >= _HOUR:
        tally.add(
            "times of day; counted from the first one",
            line=1,
            found=source.head.partition("\n")[0],
            hint="if the recording began earlier, all times are early by as much",
        )
        cues = tuple(
            cue if cue.start is None else replace(cue, start=Milliseconds(cue.start - first))
            for cue in cues
        )
    return Transcript(format=NAME, cues=cues, issues=tally.issues)
