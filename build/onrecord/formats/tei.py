"""TEI for spoken language (ISO 24624).

Utterances are `<u who="#ANN" start="#T1" end="#T2">`; the header has timeline and people.

Words are the texts of utterances; what stands in `<desc>`, `<note>`, `<incident>` and the like is
not said. Words marked as such (`<w>`) have white space between them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._tags import read_xml
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.model import FrontMatter, Milliseconds, Transcript

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.formats._base import Source
    from onrecord.formats._tags import Piece

NAME = "tei"
EXTENSIONS = ("xml", "tei")

_RECOGNISED = re.compile(r"<(?:\w+:)?TEI\b|<(?:\w+:)?teiCorpus\b", re.ASCII)
_NO_WORDS = frozenset(
    [
        "desc",
        "note",
        "incident",
        "kinesic",
        "vocal",
        "writing",
        "pause",
        "spanGrp",
        "span",
        "interp",
        "gap",
        "figDesc",
    ]
)
_LEAST_SPACED = frozenset(["w", "seg", "anchor"])
_PUNCTUATION = frozenset(".,;:!?…)]”’»%")
_UNITS = {"s": 1.0, "ms": 0.001, "min": 60.0, "h": 3600.0}


def recognise(source: Source) -> bool:
    """Return whether it is TEI with utterances, or a timeline."""
    return _RECOGNISED.search(source.head) is not None and (
        "<u " in source.text or "<u>" in source.text or "<timeline" in source.text
    )


class _Document:
    """The state of reading a document."""

    def __init__(self) -> None:
        self.builder = Builder()
        self.path: list[str] = []
        self.times: dict[str, Milliseconds] = {}
        self.unit = 1.0
        self.names: dict[str, str] = {}
        self.person = ""
        self.block: Mapping[str, str] = {}
        """Attributes of the `annotationBlock` (ISO 24624) around an utterance: who, start, end."""
        self.text: list[str] = []
        self.title = ""
        self.language = ""

    def open(self, piece: Piece) -> None:
        attributes = piece.attributes
        self.flush(piece.line)
        self.path.append(piece.name)
        if piece.name == "timeline":
            self.unit = _UNITS.get(attributes.get("unit", "s"), 1.0)
        elif piece.name == "when":
            self._when(attributes)
        elif piece.name in {"person", "personGrp"}:
            self.person = attributes.get("id", "")
        elif piece.name == "annotationBlock":
            self.block = attributes
        elif piece.name == "u":
            attributes = {**self.block, **attributes}
            who = attributes.get("who", "").split()
            voice = ", ".join(self.names.get(one.lstrip("#"), one.lstrip("#")) for one in who)
            self.builder.end_paragraph()
            self.builder.speak(
                voice or None, self._time(attributes, "start"), self._time(attributes, "end")
            )
        elif piece.name == "anchor" and "u" in self.path and "synch" in attributes:
            self.builder.reach(self._time(attributes, "synch"))
        if piece.name == "TEI":
            self.language = attributes.get("lang", "")

    def _when(self, attributes: Mapping[str, str]) -> None:
        key = attributes.get("id", "")
        since = self.times.get(attributes.get("since", "").lstrip("#"), Milliseconds(0))
        if (absolute := parse_time(attributes.get("absolute", ""))) is not None:
            self.times[key] = absolute
        elif "interval" in attributes:
            text = attributes["interval"]
            unit = _UNITS.get(attributes.get("unit", ""), self.unit)
            try:
                self.times[key] = Milliseconds(since + round(float(text) * unit * 1000))
            except (ValueError, OverflowError):
                return
        else:
            self.times[key] = since

    def _time(self, attributes: Mapping[str, str], key: str) -> Milliseconds | None:
        return self.times.get(attributes.get(key, "").lstrip("#"))

    def close(self, piece: Piece) -> None:
        self.flush(piece.line)
        if self.path:
            self.path.pop()
        if piece.name == "u":
            self.builder.end_cue()
        elif piece.name == "annotationBlock":
            self.block = {}

    def flush(self, line: int) -> None:
        text, self.text = "".join(self.text), []
        inside = self.path[-1] if self.path else ""
        if "u" in self.path and not _NO_WORDS.intersection(self.path):
            if inside == "pc" or (inside == "w" and text[:1] in _PUNCTUATION):
                self.builder.flow(text, line)
            elif inside in _LEAST_SPACED and inside != "seg":
                self.builder.flow(f" {text}", line)
            else:
                self.builder.flow(text, line)
        elif inside in {"persName", "name", "forename", "surname"} and self.person and text.strip():
            before = self.names.get(self.person, "")
            self.names[self.person] = squeeze(f"{before} {text}")
        elif inside == "title" and not self.title and "titleStmt" in self.path:
            self.title = squeeze(text)


def read(source: Source) -> Transcript:
    """Read all utterances."""
    tally = Tally(source.path)
    document = _Document()
    for piece in read_xml(source, tally):
        if piece.kind == "text":
            document.text.append(piece.text)
        else:
            (document.open if piece.kind == "open" else document.close)(piece)
    front = FrontMatter(title=document.title, language=document.language)
    return Transcript(format=NAME, cues=document.builder.finish(), front=front, issues=tally.issues)
