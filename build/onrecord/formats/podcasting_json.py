"""Podcasting 2.0 transcript JSON (`podcast-namespace`, `transcripts.md`), read and written.

Written: a segment a sentence, with three keys of our own that others pass over: `id` (the anchor),
`turn` (number of the turn, from 1) and `words` (where words have times: `offset` in the body,
`body`, `startTime`, `endTime`, `confidence`).
"""

from __future__ import annotations

import json
import math
import re
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.formats._json import Json, load, places, words_of
from onrecord.formats._tally import Tally
from onrecord.model import Cue, Milliseconds, Transcript, WordTime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.model import Episode, Sentence

NAME = "podcasting-json"
EXTENSIONS = ("json",)

_KEYS = tuple(
    re.compile(rf'"(?:{keys})"\s*:') for keys in ("segments", "startTime|speaker|version", "body")
)
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
# A thousand hours; more is no time, and no number of seconds beyond it needs to be counted.
_LONGEST = 3_600_000


def recognise(source: Source) -> bool:
    """Return whether it has segments with a `body` (those of Whisper have a `text`)."""
    return source.head.lstrip().startswith("{") and all(key.search(source.head) for key in _KEYS)


def read(source: Source) -> Transcript:
    """Read all segments; one without a time keeps its words."""
    tally = Tally(source.path)
    document = load(source, tally)
    segments = document.get("segments") if isinstance(document, dict) else None
    if not isinstance(segments, list):
        if document is not None:
            tally.add(
                'no list "segments"',
                line=1,
                hint='expected {"version": "1.0.0", "segments": [...]}',
                severity="error",
            )
        segments = []
    lines = places(source.text, "segments", len(segments))
    cues = (
        _cue(segment, number, line, tally)
        for number, (segment, line) in enumerate(zip(segments, lines, strict=True), 1)
    )
    return Transcript(format=NAME, cues=tuple(cue for cue in cues if cue), issues=tally.issues)


def _cue(segment: Json, number: int, line: int, tally: Tally) -> Cue | None:
    if not isinstance(segment, dict) or not isinstance(body := segment.get("body"), str):
        found = json.dumps(segment, ensure_ascii=False)
        tally.add(
            'a segment without a text "body"',
            line=line,
            cue=number,
            found=found,
            hint='"body": "the words"',
            severity="error",
        )
        return None
    speaker, identifier, text = segment.get("speaker"), segment.get("id"), words_of(body)
    if not text:
        return None
    return Cue(
        start=_time(segment, "startTime", number, line, tally),
        end=_time(segment, "endTime", number, line, tally),
        text=text,
        voice=words_of(speaker) or None if isinstance(speaker, str) else None,
        identifier=words_of(identifier) if isinstance(identifier, str) else "",
        words=tuple(_words(segment.get("words"), text, number, line, tally)),
        line=line,
    )


def _words(words: Json, text: str, number: int, line: int, tally: Tally) -> Iterator[WordTime]:
    position = 0
    for word in words if isinstance(words, list) else []:
        if not isinstance(word, dict):
            continue
        offset, body, confidence = word.get("offset"), word.get("body"), word.get("confidence")
        start = _time(word, "startTime", number, line, tally)
        if (
            not isinstance(offset, int)
            or not isinstance(body, str)
            or start is None
            or offset < position
            or not body
        ):
            continue
        # Whoever edits the body does not count characters: a word that is not where it was has no
        # time.
        if text.startswith(body, offset):
            position = offset + len(body)
            end = _time(word, "endTime", number, line, tally)
            sure = (
                float(confidence)
                if isinstance(confidence, int | float) and 0 <= confidence <= 1
                else None
            )
            yield WordTime(span=(offset, position), start=start, end=end, confidence=sure)


def _time(
    segment: dict[str, Json], key: str, number: int, line: int, tally: Tally
) -> Milliseconds | None:
    seconds = segment.get(key)
    if seconds is None:
        return None
    if isinstance(seconds, str):
        try:
            seconds = float(seconds)
        except ValueError:
            seconds = math.nan
    if (
        isinstance(seconds, bool)
        or not isinstance(seconds, int | float)
        or not 0 <= seconds <= _LONGEST
    ):
        tally.add(
            f"{key} is no number of seconds; not used",
            line=line,
            cue=number,
            found=json.dumps(segment.get(key)),
        )
        return None
    return Milliseconds(round(seconds * 1000))


def writes(episode: Episode) -> bool:
    """Return True: every episode can be written."""
    return bool(episode.sentences)


def write(episode: Episode) -> str:
    """Return a segment a sentence; `read` gives the same back.

    >>> from onrecord.model import Episode, FrontMatter, Sentence, Slug
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
