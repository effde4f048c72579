r"""Whisper TSV, from its source: a header `start\tend\ttext`, times in milliseconds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._json import words_of
from onrecord.formats._reading import Reading
from onrecord.formats._tally import Tally
from onrecord.model import Cue

if TYPE_CHECKING:
    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Transcript

NAME = "whisper-tsv"
EXTENSIONS = ("tsv",)

_HEADER = re.compile(r"\s*start\tend\t(?:speaker\t)?text[ \t]*(?:\n|$)", re.IGNORECASE)
_COLUMNS = 3


def recognise(source: Source) -> bool:
    """Return whether it begins with the names of the columns."""
    return _HEADER.match(source.head) is not None


def read(source: Source) -> Transcript:
    """Read all lines; one without its times keeps its words."""
    reading = Reading(source, Tally(source.path), None)
    cues: list[Cue] = []
    lines = source.text.split("\n")
    header = next((number for number, line in enumerate(lines) if line.strip()), 0)
    for number, line in enumerate(lines[header + 1 :], header + 2):
        if not line.strip():
            continue
        reading.line, reading.cue = number, len(cues) + 1
        start, end, *text = (
            line.split("\t", _COLUMNS - 1) if line.count("\t") >= _COLUMNS - 1 else ("", "", line)
        )
        if not start.strip() and not end.strip():
            reading.warn("a line without its two times; its words are kept", line)
        columns: dict[str, Json] = {"start": start.strip() or None, "end": end.strip() or None}
        times = {key: reading.time(columns, key, per_second=1000) for key in columns}
        if words := words_of(text[0]):
            cues.append(Cue(start=times["start"], end=times["end"], text=words, line=number))
    return reading.finish(NAME, cues)
