"""Podcasting 2.0 transcript HTML (`transcripts.md`).

Turns are `<cite>Ann:</cite><time>0:12</time><p>words</p>`.

Words are all that the page shows but names in `<cite>` and times in `<time>`. The colon behind a
name is no part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._tags import read_html
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.model import FrontMatter, Transcript

if TYPE_CHECKING:
    from onrecord.formats._base import Source
    from onrecord.formats._tags import Piece

NAME = "podcasting-html"
EXTENSIONS = ("html", "htm")

_RECOGNISED = re.compile(
    r"<cite\b[^<>]*>[^<>]*</cite>\s*(?:<time\b|<p\b)|<time\b[^<>]*>\s*\d+:[\d:.]+\s*</time>\s*<p\b",
    re.IGNORECASE,
)
_HELD = ("cite", "time", "title")
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "blockquote", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6"}
)


def recognise(source: Source) -> bool:
    """Return whether it is HTML in which times and names stand before paragraphs."""
    return (
        source.head.lstrip().startswith("<")
        and bool(_RECOGNISED.search(source.head))
        and "data-m=" not in source.head
    )


@dataclass(slots=True)
class _Reading:
    tally: Tally
    builder: Builder = field(default_factory=Builder)
    voice: str | None = None
    title: str = ""
    element: str = ""
    """The one of `_HELD` that is open."""
    texts: list[str] = field(default_factory=list)
    line: int = 1

    def pass_tag(self, piece: Piece) -> None:
        if piece.name not in _HELD and piece.name not in _BLOCKS:
            return
        said, self.texts = "".join(self.texts), []
        if self.element and piece.kind == "close" and piece.name == self.element:
            self.element = ""
            self._take(piece, squeeze(said))
            return
        self.builder.say(said, self.line)
        self.element = piece.name if piece.kind == "open" and piece.name in _HELD else ""
        if piece.name == "p":
            self.builder.end_paragraph()

    def _take(self, piece: Piece, said: str) -> None:
        if piece.name == "title":
            self.title = said
        elif piece.name == "cite":
            self.voice = said.rstrip(":").rstrip() or None
            self.builder.end_paragraph()
            self.builder.speak(self.voice)
        else:
            start = parse_time(said)
            if start is None:
                self.tally.add(
                    "no time that can be read; not used",
                    affects="times",
                    line=piece.line,
                    found=said,
                    hint="minutes:seconds",
                )
            self.builder.speak(self.voice, start)

    def say(self, piece: Piece) -> None:
        if piece.text.strip() and not self.texts:
            self.line = piece.line
        self.texts.append(piece.text)


def read(source: Source) -> Transcript:
    """Read all paragraphs; a time counts for the paragraph after it, a name until the next one."""
    reading = _Reading(Tally(source.path))
    for piece in read_html(source.text):
        if piece.kind == "text":
            reading.say(piece)
        else:
            reading.pass_tag(piece)
    reading.builder.say("".join(reading.texts), reading.line)
    return Transcript(
        format=NAME,
        cues=reading.builder.finish(),
        front=FrontMatter(title=reading.title),
        issues=reading.tally.issues,
    )
