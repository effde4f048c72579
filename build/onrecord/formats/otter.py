"""The text export of Otter.ai: `Name  0:12` on a line of its own, then the words.

Written from the shape of its published exports. Not words, but what the program says: the title and
the date above the first turn, the lists under `SUMMARY KEYWORDS` (kept as keywords) and `SPEAKERS`,
and `Transcribed by https://otter.ai` at the end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._heads import read_day
from onrecord.formats._tally import Tally
from onrecord.formats._turn_lines import OTTER, convention
from onrecord.formats._turns import read_turns
from onrecord.model import FrontMatter, Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._base import Source

NAME = "otter"
EXTENSIONS = ("txt",)

_CREDIT = re.compile(r"[ \t]*Transcribed by https?://otter\.ai/?[ \t]*", re.IGNORECASE)
_KEYWORDS, _SPEAKERS = "SUMMARY KEYWORDS", "SPEAKERS"
_DATE = re.compile(r"(?:\w{3}, )?(\w{3} \d{1,2}, \d{4})\b.*", re.ASCII)


def recognise(source: Source) -> bool:
    """Return whether turns begin with a name, two spaces and a time."""
    return convention(source) == "otter"


def read(source: Source) -> Transcript:
    """Read the turns, and what stands above them."""
    tally = Tally(source.path)
    lines = ["" if _CREDIT.fullmatch(line) else line for line in source.text.split("\n")]
    first = next((number for number, line in enumerate(lines) if OTTER.fullmatch(line.rstrip())), 0)
    front, above = _front(lines[:first])
    # With no headings of the program above, what stands there may be words.
    cues = read_turns(lines, OTTER, tally, first if above else 0)
    return Transcript(format=NAME, cues=cues, front=front, issues=tally.issues)


def _front(lines: Sequence[str]) -> tuple[FrontMatter, bool]:
    """Return the metadata in the head, and whether it is one."""
    said = [line.strip() for line in lines if line.strip()]
    days = [
        (index, found[1]) for index, line in enumerate(said) if (found := _DATE.fullmatch(line))
    ]
    if not days and _KEYWORDS not in said and _SPEAKERS not in said:
        return FrontMatter(), False
    index, day = days[0] if days else (-1, "")
    titled = index != 0 and said[0] not in {_KEYWORDS, _SPEAKERS}
    listed = " ".join(_keywords(said)).split(",")
    return FrontMatter(
        title=squeeze(said[0]) if titled else "",
        date=read_day(day),
        keywords=tuple(squeeze(word) for word in listed if word.strip()),
    ), True


def _keywords(said: Sequence[str]) -> Sequence[str]:
    """Return the lines below the heading of the keywords, up to that of the speakers."""
    if _KEYWORDS not in said:
        return ()
    below = said[said.index(_KEYWORDS) + 1 :]
    return below[: below.index(_SPEAKERS)] if _SPEAKERS in below else below
