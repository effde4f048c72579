"""Published quotes, located through the permalinks of their sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from onrecord.quotes.compose import LEFT_OUT, compose, parts_between, whole_sentences
from onrecord.quotes.pin import PinMatch, place
from onrecord.quotes.words import EpisodeWord, join, split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Anchor, Part, Sentence
    from onrecord.quotes.ledger import PublishedQuote

# Minimum similarity (percent) of a quote and the sentences that its permalinks lead to now.
MIN_SIMILARITY = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedQuote:
    """A published quote and its current place."""

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
    """Locate a published quote in the current transcript. Returns None if its words are gone.

    Args:
        entry: Of the ledger.
        sentences: Of the episode.
        heirs: For each anchor ever published, the indexes of the sentences that have its words now.
        spoken: The words of the sentences.
    """
    current = entry.places(heirs)
    if not current:
        return None
    first, last = min(current), max(current)
    if parts := _find_verbatim(entry.words, sentences, first, last):
        return CarriedQuote(entry=entry, parts=parts, words=entry.words, changed=False)
    region = [word for word in spoken if first <= word.sentence <= last]
    placed = place(entry.words, sentences, region, lambda sentence: sentence - first)
    if isinstance(placed, PinMatch):
        return CarriedQuote(entry=entry, parts=placed.parts, words=placed.words, changed=False)
    text, said = " ".join(split_words(entry.words)), join(region)
    if not region or fuzz.partial_ratio(text, said) < MIN_SIMILARITY:
        return None
    begin, end = _alike(text, said)
    start, stop = said.count(" ", 0, begin), said.count(" ", 0, max(begin, end - 1))
    first_word, last_word = region[start], region[min(stop, len(region) - 1)]
    parts = parts_between(
        sentences,
        (first_word.sentence, first_word.start),
        (last_word.sentence, last_word.end),
    )
    return CarriedQuote(entry=entry, parts=parts, words=compose(sentences, parts), changed=True)


def _find_verbatim(
    words: str, sentences: Sequence[Sentence], first: int, last: int
) -> tuple[Part, ...]:
    """Return the parts of a quote that has all words from its first one to the end of a sentence.

    A quote chosen by rank is one. Its brackets and dots are those of the transcript ("[laughter]"),
    and would be insertions and omissions in a pin.
    """
    whole = compose(sentences, whole_sentences(sentences, first, last))
    for start in (0, len(whole) - len(words.removeprefix(LEFT_OUT))):
        if 0 <= start < len(sentences[first].text):
            parts = whole_sentences(sentences, first, last, start)
            if compose(sentences, parts) == words:
                return parts
    return ()


def _alike(text: str, said: str) -> tuple[int, int]:
    if len(text) > len(said):
        return 0, len(said)
    alignment = fuzz.partial_ratio_alignment(text, said)
    return (alignment.dest_start, alignment.dest_end) if alignment else (0, len(said))
