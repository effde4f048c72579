"""The outcome for each overlay entry when the transcript is replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.overlays.overlay import Entry, Overlay
    from onrecord.overlays.words_entry import WordsEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An entry that is kept."""

    entry: Entry
    becomes: Entry
    """The entry for the new transcription."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnecessary:
    """An entry that the new transcription does not need, since its words are right."""

    entry: WordsEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An entry that a person must look at. It stays in the file unchanged."""

    entry: Entry
    was: str
    """The words in the old transcription."""
    now: str
    """The words there in the new one; empty if the place is unknown."""
    why: str


Outcome = Move | Unnecessary | Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebased:
    """The outcome for an overlay. Each of its entries is in exactly one of the lists."""

    overlay: Overlay
    """The overlay for the new transcription, with entries in conflict unchanged."""
    moves: tuple[Move, ...] = ()
    unnecessary: tuple[WordsEntry, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
