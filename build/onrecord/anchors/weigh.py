"""What an alignment proves: which sentences hold the words of an old one, and whether that is enough to call them its heirs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate
from math import log2
from typing import TYPE_CHECKING, Final

from onrecord.anchors.align import align
from onrecord.anchors.gaps import ALIKE
from onrecord.anchors.stream import Pair, Stream, lay

if TYPE_CHECKING:
    from collections.abc import Sequence

# An heir holds at least half of what the sentence said, by the rarity of its words, or six words of ten. Editors who condense keep six
# words of ten and more (540 edited sentences of five pairs of real transcripts); unrelated sentences that come to lie between matching
# neighbours share two or three of ten, the glue of the language. Words alone, at 20 % of them misheard, would lose 4 % of the sentences.
THRESHOLD: Final = 0.5
THRESHOLD_WORDS: Final = 0.6
# Scattered words of a long sentence are not the sentence: of the words from the first to the last match so many must match.
TIGHT: Final = 0.3
# A quarter of a sentence is a part of it; less are words that moved over a border, unless the whole is in pieces, each made of its words.
PART: Final = 0.25
MADE_OF: Final = 0.5

# How much of the context matches, in runs of two words or more: a re-transcription with a third of its words wrong .55, another episode
# of the same show .05. Where it is less than this, the match must carry itself: 60 bits are seven words of average rarity.
CONTEXT_WORDS: Final = 30
FAMILIAR: Final = 0.35
STRONG_BITS: Final = 60.0
STRONG_THRESHOLD: Final = 0.7

# The rarity of a word is not measured on less than this: a short transcript knows too little of its language.
CORPUS: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Heirs:
    """The sentences that hold a sentence's words."""

    sentences: tuple[int, ...] = ()
    """Indexes, ascending; empty where no sentence holds enough of it."""
    likeness: float = 0.0
    """Share of the rarity of the words that both have, of the larger of the two, 0 to 1."""


NONE: Final = Heirs()


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
        """Give the heirs of a sentence from the places of its words in the old stream, ascending."""
        total = sum(self._old_bits[place] for place in places)
        found = [
            (place, there) for place in places if (there := self._found.get(place)) is not None
        ]
        shares: defaultdict[int, float] = defaultdict(float)
        for place, there in found:
            shares[self._new.owner[there]] += self._old_bits[place] * (
                1.0 if self._same(place) else ALIKE
            )
        parts = sorted(sentence for sentence, share in shares.items() if share >= PART * total)
        if sum(shares[part] for part in parts) < THRESHOLD * total:
            # A stretch without full stops, now divided into many sentences: those that are made of it.
            parts = sorted(
                part
                for part, share in shares.items()
                if share >= min(PART * total, MADE_OF * self._sentence_bits[part])
            )
        within = [
            (place, there)
            for place, there in found
            if parts and parts[0] <= self._new.owner[there] <= parts[-1]
        ]
        # Words that only sound alike ("thank", "think") are evidence beside others, never alone.
        if not any(self._same(place) for place, _ in within):
            return NONE
        reached = [there for _, there in within]
        # Words that went elsewhere are no reason to follow the few that are left.
        held = sum(share for sentence, share in shares.items() if parts[0] <= sentence <= parts[-1])
        tight = sum(shares[part] for part in parts) >= TIGHT * (
            self._new_total[reached[-1] + 1] - self._new_total[reached[0]]
        )
        strong = held >= STRONG_BITS and held >= STRONG_THRESHOLD * total
        enough = held >= THRESHOLD * total or len(within) >= THRESHOLD_WORDS * len(places)
        if not enough or not tight or not (strong or self._familiar(places, reached)):
            return NONE
        return Heirs(
            sentences=tuple(parts),
            likeness=held / max(total, sum(self._sentence_bits[part] for part in parts)),
        )

    def locate(self, words: Sequence[str], region: Sequence[int]) -> list[int]:
        """Give the places in a region of the old stream where words stand that are now part of it."""
        there = [self._old.words[place] for place in region]
        return [
            region[to] for _, to in align(lay([(words, None, None)]), lay([(there, None, None)]))
        ]

    def _familiar(self, places: Sequence[int], reached: Sequence[int]) -> bool:
        # After a large deletion the new context matches, after a large insertion the old one does, after a swap neither.
        if len(places) == len(self._old.words):
            # A transcript of one sentence has no context: then every word must be there.
            return all(self._same(place) for place in places)
        return max(_density(self._old_runs, places), _density(self._new_runs, reached)) >= FAMILIAR

    def _same(self, place: int) -> bool:
        there = self._found.get(place)
        return there is not None and self._old.words[place] == self._new.words[there]


def _count(places: Sequence[int], size: int) -> list[int]:
    """Give for each place of a stream how many of some places come before it."""
    flags = [0] * size
    for place in places:
        flags[place] = 1
    return list(accumulate(flags, initial=0))


def _density(counts: Sequence[int], places: Sequence[int]) -> float:
    """Give the share of the words around a stretch that are counted; 0 where there are none around."""
    first, last = places[0], places[-1] + 1
    before, after = max(0, first - CONTEXT_WORDS), min(len(counts) - 1, last + CONTEXT_WORDS)
    around = first - before + after - last
    return (
        (counts[first] - counts[before] + counts[after] - counts[last]) / around if around else 0.0
    )


def places_of(old: Stream, sentences: int) -> list[list[int]]:
    """Give the places of the words of each sentence in a stream.

    >>> places_of(Stream(words=["a", "b", "c"], owner=[0, 0, 2], first=[True, False, True, True], times=[None] * 3), 3)
    [[0, 1], [], [2]]
    """
    places: list[list[int]] = [[] for _ in range(sentences)]
    for place, owner in enumerate(old.owner):
        places[owner].append(place)
    return places
