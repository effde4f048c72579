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

    _Rank = tuple[int, int, str]
    """The characters of the transcript's text that an entry is about, and what it says."""


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
    The result does not depend on the order of the entries, nor on whether all are inserted at once.

    Args:
        content: of the file, which was read without errors.
        entries: each with its keys and values as they are to be written.
        sentences: of the transcript, as received.
        ledger: the anchors that entries may name.
    """
    overlay, _ = read_overlay(content, "overlay.yml")
    written = list(entries)
    application = Application(sentences, ledger=ledger)
    everything = (*overlay.entries, *(entry for entry, _ in written))
    application.run(Overlay(entries=everything), "words")
    kinds = tuple(KINDS)

    def rank(entry: Entry) -> _Rank | None:
        span = entry.locate(application)
        return (*span, entry.describe()) if span else None

    # Entries whose words are not found are no neighbours.
    ranks = {kind: [rank(each) for each in overlay.of(KINDS[kind])] for kind in kinds}
    last = (len(application.text.text), 0, "")
    for new, (entry, values) in sorted(
        ((rank(each[0]) or last, each) for each in written),
        key=lambda each: (kinds.index(each[1][0].kind), each[0]),
    ):
        index = _place(new, ranks[entry.kind])
        ranks[entry.kind].insert(index, new)
        content = archive.insert_entry(content, entry.kind, values, index, kinds)
    return content


def _place(new: _Rank, ranks: Sequence[_Rank | None]) -> int:
    """Return the place of an entry in its list: behind all that are about earlier words."""
    known = [(index, rank) for index, rank in enumerate(ranks) if rank is not None]
    before = [index for index, rank in known if rank <= new]
    after = [index for index, rank in known if rank > new]
    return before[-1] + 1 if before else after[0] if after else len(ranks)
