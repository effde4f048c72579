"""AssemblyAI JSON: a text, its words and utterances; times in milliseconds.

Its chapters are made by a program, with headlines of its own, and are not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._reading import Reading, are_all, at, confidence_of, voice_of
from onrecord.formats._words import Word, compose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Cue, Transcript

NAME = "assemblyai"
EXTENSIONS = ("json",)

_SECONDS = re.compile(r'"start"\s*:\s*\d+\.\d*[1-9]')
_OF_ITS_OWN = frozenset(
    {
        "audio_url",
        "language_code",
        "audio_duration",
        "acoustic_model",
        "language_model",
        "speech_model",
    }
)


def recognise(source: Source) -> bool:
    """Return whether there are words or utterances, and keys that only this service writes."""
    keys = source.keys
    # It counts in whole milliseconds; services that count in seconds have the same keys.
    if _SECONDS.search(source.head):
        return False
    return (
        keys.isdisjoint({"results", "words[].type", "language_probability", "words[].speaker_id"})
        and not keys.isdisjoint(_OF_ITS_OWN)
        and "text" in keys
        and bool(keys & {"words", "utterances"})
    )


def read(source: Source) -> Transcript:
    """Read the utterances if they have all words, else the text and its words."""
    reading = Reading.begin(source)
    return reading.finish(NAME, _cues(reading), at(reading.document, "language_code"))


def _cues(reading: Reading) -> Iterator[Cue]:
    document = reading.document
    if not isinstance(document, dict):
        return
    utterances = document.get("utterances")
    if are_all(utterances, [document]):
        for utterance in reading.each(utterances, "utterances"):
            yield from _compose(reading, utterance)
    else:
        yield from _compose(reading, document)


def _compose(reading: Reading, holder: dict[str, Json]) -> Iterator[Cue]:
    return compose(
        reading,
        _words(reading, holder.get("words")),
        text=reading.text(holder, "text"),
        start=reading.time(holder, "start", per_second=1000),
        end=reading.time(holder, "end", per_second=1000),
        voice=voice_of(holder.get("speaker")),
    )


def _words(reading: Reading, words: Json) -> Iterator[Word]:
    for word in reading.objects(words):
        yield Word(
            text=reading.text(word, "text"),
            start=reading.time(word, "start", per_second=1000),
            end=reading.time(word, "end", per_second=1000),
            confidence=confidence_of(word.get("confidence")),
            voice=voice_of(word.get("speaker")),
        )
