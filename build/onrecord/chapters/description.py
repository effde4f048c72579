"""Chapters in a description: the list that people paste there, and the text beside it.

1. Lines are read as items: a time, then its title; a title, then its time; or a time alone, with its
   title on the next line. The form of most items is the form of the list.
2. Where line ends are lost, times in brackets inside a line make a list.
3. A list is believed if its times go forward, within the recording, and it starts near the beginning
   or has a heading. All else is text: a time in a sentence is no chapter, and stays there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from onrecord.chapters.description_html import to_markdown
from onrecord.model import ChapterMark, Milliseconds
from onrecord.text.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Sequence

TIME: Final = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:\.\d{1,3})?"
END: Final = rf"(?:[ \t]*+(?:[-–—−]{{1,2}}>?|→|to)[ \t]*+[\[(]?{TIME}(?![\d:])[\])]?)?"
"""Of a range; a chapter ends where the next one starts."""
LINK: Final = r"(?:\([^\s()]*\))?"
MARKED: Final = rf"[\[(*_]{{0,3}}({TIME})(?![\d:]){END}[\])*_]{{0,3}}{LINK}{END}"
FIRST: Final = re.compile(
    rf"[ \t]*+(?:(?:\d{{1,2}}[.)][ \t]|[^\w\s\[(*]{{1,3}}|\*(?!\*))[ \t]*+)?{MARKED}"
)
LAST: Final = re.compile(rf"(?<![\d:.]){MARKED}[ \t|*_]*\Z")
LINKED: Final = re.compile(rf"\[({TIME})[ \t]+([^\[\]]+)\]{LINK}")
BRACKETED: Final = re.compile(rf"[\[(]({TIME})[\])](?!\()")
SEPARATORS: Final = " \t-–—−:|•·.*_~>"
ENOUGH: Final = 2

# Without a heading, a list starts within ten minutes, and one whose times stand last without a mark
# in front of them within one: "Doors 19:00" is a time of day.
OPENING: Final = 600_000
AT_ONCE: Final = 60_000
# One time of four may be mistyped.
FORWARD: Final = 0.75

HEADING: Final = re.compile(
    r"""(?:\A|(?<=[\n.!?…)\]"”]))[#*_ \t]*+(?:(?:episode|video|approximate)\ )?
    (?:time[ -]?stamps?|time[ -]?codes?|chapters?(?:\ markers?)?|timeline|outline
    |table\ of\ contents)[*_ \t]*+[:：]?[*_\s]*+\Z""",
    re.IGNORECASE | re.VERBOSE,
)
LONGEST_HEADING: Final = 60

# What shows add at the end of every description. It runs on from the last title where a page has
# lost its line ends.
APPENDED: Final = re.compile(
    r"""(?:(?<=\s)|(?<=[.!?…)]))(?:
    get\ (?:full\ |early\ )?access|subscribe|follow\ (?:us|me|the|along|@)|learn\ (?:more|about)
    |hosted\ (?:by|on)|support\ (?:us|the|this|our)|listen\ (?:on|to)|watch\ (?:on|the|this)
    |read\ (?:the|more)|see\ (?:privacy|omnystudio|acast|pcm)|become\ a|join\ (?:us|the|our)|visit
    |check\ out|sign\ up|(?:our\ )?sponsors?|links|brought\ to\ you|(?:produced|edited|music)\ by
    |advertis\w+|privacy\ policy|download\ the|for\ more|this\ (?:podcast|episode|show)\ (?:is|was)
    |connect\ with|find\ (?:us|me|out)|send\ us|leave\ us|rate\ (?:us|and)|thanks\ to
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)\S|\b[a-z0-9-]{2,63}\.(?:com|org|net|io|fm|co|tv)\b|(?<!\S)@\w",
    re.IGNORECASE,
)
MANY_WORDS: Final = 8
LONGEST_TITLE: Final = 200
SENTENCE_END: Final = re.compile(
    r"(?:[,;]|\b(?:and|or|at|to|from|until|in|on|of|the|a))\s*\Z", re.IGNORECASE
)

Form = Literal["first", "last", "bare last", "alone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """The content of a description."""

    marks: tuple[ChapterMark, ...] = ()
    rest: str = ""
    """Markdown without the list and without its heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """An item that a list may have."""

    span: tuple[int, int]
    """Characters of the text that belong to the item."""
    start: Milliseconds
    title: str
    form: Form = "first"


def read_description(description: str, length: Milliseconds | None = None) -> Described:
    r"""Return the chapters listed in a description, and the rest of it.

    Args:
        description: plain text, Markdown or HTML.
        length: of the recording; None if unknown.

    >>> read = read_description("On anchors.\n\n0:00 Intro\n5:57 - 9:00 What’s a link?\n\nThanks!")
    >>> [(mark.start, mark.title) for mark in read.marks], read.rest
    ([(0, 'Intro'), (357000, 'What’s a link?')], 'On anchors.\n\nThanks!')
    >>> read_description("On anchors.Timestamps(00:00) - Intro(05:57) - A link?").marks[1].title
    'A link?'
    >>> read_description("Doors at [19:00], talk at [19:30].").marks
    ()
    """
    text = to_markdown(description)
    for items in (_read_lines(text), _read_run(text)):
        if _is_believed(items, text, length):
            return _divide(text, items)
    return Described(rest=description.strip())


def _read_lines(text: str) -> list[_Item]:
    """Step 1."""
    items: list[_Item] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if item := _read_line(line, start):
            items.append(item)
        start += len(line)
    forms = [item.form for item in items]
    form = max(forms, key=forms.count, default="first")
    items = [item for item in items if item.form == form]
    if form == "alone":
        return [_with_next_line(item, text) for item in items]
    if form == "first" and all(LAST.search(item.title) for item in items):
        # "0:00 Wood 12:00": where each chapter ends.
        return [_retitled(item, LAST.sub("", item.title)) for item in items]
    return items


def _read_line(line: str, start: int) -> _Item | None:
    content = LINKED.sub(r"\1 \2", line.rstrip("\r\n"))
    span = (start, start + len(line))
    if found := FIRST.match(content):
        title = content[found.end() :].strip(SEPARATORS.replace(".", ""))
        form: Form = "first" if title else "alone"
    elif len(content) <= LONGEST_TITLE and (found := LAST.search(content)):
        before = content[: found.start()]
        marked = found[0][0] in "[(*_" or before.rstrip(" ")[-1:] in SEPARATORS or "  " in before
        title, form = before.lstrip(SEPARATORS), "last" if marked else "bare last"
    else:
        return None
    return _Item(span=span, start=parse_time(found[1]), title=title, form=form)


def _with_next_line(item: _Item, text: str) -> _Item:
    following = re.compile(r"\s*([^\n]*)").match(text, item.span[1])
    if following is None or FIRST.match(following[1]):
        return item
    return _Item(span=(item.span[0], following.end()), start=item.start, title=following[1])


def _retitled(item: _Item, title: str) -> _Item:
    return _Item(span=item.span, start=item.start, title=title)


def _read_run(text: str) -> list[_Item]:
    """Step 2: titles between times in brackets, as far as the next time or the end of the line."""
    found = list(BRACKETED.finditer(text))
    ends = [*(mark.start() for mark in found[1:]), len(text)]
    items: list[_Item] = []
    for mark, end in zip(found, ends, strict=False):
        title = text[mark.end() : end].partition("\n")[0]
        span = (mark.start(), mark.end() + len(title))
        items.append(_Item(span=span, start=parse_time(mark[1]), title=title))
    if any(_is_prose(item.title, last=item is items[-1]) for item in items):
        return []
    return items


def _is_prose(title: str, *, last: bool) -> bool:
    words = title.lstrip(SEPARATORS)
    separated = words != title.lstrip()
    if not words.strip() or not (separated or words[0].isupper() or not words[0].isalpha()):
        return True
    return words[0] in ",;)" or (not last and bool(SENTENCE_END.search(title)))


def _is_believed(items: Sequence[_Item], text: str, length: Milliseconds | None) -> bool:
    """Step 3."""
    if len(items) < ENOUGH or any(BRACKETED.search(item.title) for item in items):
        return False
    forward = sum(before.start <= after.start for before, after in pairwise(items))
    within = sum(length is None or item.start < length for item in items)
    opening = AT_ONCE if items[0].form == "bare last" else OPENING
    return (
        forward >= FORWARD * (len(items) - 1)
        and 2 * within >= len(items)
        and (items[0].start < opening or _find_heading(text[: items[0].span[0]]) is not None)
    )


def _find_heading(head: str) -> int | None:
    """Return where the heading of a list starts in the text before it."""
    head = head.rstrip()
    found = HEADING.search(head, max(0, len(head) - LONGEST_HEADING))
    return found.start() if found else None


def _divide(text: str, items: Sequence[_Item]) -> Described:
    """Return the titles of items as chapters, and all other text."""
    head = text[: items[0].span[0]]
    kept = [head[: _find_heading(head)]]
    marks: list[ChapterMark] = []
    ends = [*(item.span[0] for item in items[1:]), len(text)]
    for item, end in zip(items, ends, strict=True):
        title, after = _split_title(item.title, last=item is items[-1])
        if title:
            marks.append(ChapterMark(start=item.start, title=title, origin="description"))
        kept.append(after + text[item.span[1] : end])
    rest = "\n\n".join(part for part in map(str.strip, kept) if part)
    return Described(marks=tuple(marks), rest=rest)


def _split_title(line: str, *, last: bool) -> tuple[str, str]:
    """Return a title, and text that runs on from it."""
    line, after = line.lstrip(SEPARATORS), ""
    if last:
        for appended in APPENDED.finditer(line, 1):
            tail = line[appended.start() :]
            if ADDRESS.search(tail) or len(tail.split()) >= MANY_WORDS:
                line, after = line[: appended.start()], f"{tail}\n"
                break
    if len(line) > LONGEST_TITLE:
        cut = line.rfind(" ", 0, LONGEST_TITLE)
        line, after = line[:cut], f"{line[cut:]}\n{after}"
    return " ".join(line.strip(SEPARATORS.replace(".", "")).split()), after
