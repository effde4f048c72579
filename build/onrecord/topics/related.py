"""The "see also" references: headings discussed together, or with a label inside the other's."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import CoOccurrence
from onrecord.topics.distinctive import count_episodes, is_everywhere
from onrecord.topics.term_key import term_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Heading, Slug, Term, Topic

    Pair = tuple[Slug, Slug]
    """Two different headings, in alphabetical order."""

# Maximum number of related headings.
MOST = 4
# Minimum number of shared passages, and their minimum share of the passages of the rarer heading.
TOGETHER, SHARE = 2, 0.5


def relate(
    headings: Sequence[Heading],
    co_occurrences: Mapping[tuple[Slug, Slug], int],
    vocabulary: Mapping[str, Topic],
) -> list[Heading]:
    """Return the headings with related ones: the editor's if given, else computed.

    Relations are symmetric, and only between headings that the index lists.

    Args:
        headings: Of the index.
        co_occurrences: By pair of headings, the number of overlapping passages.
        vocabulary: The editor's topics, by key.
    """
    every, headings = headings, [heading for heading in headings if heading.listed]
    stated = _find_stated(headings, vocabulary)
    strengths: Counter[Pair] = Counter()
    for pair, strength in (*_together(headings, co_occurrences), *_within(headings)):
        if stated.keys().isdisjoint(pair):
            strengths[pair] += strength
    weights = {heading.id: heading.weight for heading in headings}
    # Ties go to the pair with the heavier lighter heading.
    pairs = sorted(
        strengths,
        key=lambda pair: (-strengths[pair], -min(weights[each] for each in pair), pair),
    )
    chosen: defaultdict[Slug, set[Slug]] = defaultdict(set)
    for one, other in pairs:
        if len(chosen[one]) < MOST and len(chosen[other]) < MOST:
            chosen[one].add(other)
            chosen[other].add(one)
    for one, others in stated.items():
        chosen[one] |= others
        for other in others:
            chosen[other].add(one)
    labels = {heading.id: (heading.label.casefold(), heading.id) for heading in headings}
    return [
        replace(heading, see_also=tuple(sorted(chosen[heading.id], key=labels.__getitem__)))
        if heading.id in chosen
        else heading
        for heading in every
    ]


def _find_stated(
    headings: Sequence[Heading], vocabulary: Mapping[str, Topic]
) -> dict[Slug, set[Slug]]:
    """Return the relations that the editor states, from the heading at which they are stated."""
    if not any(topic.see_also for topic in vocabulary.values()):
        return {}
    # The labels of people are inverted; their ids have the name as an editor writes it.
    by_key = {term_key(heading.id): heading.id for heading in headings}
    by_key |= {term_key(alias): heading.id for heading in headings for alias in heading.aliases}
    by_key |= {term_key(heading.label): heading.id for heading in headings}
    stated: dict[Slug, set[Slug]] = {}
    for key, topic in vocabulary.items():
        own, keys = by_key.get(key), map(term_key, topic.see_also)
        others = {by_key[other] for other in keys if other in by_key} - {own}
        if own and others:
            stated[own] = others
    return stated


def find_co_occurrences(terms: Sequence[Term]) -> tuple[CoOccurrence, ...]:
    """Return the pairs of topics whose passages overlap.

    Passages with a single mention do not count.
    """
    spans = sorted(
        (*passage.sentences, number)
        for number, term in enumerate(terms)
        for passage in term.passages
        if passage.chapter >= 0 and passage.mentions > 1
    )
    shared: Counter[tuple[int, int]] = Counter()
    open_ones: list[tuple[int, int, int]] = []
    for start, end, number in spans:
        open_ones = [each for each in open_ones if each[1] > start]
        shared.update(
            {
                (min(number, other), max(number, other))
                for _, _, other in open_ones
                if other != number
            }
        )
        open_ones.append((start, end, number))
    return tuple(CoOccurrence(*pair, passages) for pair, passages in sorted(shared.items()))


def _together(
    headings: Sequence[Heading], co_occurrences: Mapping[tuple[Slug, Slug], int]
) -> list[tuple[Pair, int]]:
    """Return pairs of headings with overlapping passages, and the strength of each relation."""
    episodes = count_episodes(headings)
    # Skip the archive's subject, which is related to everything, and headings with too few
    # passages.
    counts = {
        heading.id: heading.spoken
        for heading in headings
        if heading.spoken >= TOGETHER and not is_everywhere(heading, episodes)
    }
    shared: Counter[Pair] = Counter()
    for (one, other), count in co_occurrences.items():
        if one != other and one in counts and other in counts:
            shared[_pair(one, other)] += count
    return [
        ((one, other), count)
        for (one, other), count in shared.items()
        if count >= TOGETHER and count >= SHARE * min(counts[one], counts[other])
    ]


def _within(headings: Sequence[Heading]) -> list[tuple[Pair, int]]:
    """Return pairs in which one label ends with the other: quantum computers, computers."""
    by_key = {term_key(heading.label): heading.id for heading in headings}
    pairs: list[tuple[Pair, int]] = []
    for heading in headings:
        words = heading.label.split()
        for first in range(1, len(words)):
            other = by_key.get(term_key(" ".join(words[first:])))
            if other and other != heading.id:
                pairs.append((_pair(heading.id, other), 3))
                break
    return pairs


def _pair(one: Slug, other: Slug) -> Pair:
    return (one, other) if one < other else (other, one)
