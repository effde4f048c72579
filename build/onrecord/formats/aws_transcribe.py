"""AWS Transcribe JSON, from its published examples.

Items have times as strings; punctuation is an item without times.

Speakers stand in the items; older files have them only in `speaker_labels`, by the start of a word.
A file of two channels has the items of each in `channel_labels`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._reading import Reading, amount, at, confidence_of, elements_of, voice_of
from onrecord.formats._words import Word, compose, interleave_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Transcript

NAME = "aws-transcribe"
EXTENSIONS = ("json",)


def recognise(source: Source) -> bool:
    """Return whether there are results with transcripts, and items or the name of the job."""
    keys = source.keys
    return "results.transcripts" in keys and bool(
        keys & {"results.items", "results.speaker_labels", "jobName", "accountId"}
    )


def read(source: Source) -> Transcript:
    """Read the items, divided where the speaker changes; without any, the text."""
    reading = Reading.begin(source)
    results = at(reading.document, "results")
    language = at(results, "language_code") or at(results, "language_identification", 0, "code")
    channels = at(results, "channel_labels", "channels")
    if isinstance(channels, list) and len(channels) > 1:
        words = (
            (voice_of(channel.get("channel_label")), _words(reading, channel.get("items"), {}))
            for channel in reading.objects(channels)
        )
        return reading.finish(NAME, interleave_words(reading, words), language)
    labels = dict(_labels(at(results, "speaker_labels", "segments")))
    transcript = at(results, "transcripts", 0)
    text = reading.text(transcript, "transcript") if isinstance(transcript, dict) else ""
    return reading.finish(
        NAME, compose(reading, _words(reading, at(results, "items"), labels), text=text), language
    )


def _labels(segments: Json) -> Iterator[tuple[float, Json]]:
    for segment in elements_of(segments):
        for item in elements_of(at(segment, "items")):
            yield amount(at(item, "start_time")), at(item, "speaker_label")


def _words(reading: Reading, spoken: Json, labels: Mapping[float, Json]) -> Iterator[Word]:
    for item in reading.each(spoken, "items"):
        best = at(item, "alternatives", 0)
        if not isinstance(best, dict):
            reading.warn("an item without a word", item, severity="error")
            continue
        mark = item.get("type") == "punctuation"
        yield Word(
            text=reading.text(best, "content"),
            start=reading.time(item, "start_time"),
            end=reading.time(item, "end_time"),
            confidence=None if mark else confidence_of(best.get("confidence")),
            voice=None
            if mark
            else voice_of(item.get("speaker_label") or labels.get(amount(item.get("start_time")))),
            glued=mark,
        )
