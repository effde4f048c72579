"""Hyperaudio HTML: each word is a `<span data-m="1200" data-d="350">`, in milliseconds.

`class="speaker"` marks the speaker.

Written from its documentation and published examples. Words are the texts of the spans, and
whatever else stands in a paragraph; names are taken out of their brackets or off their colon.
Headings are no words: the first is the title, the others are chapters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._tags import read_html
from onrecord.formats._tally import Tally
from onrecord.model import FrontMatter, Milliseconds, Transcript

if TYPE_CHECKING:
    from onrecord.formats._base import Source
    from onrecord.formats._tags import Piece

NAME = "hyperaudio"
EXTENSIONS = ("html", "htm")

_RECOGNISED = re.compile(r"<(?:span|a)\b[^<>]*\bdata-m\s*=", re.IGNORECASE)
_HEADINGS = frozenset({"title", "h1", "h2", "h3", "h4", "h5", "h6"})
_NUMBER = re.compile(r"\d{1,10}(?:\.\d*)?", re.ASCII)


def recognise(source: Source) -> bool:
    """Return whether it is HTML whose words have `data-m`."""
    return source.head.lstrip().startswith("<") and bool(_RECOGNISED.search(source.head))


class _Reading:
    """The state of reading a page."""

    def __init__(self, path: str) -> None:
        self.builder = Builder(path)
        self.tally = Tally(path)
        self.titles: list[str] = []
        self.word: tuple[Milliseconds, Milliseconds | None] | None = None
        self.held: list[str] | None = None
        self.cue_starts = True

    def open(self, piece: Piece) -> None:
        if piece.name == "p":
            self.builder.end_paragraph()
            self.cue_starts = True
        if "data-m" in piece.attributes:
            self.word = self._time(piece)
        if piece.name in _HEADINGS or "speaker" in piece.attributes.get("class", "").split():
            self.held = []

    def _time(self, piece: Piece) -> tuple[Milliseconds, Milliseconds | None] | None:
        start, length = piece.attributes["data-m"], piece.attributes.get("data-d", "")
        if not _NUMBER.fullmatch(start):
            self.tally.add(
                "data-m is no number of milliseconds; not used",
                affects="times",
                line=piece.line,
                found=start,
            )
            return None
        first = round(float(start))
        last = first + round(float(length)) if _NUMBER.fullmatch(length) else first
        return Milliseconds(first), Milliseconds(last) if last > first else None

    def close(self, piece: Piece) -> None:
        if self.held is not None:
            said, self.held = squeeze("".join(self.held)), None
            if piece.name == "title" or (
                piece.name in _HEADINGS and not self.titles and self.builder.empty
            ):
                self.titles.append(said)
            elif piece.name in _HEADINGS:
                self.builder.start_chapter(said, piece.line)
            else:
                self.builder.speak(said.strip("[]:() ") or None)
                self.cue_starts = True
        elif piece.name == "p":
            self.builder.end_paragraph()
        self.word = None

    def say(self, piece: Piece) -> None:
        if self.held is not None:
            self.held.append(piece.text)
        else:
            if self.cue_starts and self.word and piece.text.strip():
                self.builder.reach(self.word[0])
                self.cue_starts = False
            self.builder.flow(piece.text, piece.line, self.word)


def read(source: Source) -> Transcript:
    """Read all paragraphs, with the times of their words."""
    reading = _Reading(source.path)
    for piece in read_html(source.text):
        {"open": reading.open, "close": reading.close, "text": reading.say}[piece.kind](piece)
    for text in reading.held or ():
        reading.builder.say(text, 1)
    cues = reading.builder.finish()
    front = FrontMatter(
        title=reading.titles[0] if reading.titles else "",
        chapters=reading.builder.chapters(),
    )
    return Transcript(format=NAME, cues=cues, front=front, issues=reading.tally.issues)
