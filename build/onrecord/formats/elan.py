"""ELAN (`.eaf`): tiers of annotations between time slots.

The speaker is the participant of a tier, else its name.

Tiers that depend on another (translations, glosses, words) are passed over: they say the same
again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._tags import read_xml
from onrecord.formats._tally import Tally
from onrecord.formats._tiers import Tier, merge
from onrecord.model import Cue, Milliseconds, Transcript

if TYPE_CHECKING:
    from onrecord.formats._base import Source
    from onrecord.formats._tags import Piece

NAME = "elan"
EXTENSIONS = ("eaf",)

_RECOGNISED = re.compile(r"<ANNOTATION_DOCUMENT\b")


def recognise(source: Source) -> bool:
    """Return whether it is a document of annotations."""
    return _RECOGNISED.search(source.head) is not None


class _Document:
    """The tiers of a document, while it is read."""

    def __init__(self) -> None:
        self.tiers: list[Tier] = []
        self._slots: dict[str, Milliseconds] = {}
        self._name, self._depends = "", False
        self._cues: list[Cue] = []
        self._times: tuple[str, str] = ("", "")
        self._text: list[str] = []
        self._line = 1

    def open(self, piece: Piece) -> None:
        attributes = piece.attributes
        match piece.name:
            case "TIME_SLOT" if attributes.get("TIME_VALUE", "").isdecimal():
                time = Milliseconds(int(attributes["TIME_VALUE"]))
                self._slots[attributes.get("TIME_SLOT_ID", "")] = time
            case "TIER":
                name = attributes.get("PARTICIPANT", "") or attributes.get("TIER_ID", "")
                self._name, self._cues = squeeze(name), []
                self._depends = "PARENT_REF" in attributes
            case "ALIGNABLE_ANNOTATION":
                references = ("TIME_SLOT_REF1", "TIME_SLOT_REF2")
                self._times = (attributes.get(references[0], ""), attributes.get(references[1], ""))
            case "ANNOTATION_VALUE":
                self._text, self._line = [], piece.line
            case _:
                pass

    def say(self, piece: Piece) -> None:
        self._text.append(piece.text)

    def close(self, piece: Piece) -> None:
        if self._depends:
            return
        if piece.name == "ANNOTATION_VALUE" and (words := squeeze("".join(self._text))):
            start, end = (self._slots.get(slot) for slot in self._times)
            self._cues.append(Cue(start=start, end=end, text=words, line=self._line))
        elif piece.name == "TIER" and self._cues:
            self.tiers.append(Tier(name=self._name, cues=tuple(self._cues)))


def read(source: Source) -> Transcript:
    """Read all tiers that stand for themselves."""
    tally = Tally(source.path)
    document = _Document()
    for piece in read_xml(source, tally):
        {"open": document.open, "close": document.close, "text": document.say}[piece.kind](piece)
    return Transcript(format=NAME, cues=merge(document.tiers, tally), issues=tally.issues)
