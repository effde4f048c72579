"""Azure Speech JSON, from its published reference.

The batch service writes recognised phrases, the fast one phrases.

Times are in ticks of 100 nanoseconds, in ISO 8601 ("PT1.2S"), or in milliseconds. The text has
numbers and punctuation; the words of older files are as spoken, so that those that are written
otherwise have no time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.formats._reading import Reading, at, channel_of, confidence_of, voice_of
from onrecord.formats._words import Word, compose, interleave
from onrecord.model import Milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Cue, Transcript

NAME = "azure-speech"
EXTENSIONS = ("json",)

_TICKS = 10_000_000


def recognise(source: Source) -> bool:
    """Return whether there are recognised phrases, or phrases beside combined ones."""
    return "recognizedPhrases" in source.keys or {"combinedPhrases", "phrases"} <= source.keys


def read(source: Source) -> Transcript:
    """Read the best reading of each phrase."""
    reading = Reading.begin(source)
    key = (
        "recognizedPhrases" if at(reading.document, "recognizedPhrases") is not None else "phrases"
    )
    phrases = at(reading.document, key)
    channels: dict[str | None, list[Cue]] = {}
    for phrase in reading.each(phrases, key):
        channel = channel_of(phrase.get("channel"))
        channels.setdefault(channel, []).extend(_cues(reading, phrase, channel))
    language = at(phrases, 0, "locale") or at(reading.document, "locale")
    if len(channels) == 1:
        # The only channel says nothing of who speaks.
        [cues] = channels.values()
        return reading.finish(
            NAME,
            (replace(cue, voice=None) if cue.voice in channels else cue for cue in cues),
            language,
        )
    # The phrases of one channel stand before those of the next.
    return reading.finish(NAME, interleave(channels.values()), language)


def _cues(reading: Reading, phrase: dict[str, Json], channel: str | None) -> Iterator[Cue]:
    best = at(phrase, "nBest", 0)
    holder = best if isinstance(best, dict) else phrase
    start, end = _times(reading, phrase)
    voice = voice_of(phrase.get("speaker")) or channel
    words = holder.get("displayWords") or holder.get("words")
    text = reading.text(holder, "display", "text", "itn", "lexical")
    yield from compose(
        reading, _words(reading, words), text=text, start=start, end=end, voice=voice, lexical=True
    )


def _words(reading: Reading, words: Json) -> Iterator[Word]:
    for word in reading.objects(words):
        start, end = _times(reading, word)
        sure = confidence_of(word.get("confidence"))
        yield Word(
            text=reading.text(word, "displayText", "word", "text"),
            start=start,
            end=end,
            confidence=sure,
        )


def _times(
    reading: Reading, holder: dict[str, Json]
) -> tuple[Milliseconds | None, Milliseconds | None]:
    start, length = (_time(reading, holder, key) for key in ("offset", "duration"))
    return start, None if start is None or length is None else Milliseconds(start + length)


def _time(reading: Reading, holder: dict[str, Json], key: str) -> Milliseconds | None:
    if holder.get(f"{key}InTicks") is not None:
        return reading.time(holder, f"{key}InTicks", per_second=_TICKS)
    if holder.get(f"{key}Milliseconds") is not None:
        return reading.time(holder, f"{key}Milliseconds", per_second=1000)
    # A number here is of ticks, a string is ISO 8601.
    return reading.time(holder, key, per_second=1 if isinstance(holder.get(key), str) else _TICKS)
