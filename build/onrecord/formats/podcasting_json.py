"""Podcasting 2.0 transcript JSON (`podcast-namespace`, `transcripts.md`), read and written.

Written: a segment a sentence, with three keys of our own that others pass over: `id` (the anchor),
`turn` (number of the turn, from 1) and `words` (where words have times: `offset` in the body,
`body`, `startTime`, `endTime`, `confidence`).
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.formats._json import words_of
from onrecord.formats._reading import Reading, at, confidence_of, elements_of
from onrecord.model import Cue, Transcript, WordTime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Episode, Milliseconds, Sentence

NAME = "podcasting-json"
EXTENSIONS = ("json",)

_KEYS = tuple(
    re.compile(rf'"(?:{keys})"\s*:') for keys in ("segments", "startTime|speaker|version", "body")
)
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def recognise(source: Source) -> bool:
    """Return whether it has segments with a `body` (those of Whisper have a `text`)."""
    return source.head.lstrip().startswith("{") and all(key.search(source.head) for key in _KEYS)


def read(source: Source) -> Transcript:
    """Read all segments; one without a time keeps its words."""
    reading = Reading.begin(source)
    segments = at(reading.document, "segments")
    if segments is None and reading.document is not None:
        reading.warn(
            'no list "segments"',
            hint='expected {"version": "1.0.0", "segments": [...]}',
            severity="error",
        )
    cues = (_cue(reading, segment) for segment in reading.each(segments, "segments"))
    return Transcript(
        format=NAME, cues=tuple(cue for cue in cues if cue), issues=reading.tally.issues
    )


def _cue(reading: Reading, segment: dict[str, Json]) -> Cue | None:
    body, speaker, identifier = (segment.get(key) for key in ("body", "speaker", "id"))
    if not isinstance(body, str):
        reading.warn(
            'a segment without a text "body"',
            segment,
            hint='"body": "the words"',
            severity="error",
        )
        return None
    text = words_of(body)
    if not text:
        return None
    return Cue(
        start=reading.time(segment, "startTime"),
        end=reading.time(segment, "endTime"),
        text=text,
        voice=words_of(speaker) or None if isinstance(speaker, str) else None,
        identifier=words_of(identifier) if isinstance(identifier, str) else "",
        words=tuple(_words(reading, segment.get("words"), text)),
        line=reading.line,
    )


def _words(reading: Reading, words: Json, text: str) -> Iterator[WordTime]:
    position = 0
    for word in elements_of(words):
        offset, body = at(word, "offset"), at(word, "body")
        if not isinstance(word, dict) or not isinstance(offset, int) or not isinstance(body, str):
            continue
        start = reading.time(word, "startTime")
        # Whoever edits the body does not count characters: a word that is not where it was has no
        # time.
        if body and start is not None and offset >= position and text.startswith(body, offset):
            position = offset + len(body)
            end, sure = reading.time(word, "endTime"), confidence_of(word.get("confidence"))
            yield WordTime(span=(offset, position), start=start, end=end, confidence=sure)


def writes(episode: Episode) -> bool:
    """Return True: every episode can be written."""
    return bool(episode.sentences)


def write(episode: Episode) -> str:
    """Return a segment a sentence; `read` gives the same back.

    >>> from onrecord.model import Episode, FrontMatter, Milliseconds, Sentence, Slug
    >>> hi = Sentence(
    ...     text="Hi.", span=(0, 3), start=Milliseconds(1500),
    ...     end=None, timing="exact", speaker="Ann"
    ... )
    >>> print(write(Episode(slug=Slug("a"), front=FrontMatter(), sentences=(hi,), chapters=())))
    {"version": "1.0.0", "segments": [
    {"speaker": "Ann", "startTime": 1.5, "body": "Hi.", "turn": 1}
    ]}
    <BLANKLINE>
    """
    turns = groupby(episode.sentences, key=lambda sentence: sentence.speaker)
    segments = (
        _segment(sentence, turn)
        for turn, (_, sentences) in enumerate(turns, 1)
        for sentence in sentences
    )
    # A segment a line: who compares two versions of a transcript sees which sentences changed.
    lines = ",\n".join(map(_ENCODE, segments))
    return f'{{"version": "1.0.0", "segments": [\n{lines}\n]}}\n'


def _segment(sentence: Sentence, turn: int) -> dict[str, Json]:
    segment: dict[str, Json] = {"speaker": sentence.speaker} if sentence.speaker else {}
    segment |= _times(sentence.start, sentence.end) | {"body": sentence.text}
    if sentence.id:
        segment["id"] = sentence.id
    segment["turn"] = turn
    if sentence.words:
        segment["words"] = [_word(word, sentence.text) for word in sentence.words]
    return segment


def _word(word: WordTime, text: str) -> Json:
    written: dict[str, Json] = {
        "offset": word.span[0],
        "body": text[slice(*word.span)],
        **_times(word.start, word.end),
    }
    return written if word.confidence is None else written | {"confidence": word.confidence}


def _times(start: Milliseconds | None, end: Milliseconds | None) -> dict[str, Json]:
    return {
        key: time / 1000
        for key, time in (("startTime", start), ("endTime", end))
        if time is not None
    }
