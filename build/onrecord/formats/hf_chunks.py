"""Hugging Face pipeline JSON: `chunks` with a pair of times in seconds.

Chunks are sentences or words; the last may have no end.

insanely-fast-whisper puts the same beside a list `speakers` of turns, each with its times and its
text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._json import words_of
from onrecord.formats._reading import Reading, at, voice_of
from onrecord.formats._words import Word, compose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Cue, Milliseconds, Transcript

NAME = "hf-chunks"
EXTENSIONS = ("json",)

# More words than that to a chunk, and they are sentences.
_MOST_WORDS = 1.3


def recognise(source: Source) -> bool:
    """Return whether there are chunks, or turns of speakers, with a text and a timestamp."""
    keys = source.keys
    return any({f"{key}[].text", f"{key}[].timestamp"} <= keys for key in ("chunks", "speakers"))


def read(source: Source) -> Transcript:
    """Read the turns of speakers where there are any, else the chunks."""
    reading = Reading.begin(source)
    document = reading.document
    turns, chunks = at(document, "speakers"), at(document, "chunks")
    if isinstance(turns, list) and turns and at(turns, 0, "text") is not None:
        return reading.finish(NAME, _segments(reading, turns, "speakers"))
    written = list(reading.objects(chunks))
    texts = [words_of(str(chunk.get("text"))) for chunk in written]
    if len(texts) > 1 and sum(len(text.split()) for text in texts) <= _MOST_WORDS * len(texts):
        words = _words(reading, chunks)
        whole = reading.text(document, "text") if isinstance(document, dict) else ""
        return reading.finish(NAME, compose(reading, words, text=whole))
    return reading.finish(NAME, _segments(reading, chunks, "chunks"))


def _segments(reading: Reading, value: Json, key: str) -> Iterator[Cue]:
    for segment in reading.each(value, key):
        start, end = _times(reading, segment)
        yield from compose(
            reading,
            (),
            text=reading.text(segment, "text"),
            start=start,
            end=end,
            voice=voice_of(segment.get("speaker")),
        )


def _words(reading: Reading, chunks: Json) -> Iterator[Word]:
    for chunk in reading.each(chunks, "chunks"):
        start, end = _times(reading, chunk)
        raw = chunk.get("text")
        yield Word(
            text=reading.text(chunk, "text"),
            start=start,
            end=end,
            glued=isinstance(raw, str) and not raw.startswith(" "),
        )


def _times(
    reading: Reading, chunk: dict[str, Json]
) -> tuple[Milliseconds | None, Milliseconds | None]:
    pair = chunk.get("timestamp")
    both: dict[str, Json] = {"timestamp": at(pair, 0), "end": at(pair, 1)}
    return reading.time(both, "timestamp"), reading.time(both, "end")
