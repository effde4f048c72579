"""What becomes of an overlay when the transcript is replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.overlays.overlay import ChapterEntry, CorrectionEntry, Entry, Overlay, Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An entry that is kept, with a selector for the new transcription."""

    entry: Entry
    selector: Selector
    now: str = ""
    """Of a correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An entry that a person must look at. It stays in the file as it is."""

    entry: Entry | ChapterEntry
    was: str
    """The words in the old transcription."""
    now: str
    """What the new one has there; empty where nobody knows where that is."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebased:
    """What becomes of an overlay. Each of its entries is in exactly one of the lists."""

    overlay: Overlay
    """For the new transcription: what is kept, and what is in conflict, unchanged."""
    moves: tuple[Move, ...] = ()
    """What is kept."""
    chapters: tuple[ChapterEntry, ...] = ()
    """Chapters that start at another time now, with that time."""
    unnecessary: tuple[CorrectionEntry, ...] = ()
    """Corrections that the new transcription does not need: it says so itself."""
    conflicts: tuple[Conflict, ...] = ()
