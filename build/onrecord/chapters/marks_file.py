"""Files of chapters: Podcasting 2.0 and Podlove in JSON, Podlove in XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.chapters import marks_json
from onrecord.chapters.marks_xml import read_marks_xml

if TYPE_CHECKING:
    from onrecord.errors import Issue
    from onrecord.model import ChapterMark


def read_marks(content: bytes, path: str) -> tuple[tuple[ChapterMark, ...], tuple[Issue, ...]]:
    """Return the chapters in the order of the file, and all issues with it.

    A file that begins with `<` is XML, whatever its name.

    >>> content = b'<chapters><chapter start="1:00" title="A"/></chapters>'
    >>> read_marks(content, "chapters.json")[0][0].start
    60000
    """
    if (
        content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        and len(content) <= marks_json.MAX_BYTES
    ):
        return read_marks_xml(content.decode("utf-8-sig", errors="replace"), path)
    return marks_json.read_marks(content, path)
