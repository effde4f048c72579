"""Read exports in which a line holds the speaker and the time: Otter, Rev, Descript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._heads import PAGE
from onrecord.formats._label_doubts import find_label_like
from onrecord.formats._sentence_ends import are_closed
from onrecord.formats._stage_lines import is_title
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.formats._turn_lines import turn_time
from onrecord.model import Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._base import Source
    from onrecord.model import Cue

# Trint writes times inside turns; `[crosstalk 00:01:12]` is a note.
_TIME_INSIDE = re.compile(r"\[(\d\d:\d\d:\d\d(?:[.,]\d+)?)\]")
_HINT = "minutes:seconds or hours:minutes:seconds"


def read_export(source: Source, name: str, header: re.Pattern[str]) -> Transcript:
    """Read a file that is nothing but turns (`read_turns`)."""
    tally = Tally(source.path)
    cues = read_turns(source.text.split("\n"), header, tally)
    return Transcript(format=name, cues=cues, issues=tally.issues)


def read_turns(
    lines: Sequence[str], header: re.Pattern[str], tally: Tally, first: int = 0
) -> tuple[Cue, ...]:
    """Return the cues of all turns.

    Args:
        lines: of the file.
        header: matches a whole line that starts a turn; groups `name`, `time` (or `inner`) and
            `rest`, the words on the same line.
        tally: for words before the first turn, and times that are none.
        first: index of the line from which words are read.
    """
    builder = Builder()
    started = False
    headers = [header.fullmatch(line.rstrip()) for line in lines[first:]]
    names = frozenset(squeeze(found["name"]) for found in headers if found)
    closed = _is_closed(lines[first:], headers)
    begins = True
    for number, (line, found) in enumerate(zip(lines[first:], headers, strict=True), first + 1):
        if found:
            time = turn_time(found)
            start = parse_time(time)
            if start is None:
                tally.add_unreadable_time(time, line=number, hint=_HINT)
            builder.end_paragraph()
            builder.speak(squeeze(found["name"]) or None, start)
            _say_timed(found["rest"], number, builder)
            started = True
        elif line.strip() and not PAGE.fullmatch(line.strip()):
            if not started:
                tally.add(
                    "text before the first turn; kept, without a time",
                    line=number,
                    found=line.strip(),
                )
            elif begins and _is_added(line, names, closed=closed):
                builder.speak("")
            _say_timed(line, number, builder)
        else:
            builder.end_paragraph()
        begins = not line.strip()
    return builder.finish()


def _say_timed(text: str, line: int, builder: Builder) -> None:
    """Add words; a whole time in brackets among them is that of the words behind it."""
    words, *timed = _TIME_INSIDE.split(text)
    builder.say(words, line)
    for time, later in zip(timed[::2], timed[1::2], strict=True):
        builder.reach(parse_time(time))
        builder.say(later, line)


def _is_closed(lines: Sequence[str], headers: Sequence[re.Match[str] | None]) -> bool:
    """Return whether the first lines of turns end with stops."""
    below = (line for found, line in zip(headers, lines[1:], strict=False) if found)
    return are_closed([line for line in below if line.strip()])


def _is_added(line: str, names: frozenset[str], *, closed: bool) -> bool:
    """Return whether a person added a paragraph: notes, or a turn without a time."""
    titled = closed and is_title(line)
    return titled or bool(names and find_label_like(line, names))
