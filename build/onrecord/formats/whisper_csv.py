"""CSV of whisper.cpp (`-ocsv`) and of programs around Whisper.

The header is `start,end,text`, maybe with `speaker`; times are milliseconds.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from onrecord.formats._json import words_of
from onrecord.formats._reading import Reading, amount, voice_of
from onrecord.formats._tally import Tally
from onrecord.model import Cue

if TYPE_CHECKING:
    from onrecord.formats._base import Source
    from onrecord.formats._json import Json
    from onrecord.model import Transcript

NAME = "whisper-csv"
EXTENSIONS = ("csv",)

_HEADER = re.compile(
    r'\s*"?start"?\s*,\s*"?end"?\s*,\s*(?:"?speaker"?\s*,\s*)?"?text"?[ \t]*(?:\n|$)', re.IGNORECASE
)
_LONGEST_FIELD = 10_000_000


def recognise(source: Source) -> bool:
    """Return whether it begins with the names of the columns."""
    return _HEADER.match(source.head) is not None


def read(source: Source) -> Transcript:
    """Read all rows.

    Times with a point are seconds, as the programs around Whisper write them; whole numbers are
    milliseconds.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    reading = Reading(source, Tally(source.path), None)
    rows = csv.reader(source.text.lstrip().splitlines(keepends=True))
    names = [name.strip(' "').lower() for name in next(rows, [])]
    per_second = 1 if re.search(r"^\s*\d+\.\d+\s*,", source.head, re.MULTILINE) else 1000
    cues: list[Cue] = []
    try:
        for row in rows:
            reading.line, reading.cue = rows.line_num, len(cues) + 1
            if len(row) > len(names):
                row = [*row[: len(names) - 1], ",".join(row[len(names) - 1 :])]  # noqa: PLW2901 - commas of unquoted words
            columns: dict[str, Json] = dict(
                zip(names, (cell.strip() for cell in row), strict=False)
            )
            text = words_of(str(columns.get("text") or ""))
            if not text:
                continue
            times = {
                key: reading.time(columns, key, per_second=per_second)
                if amount(columns.get(key)) >= 0
                else None
                for key in ("start", "end")
            }
            cues.append(
                Cue(
                    start=times["start"],
                    end=times["end"],
                    text=text,
                    voice=voice_of(columns.get("speaker") or None),
                    line=reading.line,
                )
            )
    except csv.Error as error:
        reading.warn(f"broken CSV: {error}", severity="error")
    return reading.finish(NAME, cues)
