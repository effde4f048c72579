"""Recognise labels inside lines, behind the ends of sentences: `I did. Ann: Why?`.

Some typists change the speaker there; in most files, somebody quotes a name: `I said one thing.
Ann: bring water.` So such a label starts a turn only where the whole file shows that it does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.formats._label_forms import find_candidate
from onrecord.formats._label_words import is_full_name
from onrecord.text.scripts import STOPS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

_FEWEST = 2
# Share of the units of a file.
_OFTEN = 0.1
# Labels that look like quotations, for each one that changes the speaker.
_MOST_QUOTED = 0.25
# Chinese and Japanese have no space behind a stop.
_MARK = re.compile(r"[:：\[]")
# `[Ruth Bell: Which war?]`, `[A dog barks. Mrs. Bell: Quiet!]`
_REMARK = re.compile(
    r"[\[(](?:[^\[\]():]*?[.!?] )?"
    r"(?P<said>[^\[\]().!?:]{1,40}(?:\. [^\[\]():]{1,30})?: [^\[\]()]+)[\])]"
)
_STOP = re.compile(rf"[{STOPS}”\"][ ]|[。！？](?![」』”])")


class InlineLabel(NamedTuple):
    """A believed label inside a line."""

    start: int
    end: int
    """Offset at which its words begin."""
    name: str
    starts: bool
    """Whether it may start a turn: its words do not begin in small letters."""
    bracket: bool = False
    """Whether it stands in square brackets, which are no quotation."""


def find_inline(line: str, begin: int, names: Container[str]) -> Iterator[InlineLabel]:
    """Yield the believed labels inside a line.

    >>> [label.name for label in find_inline("Ann: Who? Bo: I did. We: no.", 5, {"Ann", "Bo"})]
    ['Bo']
    """
    if not _MARK.search(line, begin):
        return
    for stop in _STOP.finditer(line, begin):
        found = find_candidate(line[stop.end() :])
        if found and found.form in {"colon", "bracket"} and found.name in names:
            start, end = stop.end() + found.start, stop.end() + found.end
            starts = not line[end : end + 1].islower()
            yield InlineLabel(start, end, found.name, starts, found.form == "bracket")


def find_remarks(line: str, begin: int, names: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the span and the name of words in brackets inside a line that have a label.

    They are not said by whoever speaks around them.

    >>> list(find_remarks("Bo: It was [Ann: Which?] the first one.", 4, {"Ann", "Bo"}))
    [(11, 24, 'Ann')]
    """
    for found in _REMARK.finditer(line, begin):
        label = find_candidate(found["said"])
        if label and label.form == "colon" and (label.name in names or is_full_name(label.name)):
            yield found.start(), found.end(), label.name


def change_speaker(units: Sequence[Sequence[str]], names: Container[str]) -> bool:
    """Return whether labels inside lines start turns: often, and each between two other speakers.

    In a dialogue, the next turn after a quotation of the other speaker is that speaker's.

    >>> lines = "Ann: Who? Bo: I did.", "Ann: Why? Bo: It was late."
    >>> change_speaker([[line] for line in lines], {"Ann", "Bo"})
    True
    >>> lines = "Ann: I said: no. Bo: Go.", "Bo: I did. Ann: Go.", "Ann: Yes."
    >>> change_speaker([[line] for line in lines], {"Ann", "Bo"})
    False
    """
    turns = list(_list_turns(units, names))
    changes = quoted = 0
    for number, (name, inline, starts) in enumerate(turns):
        if inline:
            around = (*turns[number - 1 : number], *turns[number + 1 : number + 2])
            if not starts or any(other == name for other, _, _ in around):
                quoted += 1
            else:
                changes += 1
    return changes >= max(_FEWEST, _OFTEN * len(units)) and quoted <= _MOST_QUOTED * changes


def _list_turns(
    units: Sequence[Sequence[str]], names: Container[str]
) -> Iterator[tuple[str, bool, bool]]:
    """Yield each label: its name, whether it is inside a line, and whether it may start a turn."""
    for line in (line for lines in units for line in lines):
        candidate = find_candidate(line)
        if candidate and candidate.name in names:
            yield candidate.name, False, True
        for label in find_inline(line, candidate.end if candidate else 0, names):
            yield label.name, not label.bracket, label.starts
