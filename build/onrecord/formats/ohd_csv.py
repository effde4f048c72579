"""Oral History as Data: CSV with columns `speaker`, `words`, `tags` and `timestamp`.

Written from its documentation. A time of two parts is minutes and seconds (`01:45` is 105 seconds),
of three hours, minutes, seconds; square brackets around it are allowed. Words are the column
`words`; a colon behind a speaker's name is no part of it. Tags, separated by semicolons, are
the topics of the words in their row; those of a row without words, keywords of the episode. Empty
rows and other columns are passed over.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._markup import strip_markup
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.model import Cue, FrontMatter, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.formats._base import Source
    from onrecord.model import Milliseconds

NAME: str = "ohd-csv"
EXTENSIONS: tuple[str, ...] = ("csv",)

_COLUMN = re.compile(r"\"?[\w -]{1,40}\"?(?:,\"?[\w -]{0,40}\"?){1,40}")
# Python refuses longer fields by default, at 131,072 characters; a file is no longer than
# MAX_BYTES.
_LONGEST_FIELD = 10_000_000


def recognise(source: Source) -> bool:
    """Return whether the first line names the columns `speaker` and `words`."""
    first = source.head.lstrip().partition("\n")[0].strip()
    return bool(_COLUMN.fullmatch(first)) and {"speaker", "words"} <= set(_names(first.split(",")))


def _names(cells: list[str]) -> list[str]:
    return [cell.strip(' "').lower() for cell in cells]


def read(source: Source) -> Transcript:
    """Read all rows; each is a cue."""
    tally = Tally(source.path)
    cues: list[Cue] = []
    keywords: dict[str, None] = {}
    for line, row in _rows(source, tally):
        start = _time(row.get("timestamp", ""), line, tally)
        tags = filter(None, map(squeeze, strip_markup(row.get("tags", "")).split(";")))
        topics = tuple(dict.fromkeys(tags))
        # Its own pages show entities and links as signs and words.
        if text := squeeze(strip_markup(row.get("words", ""))):
            voice = squeeze(strip_markup(row.get("speaker", ""))).rstrip(":").rstrip()
            cues.append(
                Cue(
                    start=start,
                    end=None,
                    text=text,
                    voice=voice,
                    line=line,
                    paragraph=True,
                    topics=topics,
                )
            )
        else:
            keywords |= dict.fromkeys(topics)
    return Transcript(
        format=NAME,
        cues=tuple(cues),
        front=FrontMatter(keywords=tuple(keywords)),
        issues=tally.issues,
    )


def _rows(source: Source, tally: Tally) -> Iterator[tuple[int, dict[str, str]]]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(source.text.lstrip().splitlines(keepends=True))
    line = source.text[: len(source.text) - len(source.text.lstrip())].count("\n") + 1
    names = _names(next(reader, []))
    while True:
        started = line + reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            tally.add(f"broken CSV: {error}", line=started, severity="error")
            return
        # Words with a comma and no quotation marks run over into columns that have no name.
        if len(row) > len(names):
            tally.add(
                "more cells than columns",
                line=started,
                found=",".join(row),
                hint="put words with commas in quotes",
                severity="error",
            )
        yield started, dict(zip(names, row, strict=False))


def _time(text: str, line: int, tally: Tally) -> Milliseconds | None:
    given = text.strip().strip("[]()").strip()
    start = parse_time(given) if ":" in given else None
    if given and start is None:
        tally.add(
            "no time that can be read; not used",
            affects="times",
            line=line,
            found=text,
            hint="minutes:seconds or hours:minutes:seconds",
        )
    return start
