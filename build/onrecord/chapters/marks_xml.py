"""Podlove Simple Chapters in XML (`<psc:chapter start="00:01:02" title="…"/>`)."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from onrecord.errors import Issue
from onrecord.model import ChapterMark
from onrecord.text.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

EXPECTED = 'expected <psc:chapters><psc:chapter start="00:01:02" title="…"/></psc:chapters>'
# The XML parser gives no positions, but each chapter has one of these, in order.
CHAPTER = re.compile(r"<(?:[\w-]+:)?chapter(?=[\s/>])")
DECLARATION = re.compile(r"\A\s*<\?xml[^<>]*\?>")


def read_marks_xml(text: str, path: str) -> tuple[tuple[ChapterMark, ...], tuple[Issue, ...]]:
    """Return the chapters in the order of the file, and all issues with it.

    >>> text = '<psc:chapters><psc:chapter start="2:48" title="Links &amp; such"/></psc:chapters>'
    >>> marks, _ = read_marks_xml(text, "chapters.json")
    >>> marks[0].start, marks[0].title
    (168000, 'Links & such')
    """
    document = DECLARATION.sub("", text)
    if "xmlns:psc" not in document:
        # A part of a feed lacks the declaration of its prefix.
        document = re.sub(
            r"(<psc:chapters\b)",
            r'\1 xmlns:psc="http://podlove.org/simple-chapters"',
            document,
            count=1,
        )
    try:
        root = fromstring(document, forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        return (), (
            Issue(
                path=path,
                line=max(1, line),
                column=column + 1,
                message=f"not XML: {str(error).partition(':')[0]}",
                hint=EXPECTED,
            ),
        )
    except DefusedXmlException as error:
        message = "the file defines entities, which are not expanded"
        return (), (Issue(path=path, message=message, found=type(error).__name__, hint=EXPECTED),)
    lines = [text.count("\n", 0, found.start()) + 1 for found in CHAPTER.finditer(text)]
    elements = [
        element
        for element in root.iter()
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "chapter"
    ]
    if not elements:
        return (), (Issue(path=path, message="no list of chapters", hint=EXPECTED),)
    read = list(_read(elements, lines, path))
    return tuple(one for one in read if isinstance(one, ChapterMark)), tuple(
        one for one in read if isinstance(one, Issue)
    )


def _read(elements: list[Element], lines: list[int], path: str) -> Iterator[ChapterMark | Issue]:
    for number, element in enumerate(elements):
        line = lines[number] if number < len(lines) else 1
        title, given = (
            " ".join(unescape(element.get("title", "")).split()),
            element.get("start", "").strip(),
        )
        if not title:
            continue
        try:
            yield ChapterMark(
                start=parse_time(given), title=title, origin="source", path=path, line=line
            )
        except ValueError:
            message, hint = (
                f"no time at which the chapter {title[:40]!r} starts",
                'write hours:minutes:seconds, as in start="00:01:34.5"',
            )
            yield Issue(path=path, line=line, message=message, found=given, hint=hint)
