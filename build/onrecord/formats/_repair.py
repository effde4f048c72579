"""Repair the times of cues, whatever the format.

Words are never changed. Each repair is reported in a warning that names the cue
(`tests/formats/cases/repairs/`):

- The order of the file is the order of what was said. A cue whose time does not fit it keeps its
  place and loses its time: in 8 of 11 real files a cue that was moved to where its time belonged
  put an answer before its question.
- An end that is not after its start is dropped. So is the part of a cue that runs into the next cue
  of the same voice. Two voices may
  overlap: people interrupt each other.
- A cue without an end lasts until the next one starts; this is no repair, and no warning.
- A first cue at an hour or later stays: the file's times are the file's. Video tapes start at
  01:00:00, so this is reported.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.formats._times import full_clock
from onrecord.model import Cue, Milliseconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._tally import Tally

_HOUR = 3_600_000
# A clock that starts again goes back by more (ms), and not behind a few wrong times.
_RESTART = 60_000
_QUARTER = 0.25


def repair(cues: Sequence[Cue], tally: Tally) -> tuple[Cue, ...]:
    """Return the cues in their order with starts that never go back, each end after its start.

    >>> from onrecord.formats._tally import Tally
    >>> starts = map(Milliseconds, (1000, 3000, 2000, 4000))
    >>> cues = [Cue(start=start, end=None, text="Oh.") for start in starts]
    >>> [cue.start for cue in repair(cues, Tally("a.srt"))]
    [1000, None, 2000, 4000]
    """
    numbers = range(1, len(cues) + 1)
    numbered = _order(list(zip(numbers, cues, strict=True)), tally)
    if first := next(((number, cue) for number, cue in numbered if cue.start is not None), None):
        number, cue = first
        if cue.start is not None and cue.start >= _HOUR:
            tally.add(
                "the first time is an hour or later; kept as it is",
                line=cue.line,
                cue=number,
                found=full_clock(cue.start),
                hint="if the recording starts at 0:00, subtract the offset from all times",
            )
    return _end(numbered, tally)


def _order(numbered: list[tuple[int, Cue]], tally: Tally) -> list[tuple[int, Cue]]:
    timed = [position for position, (_, cue) in enumerate(numbered) if cue.start is not None]
    starts = [_start(numbered[position][1]) for position in timed]
    if all(before <= after for before, after in pairwise(starts)):
        return numbered
    again, end = _find_restart(starts)
    timed, starts = timed[:again] + timed[end:], starts[:again] + starts[end:]
    # The most cues that are in order among themselves are taken to be right; of two such choices,
    # the one that overlaps less.
    forth = longest_rise(starts)
    back = [
        len(starts) - 1 - index
        for index in reversed(longest_rise([-start for start in reversed(starts)]))
    ]
    kept = min(
        forth, back, key=lambda rise: _overlaps([numbered[timed[index]][1] for index in rise])
    )
    result = list(numbered)
    right = {timed[index] for index in kept}
    for position, (number, cue) in enumerate(numbered):
        if cue.start is None or position in right:
            continue
        tally.add(
            "its time goes back or runs ahead; left where it is, without a time",
            affects="times",
            line=cue.line,
            cue=number,
            found=full_clock(_start(cue)),
            hint="correct the time, or look whether two recordings stand in one file",
        )
        result[position] = number, replace(cue, start=None, end=None, words=())
    return result


def _find_restart(starts: Sequence[int]) -> tuple[int, int]:
    """Return from where to where times are those of a clock that started again (none: the end).

    So a second tape starts at zero, and a clock without hours behind 59:59. The times before stay,
    and so do those behind a leap forward as long as half of the way back.

    >>> _find_restart([1_000, 5_000, 1_800_000, 2_000, 6_000, 9_000])
    (3, 6)
    >>> _find_restart([3_590_000, 3_598_000, 5_000, 20_000, 3_730_000])
    (2, 4)
    >>> _find_restart([1_000, 5_000, 1_800_000, 6_000, 9_000])
    (5, 5)
    """
    for at in range(2, len(starts) - 1):
        back = starts[at - 1] - starts[at]
        rises = starts[at] <= starts[at + 1] < starts[at - 1]
        if back < _RESTART or starts[at - 2] <= starts[at] or not rises:
            continue
        leaps = (
            later
            for later in range(at + 1, len(starts))
            if 2 * (starts[later] - starts[later - 1]) >= back
        )
        end = next(leaps, len(starts))
        if at >= _QUARTER * (end - at):
            return at, end
    return len(starts), len(starts)


def _start(cue: Cue) -> Milliseconds:
    return Milliseconds(0) if cue.start is None else cue.start


def longest_rise(starts: Sequence[int]) -> list[int]:
    """Return the indices of the longest non-decreasing run (patience sorting, n log n).

    >>> longest_rise([1, 9, 2, 3, 3])
    [0, 2, 3, 4]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, start in enumerate(starts):
        length = bisect_right(tails, start)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [start]
        ends[length : length + 1] = [index]
    rise: list[int] = []
    index = ends[-1]
    while index >= 0:
        rise.append(index)
        index = before[index]
    return rise[::-1]


def _overlaps(cues: Sequence[Cue]) -> int:
    return sum(
        before.end is not None and before.end > _start(after) for before, after in pairwise(cues)
    )


def _end(numbered: Sequence[tuple[int, Cue]], tally: Tally) -> tuple[Cue, ...]:
    result: list[Cue] = []
    for (number, cue), later in zip(numbered, _later(numbered), strict=True):
        start, end = cue.start, cue.end
        if start is None:
            end = None
        elif end is not None and end <= start:
            kind = "lasts no time" if end == start else "ends before it starts"
            tally.add(
                f"{kind}; taken to last until the next one",
                line=cue.line,
                cue=number,
                found=_shown(start, end),
            )
            end = None
        elif (
            end is not None
            and later
            and later.start is not None
            and end > later.start
            and cue.voice == later.voice
        ):
            tally.add(
                "overlaps the next one; cut where that starts",
                line=cue.line,
                cue=number,
                found=_shown(start, end),
            )
            end = None
        if start is not None and end is None and later:
            end = later.start
        result.append(cue if end == cue.end else replace(cue, end=end))
    return tuple(result)


def _later(numbered: Sequence[tuple[int, Cue]]) -> list[Cue | None]:
    """Return for each cue the next one that starts later.

    Cues that start together are one caption in several lines.
    """
    result: list[Cue | None] = []
    later: Cue | None = None
    following: Cue | None = None
    for _, cue in reversed(numbered):
        if cue.start is not None:
            if following and following.start is not None and following.start > cue.start:
                later = following
            following = cue
        result.append(later)
    return result[::-1]


def _shown(start: Milliseconds, end: Milliseconds) -> str:
    return f"{full_clock(start)} --> {full_clock(end)}"
