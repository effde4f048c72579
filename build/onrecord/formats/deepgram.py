"""Deepgram JSON: utterances, else paragraphs, else the words of each channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._reading import (
    Reading,
    amount,
    are_all,
    at,
    channel_of,
    confidence_of,
    elements_of,
    voice_of,
)
from onrecord.formats._words import Word, compose, interleave, pauses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Cue, Transcript

NAME = "deepgram"
EXTENSIONS = ("json",)


def recognise(source: Source) -> bool:
    """Return whether there are channels with alternatives."""
    return "results.channels[].alternatives" in source.keys


def read(source: Source) -> Transcript:
    """Read the utterances if they have all words, else the channels."""
    reading = Reading.begin(source)
    results = at(reading.document, "results")
    best = [at(channel, "alternatives", 0) for channel in elements_of(at(results, "channels"))]
    language = at(results, "channels", 0, "detected_language") or at(
        best[0] if best else None, "languages", 0
    )
    utterances = at(results, "utterances")
    several = len(best) > 1
    if are_all(utterances, best):
        return reading.finish(NAME, _utterances(reading, utterances, several=several), language)
    channels = (
        list(_channel(reading, one, f"Channel {number}" if several else None))
        for number, one in enumerate(best)
    )
    return reading.finish(
        NAME,
        interleave(channels) if several else (cue for channel in channels for cue in channel),
        language,
    )


def _utterances(reading: Reading, utterances: Json, *, several: bool) -> Iterator[Cue]:
    for utterance in reading.each(utterances, "utterances"):
        channel = channel_of(utterance.get("channel")) if several else None
        yield from compose(
            reading,
            _words(reading, utterance.get("words"), channel),
            text=reading.text(utterance, "transcript"),
            start=reading.time(utterance, "start"),
            end=reading.time(utterance, "end"),
            voice=_voice(utterance, channel),
        )


def _channel(reading: Reading, best: Json, channel: str | None) -> Iterator[Cue]:
    words = list(_words(reading, at(best, "words"), channel))
    if not words:
        yield from compose(
            reading,
            (),
            text=reading.text(best, "transcript") if isinstance(best, dict) else "",
            voice=channel,
        )
        return
    paragraphs = at(best, "paragraphs", "paragraphs")
    if isinstance(best, dict) and not paragraphs and not channel:
        yield from compose(reading, words, text=reading.text(best, "transcript"))
        return
    for run in _paragraphs(words, paragraphs):
        for part in pauses(run) if channel else [run]:
            yield from compose(reading, part, voice=channel, paragraph=True)


def _paragraphs(words: list[Word], paragraphs: Json) -> Iterator[Sequence[Word]]:
    counts = [amount(at(paragraph, "num_words")) for paragraph in elements_of(paragraphs)]
    if sum(counts) != len(words) or any(count < 1 or count != int(count) for count in counts):
        yield words
        return
    position = 0
    for count in counts:
        yield words[position : position + int(count)]
        position += int(count)


def _words(reading: Reading, words: Json, channel: str | None) -> Iterator[Word]:
    for word in reading.objects(words):
        yield Word(
            text=reading.text(word, "punctuated_word", "word"),
            start=reading.time(word, "start"),
            end=reading.time(word, "end"),
            confidence=confidence_of(word.get("confidence")),
            voice=_voice(word, channel),
        )


def _voice(holder: dict[str, Json], channel: str | None) -> str | None:
    # Speakers are counted in each channel anew.
    return " ".join(part for part in (channel, voice_of(holder.get("speaker"))) if part) or None
