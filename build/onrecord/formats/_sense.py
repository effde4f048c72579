"""Check the times of a whole file: words a minute, and times that are all zero."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.formats._signature import is_ours
from onrecord.text.reading_length import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._tally import Tally
    from onrecord.model import Cue

_SECONDS = 60_000
# Auctioneers reach 250 words a minute, the fastest talker on record 655; a file of several people
# who talk at once stays below 350.
_FAST = 350
_IMPOSSIBLE = 1_000
# Of a few words the times may be off by half a second; times in a wrong unit are off by 25 or more.
_IMPOSSIBLE_OF_FEW = 3_000
_FEWEST_WORDS, _FEWEST_CUES = 8, 2
# Fewer words say nothing about how fast people are.
_ENOUGH = 100
# Nobody shows a word for half a minute; times in a wrong unit are off by 40 or more.
_SLOWEST = 2
_MOST = 0.8


def check_sense(cues: Sequence[Cue], tally: Tally) -> tuple[Cue, ...]:
    """Return the cues, without times if all are zero; report impossible words a minute.

    >>> from onrecord.formats._tally import Tally
    >>> from onrecord.model import Cue
    >>> tally = Tally("a.json")
    >>> text = "We built a boat and it leaked."
    >>> cues = [Cue(start=start, end=start + 9, text=text) for start in (0, 20)]
    >>> len(check_sense(cues, tally)), tally.issues[0].severity
    (2, 'error')
    """
    timed = [cue for cue in cues if cue.start is not None]
    if is_ours(cues) or len(timed) < max(_FEWEST_CUES, len(cues) / 2):
        return tuple(cues)
    first = min(cue.start or 0 for cue in timed)
    last = max(max(cue.start or 0, cue.end or 0) for cue in timed)
    if last == 0:
        tally.add(
            "all times are zero; not used",
            affects="times",
            line=timed[0].line,
            found=timed[0].text,
            cue=1,
        )
        return tuple(replace(cue, start=None, end=None, words=()) for cue in cues)
    # Captions of several people may overlap, and a test pattern shows all at once.
    shown = sum(max(0, (cue.end or 0) - (cue.start or 0)) for cue in timed)
    _check_rate(timed, max(last - first, shown, 1), tally)
    _check_slow(timed, tally)
    return tuple(cues)


def _check_slow(timed: Sequence[Cue], tally: Tally) -> None:
    """Report cues that stay so long that their times must be in another unit."""
    lasting = [cue for cue in timed if cue.end is not None]
    words = sum(count_words(cue.text) for cue in lasting)
    shown = sum((cue.end or 0) - (cue.start or 0) for cue in lasting)
    # The last cue may stay until the end of the recording.
    if len(lasting) <= len(timed) / 2 or words < _FEWEST_WORDS - 1:
        return
    if words * _SECONDS >= _SLOWEST * shown:
        return
    slow = sum(
        (cue.end or 0) - (cue.start or 0) > count_words(cue.text) * _SECONDS / _SLOWEST
        for cue in lasting
    )
    if slow >= _MOST * len(lasting):
        tally.add(
            "cues that last longer than anybody speaks: the times are not what they seem",
            line=timed[0].line,
            found=f"{words:,} words in {shown / 1000:g} seconds",
            hint="check their unit (seconds, milliseconds, frames)",
            severity="error",
        )


def _check_rate(timed: Sequence[Cue], length: int, tally: Tally) -> None:
    """Report more words than can be said in a length of time (ms)."""
    # Scripts without spaces count too few, and so never too many.
    words = sum(map(_words, timed))
    # Nobody knows how long the last cue lasts if it has no end.
    spoken = words if timed[-1].end is not None else words - _words(timed[-1])
    rate = round(spoken * _SECONDS / length)
    found = f"{words:,} words in {length / 1000:g} seconds"
    impossible = _IMPOSSIBLE if spoken >= _ENOUGH else _IMPOSSIBLE_OF_FEW
    if spoken >= _FEWEST_WORDS and rate > impossible:
        tally.add(
            f"{rate:,} words a minute, which nobody can say: the times are not what they seem",
            line=timed[0].line,
            found=found,
            hint="check their unit (seconds, milliseconds, frames), and whether the file is whole",
            severity="error",
        )
    elif spoken >= _ENOUGH and rate > _FAST:
        tally.add(
            f"{rate:,} words a minute, more than people say: words may stand there twice",
            line=timed[0].line,
            found=found,
        )


def _words(cue: Cue) -> int:
    return cue.text.count(" ") + 1
