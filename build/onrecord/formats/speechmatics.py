"""Speechmatics JSON (json-v2), from its published reference.

Results are words or punctuation, attached to each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._reading import Reading, at, confidence_of, voice_of
from onrecord.formats._words import Word, compose, interleave_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Transcript

NAME = "speechmatics"
EXTENSIONS = ("json",)

# The speaker that was not identified.
_NOBODY = "UU"


def recognise(source: Source) -> bool:
    """Return whether there is a list of results with alternatives that have a content."""
    return "results[].alternatives[].content" in source.keys


def read(source: Source) -> Transcript:
    """Read the first alternative of each result, divided where the speaker changes."""
    reading = Reading.begin(source)
    document = reading.document
    delimiter = at(document, "metadata", "language_pack_info", "word_delimiter")
    language = at(document, "metadata", "transcription_config", "language")
    if language == "auto":
        language = at(document, "metadata", "language_identification", "predicted_language") or at(
            document, "results", 0, "alternatives", 0, "language"
        )
    channels: dict[str, list[Word]] = {}
    for channel, word in _words(reading, at(document, "results"), together=delimiter == ""):
        channels.setdefault(channel, []).append(word)
    if len(channels) > 1:
        return reading.finish(NAME, interleave_words(reading, channels.items()), language)
    return reading.finish(NAME, compose(reading, next(iter(channels.values()), [])), language)


def _words(reading: Reading, results: Json, *, together: bool) -> Iterator[tuple[str, Word]]:
    glue_next = False
    for result in reading.each(results, "results"):
        best = at(result, "alternatives", 0)
        if not isinstance(best, dict):
            if result.get("type") not in ("speaker_change", "channel_change"):
                reading.warn("a result without a word", result, severity="error")
            continue
        punctuation = result.get("type") == "punctuation"
        attached = result.get("attaches_to", "previous" if punctuation else "none")
        label = best.get("speaker")
        channel = result.get("channel") or best.get("channel")
        yield (
            channel if isinstance(channel, str) else "",
            Word(
                text=reading.text(best, "content"),
                # A full stop lasts no time.
                start=None if punctuation else reading.time(result, "start_time"),
                end=None if punctuation else reading.time(result, "end_time"),
                confidence=None if punctuation else confidence_of(best.get("confidence")),
                voice=None if punctuation else "" if label == _NOBODY else voice_of(label),
                glued=glue_next or together or attached in ("previous", "both"),
            ),
        )
        glue_next = attached in ("next", "both")
