"""JSON of programs that keep labels and names of speakers apart: `speakerLabel` in segments.

A list `speakers`, or an object, gives the names. Times are seconds, or milliseconds if the key says
so (`startMs`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._reading import Reading, at, voice_of
from onrecord.formats._words import compose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Cue, Milliseconds, Transcript

NAME = "labelled-json"
EXTENSIONS = ("json",)

_LISTS = ("segments", "utterances", "transcript")
_LABELS = ("speakerLabel", "speakerId")
_MILLISECONDS = ("Ms", "TimeMs", "edAtMs")


def recognise(source: Source) -> bool:
    """Return whether segments have a text and a `speakerLabel` or `speakerId`."""
    keys = source.keys
    return "results" not in keys and any(
        f"{key}[].text" in keys and any(f"{key}[].{label}" in keys for label in _LABELS)
        for key in _LISTS
    )


def read(source: Source) -> Transcript:
    """Read all segments."""
    reading = Reading.begin(source)
    document = reading.document
    key = next((key for key in _LISTS if isinstance(at(document, key), list)), _LISTS[0])
    names = _names(reading, at(document, "speakers"))
    segments = reading.each(at(document, key), key)
    cues = (cue for segment in segments for cue in _cues(reading, segment, names))
    return reading.finish(NAME, cues, at(document, "language"))


def _names(reading: Reading, speakers: Json) -> Mapping[str | None, str]:
    if isinstance(speakers, dict):
        found = {voice_of(key): voice_of(value) for key, value in speakers.items()}
    else:
        found = {
            voice_of(speaker.get("id") or speaker.get("label") or speaker.get("speakerLabel")): (
                voice_of(speaker.get("name") or speaker.get("displayName"))
            )
            for speaker in reading.objects(speakers)
        }
    return {label: name for label, name in found.items() if label and name}


def _cues(
    reading: Reading, segment: dict[str, Json], names: Mapping[str | None, str]
) -> Iterator[Cue]:
    label = next((voice for key in _LABELS if (voice := voice_of(segment.get(key)))), None)
    stated = voice_of(segment.get("speaker"))
    return compose(
        reading,
        (),
        text=reading.text(segment, "text"),
        start=_time(reading, segment, "start"),
        end=_time(reading, segment, "end"),
        voice=names.get(label) or stated or label,
    )


def _time(reading: Reading, segment: dict[str, Json], key: str) -> Milliseconds | None:
    for suffix in _MILLISECONDS:
        if segment.get(f"{key}{suffix}") is not None:
            return reading.time(segment, f"{key}{suffix}", per_second=1000)
    return reading.clock(segment, f"{key}Time" if f"{key}Time" in segment else key)
