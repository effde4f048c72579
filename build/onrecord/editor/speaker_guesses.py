"""Guesses of who speaks in a transcript without labels: passages to be confirmed one by one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord import overlays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.editor.workspace import Workspace
    from onrecord.model import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerGuess:
    """A passage that one person may say."""

    sentence: Sentence
    """The first of the passage, as shown."""
    until: int
    """End of the passage, in characters of the transcript's text."""
    person: str
    confidence: float
    """0.5 to 1."""


def guess_speakers(workspace: Workspace) -> Iterator[SpeakerGuess]:
    """Yield guesses for the passages whose speaker no entry of the overlay names, in order.

    Passages do not overlap: a guess ends where the next one starts, or an entry of the overlay.
    There are none where the file has labels, where the episode lacks a host or a guest, or where
    too few sentences are questions.
    """
    prepared = workspace.prepared
    people, divided = prepared.cast.people, prepared.divided
    host = next((person.name for person in people if person.is_host), None)
    guest = next((person.name for person in people if not person.is_host), None)
    if not host or not guest or any(one.speaker for one in divided):
        return
    guesses = overlays.suggest_speakers(divided)
    if not guesses:
        return
    starts = [divided[one.sentence].span[0] for one in guesses]
    marks = sorted(workspace.speakers.handovers)

    def index_of(sentence: Sentence) -> tuple[int, int]:
        """Return the indices of the guess and of the entry that a sentence belongs to."""
        place = sentence.span[0]
        return bisect_right(starts, place) - 1, bisect_right(marks, place) - 1

    for (guess, _), group in groupby(prepared.applied.sentences, index_of):
        passage = list(group)
        if passage[0].speaker is None:
            yield SpeakerGuess(
                sentence=passage[0],
                until=passage[-1].span[1],
                person=host if guesses[guess].host else guest,
                confidence=guesses[guess].confidence,
            )
