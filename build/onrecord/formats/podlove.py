"""Podlove Publisher and Web Player JSON: a list of `start`, `end`, `voice` and `text`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._reading import Reading, at, voice_of
from onrecord.formats._words import compose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.model import Cue, Transcript

NAME = "podlove"
EXTENSIONS = ("json",)

_PLACES = ("[]", "transcripts[]")


def recognise(source: Source) -> bool:
    """Return whether entries have a text, a start, and a voice or a start in milliseconds."""
    keys = source.keys
    return any(
        {f"{place}.text", f"{place}.start"} <= keys
        and not keys.isdisjoint({f"{place}.voice", f"{place}.start_ms"})
        for place in _PLACES
    )


def read(source: Source) -> Transcript:
    """Read all entries."""
    reading = Reading.begin(source)
    return reading.finish(NAME, _cues(reading))


def _cues(reading: Reading) -> Iterator[Cue]:
    document = reading.document
    entries = document if isinstance(document, list) else at(document, "transcripts")
    for entry in reading.each(entries, "transcripts"):
        start, end = (
            reading.time(entry, f"{key}_ms", per_second=1000)
            if entry.get(f"{key}_ms") is not None
            else reading.clock(entry, key)
            for key in ("start", "end")
        )
        # The number of a speaker without a name.
        voice = voice_of(entry.get("voice")) or voice_of(entry.get("speaker"))
        yield from compose(
            reading, (), text=reading.text(entry, "text"), start=start, end=end, voice=voice
        )
