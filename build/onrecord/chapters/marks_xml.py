"""Podlove Simple Chapters in XML (`<psc:chapter start="00:01:02" title="…"/>`)."""

from __future__ import annotations

import re
from html import unescape
from itertools import chain, repeat
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from onrecord.errors import Issue, Place
from onrecord.model import ChapterMark
from onrecord.text.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

EXPECTED = 'expected <psc:chapters><psc:chapter start="00:01:02" title="…"/></psc:chapters>'
# The XML parser gives no positions, but each chapter has one of these, in order.
CHAPTER = re.compile(r"<(?:[\w-]+:)?chapter(?=[\s/>]|\Z)")
DECLARATION = re.compile(r"\A\s*<\?xml[^<>]*\?>")


def read_xml(text: str, path: str) -> Iterator[ChapterMark | Issue]:
    """Yield the chapters in the order of the file, and all issues with it.

    >>> text = '<psc:chapters><psc:chapter start="2:48" title="Links &amp; such"/></psc:chapters>'
    >>> [(mark.start, mark.title) for mark in read_xml(text, "chapters.json")]
    [(168000, 'Links & such')]
    """
    try:
        elements = _find_chapters(text)
    except ParseError as error:
        line, column = error.position
        place = Place(path=path, line=max(1, line), column=column + 1)
        yield place.issue(f"not XML: {str(error).partition(':')[0]}", hint=EXPECTED)
        return
    except DefusedXmlException as error:
        message = "the file defines entities, which are not expanded"
        yield Place(path=path).issue(message, found=type(error).__name__, hint=EXPECTED)
        return
    if not elements:
        yield Place(path=path).issue("no list of chapters", hint=EXPECTED)
    lines = (
        number for number, line in enumerate(text.split("\n"), 1) for _ in CHAPTER.finditer(line)
    )
    for element, line in zip(elements, chain(lines, repeat(1)), strict=False):
        if title := " ".join(unescape(element.get("title", "")).split()):
            given, place = element.get("start", "").strip(), Place(path=path, line=line)
            try:
                start = parse_time(given)
            except ValueError:
                message = f"no time at which the chapter {title[:40]!r} starts"
                hint = 'write hours:minutes:seconds, as in start="00:01:34.5"'
                yield place.issue(message, found=given, hint=hint)
            else:
                yield ChapterMark(start=start, title=title, origin="source", place=place)


def _find_chapters(text: str) -> list[Element]:
    document = DECLARATION.sub("", text)
    if "xmlns:psc" not in document:
        # A part of a feed lacks the declaration of its prefix.
        declared = '<psc:chapters xmlns:psc="http://podlove.org/simple-chapters"'
        document = re.sub(r"<psc:chapters\b", declared, document, count=1)
    return [
        element
        for element in fromstring(document, forbid_dtd=True).iter()
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "chapter"
    ]
