"""Withdrawing quotes that are published no longer, and redacting the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import REMOVED, WithdrawnQuote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from onrecord.model import Anchor, Quote, Sentence, Slug
    from onrecord.quotes.carry import CarriedQuote
    from onrecord.quotes.ledger import PublishedQuote

GONE = "its words are no longer in the transcript"
UNPINNED = "the editor no longer sets it apart"
UNCHOSEN = "it is no longer set apart"


def withdraw(
    entry: PublishedQuote,
    quotes: Mapping[Slug, Quote],
    carried: Mapping[Slug, CarriedQuote],
    on: date,
) -> PublishedQuote:
    """Return the ledger entry of a quote after this build."""
    if quote := quotes.get(entry.id):
        return replace(entry, state="live", origin=quote.origin, on=None, why="")
    if entry.state == "withdrawn":
        return entry
    why = GONE if entry.id not in carried else UNPINNED if entry.origin == "editor" else UNCHOSEN
    return replace(entry, state="withdrawn", on=on, why=why)


def without_redacted(
    entry: PublishedQuote,
    quotes: Mapping[Slug, Quote],
    sentences: Sequence[Sentence],
    heirs: Mapping[Anchor, Sequence[int]],
) -> PublishedQuote:
    """Remove redacted words from a ledger entry."""
    current = entry.places(heirs)
    if not current or not any(
        REMOVED in one.text for one in sentences[min(current) : max(current) + 1]
    ):
        return entry
    quote = quotes.get(entry.id)
    return replace(entry, words=quote.words if quote else "", pin="")


def note_of(
    entry: PublishedQuote, sentences: Sequence[Sentence], heirs: Mapping[Anchor, Sequence[int]]
) -> WithdrawnQuote:
    """Return the note for a withdrawn quote, with the sentence nearest to its words."""
    places = entry.places(heirs)
    near = sentences[places[0]].id if places else None
    assert entry.on
    return WithdrawnQuote(id=entry.id, on=entry.on, why=entry.why, near=near)
