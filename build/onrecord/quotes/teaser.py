"""The teaser (cold open): an opening montage of excerpts from later in the episode.

1. Each sentence of the opening is searched for in the rest of the episode: its 3-grams vote for a
place, then letters are compared.
2. The teaser is the longest opening that ends with a hit and consists mostly of hits.
3. A sentence repeated at once, and a long passage that the file contains twice, are no teaser.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate, chain, compress, count, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from onrecord.model import Excerpt, Teaser
from onrecord.quotes.words import episode_words, split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Sentence

# Minimum similarity (percent) of the last excerpt, and of those before it: the sentence after a
# teaser may be like a later one. On 202 transcripts without a teaser none is found, nor in three
# later places of each. On 100 openings made of five sentences of another transcription of the same
# episode, 483 of 500 are found, all in matching words (473 with 85 for all). On the demo: 8 of 8.
# `python tests/benchmarks/quotes.py SAMPLES` prints this.
MIN_SIMILARITY = 85.0
INSIDE = 78.0
SHORTEST = 5
"""Words; shorter sentences are repeated in any conversation."""
# Minimum share and number of hits among the sentences of the opening, and the number of consecutive
# misses that ends it.
SHARE = 0.6
LEAST = 2
MISSES = 4

# Maximum length of a teaser. A longer one is a passage that the file contains twice.
LONGEST_MS = 5 * 60_000
LONGEST_SHARE = 0.2

GRAM = 3
# Number of words whose 3-grams are searched for at first.
OPENING = 300
# More frequent 3-grams do not identify a place.
FREQUENT = 24
# Maximum difference in words between two versions of a sentence, and the number of places tried.
SLACK, PLACES = 8, 3
# Minimum distance in words between a sentence of the teaser and its original.
APART = 40


class Hit(NamedTuple):
    """Where a sentence recurs: positions of its first and last word, and the similarity."""

    first: int
    last: int
    similarity: float


def find_teaser(sentences: Sequence[Sentence]) -> Teaser | None:
    """Return the teaser of an episode, or None."""
    sentence_words = [split_words(sentence.text) for sentence in sentences]
    spoken = list(chain.from_iterable(sentence_words))
    bounds = [0, *accumulate(map(len, sentence_words))]
    hits: dict[int, Hit] = {}
    misses = compared = end = indexed = 0
    places: Mapping[tuple[str, ...], list[int]] = {}
    for index, (first, last) in enumerate(pairwise(bounds)):
        # Step 1.
        if last - first < SHORTEST:
            continue
        if last > indexed:
            # Most episodes have no teaser, which their first sentences show.
            indexed = max(2 * last, OPENING)
            places = _index(spoken, indexed)
        compared += 1
        if hit := find_again(spoken, places, first, last, INSIDE):
            hits[index] = hit
            misses = 0
            # Step 2.
            if hit.similarity >= MIN_SIMILARITY and len(hits) >= SHARE * compared:
                end = index + 1
        elif (misses := misses + 1) >= MISSES:
            break
    # Step 3.
    excerpts = tuple(
        _excerpt(sentences, bounds, index, hit)
        for index, hit in hits.items()
        if index < end and hit.first >= bounds[end]
    )
    if len(excerpts) < LEAST or _too_long(sentences, end, bounds[end], len(spoken)):
        return None
    return Teaser(end=excerpts[-1].sentence + 1, excerpts=excerpts)


def _index(spoken: Sequence[str], until: int) -> Mapping[tuple[str, ...], list[int]]:
    """Return the positions of the 3-grams that occur before a position."""
    shifted = [spoken[offset:] for offset in range(GRAM)]
    wanted = frozenset(islice(zip(*shifted, strict=False), until))
    index: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    # Indexing all 3-grams would take five times as long.
    for position in compress(count(), map(wanted.__contains__, zip(*shifted, strict=False))):
        index[tuple(spoken[position : position + GRAM])].append(position)
    return index


def find_again(
    spoken: Sequence[str],
    places: Mapping[tuple[str, ...], list[int]],
    first: int,
    last: int,
    similarity: float = MIN_SIMILARITY,
) -> Hit | None:
    """Step 1: return where words recur after a minimum distance, in words that are similar enough.

    Args:
        spoken: All words.
        places: The positions of 3-grams.
        first: Of the words to look for.
        last: The end of these words.
        similarity: The least (percent).
    """
    own = spoken[first:last]
    votes: defaultdict[int, int] = defaultdict(int)
    for offset, gram in enumerate(zip(own, own[1:], own[2:], strict=False)):
        found = places.get(gram, ())
        if len(found) <= FREQUENT:
            for place in found:
                if place >= last + APART:
                    votes[(place - offset) // SLACK] += 1
    if not votes:
        return None
    text = " ".join(own)
    best: Hit | None = None
    for block, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:PLACES]:
        start = max(last, block * SLACK - SLACK)
        window = spoken[start : block * SLACK + len(own) + 2 * SLACK]
        # With a shorter second argument, rapidfuzz swaps the two.
        alignment = (
            fuzz.partial_ratio_alignment(text, " ".join(window), score_cutoff=similarity)
            if len(window) >= len(own)
            else None
        )
        if alignment and (best is None or alignment.score > best.similarity):
            own_place = _place(window, start, alignment.dest_start, alignment.dest_end)
            best = Hit(*own_place, alignment.score)
    return best


def _place(window: Sequence[str], position: int, start: int, end: int) -> tuple[int, int]:
    """Return the first and last of the words of a window within a range of its text.

    A word counts if most of it is inside.
    """
    inside: list[int] = []
    at = 0
    for index, word in enumerate(window):
        if 2 * (min(end, at + len(word)) - max(start, at)) > len(word):
            inside.append(index)
        at += len(word) + 1
    return position + inside[0], position + inside[-1]


def _excerpt(sentences: Sequence[Sentence], bounds: Sequence[int], index: int, hit: Hit) -> Excerpt:
    first, last = (bisect_right(bounds, position) - 1 for position in hit[:2])
    start, end = (
        episode_words([sentences[place]])[position - bounds[place]]
        for place, position in zip((first, last), hit[:2], strict=True)
    )
    return Excerpt(sentence=index, first=first, last=last, start=start.start, end=end.end)


def _too_long(sentences: Sequence[Sentence], end: int, words: int, total: int) -> bool:
    """Step 3."""
    until = sentences[end - 1].end
    return words > LONGEST_SHARE * total or (
        until is not None and until - (sentences[0].start or 0) > LONGEST_MS
    )
