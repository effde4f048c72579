"""Rev.ai JSON, from its published reference: monologues of elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.formats._reading import Reading, at, confidence_of, voice_of
from onrecord.formats._words import Word, compose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Cue, Transcript

NAME = "revai"
EXTENSIONS = ("json",)


def recognise(source: Source) -> bool:
    """Return whether there are monologues."""
    return "monologues" in source.keys


def read(source: Source) -> Transcript:
    """Read all monologues."""
    reading = Reading.begin(source)
    return reading.finish(NAME, _cues(reading), at(reading.document, "language"))


def _cues(reading: Reading) -> Iterator[Cue]:
    names = {
        voice_of(speaker.get("id")): speaker.get("name")
        for speaker in reading.objects(at(reading.document, "speakers"))
    }
    for monologue in reading.each(at(reading.document, "monologues"), "monologues"):
        number = voice_of(monologue.get("speaker"))
        name = at(monologue, "speaker_info", "display_name")
        voice = voice_of(name) or voice_of(names.get(number)) or number
        yield from compose(
            reading, _words(reading, monologue.get("elements")), voice=voice, paragraph=True
        )


def _words(reading: Reading, elements: Json) -> Iterator[Word]:
    # Spaces are elements of punctuation, alone or with a mark: " ", ", ". Between two words there
    # is always one.
    spaced, marked = True, False
    for element in reading.objects(elements):
        raw = element.get("value")
        punctuation = element.get("type") == "punct"
        yield Word(
            text=reading.text(element, "value"),
            start=reading.time(element, "ts"),
            end=reading.time(element, "end_ts"),
            confidence=confidence_of(element.get("confidence")),
            glued=not spaced and not _text(raw)[:1].isspace() and (punctuation or marked),
        )
        spaced, marked = _text(raw)[-1:].isspace(), punctuation


def _text(raw: Json) -> str:
    return raw if isinstance(raw, str) else ""
