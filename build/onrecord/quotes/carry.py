"""Quotes published earlier, found again where the permalinks of their sentences lead now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from onrecord.quotes.compose import compose, parts_between
from onrecord.quotes.pin import PinMatch, place
from onrecord.quotes.words import EpisodeWord, join, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Anchor, Part, Sentence
    from onrecord.quotes.ledger import PublishedQuote

# Of the letters of a quote, what a new transcription must have in the sentences that its permalinks lead to.
MIN_SIMILARITY = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedQuote:
    """Where a quote of the ledger is now."""

    entry: PublishedQuote
    parts: tuple[Part, ...]
    words: str
    changed: bool


def carry(
    entry: PublishedQuote,
    sentences: Sequence[Sentence],
    heirs: Mapping[Anchor, Sequence[int]],
    spoken: Sequence[EpisodeWord],
) -> CarriedQuote | None:
    """Find a quote again, or give None where its words are gone.

    Args:
        entry: of the ledger.
        sentences: of the episode.
        heirs: of each anchor ever published, the sentences that hold its words now.
        spoken: the words of the sentences.
    """
    held = [*heirs.get(entry.first, ()), *heirs.get(entry.last, ())]
    if not held:
        return None
    first, last = min(held), max(held)
    region = [word for word in spoken if first <= word.sentence <= last]
    placed = place(entry.words, sentences, region, lambda sentence: sentence - first)
    if isinstance(placed, PinMatch):
        return CarriedQuote(
            entry=entry,
            parts=placed.parts,
            words=compose(sentences, placed.parts, placed.insertions),
            changed=False,
        )
    text, said = " ".join(word.word for word in tokens(entry.words)), join(region)
    if not region or fuzz.partial_ratio(text, said) < MIN_SIMILARITY:
        return None
    begin, end = _alike(text, said)
    start, stop = said.count(" ", 0, begin), said.count(" ", 0, max(begin, end - 1))
    parts = parts_between(sentences, region[start], region[min(stop, len(region) - 1)])
    return CarriedQuote(entry=entry, parts=parts, words=compose(sentences, parts), changed=True)


def _alike(text: str, said: str) -> tuple[int, int]:
    if len(text) > len(said):
        return 0, len(said)
    alignment = fuzz.partial_ratio_alignment(text, said)
    return (alignment.dest_start, alignment.dest_end) if alignment else (0, len(said))
