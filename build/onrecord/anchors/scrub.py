"""Removing redacted words from a ledger, which is public with its repository."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.anchors.normalise import words
from onrecord.model import REMOVED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.anchors.ledger import Entry
    from onrecord.model import Anchor, Sentence

# Words of a run that is secret; shorter runs ("of the") are not, unless the redacted phrase is
# short.
RUN = 3


def scrub(
    entries: Sequence[Entry], sentences: Sequence[Sentence], whole: Sequence[str]
) -> tuple[Entry, ...]:
    """Return a ledger without the words that are redacted in its sentences.

    Live entries have the words of their sentences and are clean. Others lose their context, and
    also their words if these have redacted ones or lead to a sentence with some.

    Args:
        entries: of the ledger.
        sentences: as published, with ids.
        whole: texts of the sentences with redacted words.
    """
    redacted = {
        sentence.id for sentence in sentences if any(change.removed for change in sentence.changes)
    }
    secret = {
        run
        for sentence, text in zip(sentences, whole, strict=True)
        for run in _runs(sentence, text)
    }
    return tuple(
        entry if entry.state == "live" else _scrub(entry, redacted, secret) for entry in entries
    )


def _scrub(entry: Entry, redacted: set[Anchor], secret: set[tuple[str, ...]]) -> Entry:
    said = words(f"{entry.words} {entry.corrected}")
    knows = any(
        said[start : start + len(run)] == run
        for run in secret
        for start in range(len(said) - len(run) + 1)
    )
    bare = replace(entry, prefix="", suffix="")
    return (
        replace(bare, words=REMOVED, corrected="")
        if knows or not redacted.isdisjoint(entry.to)
        else bare
    )


def _runs(sentence: Sentence, text: str) -> set[tuple[str, ...]]:
    """Return the runs of words that a sentence lost by redaction."""
    if not any(change.removed for change in sentence.changes):
        return set()
    before, after = words(text), words(sentence.received)
    kept = {
        after[start : start + length] for length in range(1, RUN + 1) for start in range(len(after))
    }
    runs = {before[start : start + RUN] for start in range(max(1, len(before) - RUN + 1))}
    names = {(word,) for word in before if (word,) not in kept and len(word) > RUN}
    return {run for run in runs if run not in kept} | names
