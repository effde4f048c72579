"""ElevenLabs Scribe JSON: words, spaces and events in one list, times in seconds.

An event, `(laughter)`, stands among the words as the service writes it. Several channels have a
transcript each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._reading import Reading, at, channel_of, voice_of
from onrecord.formats._words import Word, compose, interleave_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Transcript

NAME = "elevenlabs"
EXTENSIONS = ("json",)

_PLACES = ("", "transcripts[].")


def recognise(source: Source) -> bool:
    """Return whether there are words with a type, and keys that only this service writes."""
    keys = source.keys
    return any(
        {f"{place}words[].type", f"{place}words[].start"} <= keys
        and not keys.isdisjoint(
            {
                f"{place}words[].speaker_id",
                f"{place}language_probability",
                f"{place}words[].logprob",
            }
        )
        for place in _PLACES
    )


def read(source: Source) -> Transcript:
    """Read the words, divided where the speaker changes."""
    reading = Reading.begin(source)
    document = reading.document
    channels = at(document, "transcripts")
    if isinstance(channels, list) and channels:
        words = (
            (channel_of(number), _words(reading, channel.get("words")))
            for number, channel in enumerate(reading.objects(channels))
        )
        cues = interleave_words(reading, words)
        return reading.finish(NAME, cues, at(channels, 0, "language_code"))
    text = reading.text(document, "text") if isinstance(document, dict) else ""
    cues = compose(reading, _words(reading, at(document, "words")), text=text)
    return reading.finish(NAME, cues, at(document, "language_code"))


def _words(reading: Reading, words: Json) -> Iterator[Word]:
    spaced = True
    for word in reading.each(words, "words"):
        if word.get("type") == "spacing":
            spaced = True
            continue
        speaker = word.get("speaker_id")
        yield Word(
            text=reading.text(word, "text"),
            start=reading.time(word, "start"),
            end=reading.time(word, "end"),
            voice=voice_of(speaker),
            glued=not spaced,
        )
        spaced = False
