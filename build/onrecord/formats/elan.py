"""ELAN (`.eaf`): tiers of annotations between time slots; the participant of a tier, or its name, is who speaks.

Tiers that depend on another (translations, glosses, words) are passed over: they say the same again.
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

NAME: str = "elan"
EXTENSIONS: tuple[str, ...] = ("eaf",)

_RECOGNISED = re.compile(r"<ANNOTATION_DOCUMENT\b")


def recognise(source: Source) -> bool:
    """Say whether it is a document of annotations."""
    return _RECOGNISED.search(source.head) is not None


def read(source: Source) -> Transcript:
    """Read all tiers that stand for themselves."""
    tally = Tally(source.path)
    slots: dict[str, Milliseconds] = {}
    tiers: list[Tier] = []
    name, depends = "", False
    cues: list[Cue] = []
    times: tuple[str, str] = ("", "")
    text: list[str] = []
    line = 1
    for piece in read_xml(source, tally):
        attributes = piece.attributes
        if piece.kind == "open" and piece.name == "TIME_SLOT":
            value = attributes.get("TIME_VALUE", "")
            if value.isdecimal():
                slots[attributes.get("TIME_SLOT_ID", "")] = Milliseconds(int(value))
        elif piece.kind == "open" and piece.name == "TIER":
            name = squeeze(attributes.get("PARTICIPANT", "") or attributes.get("TIER_ID", ""))
            depends, cues = "PARENT_REF" in attributes, []
        elif piece.kind == "open" and piece.name == "ALIGNABLE_ANNOTATION":
            times = attributes.get("TIME_SLOT_REF1", ""), attributes.get("TIME_SLOT_REF2", "")
        elif piece.kind == "open" and piece.name == "ANNOTATION_VALUE":
            text, line = [], piece.line
        elif piece.kind == "text":
            text.append(piece.text)
        elif piece.kind == "close" and piece.name == "ANNOTATION_VALUE" and not depends:
            if words := squeeze("".join(text)):
                start, end = (slots.get(slot) for slot in times)
                cues.append(Cue(start=start, end=end, text=words, line=line))
        elif piece.kind == "close" and piece.name == "TIER" and cues and not depends:
            tiers.append(Tier(name=name, cues=tuple(cues)))
    return Transcript(format=NAME, cues=merge(tiers, tally), issues=tally.issues)
