"""Chapters in a description: the list that people paste there, and the text beside it.

1. Lines are read as entries: a time, then its title; a title, then its time; or a time alone, with
   its title on the next line. The form of most entries is the form of the list.
2. Where line ends are lost, times in brackets inside a line make a list.
3. A list is believed if its times go forward, within the recording, and it starts near the start
   of it or has a heading. All else is text: a time in a sentence is no chapter, and stays there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from onrecord.chapters.description_html import to_markdown
from onrecord.model import ChapterMark, Milliseconds
from onrecord.text.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TIME: Final = r"(?:\d{1,2}[:：])?\d{1,3}[:：][0-5]\d(?:\.\d{1,3})?(?![:：]?\d)"
UNTIL: Final = "(?:to|till|until|bis|à|al?|até|hasta|do|до|til|tot)"
END: Final = rf"(?:[ \t]*+(?:[-–—−~〜～]{{1,2}}>?|→|{UNTIL})[ \t]*+[\[(]?{TIME}[\])]?)?"
"""Of a range; a chapter ends where the next one starts."""
LINK: Final = r"(?:\([^\s()]*\))?"
MARKED: Final = rf"[\[(*_]{{0,3}}({TIME}){END}[\])】*_]{{0,3}}{LINK}{END}"
NUMBER: Final = r"\d{1,2}[.)][ \t]|#\d{1,3}[.:)]?[ \t]"
FIRST: Final = re.compile(rf"[ \t]*+(?:(?:{NUMBER}|[^\w\s\[(*]{{1,3}}|\*(?!\*))[ \t]*+)?{MARKED}")
WITHIN: Final = re.compile(rf"(?<=\s)[\[(]?({TIME})[\])]?(?=[\s:–-])")
LAST: Final = re.compile(rf"(?<![\d:.]){MARKED}[ \t|*_]*\Z")
LINKED: Final = re.compile(rf"\[({TIME})[ \t]+([^\[\]]+)\]{LINK}")
BRACKETED: Final = re.compile(rf"[\[(]({TIME})[\])](?!\()")
SEPARATORS: Final = " \t-–—−:：|•·.*_~>"
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
class _Entry:
    """An entry that a list may have."""

    span: tuple[int, int]
    """Characters of the text that belong to the entry."""
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
    for entries in (_read_lines(text), _read_run(text)):
        if _is_believed(entries, text, length):
            return _divide(text, entries)
    return Described(rest=description.strip())


def _read_lines(text: str) -> list[_Entry]:
    """Step 1."""
    entries: list[_Entry] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if entry := _read_line(line, start):
            entries.append(entry)
        start += len(line)
    forms = [entry.form for entry in entries]
    form = max(forms, key=forms.count, default="first")
    entries = _longest_list([entry for entry in entries if entry.form == form])
    if form == "alone":
        return [_with_next_line(entry, text) for entry in entries]
    if form != "first":
        return entries
    if all(LAST.search(entry.title) for entry in entries):
        # "0:00 Wood 12:00": where each chapter ends.
        return [replace(entry, title=LAST.sub("", entry.title)) for entry in entries]
    ends = [*(entry.start for entry in entries[1:]), None]
    pairs = zip(entries, ends, strict=False)
    return [part for entry, end in pairs for part in _divide_entry(entry, end)]


def _longest_list(entries: Sequence[_Entry]) -> list[_Entry]:
    """Return the entries of the longest list: a list ends where another starts at the beginning."""
    lists: list[list[_Entry]] = [[]]
    for entry in entries:
        if lists[-1] and entry.start <= lists[-1][0].start < AT_ONCE:
            lists.append([])
        lists[-1].append(entry)
    return max(lists, key=len)


def _divide_entry(entry: _Entry, end: int | None) -> Iterator[_Entry]:
    """Yield an entry in two if its line has another time before the next entry, and its title."""
    if found := WITHIN.search(entry.title):
        start, title, after = _parse(found[1]), entry.title[: found.start()], found.end()
        is_later = entry.start < start and (end is None or start < end)
        other = _Entry(span=(entry.span[1], entry.span[1]), start=start, title=entry.title[after:])
        if is_later and not _is_prose(title, last=False) and not _is_prose(other.title, last=True):
            yield replace(entry, title=title)
            yield other
            return
    yield entry


def _read_line(line: str, start: int) -> _Entry | None:
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
    return _Entry(span=span, start=_parse(found[1]), title=title, form=form)


def _parse(time: str) -> Milliseconds:
    return parse_time(time.replace("：", ":"))


def _with_next_line(entry: _Entry, text: str) -> _Entry:
    following = re.compile(r"\s*([^\n]*)").match(text, entry.span[1])
    if following is None or FIRST.match(following[1]):
        return entry
    return replace(entry, span=(entry.span[0], following.end()), title=following[1])


def _read_run(text: str) -> list[_Entry]:
    """Step 2: titles between times in brackets, as far as the next time or the end of the line."""
    found = list(BRACKETED.finditer(text))
    ends = [*(mark.start() for mark in found[1:]), len(text)]
    entries: list[_Entry] = []
    for mark, end in zip(found, ends, strict=False):
        title = text[mark.end() : end].partition("\n")[0]
        span = (mark.start(), mark.end() + len(title))
        entries.append(_Entry(span=span, start=_parse(mark[1]), title=title))
    if any(_is_prose(entry.title, last=entry is entries[-1]) for entry in entries):
        return []
    return entries


def _is_prose(title: str, *, last: bool) -> bool:
    words = title.lstrip(SEPARATORS)
    separated = words != title.lstrip()
    if not words.strip() or not (separated or words[0].isupper() or not words[0].isalpha()):
        return True
    return words[0] in ",;)" or (not last and bool(SENTENCE_END.search(title)))


def _is_believed(entries: Sequence[_Entry], text: str, length: Milliseconds | None) -> bool:
    """Step 3."""
    if len(entries) < ENOUGH or any(BRACKETED.search(entry.title) for entry in entries):
        return False
    forward = sum(before.start <= after.start for before, after in pairwise(entries))
    within = sum(length is None or entry.start < length for entry in entries)
    opening = AT_ONCE if entries[0].form == "bare last" else OPENING
    return (
        forward >= FORWARD * (len(entries) - 1)
        and 2 * within >= len(entries)
        and (entries[0].start < opening or _find_heading(text[: entries[0].span[0]]) is not None)
    )


def _find_heading(head: str) -> int | None:
    """Return where the heading of a list starts in the text before it."""
    head = head.rstrip()
    found = HEADING.search(head, max(0, len(head) - LONGEST_HEADING))
    return found.start() if found else None


def _divide(text: str, entries: Sequence[_Entry]) -> Described:
    """Return the titles of entries as chapters, and all other text."""
    head = text[: entries[0].span[0]]
    kept = [head[: _find_heading(head)]]
    marks: list[ChapterMark] = []
    ends = [*(entry.span[0] for entry in entries[1:]), len(text)]
    for entry, end in zip(entries, ends, strict=True):
        title, after = _split_title(entry.title, last=entry is entries[-1])
        if title:
            marks.append(ChapterMark(start=entry.start, title=title, origin="description"))
        kept.append(after + text[entry.span[1] : end])
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
