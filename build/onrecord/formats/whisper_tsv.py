r"""Whisper TSV, from its source: a header `start\tend\ttext`, times in milliseconds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._json import words_of
from onrecord.formats._reading import Reading, voice_of
from onrecord.formats._tally import Tally
from onrecord.model import Cue

if TYPE_CHECKING:
    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Transcript

NAME = "whisper-tsv"
EXTENSIONS = ("tsv",)

_HEADER = re.compile(r"\s*start\tend\t(?:speaker\t)?text[ \t]*(?:\n|$)", re.IGNORECASE)


def recognise(source: Source) -> bool:
    """Return whether it begins with the names of the columns."""
    return _HEADER.match(source.head) is not None


def read(source: Source) -> Transcript:
    """Read all lines; one without its times keeps its words."""
    reading = Reading(source, Tally(source.path), None)
    cues: list[Cue] = []
    lines = source.text.split("\n")
    header = next((number for number, line in enumerate(lines) if line.strip()), 0)
    names = lines[header].strip().lower().split("\t")
    for number, line in enumerate(lines[header + 1 :], header + 2):
        if not line.strip():
            continue
        reading.line, reading.cue = number, len(cues) + 1
        cells = [cell.strip() for cell in line.split("\t", len(names) - 1)]
        row: dict[str, Json] = {"text": line}
        if len(cells) == len(names):
            row = dict(zip(names, cells, strict=True))
        if not row.get("start") and not row.get("end"):
            reading.warn("a line without its two times; its words are kept", line)
        start, end = (
            reading.time(row, key, per_second=1000) if row.get(key) else None
            for key in ("start", "end")
        )
        if words := words_of(str(row.get("text", line))):
            voice = voice_of(row.get("speaker") or None)
            cues.append(Cue(start=start, end=end, text=words, voice=voice, line=number))
    return reading.finish(NAME, cues)
