"""Carrying an overlay over to a new transcription: what is kept, what became unnecessary, and what a person must decide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from onrecord.overlays.carry import OverlayMigrator
from onrecord.overlays.overlay import CorrectionEntry, Entry, Overlay
from onrecord.overlays.rebase_result import Conflict, Move, Rebased

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord import anchors
    from onrecord.model import Sentence

E = TypeVar("E", bound=Entry)


def rebase(
    overlay: Overlay,
    old: Sequence[Sentence],
    new: Sequence[Sentence],
    *,
    ledger: Sequence[anchors.Entry] = (),
) -> Rebased:
    """Carry an overlay over to a new transcription of the same recording.

    Each entry is found in the old sentences as a build finds it, followed to the new ones by the alignment of all words that anchors use,
    and given a selector that a build will find there. Nothing is dropped: `unnecessary` and `conflicts` list what is not kept, the latter
    with both texts. A redaction in conflict means that its words may be published: an update should not go on by itself then.

    Args:
        overlay: of the episode.
        old: sentences of the old transcription, as received (`transcript.divide`).
        new: of the new one, likewise.
        ledger: of the episode, for entries that name anchors.
    """
    if not old or not new:
        return _all_in_conflict(overlay, "there are no words to compare")
    work = OverlayMigrator(overlay, old, new, ledger)
    for entry in overlay.entries:
        work.carry(entry)
    shifted = {one.index: one for one in work.shift_chapters(overlay.chapters)}
    gone = {id(entry) for entry in work.unnecessary}
    moved = {id(move.entry): move for move in work.moves}

    def kept(entries: Sequence[E]) -> tuple[E, ...]:
        return tuple(
            _moved(entry, moved.get(id(entry))) for entry in entries if id(entry) not in gone
        )

    return Rebased(
        overlay=replace(
            overlay,
            speakers=kept(overlay.speakers),
            corrections=kept(overlay.corrections),
            notes=kept(overlay.notes),
            quotes=kept(overlay.quotes),
            topics=kept(overlay.topics),
            redactions=kept(overlay.redactions),
            chapters=tuple(shifted.get(one.index, one) for one in overlay.chapters),
        ),
        moves=tuple(work.moves),
        chapters=tuple(shifted.values()),
        unnecessary=tuple(work.unnecessary),
        conflicts=tuple(work.conflicts),
    )


def _moved(entry: E, move: Move | None) -> E:
    if move is None:
        return entry
    if isinstance(entry, CorrectionEntry):
        return replace(entry, selector=move.selector, now=move.now)
    return replace(entry, selector=move.selector)


def _all_in_conflict(overlay: Overlay, why: str) -> Rebased:
    return Rebased(
        overlay=overlay,
        conflicts=tuple(
            Conflict(entry=entry, was=entry.selector.words, now="", why=why)
            for entry in overlay.entries
        ),
    )
