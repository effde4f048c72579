"""Files of chapters: Podcasting 2.0 and Podlove in JSON, Podlove in XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.chapters.marks_json import read_json
from onrecord.chapters.marks_xml import read_xml
from onrecord.errors import Issue, Place
from onrecord.model import ChapterMark

if TYPE_CHECKING:
    from collections.abc import Iterable

# A hundred chapters with pictures have 20 kB.
MAX_BYTES = 1024 * 1024


def read_marks(content: bytes, path: str) -> tuple[tuple[ChapterMark, ...], tuple[Issue, ...]]:
    """Return the chapters in the order of the file, and all issues with it.

    A file that begins with `<` is XML, whatever its name.

    >>> content = b'<chapters><chapter start="1:00" title="A"/></chapters>'
    >>> read_marks(content, "chapters.json")[0][0].start
    60000
    """
    read: Iterable[ChapterMark | Issue]
    if len(content) > MAX_BYTES:
        message = f"larger than {MAX_BYTES:,} bytes, which no list of chapters is"
        read = [Place(path=path).issue(message, hint="is this another file?")]
    else:
        text = content.decode("utf-8-sig", errors="replace")
        is_xml = text.lstrip("\ufeff \t\r\n").startswith("<")
        read = list((read_xml if is_xml else read_json)(text, path))
    marks = tuple(one for one in read if isinstance(one, ChapterMark))
    return marks, tuple(one for one in read if isinstance(one, Issue))
