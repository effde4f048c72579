"""What every episode speaks of, and what sets one apart from the others."""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING

from onrecord.model import headings_by_topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Heading, Slug

# Of fewer episodes, what all speak of may be chance.
SEVERAL = 5
# A heading in this share of the episodes is their subject, not a relation between two others.
EVERYWHERE = 0.6
# What an episode of an archive about a thing has to say of that thing is still worth something.
LEAST = 0.1
# What a list of episodes shows of each: a line or two.
MOST = 6


def gain(share: float, episodes: int) -> float:
    """Give what the weight of a heading gains in the archive for being in this share of its episodes.

    >>> gain(1.0, 50), gain(0.5, 50), gain(1.0, 1)
    (2.0, 1.5, 1.0)
    """
    return 1.0 + share if episodes >= SEVERAL else 1.0


def dampen(share: float, episodes: int) -> float:
    """Give what is left of the weight of a term in one episode when this share of the episodes has it too.

    >>> [round(dampen(share, 100), 2) for share in (0.01, 0.1, 0.5, 1.0)], dampen(1.0, 4)
    ([1.0, 0.5, 0.15, 0.1], 1.0)
    """
    return max(LEAST, -log(share) / log(episodes)) if episodes >= SEVERAL else 1.0


def is_everywhere(heading: Heading, episodes: int) -> bool:
    """Say whether so many of an archive's episodes have a heading that it is their subject."""
    return episodes >= SEVERAL and heading.episodes >= EVERYWHERE * episodes


def count_episodes(headings: Iterable[Heading]) -> int:
    """Give the number of episodes that have a heading at all."""
    return len(set().union(*(heading.occurrences.episodes for heading in headings)))


def distinctive_topics(headings: Sequence[Heading]) -> Mapping[Slug, tuple[Heading, ...]]:
    """Give of each episode the headings that set it apart from the others, the one that does so most first."""
    if not headings:
        return {}
    ordered, heading_of = headings[0].occurrences.ordered, headings_by_topic(headings)
    episodes = count_episodes(headings)
    damped = [dampen(heading.episodes / episodes, episodes) for heading in headings]
    found: dict[Slug, tuple[Heading, ...]] = {}
    for episode, summary in enumerate(ordered):
        scores: defaultdict[int, float] = defaultdict(float)
        for place, term in enumerate(summary.topics):
            number = heading_of[episode, place]
            scores[number] += term.weight * damped[number]
        # Of equal ones, the first in the alphabet.
        ranked = sorted(scores, key=lambda number: (-scores[number], number))
        if ranked:
            found[summary.slug] = tuple(headings[number] for number in ranked[:MOST])
    return found
