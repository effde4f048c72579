"""SubViewer as YouTube writes it (SBV): `0:00:01.000,0:00:02.500`, the words below, an empty line.

The lines of times are no words; all others are. A time that cannot be read leaves its words where
they are, without one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._builder import Builder
from onrecord.formats._markup import strip_overrides
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.formats._turn_lines import SBV, convention
from onrecord.model import Transcript

if TYPE_CHECKING:
    from onrecord.formats._base import Source

NAME = "sbv"
EXTENSIONS = ("sbv",)


def recognise(source: Source) -> bool:
    """Return whether it has a line of two times with a comma between."""
    return convention(source) == "sbv"


def read(source: Source) -> Transcript:
    """Read all cues."""
    tally = Tally(source.path)
    builder = Builder()
    for number, line in enumerate(source.text.split("\n"), 1):
        if times := SBV.fullmatch(line):
            start, end = parse_time(times[1]), parse_time(times[2])
            if start is None or end is None:
                tally.add(
                    "a time that cannot be read; not used",
                    affects="times",
                    line=number,
                    found=line.strip(),
                    hint="0:00:01.000,0:00:02.500",
                )
            builder.reach(start, None if start is None else end)
        elif line.strip():
            builder.say(strip_overrides(line), number)
        else:
            builder.end_cue()
    return Transcript(format=NAME, cues=builder.finish(), issues=tally.issues)
