r"""Advanced SubStation Alpha (`.ass`, `.ssa`).

Lines `Dialogue:` have the fields that a line `Format:` lists; the actor is the voice.

Override blocks `{\i1}` are looks, `\N` a line end and `\h` a space. Lines `Comment:` and drawings
(`{\p1}`) are no words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze, squeeze_lines
from onrecord.formats._markup import strip_overrides
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.model import Cue, FrontMatter, Transcript

if TYPE_CHECKING:
    from onrecord.formats._base import Source

NAME = "ass"
EXTENSIONS = ("ass", "ssa")

_RECOGNISED = re.compile(
    r"^\[Script Info\]|^Dialogue:[ ]*(?:Marked=)?\d+,\d+:\d\d:\d\d\.\d\d,", re.MULTILINE
)
_FIELDS = (
    "layer",
    "start",
    "end",
    "style",
    "name",
    "marginl",
    "marginr",
    "marginv",
    "effect",
    "text",
)
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9]")
_BLOCK = re.compile(r"\{[^{}\n]{0,500}\}")


def recognise(source: Source) -> bool:
    """Return whether it has the section of script information, or lines of dialogue."""
    return _RECOGNISED.search(source.head) is not None and not source.head.lstrip().startswith("{")


def read(source: Source) -> Transcript:
    """Read all lines of dialogue."""
    tally = Tally(source.path)
    fields: tuple[str, ...] = _FIELDS
    cues: list[Cue] = []
    title = ""
    for number, line in enumerate(source.text.split("\n"), 1):
        key, _, value = line.partition(":")
        if key == "Title" and not cues:
            title = squeeze(value)
        elif key == "Format" and "text" in value.lower():
            fields = tuple(name.strip().lower() for name in value.split(","))
        elif key == "Dialogue" and not _DRAWING.search(value):
            row = dict(zip(fields, value.lstrip().split(",", len(fields) - 1), strict=False))
            text = squeeze_lines(_BLOCK.sub("", strip_overrides(row.get("text", ""))))
            start, end = (parse_time(row.get(key, "").strip()) for key in ("start", "end"))
            if start is None:
                tally.add_unreadable_time(line, line=number)
            if text:
                voice = squeeze(row.get("name", "") or row.get("actor", "")) or None
                cues.append(Cue(start=start, end=end, text=text, voice=voice, line=number))
    front = FrontMatter(
        title=title if title.lower() not in {"untitled", "default aegisub file"} else ""
    )
    # Lines stand in the order in which somebody typed them; those of different speakers at one time
    # are not sorted.
    return Transcript(format=NAME, cues=_in_time(cues), front=front, issues=tally.issues)


def _in_time(cues: list[Cue]) -> tuple[Cue, ...]:
    """Return the lines by time, as every player shows them: the format has no other order."""
    if any(cue.start is None for cue in cues):
        return tuple(cues)
    return tuple(sorted(cues, key=lambda cue: cue.start or 0))
