"""IBM Watson Speech to Text JSON: results with `timestamps`, and `speaker_labels` by time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._reading import Reading, amount, at, confidence_of, elements_of, voice_of
from onrecord.formats._words import Word, compose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Cue, Transcript

NAME = "ibm-watson"
EXTENSIONS = ("json",)

# Written where somebody hesitates.
_HESITATION = "%HESITATION"


def recognise(source: Source) -> bool:
    """Return whether results have a transcript, and timestamps, labels or an index."""
    keys = source.keys
    return "results[].alternatives[].transcript" in keys and not keys.isdisjoint(
        {"results[].alternatives[].timestamps", "speaker_labels", "result_index"}
    )


def read(source: Source) -> Transcript:
    """Read the first alternative of each final result."""
    reading = Reading.begin(source)
    labels = {
        amount(label.get("from")): label.get("speaker")
        for label in reading.objects(at(reading.document, "speaker_labels"))
    }
    return reading.finish(NAME, _cues(reading, labels))


def _cues(reading: Reading, labels: Mapping[float, Json]) -> Iterator[Cue]:
    for result in reading.each(at(reading.document, "results"), "results"):
        best = at(result, "alternatives", 0)
        if not isinstance(best, dict) or result.get("final") is False:
            continue
        text = reading.text(best, "transcript").replace(_HESITATION, "")
        yield from compose(reading, _words(reading, best, labels), text=text)


def _words(reading: Reading, best: dict[str, Json], labels: Mapping[float, Json]) -> Iterator[Word]:
    sure = best.get("word_confidence")
    for number, stamp in enumerate(elements_of(best.get("timestamps"))):
        word: dict[str, Json] = {"word": at(stamp, 0), "from": at(stamp, 1), "to": at(stamp, 2)}
        if word["word"] == _HESITATION:
            continue
        yield Word(
            text=reading.text(word, "word"),
            start=reading.time(word, "from"),
            end=reading.time(word, "to"),
            confidence=confidence_of(at(sure, number, 1)),
            voice=voice_of(labels.get(amount(word["from"]))),
        )
