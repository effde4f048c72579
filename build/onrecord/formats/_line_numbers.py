"""Remove the line numbers of depositions: 1 to 25 on each page, in front of the lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.formats._base import Source
    from onrecord.formats._tally import Tally

_NUMBERED = re.compile(r"[ \t\f]{0,8}(?P<number>\d{1,2})(?P<rest>[ \t]+\S.*|[ \t]*)")
# In the bytes, since few files need to be decoded for this.
_FIRST = re.compile(rb"^[ \t\f]{0,8}1[ \t\r\n]", re.MULTILINE)
_HEAD = 4096
_PAGE = re.compile(r"[ \t\f]*(?:page[ \t]*)?\d{1,4}[ \t]*", re.IGNORECASE)
_EXTENSIONS = ("", "txt", "text")
# A page has 25 lines, in some courts 28 or 30; the last one may have fewer.
_MOST_ON_A_PAGE = 30
_FEWEST = 10
_NEARLY_ALL = 0.9


def remove_line_numbers(source: Source, tally: Tally) -> Source:
    """Return the source without line numbers; as it is if its lines are not numbered by page.

    Lines stay where they are. Numbers of pages are removed with those of lines.
    """
    if source.extension not in _EXTENSIONS or not _FIRST.search(source.content[:_HEAD]):
        return source
    lines = source.text.split("\n")
    bare = _without_numbers(lines)
    if bare is None:
        return source
    first = next(number for number, line in enumerate(lines) if _FIRST.match(line.encode() + b"\n"))
    message = "lines are numbered from 1 on each page; the numbers are left out"
    tally.add(message, line=first + 1, found=lines[first].strip(), affects="marks")
    return replace(source, content="\n".join(bare).encode(), encoding="utf-8")


def _without_numbers(lines: list[str]) -> list[str] | None:
    """Return the lines without their numbers; None if they are not numbered by page.

    >>> _without_numbers([f"{number}  Q. Why?" for number in range(1, 13)])[0]
    '  Q. Why?'
    >>> _without_numbers(["1  Milk", "2  Eggs"])
    """
    bare: list[str] = []
    last = numbered = others = 0
    for line in lines:
        found = _NUMBERED.fullmatch(line)
        number = int(found["number"]) if found else 0
        if found and number in {1, last + 1} and number <= _MOST_ON_A_PAGE:
            bare.append(found["rest"])
            last, numbered = number, numbered + 1
        elif _PAGE.fullmatch(line):
            bare.append("")
        else:
            bare.append(line)
            others += bool(line.strip())
    enough = numbered >= max(_FEWEST, _NEARLY_ALL * (numbered + others))
    return bare if enough else None
