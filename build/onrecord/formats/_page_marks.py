"""Find page marks in a plain text: page heads with a number, and rules of signs."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from onrecord.formats._sentence_ends import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from onrecord.formats._tally import Tally

# `Voss: 2`, `Voss: Page 2`, `VOSS--Interview 1    Page 3`; `2 VOSS`; `2`, `- 2 -`, `Page 2 of 9`.
_PAGE = r"(?P<page>(?:page|p\.|pg\.|seite|s\.|página|pág\.)[ \t]*)?"
_NUMBER = r"(?P<number>\d{1,4})"
_NAME = r"(?P<name>[^\W\d_][^:\n]{0,60}?)"
_HEADS = tuple(
    re.compile(rf"(?P<indent>[ \t]*){form}[ \t]*", re.IGNORECASE)
    for form in (
        rf"{_NAME}[ \t]*(?:[:,–—-]+[ \t]*|[ \t]{{2,}}){_PAGE}{_NUMBER}",
        rf"{_NAME}[ \t]{_NUMBER}",
        rf"{_NUMBER}[ \t]+{_NAME}",
        rf"[\[(]?{_PAGE}{_NUMBER}(?:[ ]?(?:/|of|von|de)[ ]?\d{{1,4}})?[\])]?",
        rf"(?P<page>[-–—])[ \t]*{_NUMBER}[ \t]*[-–—]",
    )
)
_RULE = re.compile(r"[ \t]*(?P<sign>[*_=~#–—-])(?:[ \t]*(?P=sign)){2,}[ \t]*")
_FOR = r"\S{1,8}[ ]?[:=][ ]?(?:is|stands|steht) (?:for|für)\b[^:=\n]*"
_LEGEND = re.compile(rf"[ \t]*(?:{_FOR}){{2,}}")
# Words, and a time in brackets behind them.
_TIME_BEHIND = re.compile(r"(?<=[^\s:])[ \t]+[\[(](?:\d{1,3}:)?\d{1,3}:[0-5]\d[\])][ \t]*\Z")
_QUESTION = re.compile(r"[ \t]*(?P<letter>[QA])(?:\t| {2})[ \t]*(?=\S)")
_FEWEST_TIMES, _NEARLY_ALL = 4, 0.8
# Columns by which a page head in a corner is indented.
_CORNER = 20


def is_legend(line: str) -> bool:
    """Return whether a line says for whom labels stand.

    >>> is_legend("Q: is for Mia Roth, A: is for Bo Kane."), is_legend("A: It is for Bo Kane.")
    (True, False)
    """
    return _LEGEND.fullmatch(line) is not None


def is_rule(line: str) -> bool:
    """Return whether a line is a rule between parts of a page.

    >>> is_rule("* * *"), is_rule("--------"), is_rule("...")
    (True, True, False)
    """
    return _RULE.fullmatch(line) is not None


def report_page_heads(lines: list[str], tally: Tally) -> frozenset[int]:
    """Report and empty the heads of pages.

    Returns: the indices of the lines by which they divide sentences.
    """
    heads = find_page_heads(lines)
    gaps = find_gaps(lines, heads)
    for index in sorted(heads):
        message = "the head of a page, which nobody said; left out"
        tally.add(message, line=index + 1, found=lines[index].strip(), affects="marks")
        lines[index] = ""
    return gaps


def remove_times_behind(lines: list[str], tally: Tally) -> None:
    """Report and remove the times in brackets with which nearly all paragraphs end.

    Whether a paragraph begins or ends then is not said, so they are not used.
    """
    closing = {at: time for at, line in enumerate(lines) if (time := _TIME_BEHIND.search(line))}
    if len(closing) < max(_FEWEST_TIMES, _NEARLY_ALL * sum(map(bool, map(str.strip, lines)))):
        return
    for at, time in closing.items():
        message = "a time behind the words; left out, as it may be that of their start or end"
        tally.add(message, line=at + 1, found=time.group().strip(), affects="times")
        lines[at] = _TIME_BEHIND.sub("", lines[at])


def mark_questions(lines: list[str]) -> None:
    r"""Put a full stop behind the Q and A of a court reporter, who writes `Q   Where?`.

    >>> lines = ["Q  Who?", "A  I.", "Q\tWhen?", "A  In May.", "A man came."]
    >>> mark_questions(lines)
    >>> lines
    ['Q. Who?', 'A. I.', 'Q. When?', 'A. In May.', 'A man came.']
    """
    found = {at: one for at, line in enumerate(lines) if (one := _QUESTION.match(line))}
    letters = [one["letter"] for one in found.values()]
    if min(letters.count("Q"), letters.count("A")) <= 1:
        return
    for at, one in found.items():
        lines[at] = f"{one['letter']}. {lines[at][one.end() :]}"


def find_page_heads(lines: Sequence[str]) -> frozenset[int]:
    """Return the indices of the heads of pages: a short title or a name, and a number.

    `Ann: 14` and `14` may be answers. They are page heads where they say `Page`, stand in a corner,
    or interrupt a sentence, and so are the others of their name if the numbers rise by one.

    >>> text = "Bo: We left when||Ann: 2||the storm came.||Ann: 3||Bo: How many?||Cy: 5||Cy: 9"
    >>> sorted(find_page_heads(text.split("|")))
    [2, 6]
    """
    found = {at: one for at, line in enumerate(lines) if (one := _match_head(line))}
    # A line inside a paragraph is a part of its words.
    found = {at: one for at, one in found.items() if _stands_alone(lines, at, found)}
    sure = {at for at, one in found.items() if one.says_page or _is_apart(lines, at, one.indent)}
    for name in {found[at].name for at in sure}:
        series = [at for at, one in found.items() if one.name == name]
        numbers = [found[at].number for at in series]
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


class _Head(NamedTuple):
    name: str
    number: int
    indent: int
    says_page: bool


def _match_head(line: str) -> _Head | None:
    # Most lines have no number at either end.
    bare = line.strip(" \t-–—[]()")
    if not bare or not (bare[0].isdigit() or bare[-1].isdigit()):
        return None
    for form in _HEADS:
        found = form.fullmatch(line)
        parts = found.groupdict() if found else {}
        name = parts.get("name") or ""
        if found and not name[:1].islower():
            indent = len(found["indent"].expandtabs())
            return _Head(name, int(found["number"]), indent, bool(parts.get("page")))
    return None


def _stands_alone(lines: Sequence[str], at: int, found: Container[int]) -> bool:
    beside = (one for one in (at - 1, at + 1) if 0 <= one < len(lines))
    return all(not lines[one].strip() or one in found for one in beside)


def _is_apart(lines: Sequence[str], at: int, indent: int) -> bool:
    """Return whether a line stands in a corner of the page, or interrupts a sentence."""
    if indent >= _CORNER:
        return True
    above, below = _beside(lines, at, frozenset())
    open_above = above >= 0 and not ends_sentence(lines[above].rstrip())
    return open_above and _goes_on(lines, below)


def _beside(lines: Sequence[str], at: int, heads: frozenset[int]) -> tuple[int, int]:
    """Return the indices of the nearest lines with words above (or -1) and below (or the end)."""

    def passes(index: int) -> bool:
        line = lines[index]
        return index in heads or not line.strip()

    above, below = at - 1, at + 1
    while above >= 0 and passes(above):
        above -= 1
    while below < len(lines) and passes(below):
        below += 1
    return above, below


def _goes_on(lines: Sequence[str], below: int) -> bool:
    return below < len(lines) and lines[below].strip()[:1].islower()
