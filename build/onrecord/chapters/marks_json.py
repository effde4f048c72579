"""Chapters in JSON: Podcasting 2.0 (`{"chapters": [{"startTime", "title"}]}`) and Podlove."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NoReturn

from onrecord.errors import Issue, near
from onrecord.model import ChapterMark, Milliseconds
from onrecord.text.times import parse_time

# A hundred chapters with pictures have 20 kB.
MAX_BYTES = 1024 * 1024
# Seconds: 30 years, so that it stays a time.
LONGEST = 1e9

# The JSON parser gives no positions, but each chapter has one of these keys.
START = re.compile(r'(?<!\\)"(?:startTime|start)"\s*:')

EXPECTED = 'expected {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "…"}]}'

# Not in titles: control characters, surrogates, direction overrides.
UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class _File:
    """Positions in the file."""

    path: str
    text: str
    lines: tuple[int, ...]

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of a character, counted from 1."""
        line = bisect_right(self.lines, max(at, 0))
        return line, max(at, 0) - self.lines[line - 1] + 1

    def issue(self, at: int, message: str, *, found: str, hint: str) -> Issue:
        line, column = self.place(at)
        return Issue(
            path=self.path, line=line, column=column, message=message, found=found, hint=hint
        )


def read_marks(content: bytes, path: str) -> tuple[tuple[ChapterMark, ...], tuple[Issue, ...]]:
    """Return the chapters of a `chapters.json` in the order of the file, and all issues with it.

    Chapters with `"toc": false` are "silent": pictures and links that are no part of the table of
    contents. They are left out, as the namespace's chapters document asks; so are chapters without
    a title.

    >>> content = b'{"chapters": [{"startTime": 168, "title": "Links that stay"}]}'
    >>> marks, issues = read_marks(content, "chapters.json")
    >>> marks[0].start, marks[0].title, issues
    (168000, 'Links that stay', ())
    """
    if len(content) > MAX_BYTES:
        return (), (
            Issue(
                path=path,
                message=f"larger than {MAX_BYTES:,} bytes, which no list of chapters is",
                hint="is this another file?",
            ),
        )
    text = content.decode("utf-8-sig", errors="replace")
    file = _File(path, text, (0, *(end.end() for end in re.finditer("\n", text))))
    try:
        tree = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        issue = Issue(
            path=path,
            line=error.lineno,
            column=error.colno,
            message=f"not JSON: {error.msg}",
            hint=EXPECTED,
        )
        return (), (issue,)
    except RecursionError:
        return (), (Issue(path=path, message="nested too deeply", hint=EXPECTED),)
    except ValueError as error:
        # NaN, Infinity, or a number of more digits than Python reads.
        issue = file.issue(
            text.find(str(error)),
            "not JSON: there is no such number",
            found=str(error),
            hint="write a number of seconds",
        )
        return (), (issue,)
    # Podlove's form is a bare list.
    chapters = tree.get("chapters") if isinstance(tree, dict) else tree
    if not isinstance(chapters, list):
        known = near("chapters", map(str, tree)) if isinstance(tree, dict) else ""
        return (), (
            Issue(
                path=path,
                message="no list of chapters",
                hint=f"{EXPECTED}; {known}" if known else EXPECTED,
            ),
        )
    marks: list[ChapterMark] = []
    issues: list[Issue] = []
    places = (place.start() for place in START.finditer(text))
    for chapter in chapters:
        at = (
            next(places, 0)
            if isinstance(chapter, dict) and ("startTime" in chapter or "start" in chapter)
            else 0
        )
        read = _read_chapter(chapter, file, at)
        if isinstance(read, Issue):
            issues.append(read)
        elif read:
            marks.append(read)
    return tuple(marks), tuple(issues)


def _read_chapter(chapter: object, file: _File, at: int) -> ChapterMark | Issue | None:
    if not isinstance(chapter, dict):
        return file.issue(at, "a chapter is an object", found=json.dumps(chapter), hint=EXPECTED)
    title = chapter.get("title")
    if chapter.get("toc") is False or title is None or title == "":
        return None
    if not isinstance(title, str):
        return file.issue(
            at,
            "the title of a chapter is text",
            found=json.dumps(title),
            hint="write it in quotation marks",
        )
    given = chapter.get("startTime", chapter.get("start"))
    start = _read_start(given)
    if start is None:
        hint = 'write seconds from the start, as in "startTime": 94.5'
        return file.issue(
            at,
            f"no time at which the chapter {title[:40]!r} starts",
            found=json.dumps(given),
            hint=hint,
        )
    line, column = file.place(at)
    title = " ".join(UNWANTED.sub(" ", title).split())
    return ChapterMark(
        start=start, title=title, origin="source", path=file.path, line=line, column=column
    )


def _read_start(given: object) -> Milliseconds | None:
    try:
        match given:
            case bool():
                return None
            case int() | float() if math.isfinite(given) and abs(given) < LONGEST:
                return Milliseconds(round(given * 1000))
            case str() if ":" in given:
                return parse_time(given.strip())
            case str():
                return _read_start(float(given))
    except (ValueError, OverflowError):
        pass
    return None


def _refuse(constant: str) -> NoReturn:
    """Refuse NaN and Infinity, which JSON lacks and Python would read."""
    raise ValueError(constant)
