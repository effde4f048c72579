"""Chapters in JSON: Podcasting 2.0 (`{"chapters": [{"startTime", "title"}]}`) and Podlove."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, NoReturn

from onrecord.errors import Issue, Place, near
from onrecord.model import ChapterMark, Milliseconds
from onrecord.text.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator

# Seconds: 30 years, so that it stays a time.
LONGEST = 1e9

# The JSON parser gives no positions, but each chapter has one of these keys.
START = re.compile(r'(?<!\\)"(?:startTime|start)"\s*:')

EXPECTED = 'expected {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "…"}]}'

# Not in titles: control characters, surrogates, direction overrides.
UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")


def read_json(text: str, path: str) -> Iterator[ChapterMark | Issue]:
    """Yield the chapters of a `chapters.json` in the order of the file, and all issues with it.

    Chapters with `"toc": false` are "silent": pictures and links that are no part of the table of
    contents. They are left out, as the namespace's chapters document asks; so are chapters without
    a title.

    >>> text = '{"chapters": [{"startTime": 168, "title": "Links that stay"}]}'
    >>> [(mark.start, mark.title) for mark in read_json(text, "chapters.json")]
    [(168000, 'Links that stay')]
    """
    try:
        tree = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        yield _explain(error, text, path)
        return
    # Podlove's form is a bare list.
    chapters = tree.get("chapters") if isinstance(tree, dict) else tree
    start = Place(path=path)
    if not isinstance(chapters, list):
        known = near("chapters", map(str, tree)) if isinstance(tree, dict) else ""
        hint = f"{EXPECTED}; {known}" if known else EXPECTED
        yield start.issue("no list of chapters", hint=hint)
        return
    places = _places(text, path)
    for chapter in chapters:
        has_start = isinstance(chapter, dict) and not chapter.keys().isdisjoint(
            ("startTime", "start")
        )
        if read := _read_chapter(chapter, next(places, start) if has_start else start):
            yield read


def _explain(error: ValueError | RecursionError, text: str, path: str) -> Issue:
    """Return the issue of a file that cannot be parsed."""
    if isinstance(error, RecursionError):
        return Place(path=path).issue("nested too deeply", hint=EXPECTED)
    if isinstance(error, json.JSONDecodeError):
        place = Place(path=path, line=error.lineno, column=error.colno)
        return place.issue(f"not JSON: {error.msg}", hint=EXPECTED)
    # NaN, Infinity, or a number of more digits than Python reads.
    at = max(0, text.find(str(error)))
    place = Place(path=path, line=text.count("\n", 0, at) + 1, column=at - text.rfind("\n", 0, at))
    message, hint = "not JSON: there is no such number", "write a number of seconds"
    return place.issue(message, found=str(error), hint=hint)


def _places(text: str, path: str) -> Iterator[Place]:
    """Yield the place of each key with the start of a chapter."""
    line, newline, last = 1, -1, 0
    for found in START.finditer(text):
        at = found.start()
        line += text.count("\n", last, at)
        newline = max(newline, text.rfind("\n", last, at))
        last = at
        yield Place(path=path, line=line, column=at - newline)


def _read_chapter(chapter: object, place: Place) -> ChapterMark | Issue | None:
    if not isinstance(chapter, dict):
        return place.issue("a chapter is an object", found=json.dumps(chapter), hint=EXPECTED)
    title = chapter.get("title")
    if chapter.get("toc") is False or title is None or title == "":
        return None
    if not isinstance(title, str):
        message, hint = "the title of a chapter is text", "write it in quotation marks"
        return place.issue(message, found=json.dumps(title), hint=hint)
    given = chapter.get("startTime", chapter.get("start"))
    start = _read_start(given)
    if start is None:
        message = f"no time at which the chapter {title[:40]!r} starts"
        hint = 'write seconds from the start, as in "startTime": 94.5'
        return place.issue(message, found=json.dumps(given), hint=hint)
    title = " ".join(UNWANTED.sub(" ", title).split())
    return ChapterMark(start=start, title=title, origin="source", place=place)


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
