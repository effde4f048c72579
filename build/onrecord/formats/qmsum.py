"""Meetings of the QMSum collection: who said what, without times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._reading import Reading, at, voice_of
from onrecord.formats._words import compose

if TYPE_CHECKING:
    from onrecord.formats._base import Source
    from onrecord.model import Transcript

NAME = "qmsum"
EXTENSIONS = ("json",)


def recognise(source: Source) -> bool:
    """Return whether there are transcripts of a meeting."""
    return "meeting_transcripts" in source.keys


def read(source: Source) -> Transcript:
    """Read all turns."""
    reading = Reading.begin(source)
    turns = reading.each(at(reading.document, "meeting_transcripts"), "meeting_transcripts")
    cues = (
        cue
        for turn in turns
        for cue in compose(
            reading,
            (),
            text=reading.text(turn, "content"),
            voice=voice_of(turn.get("speaker")),
            paragraph=True,
        )
    )
    return reading.finish(NAME, cues)
