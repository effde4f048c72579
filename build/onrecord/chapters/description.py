"""Chapters in a description: the list that people paste there, and what the description says beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from onrecord.model import ChapterMark
from onrecord.text.times import parse_time

TIME = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:\.\d{1,3})?"
# On a line of its own, after a bullet or a number; or in brackets anywhere, as where a page has lost its line ends.
LISTED = re.compile(
    rf"^[ \t]*+(?:(?:[-*•·–—▶►+]|\d{{1,2}}[.)])[ \t]++)?[\[(*_]{{0,3}}({TIME})[\])*_]{{0,3}}(?:\([^\s()]*\))?(?![\d:])",
    re.MULTILINE,
)
BRACKETED = re.compile(rf"[\[(]({TIME})[\])](?!\()")
SEPARATORS = " \t-–—−:|•·.*_~>"
ENOUGH = 2

LABEL = re.compile(
    r"""(?:\A|(?<=[\n.!?…)\]"”]))[#*_ \t]*+(?:(?:episode|video|approximate)\ )?
    (?:time[ -]?stamps?|time[ -]?codes?|chapters?(?:\ markers?)?|timeline|outline|table\ of\ contents)[*_ \t]*+[:：]?[*_\s]*+\Z""",
    re.IGNORECASE | re.VERBOSE,
)
LONGEST_LABEL = 60

# What shows add at the end of every description. It runs on from the last title where a page has lost its line ends.
APPENDED = re.compile(
    r"""(?:(?<=\s)|(?<=[.!?…)]))(?:
    get\ (?:full\ |early\ )?access|subscribe|follow\ (?:us|me|the|along|@)|learn\ (?:more|about)|hosted\ (?:by|on)
    |support\ (?:us|the|this|our)|listen\ (?:on|to)|watch\ (?:on|the|this)|read\ (?:the|more)|see\ (?:privacy|omnystudio|acast|pcm)
    |become\ a|join\ (?:us|the|our)|visit|check\ out|sign\ up|(?:our\ )?sponsors?|links|brought\ to\ you|(?:produced|edited|music)\ by
    |advertis\w+|privacy\ policy|download\ the|for\ more|this\ (?:podcast|episode|show)\ (?:is|was)|connect\ with|find\ (?:us|me|out)
    |send\ us|leave\ us|rate\ (?:us|and)|thanks\ to
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S|\b[a-z0-9-]{2,63}\.(?:com|org|net|io|fm|co|tv)\b|(?<!\S)@\w",
    re.IGNORECASE,
)
MANY_WORDS = 8

TAG = re.compile(r"</?(p|br|li|ul|ol|div|a|b|strong|i|em|span|u|h[1-6])\b([^<>]*)>", re.IGNORECASE)
BREAKING = frozenset({"p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "h5", "h6"})
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a description holds."""

    marks: tuple[ChapterMark, ...] = ()
    rest: str = ""
    """Markdown without the list and without its label."""


def read_description(description: str) -> Described:
    r"""Give the chapters listed in a description, and the rest of it.

    Two marks make a list: lines that begin with a time, or times in brackets that rise.

    >>> read = read_description("On anchors.Timestamps(00:00) - Intro(05:57) - What’s a link? Follow us on www.example.org")
    >>> [(mark.start, mark.title) for mark in read.marks], read.rest
    ([(0, 'Intro'), (357000, 'What’s a link?')], 'On anchors.\n\nFollow us on www.example.org')
    >>> read_description("We met at 10:30 and left at 11:15.").marks
    ()
    """
    text = _plain(description)
    found = list(LISTED.finditer(text))
    if len(found) < ENOUGH or len(BRACKETED.findall(text)) > len(found):
        found = list(BRACKETED.finditer(text))
        times = [parse_time(mark[1]) for mark in found]
        if any(earlier > later for earlier, later in pairwise(times)):
            found = []
    if len(found) < ENOUGH:
        return Described(rest=description.strip())
    marks: list[ChapterMark] = []
    head = text[: found[0].start()].rstrip()
    label = LABEL.search(head, max(0, len(head) - LONGEST_LABEL))
    kept = [head[: label.start()] if label else head]
    ends = [mark.start() for mark in found[1:]]
    for mark, end in zip(found, [*ends, len(text)], strict=True):
        title, after = _split_title(text[mark.end() : end], last=mark is found[-1])
        if title:
            marks.append(ChapterMark(start=parse_time(mark[1]), title=title, origin="description"))
        kept.append(after)
    return Described(
        marks=tuple(marks), rest="\n\n".join(part for part in map(str.strip, kept) if part)
    )


def _split_title(text: str, *, last: bool) -> tuple[str, str]:
    """Give the title that begins `text`, and what follows it."""
    line, _, after = text.lstrip(SEPARATORS).partition("\n")
    if not line.strip():
        # The time stands alone, its title in the next line.
        line, _, after = after.lstrip(SEPARATORS).partition("\n")
    if last:
        for appended in APPENDED.finditer(line, 1):
            tail = line[appended.start() :]
            if ADDRESS.search(tail) or len(tail.split()) >= MANY_WORDS:
                line, after = line[: appended.start()], f"{tail}\n{after}"
                break
    if len(line) > LONGEST_TITLE:
        cut = line.rfind(" ", 0, LONGEST_TITLE)
        line, after = line[:cut], f"{line[cut:]}\n{after}"
    return " ".join(line.strip(SEPARATORS.replace(".", "")).split()), after


def _plain(description: str) -> str:
    """Give HTML as it is found in feeds as Markdown: line ends, links; other text as it is."""
    if not TAG.search(description):
        return description
    links: list[str] = []

    def replaced(tag: re.Match[str]) -> str:
        name = tag[1].lower()
        if name in BREAKING:
            return "\n"
        if name != "a":
            return ""
        if tag[0].startswith("</"):
            return f"]({links.pop()})" if links else ""
        target = re.search(r"""href\s*=\s*["']([^"'\s<>()]+)""", tag[2])
        if target:
            links.append(target[1])
        return "[" if target else ""

    return unescape(TAG.sub(replaced, description))
