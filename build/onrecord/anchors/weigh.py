"""The heirs of a sentence: new sentences with enough of its words, by an alignment."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate
from math import log2
from typing import TYPE_CHECKING

from onrecord.anchors.align import align
from onrecord.anchors.gaps import ALIKE
from onrecord.anchors.stream import Pair, Stream, lay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# An heir has at least half of a sentence, by the rarity of its words, or six words of ten. Editors
# who condense keep six words of ten and more (540 edited sentences of five pairs of real
# transcripts); unrelated sentences between matching neighbours share two or three of ten, the glue
# of the language. By words alone, 4 % of the sentences would be lost if 20 % of the words are
# misheard.
THRESHOLD = 0.5
THRESHOLD_WORDS = 0.6
# Scattered words of a long sentence are not the sentence: of the words from the first to the last
# match, this share must match.
TIGHT = 0.3
# A quarter of a sentence is a part of it; fewer words moved over a border, unless the sentence is
# in many pieces that consist of its words.
PART = 0.25
MADE_OF = 0.5
# With a quarter of the words misheard, 5 of 80 sentences in many pieces were gone at .5, 1 at .35.
MADE_OF_SPREAD = 0.35

# The share of the context that matches, in runs of two words or more: .55 for another transcription
# with a third of its words wrong, .05 for another episode of the same show. Below this, the match
# must be strong by itself: 60 bits are seven words of average rarity.
CONTEXT_WORDS = 30
FAMILIAR = 0.35
STRONG_BITS = 60.0
STRONG_THRESHOLD = 0.7

# Words from which rarity is measured, at least: a short transcript says too little about its
# language.
CORPUS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Heirs:
    """The sentences that have the words of a sentence now."""

    sentences: tuple[int, ...] = ()
    """Indexes, ascending; empty if no sentence has enough of them."""
    largest: int = -1
    """The one of them with most of its words."""
    likeness: float = 0.0
    """Rarity of the words that both have, as a share of the larger of the two, 0 to 1."""


NONE = Heirs()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """The words of a sentence, and where they are now."""

    places: Sequence[int]
    """In the old stream."""
    found: Sequence[Pair]
    """Those that are in the new stream."""
    shares: Mapping[int, float]
    """The bits of them in each new sentence."""
    total: float
    """The bits of all words of the sentence."""

    def of(self, parts: Sequence[int]) -> float:
        """Return the bits in some sentences."""
        return sum(self.shares[part] for part in parts)

    def between(self, parts: Sequence[int]) -> float:
        """Return the bits from the first of some sentences to the last."""
        return sum(share for part, share in self.shares.items() if parts[0] <= part <= parts[-1])


class Evidence:
    """An alignment with the weights of its words."""

    def __init__(self, old: Stream, new: Stream, pairs: Sequence[Pair]) -> None:
        """Weigh each word by its rarity in both streams, in bits."""
        counts = Counter(old.words)
        counts.update(new.words)
        corpus = max(CORPUS, len(old.words) + len(new.words))
        bits = {word: log2(1 + corpus / count) for word, count in counts.items()}
        self._old, self._new = old, new
        self._found = dict(pairs)
        self._old_bits = [bits[word] for word in old.words]
        self._new_total = list(accumulate((bits[word] for word in new.words), initial=0.0))
        self._sentence_bits: defaultdict[int, float] = defaultdict(float)
        for owner, word in zip(new.owner, new.words, strict=True):
            self._sentence_bits[owner] += bits[word]
        runs = [
            place
            for place, to in pairs
            if self._found.get(place - 1) == to - 1 or self._found.get(place + 1) == to + 1
        ]
        self._old_runs = _count(runs, len(old.words))
        self._new_runs = _count([self._found[place] for place in runs], len(new.words))

    def heirs(self, places: Sequence[int]) -> Heirs:
        """Return the heirs of a sentence by the places of its words in the old stream.

        1. The words found are summed up for each new sentence.
        2. The new sentences with a part of it are chosen.
        3. Too few words, scattered ones and unfamiliar context are refused.
        4. Where neighbours were cut anew, pieces that took only some words along are left out.
        """
        claim = self._claim(places)
        parts, spread = self._choose(claim)
        if not parts or not self._is_proven(claim, parts):
            return NONE
        own = parts if spread else self._leave_out(claim, parts)
        held = claim.between(parts) if own == parts else claim.of(own)
        return Heirs(
            sentences=tuple(own),
            largest=max(own, key=lambda part: claim.shares[part]),
            likeness=held / max(claim.total, sum(self._sentence_bits[part] for part in own)),
        )

    def _claim(self, places: Sequence[int]) -> _Claim:
        """Step 1."""
        found = [
            (place, there) for place in places if (there := self._found.get(place)) is not None
        ]
        shares: defaultdict[int, float] = defaultdict(float)
        for place, there in found:
            shares[self._new.owner[there]] += self._old_bits[place] * (
                1.0 if self._same(place) else ALIKE
            )
        total = sum(self._old_bits[place] for place in places)
        return _Claim(places=places, found=found, shares=shares, total=total)

    def _choose(self, claim: _Claim) -> tuple[list[int], bool]:
        """Step 2: also return whether the sentence is in many pieces."""
        shares, total = claim.shares, claim.total
        parts = sorted(sentence for sentence, share in shares.items() if share >= PART * total)
        if claim.of(parts) >= THRESHOLD * total:
            return parts, False
        # A stretch without full stops is now divided into many sentences: those that consist of it.
        return sorted(
            part
            for part, share in shares.items()
            if share >= min(PART * total, MADE_OF_SPREAD * self._sentence_bits[part])
        ), True

    def _is_proven(self, claim: _Claim, parts: Sequence[int]) -> bool:
        """Step 3."""
        places, total = claim.places, claim.total
        within = [
            (place, there)
            for place, there in claim.found
            if parts[0] <= self._new.owner[there] <= parts[-1]
        ]
        # Words that only sound alike ("thank", "think") are never evidence alone.
        if not any(self._same(place) for place, _ in within):
            return False
        reached = [there for _, there in within]
        # If most words went elsewhere, the few that are left are not followed.
        held = claim.between(parts)
        if held < THRESHOLD * total and len(within) < THRESHOLD_WORDS * len(places):
            return False
        stretch = self._new_total[reached[-1] + 1] - self._new_total[reached[0]]
        if claim.of(parts) < TIGHT * stretch:
            return False
        strong = held >= STRONG_BITS and held >= STRONG_THRESHOLD * total
        return strong or self._familiar(places, reached)

    def _leave_out(self, claim: _Claim, parts: list[int]) -> list[int]:
        """Step 4."""
        own = [part for part in parts if claim.shares[part] >= MADE_OF * self._sentence_bits[part]]
        if len(own) == len(parts) or len(parts) == 1:
            return parts
        if claim.of(own) >= THRESHOLD * claim.total:
            return own
        return [max(parts, key=lambda part: claim.shares[part])]

    def locate(self, words: Sequence[str], region: Sequence[int]) -> list[int]:
        """Return the places of words in a region of the old stream."""
        there = [self._old.words[place] for place in region]
        return [
            region[to] for _, to in align(lay([(words, None, None)]), lay([(there, None, None)]))
        ]

    def _familiar(self, places: Sequence[int], reached: Sequence[int]) -> bool:
        # After a large deletion the new context matches, after a large insertion the old one does,
        # after a swap neither.
        if len(places) == len(self._old.words):
            # A transcript of one sentence has no context: then every word must be there.
            return all(self._same(place) for place in places)
        return max(_density(self._old_runs, places), _density(self._new_runs, reached)) >= FAMILIAR

    def _same(self, place: int) -> bool:
        there = self._found.get(place)
        return there is not None and self._old.words[place] == self._new.words[there]


def _count(places: Sequence[int], size: int) -> list[int]:
    """Return for each place of a stream how many of some places are before it."""
    flags = [0] * size
    for place in places:
        flags[place] = 1
    return list(accumulate(flags, initial=0))


def _density(counts: Sequence[int], places: Sequence[int]) -> float:
    """Return the share of counted words among those around a stretch; 0 if there are none."""
    first, last = places[0], places[-1] + 1
    before, after = max(0, first - CONTEXT_WORDS), min(len(counts) - 1, last + CONTEXT_WORDS)
    around = first - before + after - last
    return (
        (counts[first] - counts[before] + counts[after] - counts[last]) / around if around else 0.0
    )


def places_of(old: Stream, sentences: int) -> list[list[int]]:
    """Return the places of the words of each sentence in a stream.

    >>> firsts = [True, False, True, True]
    >>> stream = Stream(words=["a", "b", "c"], owner=[0, 0, 2], first=firsts, times=[None] * 3)
    >>> places_of(stream, 3)
    [[0, 1], [], [2]]
    """
    places: list[list[int]] = [[] for _ in range(sentences)]
    for place, owner in enumerate(old.owner):
        places[owner].append(place)
    return places
