"""Find page marks in a plain text: page heads with a number, and rules of signs."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.formats._label_forms import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

# `Voss: 2`, `Voss: Page 2`, `VOSS--Interview 1    Page 3`.
_HEAD = re.compile(
    r"(?P<indent>[ \t]*)(?P<name>[^\W\d_][^:\n]{0,60}?)[ \t]*"
    r"(?:[:,–—-]+[ \t]*|[ \t]{2,})(?P<page>(?:page|p\.|pg\.|seite|s\.|página|pág\.)[ \t]*)?"
    r"(?P<number>\d{1,4})[ \t]*",
    re.IGNORECASE,
)
_PAGE_ALONE = re.compile(r"[ \t]*[-–—]?[ \t]*(?:page|seite|página)?[ \t]*\d{1,4}[ \t]*[-–—]?[ \t]*")
_RULE = re.compile(r"[ \t]*(?P<sign>[*_=~#–—-])(?:[ \t]*(?P=sign)){2,}[ \t]*")
# Columns by which a page head in a corner is indented.
_CORNER = 20


def is_rule(line: str) -> bool:
    """Return whether a line is a rule between parts of a page.

    >>> is_rule("* * *"), is_rule("--------"), is_rule("...")
    (True, True, False)
    """
    return _RULE.fullmatch(line) is not None


def find_page_heads(lines: Sequence[str]) -> frozenset[int]:
    """Return the indices of the heads of pages: a short title or a name, and a number.

    `Ann: 14` may be an answer. It is a page head where it says `Page`, stands in a corner, or
    interrupts a sentence, and so are the others with its name if their numbers rise by one.

    >>> text = "Bo: We left when||Ann: 2||the storm came.||Ann: 3||Bo: How many?||Cy: 5||Cy: 9"
    >>> sorted(find_page_heads(text.split("|")))
    [2, 6]
    """
    found = {at: one for at, line in enumerate(lines) if (one := _match_head(line))}
    # A line inside a paragraph is a part of its words.
    found = {at: one for at, one in found.items() if _stands_alone(lines, at, found)}
    sure = {at for at, one in found.items() if one["page"] or _is_apart(lines, at, one["indent"])}
    for at in sorted(sure):
        series = [place for place, one in found.items() if one["name"] == found[at]["name"]]
        numbers = [int(found[place]["number"]) for place in series]
        if all(other == one + 1 for one, other in pairwise(numbers)):
            sure.update(series)
    return frozenset(sure)


def find_gaps(lines: Sequence[str], heads: frozenset[int]) -> frozenset[int]:
    """Return the indices of page heads and of the empty lines around them inside a sentence."""
    gaps: set[int] = set()
    for head in heads:
        above, below = _beside(lines, head, heads)
        if above >= 0 and not ends_sentence(lines[above].rstrip()) and _goes_on(lines, below):
            gaps.update(range(above + 1, below))
    return frozenset(gaps)


def _match_head(line: str) -> re.Match[str] | None:
    found = _HEAD.fullmatch(line)
    return found if found and not found["name"][0].islower() else None


def _stands_alone(lines: Sequence[str], at: int, found: Container[int]) -> bool:
    beside = (one for one in (at - 1, at + 1) if 0 <= one < len(lines))
    return all(not lines[one].strip() or one in found for one in beside)


def _is_apart(lines: Sequence[str], at: int, indent: str) -> bool:
    """Return whether a line stands in a corner of the page, or interrupts a sentence."""
    if len(indent.expandtabs()) >= _CORNER:
        return True
    above, below = _beside(lines, at, frozenset())
    open_above = above >= 0 and not ends_sentence(lines[above].rstrip())
    return open_above and _goes_on(lines, below)


def _beside(lines: Sequence[str], at: int, heads: frozenset[int]) -> tuple[int, int]:
    """Return the indices of the nearest lines with words above (or -1) and below (or the end)."""

    def passes(index: int) -> bool:
        line = lines[index]
        return index in heads or not line.strip() or _PAGE_ALONE.fullmatch(line) is not None

    above, below = at - 1, at + 1
    while above >= 0 and passes(above):
        above -= 1
    while below < len(lines) and passes(below):
        below += 1
    return above, below


def _goes_on(lines: Sequence[str], below: int) -> bool:
    return below < len(lines) and lines[below].strip()[:1].islower()
