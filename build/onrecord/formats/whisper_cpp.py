"""whisper.cpp JSON (`-oj`, `-ojf`): a list `transcription`, times in milliseconds.

The full form has tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._json import words_of
from onrecord.formats._reading import Reading, at, confidence_of, voice_of
from onrecord.formats._words import Word, compose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Cue, Milliseconds, Transcript

NAME = "whisper-cpp"
EXTENSIONS = ("json",)


def recognise(source: Source) -> bool:
    """Return whether there is a list `transcription` with offsets or timestamps and a text."""
    keys = source.keys
    return "transcription[].text" in keys and not keys.isdisjoint(
        {"transcription[].offsets.from", "transcription[].timestamps.from"}
    )


def read(source: Source) -> Transcript:
    """Read all segments, with the times of words where tokens have them."""
    reading = Reading.begin(source)
    document = reading.document
    segments = reading.each(at(document, "transcription"), "transcription")
    cues = (cue for segment in segments for cue in _cues(reading, segment))
    return reading.finish(
        NAME, cues, at(document, "result", "language") or at(document, "params", "language")
    )


def _cues(reading: Reading, segment: dict[str, Json]) -> Iterator[Cue]:
    start, end = (_time(reading, segment, key) for key in ("from", "to"))
    speaker = segment.get("speaker")
    return compose(
        reading,
        _words(reading, segment.get("tokens")),
        text=reading.text(segment, "text"),
        start=start,
        end=end,
        # tinydiarize marks turns only; "?" is a speaker that it could not tell.
        voice=voice_of(speaker) if speaker != "?" else None,
        lexical=True,
    )


def _time(reading: Reading, holder: dict[str, Json], key: str) -> Milliseconds | None:
    offsets, stamps = holder.get("offsets"), holder.get("timestamps")
    if isinstance(offsets, dict):
        return reading.time(offsets, key, per_second=1000)
    return reading.clock(stamps, key) if isinstance(stamps, dict) else None


def _words(reading: Reading, tokens: Json) -> Iterator[Word]:
    for held in _divide(reading.objects(tokens)):
        sure = [confidence_of(one.get("p")) for one in held]
        known = [one for one in sure if one is not None]
        yield Word(
            text=words_of("".join(str(one.get("text")) for one in held)),
            start=_time(reading, held[0], "from"),
            end=_time(reading, held[-1], "to"),
            confidence=min(known) if len(known) == len(sure) else None,
        )


def _divide(tokens: Iterable[dict[str, Json]]) -> Iterator[list[dict[str, Json]]]:
    """Yield the tokens of each word: it starts with a space; `[_BEG_]` and the like are marks."""
    held: list[dict[str, Json]] = []
    for token in tokens:
        raw = token.get("text")
        if not isinstance(raw, str):
            continue
        if held and raw.startswith(" "):
            yield held
            held = []
        if not raw.strip().startswith("[_"):
            held.append(token)
    if held:
        yield held
