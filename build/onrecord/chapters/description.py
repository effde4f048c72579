"""Chapters in a description: the list that people paste there, and the text beside it.

1. Lines are read as entries: a time, then its title; a title, then its time; or a time alone, with
   its title on the line above or below. The form of most entries is the form of the list. A line
   may have several entries.
2. Where line ends are lost, times in brackets inside a line make a list.
3. A list is believed if its times go forward, within the recording, and it starts near the start
   of it or has a heading. All else is text: a time in a sentence is no chapter, and stays there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal
from unicodedata import decimal

from onrecord.chapters.description_html import to_markdown
from onrecord.model import ChapterMark, Milliseconds
from onrecord.text.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIXTY: Final = "[0-5０-５٠-٥۰-۵]"
CLOCK: Final = rf"(?:\d{{1,2}}[:：])?\d{{1,3}}[:：]{SIXTY}\d(?:\.\d{{1,3}})?(?![:：]?\d)"
UNITS: Final = r"(?:\d{1,2}h)?\d{1,3}m[0-5]?\ds(?!\w)"
PRIMES: Final = r"""\d{1,3}['’′][0-5]\d(?:["”″]|['’′]{2})"""
TIME: Final = f"(?:{CLOCK}|{UNITS}|{PRIMES})"
UNTIL: Final = "(?:to|till|until|bis|à|al?|até|hasta|do|до|til|tot)"
END: Final = rf"(?:[ \t]*+(?:[-–—−~〜～]{{1,2}}>?|→|{UNTIL})[ \t]*+[\[(]?{TIME}[\])]?)?"
"""Of a range; a chapter ends where the next one starts."""
LINK: Final = r"(?:\([^\s()]*\))?"
MARKED: Final = rf"[\[(*_]{{0,3}}({TIME}){END}[\])】*_]{{0,3}}{LINK}{END}"
NUMBER: Final = r"\d{1,2}[.)][ \t]|#\d{1,3}[.:)]?[ \t]"
NUMBERED: Final = re.compile(rf"\A[ \t]*+(?:{NUMBER})")
FIRST: Final = re.compile(rf"[ \t]*+(?:(?:{NUMBER}|[^\w\s\[(*]{{1,3}}|\*(?!\*))[ \t]*+)?{MARKED}")
WITHIN: Final = re.compile(rf"(?<=\s)[\[(]?({CLOCK})[\])]?(?=[\s:–-])")
LAST: Final = re.compile(rf"(?<![\d:.]){MARKED}[ \t|*_]*\Z")
LINKED: Final = re.compile(rf"\[({TIME})[ \t]+([^\[\]]+)\]{LINK}")
BRACKETED: Final = re.compile(rf"[\[(]({CLOCK})[\])](?!\()")
SEPARATORS: Final = " \t-–—−:：|•·.*_~>"
LEADER: Final = re.compile(r"(?:\s[@/]|\s?(?:\.{4,}|…{2,})|\s\.{2,3}|(?:\s\.){3,})\s*\Z")
"""Between a title and its time, or an entry and the next one."""
ENOUGH: Final = 2

# Without a heading, a list starts within ten minutes, and one whose times stand last without a mark
# in front of them within one: "Doors 19:00" is a time of day, and 5'11" the height of a person.
OPENING: Final = 600_000
AT_ONCE: Final = 60_000
# Times of day are round: "9:00 Coffee", "9:35 Train". Few events start before five.
MORNING: Final = 300_000
ROUND: Final = 5_000
# One time of four may be mistyped.
FORWARD: Final = 0.75

HEADING_WORDS: Final = r"""[#*_ \t]*+(?:(?:episode|video|approximate)\ )?
    (?:time[ -]?stamps?|time[ -]?codes?|chapters?(?:\ markers?)?|timeline|outline
    |table\ of\ contents)[*_ \t]*+"""
HEADING: Final = re.compile(
    rf"""(?:\A|(?<=[\n.!?…)\]"”])){HEADING_WORDS}[:：]?[*_\s]*+\Z""", re.IGNORECASE | re.VERBOSE
)
IN_LINE: Final = re.compile(
    rf"{HEADING_WORDS}[:：][*_ \t]*+(?={CLOCK})", re.IGNORECASE | re.VERBOSE
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
    is_clock: bool = True
    """Whether the time is written with colons."""


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
        with_title = _with_line_above if _are_titles_above(entries, text) else _with_next_line
        return [with_title(entry, text) for entry in entries]
    return _divide_entries(entries) if form == "first" else _without_numbers(entries)


def _divide_entries(entries: Sequence[_Entry]) -> list[_Entry]:
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


def _without_numbers(entries: list[_Entry]) -> list[_Entry]:
    if not all(NUMBERED.match(entry.title) for entry in entries):
        return entries
    return [replace(entry, title=NUMBERED.sub("", entry.title)) for entry in entries]


def _divide_entry(entry: _Entry, end: int | None) -> Iterator[_Entry]:
    """Yield an entry, and others for later times in its line that have titles of their own."""
    if found := WITHIN.search(entry.title):
        title, after = entry.title[: found.start()].rstrip(), found.end()
        is_counted = title.endswith((",", ";"))
        title = title.rstrip(",; ")
        start = _parse(found[1])
        is_later = entry.start < start and (end is None or start < end)
        other = _Entry(span=(entry.span[1], entry.span[1]), start=start, title=entry.title[after:])
        if is_later and not _is_prose(title, last=False) and not _is_prose(other.title, last=True):
            yield replace(entry, title=title)
            title = other.title.removesuffix(".") if is_counted else other.title
            yield from _divide_entry(replace(other, title=title), end)
            return
    yield entry


def _read_line(line: str, start: int) -> _Entry | None:
    span = (start, start + len(line))
    if heading := IN_LINE.match(line):
        line, span = line[heading.end() :], (start + heading.end(), span[1])
    content = LINKED.sub(r"\1 \2", line.rstrip("\r\n"))
    if found := FIRST.match(content):
        title = content[found.end() :].strip(SEPARATORS.replace(".", ""))
        form: Form = "first" if title else "alone"
    elif len(content) <= LONGEST_TITLE and (found := LAST.search(content)):
        before = content[: found.start()]
        marked = found[0][0] in "[(*_" or before.rstrip(" ")[-1:] in SEPARATORS or "  " in before
        title, form = before.lstrip(SEPARATORS), "last" if marked else "bare last"
    else:
        return None
    is_clock = re.fullmatch(CLOCK, found[1]) is not None
    return _Entry(span=span, start=_parse(found[1]), title=title, form=form, is_clock=is_clock)


def _parse(time: str) -> Milliseconds:
    digits = "".join(str(decimal(sign, sign)) for sign in time)
    return parse_time(":".join(re.findall(r"[\d.]+", digits)))


def _are_titles_above(entries: Sequence[_Entry], text: str) -> bool:
    """Return whether a title stands in the line above each time, rather than below it."""
    above = (_line_above(entry, text)[1] for entry in entries)
    below = (text[entry.span[1] :].partition("\n")[0].strip() for entry in entries)
    is_last = not text[entries[-1].span[1] :].strip()
    return all(line and not FIRST.match(line) for line in above) and (is_last or not any(below))


def _line_above(entry: _Entry, text: str) -> tuple[int, str]:
    """Return where the line above an entry starts, and its text."""
    head = text[: entry.span[0]].removesuffix("\n")
    start = head.rfind("\n") + 1
    return start, head[start:].strip()


def _with_line_above(entry: _Entry, text: str) -> _Entry:
    start, title = _line_above(entry, text)
    return replace(entry, span=(start, entry.span[1]), title=title)


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
    return (
        forward >= FORWARD * (len(entries) - 1)
        and 2 * within >= len(entries)
        and (
            entries[0].start < _latest_start(entries)
            or _find_heading(text[: entries[0].span[0]]) is not None
        )
    )


def _latest_start(entries: Sequence[_Entry]) -> int:
    """Return the time (ms) before which a list without a heading starts."""
    if sum(entry.span[0] < entry.span[1] for entry in entries) == 1:
        # A sentence may begin with a time: "0:58 Tom, 1:02 Jim and 1:07 Ann won medals."
        return 1
    if entries[0].form == "bare last" or not entries[0].is_clock:
        return AT_ONCE
    return MORNING if all(entry.start % ROUND == 0 for entry in entries) else OPENING


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
    line = LEADER.sub("", line.strip(SEPARATORS.replace(".", "")))
    return " ".join(line.rstrip(SEPARATORS.replace(".", "")).split()), after
