"""YouTube timed text as JSON (`fmt=json3`), from what its players read.

Google publishes no schema.

Events hold segments of text, with an offset each where a recogniser made them. Captions that roll
stay on screen while the next one comes, so an event is taken to end where the next one starts.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.formats._json import words_of
from onrecord.formats._reading import Reading, amount, at
from onrecord.formats._words import Word, compose
from onrecord.model import Milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Cue, Transcript

NAME = "youtube-json3"
EXTENSIONS = ("json3", "json")

_SUREST = 255


def recognise(source: Source) -> bool:
    """Return whether there are events with a start in milliseconds, or segments in UTF-8."""
    return not source.keys.isdisjoint({"events[].tStartMs", "events[].segs[].utf8", "wireMagic"})


def read(source: Source) -> Transcript:
    """Read all events that have words."""
    reading = Reading.begin(source)
    cues = [
        cue
        for event in reading.each(at(reading.document, "events"), "events")
        for cue in _cues(reading, event)
    ]
    return reading.finish(NAME, (_cut(cue, later) for cue, later in pairwise([*cues, None]) if cue))


def _cues(reading: Reading, event: dict[str, Json]) -> Iterator[Cue]:
    start, length = (
        reading.time(event, key, per_second=1000) for key in ("tStartMs", "dDurationMs")
    )
    end = None if start is None or length is None else Milliseconds(start + length)
    words = list(_words(reading, event.get("segs"), start))
    text = words_of("".join(raw for _, raw in words))
    yield from compose(reading, (word for word, _ in words), text=text, start=start, end=end)


def _words(
    reading: Reading, segments: Json, start: Milliseconds | None
) -> Iterator[tuple[Word, str]]:
    segments_read = list(reading.objects(segments))
    timed = any("tOffsetMs" in segment for segment in segments_read)
    for segment in segments_read:
        text, raw = reading.text(segment, "utf8"), segment.get("utf8")
        # The first word has no offset: it starts with its event.
        offset = (
            reading.time(segment, "tOffsetMs", per_second=1000)
            if "tOffsetMs" in segment
            else Milliseconds(0)
        )
        known = start is not None and offset is not None and timed
        sure = amount(segment.get("acAsrConf")) / _SUREST
        word = Word(
            text=text,
            start=Milliseconds((start or 0) + (offset or 0)) if known else None,
            confidence=sure if known and 0 < sure <= 1 else None,
        )
        yield word, raw if isinstance(raw, str) else f" {text} "


def _cut(cue: Cue, later: Cue | None) -> Cue:
    overlaps = (
        later
        and later.start is not None
        and cue.start is not None
        and cue.end is not None
        and cue.start < later.start < cue.end
    )
    return replace(cue, end=later.start) if later and overlaps else cue
