"""Report speakers who are heard only once: each may be a heading, a note or a quotation."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.formats._label_words import fold, is_full_name

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from onrecord.formats._tally import Tally
    from onrecord.model import Cue

# Cues of the speaker who is heard most often; in a shorter file many speak once.
_OFTEN = 3


def report_heard_once(cues: Sequence[Cue], known: Container[str], tally: Tally) -> None:
    """Report the speakers with a single turn, but for known and for full names.

    >>> from onrecord.formats._tally import Tally
    >>> from onrecord.model import Cue
    >>> voices = "Ann", "Cy", "Ann", "Bo Roth", "Ann", "Di"
    >>> cues = [Cue(start=None, end=None, text="Hi.", voice=voice) for voice in voices]
    >>> tally = Tally("a")
    >>> report_heard_once(cues, {"cy"}, tally)
    >>> [issue.found for issue in tally.issues]
    ['Di (line 1)']
    """
    turns = [(voice, next(group)) for voice, group in groupby(cues, lambda cue: cue.voice) if voice]
    counts = Counter(voice for voice, _ in turns)
    said = Counter(cue.voice for cue in cues if cue.voice)
    if max(said.values(), default=0) < _OFTEN:
        return
    once = [
        (voice, cue.line)
        for voice, cue in turns
        if counts[voice] == 1 and not is_full_name(voice) and fold(voice) not in known
    ]
    if once:
        tally.add(
            "heard only once: each may be a heading, a note or a quotation, and no speaker",
            affects="names",
            line=once[0][1],
            found=", ".join(f"{voice} (line {line})" for voice, line in once),
            hint='those that are no speakers, add to episode.yml: labels: {"NAME": false}',
        )
