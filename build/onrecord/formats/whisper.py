"""JSON of Whisper and of programs around it: segments of text, maybe with word times.

Samples: whisper-timestamped (`text`, `confidence` in a word). The rest is written from what the
programs publish: OpenAI's Whisper and its service (`word`, `probability`; the service may give only
`text`, or `words` without segments), WhisperX (`word`, `score`, a `speaker` to segments and words,
no time for a word it could not align, `word_segments`), faster-whisper (the segments alone, as a
list).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._json import words_of
from onrecord.formats._reading import Reading, at, confidence_of, elements_of, voice_of
from onrecord.formats._words import Word, compose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Cue, Milliseconds, Transcript

NAME = "whisper"
EXTENSIONS = ("json",)

# Seconds for a word, on average; silence may be long, but not in every file.
_SLOWEST = 60
_OTHERS = frozenset(
    {
        "segments[].body",
        "segments[].speakerLabel",
        "segments[].speakerId",
        "results",
        "[].voice",
        "[].start_ms",
        "chunks",
        "words[].type",
        "words[].speaker_id",
        "language_probability",
    }
)
# The service's shortest answer has nothing but some of these.
_PLAIN = frozenset(
    {"text", "usage", "logprobs", "task", "language", "duration", "segments", "words"}
)


def recognise(source: Source) -> bool:
    """Return whether there are segments with a text and a start, or a text with words or alone."""
    keys = source.keys
    # Others have keys of their own beside the same ones.
    if not keys.isdisjoint(_OTHERS):
        return False
    segments = any({f"{place}.text", f"{place}.start"} <= keys for place in ("segments[]", "[]"))
    top = {key.partition(".")[0].removesuffix("[]") for key in keys}
    return (
        segments
        or {"text", "words[].word"} <= keys
        or ("text" in keys and top <= _PLAIN)
        or "word_segments[].word" in keys
    )


def read(source: Source) -> Transcript:
    """Read all segments; without any, the words, or the text."""
    reading = Reading.begin(source)
    document = reading.document
    language = at(document, "language") or at(document, "info", "language")
    return reading.finish(NAME, _cues(reading), language)


def _cues(reading: Reading) -> Iterator[Cue]:
    document = reading.document
    segments = document if isinstance(document, list) else at(document, "segments")
    per_second = _per_second(segments)
    found = False
    beside = list(_words(reading, at(document, "words"))) if isinstance(document, dict) else []
    for segment in reading.each(segments, "segments"):
        found = True
        own = _words(reading, segment.get("words"))
        yield from compose(
            reading,
            own
            if segment.get("words") or not beside
            else _take(beside, reading.time(segment, "end")),
            text=reading.text(segment, "text"),
            start=reading.time(segment, "start", per_second=per_second),
            end=reading.time(segment, "end", per_second=per_second),
            voice=voice_of(segment.get("speaker")),
        )
    if not found and isinstance(document, dict):
        words = _words(reading, document.get("words") or document.get("word_segments"))
        yield from compose(reading, words, text=reading.text(document, "text"))


def _per_second(segments: Json) -> int:
    """Return 1000 for a file in milliseconds: integers, and minutes a word if they were seconds."""
    times = [at(one, "end") for one in elements_of(segments)]
    if not times or not all(isinstance(time, int) and time for time in times):
        return 1
    words = sum(len(str(at(one, "text")).split()) for one in elements_of(segments))
    last = max(time for time in times if isinstance(time, int))
    return 1000 if last > _SLOWEST * max(words, 1) else 1


def _take(words: list[Word], end: Milliseconds | None) -> list[Word]:
    """Remove and return the words that start before a segment ends."""
    count = next(
        (
            number
            for number, word in enumerate(words)
            if end is not None and word.start is not None and word.start >= end
        ),
        len(words),
    )
    taken = words[:count]
    del words[:count]
    return taken


def _words(reading: Reading, words: Json) -> Iterator[Word]:
    written = list(reading.objects(words))
    # Whisper's own words have the space in front of them in the text, and the scripts without
    # spaces have none.
    spaced = any(str(word.get("word")).startswith(" ") for word in written)
    for word in written:
        raw = word.get("word")
        sure = confidence_of(
            next((word[key] for key in ("probability", "score", "confidence") if key in word), None)
        )
        yield Word(
            text=reading.text(word, "word", "text"),
            start=reading.time(word, "start"),
            end=reading.time(word, "end"),
            confidence=sure,
            voice=voice_of(word.get("speaker")),
            glued=spaced
            and isinstance(raw, str)
            and not raw.startswith(" ")
            and words_of(raw) != "",
        )
