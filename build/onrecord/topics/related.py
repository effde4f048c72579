"""See also: headings that are spoken of together, or that are one within the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import Slug
from onrecord.topics.apart import count_episodes, is_everywhere
from onrecord.topics.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Heading, Topic

# More are a list, not a hint.
MOST = 4
# Passages that two headings share, of those of the rarer.
TOGETHER, SHARE = 2, 0.5


def relate(headings: Sequence[Heading], vocabulary: Mapping[str, Topic]) -> list[Heading]:
    """Give the headings with their related ones: the editor's where there are any, else ours. Relations hold both ways."""
    by_key = {fold(heading.label): heading.id for heading in headings}
    by_key |= {fold(alias): heading.id for heading in headings for alias in heading.aliases if fold(alias) not in by_key}
    # A person's label is turned round; its address has the name as an editor writes it.
    by_key = {fold(heading.id): heading.id for heading in headings} | by_key
    by_id = {heading.id: heading for heading in headings}
    stated = _stated(vocabulary, by_key)
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one, other, strength in (*_together(headings), *_within(headings)):
        if one not in stated and other not in stated:
            found[one][other] += strength
            found[other][one] += strength
    chosen: dict[str, set[str]] = defaultdict(set)
    pairs = sorted(
        {(min(one, other), max(one, other)): strength for one, others in found.items() for other, strength in others.items()}.items(),
        # Of equals, the pair that has more to say.
        key=lambda pair: (-pair[1], -min(by_id[Slug(each)].weight for each in pair[0]), pair[0]),
    )
    for (one, other), _ in pairs:
        if len(chosen[one]) < MOST and len(chosen[other]) < MOST:
            chosen[one].add(other)
            chosen[other].add(one)
    for one, others in stated.items():
        for other in others:
            chosen[one].add(other)
            chosen[other].add(one)
    return [
        replace(
            heading, see_also=tuple(Slug(each) for each in sorted(chosen[heading.id], key=lambda each: by_id[Slug(each)].label.casefold()))
        )
        for heading in headings
    ]


def _stated(vocabulary: Mapping[str, Topic], by_key: Mapping[str, Slug]) -> dict[str, set[str]]:
    stated: dict[str, set[str]] = {}
    for key, topic in vocabulary.items():
        own = by_key.get(key)
        others = {by_key[fold(label)] for label in topic.see_also if fold(label) in by_key} - {own}
        if own and others:
            stated[own] = {str(other) for other in others}
    return stated


def _together(headings: Sequence[Heading]) -> list[tuple[str, str, int]]:
    """Give pairs of headings whose passages overlap, with a strength; each episode is looked at by itself."""
    by_episode: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    counts: Counter[int] = Counter()
    episodes = count_episodes(headings)
    for number, heading in enumerate(headings):
        # The subject of a whole archive is related to all of it.
        if is_everywhere(heading, episodes):
            continue
        spans = [
            (locator.episode, locator.passage.sentences) for locator in heading.locators if locator.chapter and locator.passage.mentions > 1
        ]
        # Most headings of a large archive have too few passages to share some with any other.
        if len(spans) >= TOGETHER:
            counts[number] = len(spans)
            for episode, (start, end) in spans:
                by_episode[episode].append((start, end, number))
    # A pair is one number, the lower one leading: of 2,000 episodes there are millions.
    shared: Counter[int] = Counter()
    for passages in by_episode.values():
        passages.sort()
        open_ones: list[tuple[int, int, int]] = []
        for start, end, number in passages:
            open_ones = [each for each in open_ones if each[1] > start]
            others = {other for _, _, other in open_ones if other != number}
            shared.update(min(number, other) * len(headings) + max(number, other) for other in others)
            open_ones.append((start, end, number))
    return [
        (headings[one].id, headings[other].id, count)
        for one, other, count in ((*divmod(pair, len(headings)), count) for pair, count in shared.items() if count >= TOGETHER)
        if count >= SHARE * min(counts[one], counts[other])
    ]


def _within(headings: Sequence[Heading]) -> list[tuple[str, str, int]]:
    """Give pairs of which one label ends with the other: quantum computers, computers."""
    by_key = {fold(heading.label): heading.id for heading in headings}
    pairs: list[tuple[str, str, int]] = []
    for heading in headings:
        words = heading.label.split()
        for first in range(1, len(words)):
            other = by_key.get(fold(" ".join(words[first:])))
            if other and other != heading.id:
                pairs.append((heading.id, other, 3))
                break
    return pairs
