"""Google Speech-to-Text JSON, v1 and v2, from its published reference.

Results have alternatives, and times such as "1.200s".

With speakers, v1 repeats all words in a last result, and only there they have them: then that one
is read, and the others are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._reading import Reading, at, channel_of, confidence_of, elements_of, voice_of
from onrecord.formats._words import Word, compose, interleave
from onrecord.model import Milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Cue, Transcript

NAME = "google-speech"
EXTENSIONS = ("json",)

_PLACES = ("results[]", "response.results[]")


def recognise(source: Source) -> bool:
    """Return whether there are results whose alternatives have a transcript or words."""
    # Those of IBM Watson have timestamps in lists.
    if not source.keys.isdisjoint({"speaker_labels", "result_index", "results[].final"}):
        return False
    return any(
        f"{place}.alternatives[].{key}" in source.keys
        for place in _PLACES
        for key in ("transcript", "words[].word")
    )


def read(source: Source) -> Transcript:
    """Read the first alternative of each result."""
    reading = Reading.begin(source)
    results = at(reading.document, "results") or at(reading.document, "response", "results")
    language = at(results, 0, "languageCode") or at(results, 0, "language_code")
    cues = list(_cues(reading, results))
    channels = dict.fromkeys(channel for channel, _ in cues)
    by_channel = ([cue for found, cue in cues if found == channel] for channel in channels)
    return reading.finish(
        NAME, interleave(by_channel) if len(channels) > 1 else (cue for _, cue in cues), language
    )


def _cues(reading: Reading, results: Json) -> Iterator[tuple[str | None, Cue]]:
    repeated = _repeated(results)
    before = None
    for result in reading.each(results, "results"):
        best = at(result, "alternatives", 0)
        channel = channel_of(result.get("channelTag") or result.get("channel_tag"))
        start, before = (
            before,
            reading.time(
                result, "resultEndTime", "resultEndOffset", "result_end_time", "result_end_offset"
            ),
        )
        if not isinstance(best, dict) or (repeated and result is not repeated):
            continue
        words = list(_words(reading, best.get("words")))
        text = reading.text(best, "transcript")
        # Without times of words, a result starts no earlier than the one before it ends.
        timed = any(word.start is not None for word in words)
        for cue in compose(
            reading,
            words,
            text=text,
            start=None if timed else start,
            end=None if timed else before,
            voice=channel,
        ):
            yield channel, cue


def _repeated(results: Json) -> Json:
    """Return the last result if it repeats all words with their speakers, else None."""
    last = at(results, -1)
    said = elements_of(at(last, "alternatives", 0, "words"))
    others = [
        at(word, "word")
        for one in elements_of(results)[:-1]
        for word in elements_of(at(one, "alternatives", 0, "words"))
    ]
    labelled = any(at(word, "speakerTag") or at(word, "speaker_tag") for word in said)
    return last if others and labelled and [at(word, "word") for word in said] == others else None


def _words(reading: Reading, words: Json) -> Iterator[Word]:
    for number, word in enumerate(reading.objects(words)):
        # In the JSON of protocol buffers, a zero may be left out: then the first word starts with
        # the recording. Speaker 0 is nobody.
        starts = reading.time(word, "startTime", "startOffset", "start_time", "start_offset")
        if (
            number == 0
            and reading.cue == 1
            and not word.keys() & {"startTime", "startOffset", "start_time", "start_offset"}
        ):
            starts = Milliseconds(0)
        ends = reading.time(word, "endTime", "endOffset", "end_time", "end_offset")
        label = (
            word.get("speakerLabel")
            or word.get("speaker_label")
            or word.get("speakerTag")
            or word.get("speaker_tag")
        )
        yield Word(
            text=reading.text(word, "word"),
            start=starts,
            end=ends,
            confidence=confidence_of(word.get("confidence")) or None,
            voice=voice_of(label) if label != "0" else None,
        )
