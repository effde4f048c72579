"""Which episodes share three consecutive words, and where."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from onrecord.quotes.teaser import GRAM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from onrecord.quotes.words import SpokenWords

    Grams = npt.NDArray[np.int64]

# A gram is the numbers of its words, side by side in 63 bits.
BITS = 21


class GramIndex:
    """The 3-grams of many episodes: 25 MB for two million words, where sets of words take 1 GB."""

    def __init__(self, episodes: Mapping[str, SpokenWords]) -> None:
        """Index the words of each episode.

        Raises:
            OverflowError: the episodes have more than two million different words.
        """
        self._numbers = {word: place for place, word in enumerate(_different(episodes))}
        if len(self._numbers) >> BITS:
            raise OverflowError(f"{len(self._numbers)} different words")
        self.names = [*episodes]
        self._grams = {name: self.encode(one.words) for name, one in episodes.items()}
        self._bounds = {name: np.array(one.bounds) for name, one in episodes.items()}
        own = [np.unique(grams) for grams in self._grams.values()]
        grams = np.concatenate([np.empty(0, dtype=np.int64), *own])
        holders = np.repeat(np.arange(len(own)), [len(one) for one in own])
        order = np.argsort(grams, kind="stable")
        self._sorted, self._holders = grams[order], holders[order]

    def encode(self, words: Sequence[str]) -> Grams:
        """Return the 3-grams of words; those with a word that no episode has are left out."""
        numbers = np.array([self._numbers.get(word, -1) for word in words], dtype=np.int64)
        parts = [numbers[shift : len(numbers) - GRAM + 1 + shift] for shift in range(GRAM)]
        grams = np.zeros(max(0, len(numbers) - GRAM + 1), dtype=np.int64)
        if not len(grams):
            return grams
        for part in parts:
            grams = (grams << BITS) | part
        known: Grams = grams[np.min(parts, axis=0) >= 0]
        return known

    def count(self, grams: Grams, *, distinct: bool = False) -> Mapping[str, int]:
        """Return how many of these 3-grams each episode has, in the order of the episodes.

        Args:
            grams: Of some words.
            distinct: One given twice counts once.
        """
        grams = np.unique(grams) if distinct else grams
        first = np.searchsorted(self._sorted, grams, "left")
        last = np.searchsorted(self._sorted, grams, "right")
        spans = zip(first.tolist(), last.tolist(), strict=True)
        holders = [self._holders[start:end] for start, end in spans]
        counts = np.bincount(np.concatenate([np.empty(0, dtype=np.int64), *holders]))
        return {self.names[place]: int(counts[place]) for place in np.flatnonzero(counts)}

    def find_shared(self, name: str, share: float) -> list[int]:
        """Return the sentences of which other episodes together have this share of the 3-grams."""
        grams = self._grams[name]
        first = np.searchsorted(self._sorted, grams, "left")
        last = np.searchsorted(self._sorted, grams, "right")
        return self._sentences_of(name, last - first > 1, share)

    def find_sentences(self, name: str, grams: Grams, share: float) -> list[int]:
        """Return the sentences of an episode that have one of these 3-grams, and a share of them.

        Args:
            name: Of the episode.
            grams: Of a passage.
            share: Of the 3-grams of the sentence.
        """
        return self._sentences_of(name, np.isin(self._grams[name], grams), share)

    def _sentences_of(self, name: str, shared: npt.NDArray[np.bool_], share: float) -> list[int]:
        """Return the sentences of whose 3-grams a share, at least one, is marked."""
        bounds = self._bounds[name]
        before = np.concatenate([[0], np.cumsum(shared)])
        starts = np.minimum(bounds[:-1], len(shared))
        # A 3-gram that reaches into the next sentence belongs to neither.
        ends = np.clip(bounds[1:] - GRAM + 1, starts, len(shared))
        counts = before[ends] - before[starts]
        found: list[int] = np.flatnonzero(
            (counts > 0) & (counts >= share * (ends - starts))
        ).tolist()
        return found


def _different(episodes: Mapping[str, SpokenWords]) -> dict[str, None]:
    return dict.fromkeys(chain.from_iterable(one.words for one in episodes.values()))
