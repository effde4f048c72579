"""The line that marks a text or Markdown file as written by us."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from onrecord.formats._base import Source

SIGNATURE: Final = "onrecord transcript: a line is a sentence"
COMMENT: Final = f"<!-- {SIGNATURE} -->"
# Who speaks where nobody knows it, after somebody who is known.
UNKNOWN: Final = "?"

_LINE = re.compile(
    rf"^[ \t]*(?:(?P<text>{re.escape(SIGNATURE)})|{re.escape(COMMENT)})[ \t]*$", re.MULTILINE
)


def signed(source: Source) -> Literal["text", "markdown", ""]:
    """Return in which of the two forms we wrote a file, if we did.

    >>> from onrecord.formats._base import Source
    >>> signed(Source(path="a", content=COMMENT.encode())), signed(Source(path="a", content=b"Hi."))
    ('markdown', '')
    """
    found = _LINE.search(source.head)
    return "" if not found else "text" if found["text"] else "markdown"
