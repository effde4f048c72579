"""Marks of the files that we wrote: the line in text and Markdown, and the anchors of cues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from onrecord.anchors import is_anchor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.formats._base import Source
    from onrecord.model import Cue

SIGNATURE = "onrecord transcript: a line is a sentence"
COMMENT = f"<!-- {SIGNATURE} -->"
# Who speaks where nobody knows it, after somebody who is known.
UNKNOWN = "?"

_LINE = re.compile(
    rf"^[ \t]*(?:(?P<text>{re.escape(SIGNATURE)})|{re.escape(COMMENT)})[ \t]*$", re.MULTILINE
)


def signed(source: Source) -> Literal["text", "markdown", ""]:
    """Return in which of the two forms we wrote a file, if we did.

    >>> from onrecord.formats._base import Source
    >>> signed(Source(path="a", content=COMMENT.encode())), signed(Source(path="a", content=b"Hi."))
    ('markdown', '')
    """
    found = _LINE.search(source.head) if SIGNATURE in source.head else None
    return "" if not found else "text" if found["text"] else "markdown"


def is_ours(cues: Iterable[Cue]) -> bool:
    """Return whether cues are from a file that we wrote: sentences, or cues with our anchors."""
    return any(cue.sentence or (cue.identifier and is_anchor(cue.identifier)) for cue in cues)


def divide(text: str, signature: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the lines with words above the signature, and all below it with their numbers."""
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1)]
    place = next((index for index, (_, line) in enumerate(lines) if line == signature), -1)
    return [line for _, line in lines[: max(place, 0)] if line], lines[place + 1 :]
