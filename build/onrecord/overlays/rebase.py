"""Carrying an overlay over to a new transcription of the same recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.overlays.overlay import Overlay
from onrecord.overlays.overlay_migrator import OverlayMigrator
from onrecord.overlays.rebase_result import Conflict, Move, Rebased, Unnecessary
from onrecord.overlays.words_entry import WordsEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord import anchors
    from onrecord.model import Sentence
    from onrecord.overlays.overlay import Entry
    from onrecord.overlays.rebase_result import Outcome


def rebase(
    overlay: Overlay,
    old: Sequence[Sentence],
    new: Sequence[Sentence],
    *,
    ledger: Sequence[anchors.Entry] = (),
) -> Rebased:
    """Carry an overlay over to a new transcription of the same recording.

    Each entry is found in the old sentences as a build finds it, followed to the new ones by the
    alignment of words that anchors use, and given a selector that a build will find there. Nothing
    is dropped: entries that are not kept are listed as unnecessary or as conflicts. A redaction in
    conflict means that its words may be published: an update must not go on by itself then.

    Args:
        overlay: of the episode.
        old: sentences of the old transcription, as received (`transcript.divide`).
        new: sentences of the new one, likewise.
        ledger: of the episode, for entries that name anchors.
    """
    if not old or not new:
        outcomes = [_without_words(entry) for entry in overlay.entries]
    else:
        migrator = OverlayMigrator(overlay, old, new, ledger)
        outcomes = [entry.carry_over(migrator) for entry in overlay.entries]
    return Rebased(
        overlay=Overlay(
            entries=tuple(
                one.becomes if isinstance(one, Move) else one.entry
                for one in outcomes
                if not isinstance(one, Unnecessary)
            )
        ),
        moves=tuple(one for one in outcomes if isinstance(one, Move)),
        unnecessary=tuple(one.entry for one in outcomes if isinstance(one, Unnecessary)),
        conflicts=tuple(one for one in outcomes if isinstance(one, Conflict)),
    )


def _without_words(entry: Entry) -> Outcome:
    if not isinstance(entry, WordsEntry):
        return Move(entry=entry, becomes=entry)
    return Conflict(
        entry=entry, was=entry.selector.words, now="", why="there are no words to compare"
    )
