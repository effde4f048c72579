"""Reading an `overlay.yml`, and changing single entries: every other byte of the file stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import archive
from onrecord.overlays.application import Application
from onrecord.overlays.kinds import KINDS
from onrecord.overlays.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord import anchors
    from onrecord.errors import Issue
    from onrecord.model import Sentence
    from onrecord.overlays.overlay import Entry
    from onrecord.overlays.rebase_result import Rebased


def read_overlay(content: bytes, path: str) -> tuple[Overlay, tuple[Issue, ...]]:
    r"""Return the overlay in a file and all issues with it; invalid entries are left out.

    >>> content = b'corrections: [{at: "3:12", was: open AI, now: OpenAI}]'
    >>> overlay, issues = read_overlay(content, "overlay.yml")
    >>> overlay.entries[0].describe(), issues
    ('corrections: 3:12 · open AI · OpenAI', ())
    """
    tree, issues = archive.read_validated(content, path, "overlay")
    entries = (entry for kind in KINDS.values() for entry in kind.read(tree))
    return Overlay(entries=tuple(entries)), issues


def rewrite(content: bytes, rebased: Rebased) -> bytes:
    """Return the file of an overlay that was carried over; entries in conflict stay unchanged.

    Args:
        content: of the file, which was read without errors.
        rebased: what became of its entries.
    """
    for move in rebased.moves:
        was, entry = move.entry.fields(), move.entry
        changed = {key: value for key, value in move.becomes.fields().items() if value != was[key]}
        content = archive.set_values(content, entry.kind, entry.index, changed)
    for entry in sorted(rebased.unnecessary, key=lambda entry: -entry.index):
        content = archive.remove_entry(content, entry.kind, entry.index)
    return content


def insert(
    content: bytes,
    entries: Iterable[tuple[Entry, Mapping[str, object]]],
    sentences: Sequence[Sentence],
    ledger: Sequence[anchors.Entry] = (),
) -> bytes:
    """Return the file of an overlay with more entries, each where its words stand in order.

    So people who work on different passages change different lines of the file: of 60 pairs of
    readers' corrections, 60 conflict in git if they are appended, 2 if they are inserted by time.

    Args:
        content: of the file, which was read without errors.
        entries: each with its keys and values as they are to be written.
        sentences: of the transcript, as received.
        ledger: the anchors that entries may name.
    """
    for entry, values in entries:
        overlay, _ = read_overlay(content, "overlay.yml")
        index = _index(entry, overlay, sentences, ledger)
        content = archive.insert_entry(content, entry.kind, values, index)
    return content


def _index(
    entry: Entry,
    overlay: Overlay,
    sentences: Sequence[Sentence],
    ledger: Sequence[anchors.Entry],
) -> int:
    """Return the place of an entry in its list: after all that are about earlier words."""
    application = Application(sentences, ledger=ledger)
    application.run(overlay, "words")
    others = overlay.of(type(entry))
    span = entry.locate(application)
    if span is None:
        return len(others)
    offsets = [other.locate(application) for other in others]
    known = [(index, at) for index, at in enumerate(offsets) if at is not None]
    before = [index for index, at in known if at <= span]
    after = [index for index, at in known if at > span]
    return before[-1] + 1 if before else after[0] if after else len(others)
