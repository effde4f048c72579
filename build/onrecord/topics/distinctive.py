"""Headings that are the subject of the whole archive, and headings that distinguish one episode."""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING

from onrecord.model import headings_by_topic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Heading, Slug

# Below this number of episodes, a heading in all of them may be chance.
SEVERAL = 5
# A heading in at least this share of the episodes is the archive's subject, and no "see also" of
# another.
EVERYWHERE = 0.6
# Lower limit of the damping: the archive's subject keeps some weight in an episode.
LEAST = 0.1
# Headings per episode in a list of episodes; they fill one or two lines.
MOST = 6


def subject_bonus(share: float, episodes: int) -> float:
    """Return the factor that raises a heading's weight in the archive.

    Headings of many episodes gain most.

    >>> subject_bonus(1.0, 50), subject_bonus(0.5, 50), subject_bonus(1.0, 1)
    (2.0, 1.5, 1.0)
    """
    return 1.0 + share if episodes >= SEVERAL else 1.0


def dampening(share: float, episodes: int) -> float:
    """Return the factor that damps a term's weight in one episode.

    Terms of many episodes lose most.

    >>> [round(dampening(share, 100), 2) for share in (0.01, 0.1, 0.5, 1.0)], dampening(1.0, 4)
    ([1.0, 0.5, 0.15, 0.1], 1.0)
    """
    return max(LEAST, -log(share) / log(episodes)) if episodes >= SEVERAL else 1.0


def is_everywhere(heading: Heading, episodes: int) -> bool:
    """Return whether a heading is in so many episodes that it is the archive's subject."""
    return episodes >= SEVERAL and heading.episodes >= EVERYWHERE * episodes


def count_episodes(headings: Sequence[Heading]) -> int:
    """Return the number of episodes that have at least one heading."""
    ordered = headings[0].occurrences.ordered if headings else ()
    return sum(bool(summary.topics) for summary in ordered)


def distinctive_topics(headings: Sequence[Heading]) -> Mapping[Slug, tuple[Heading, ...]]:
    """Return the headings that distinguish each episode from the others, most distinctive first."""
    if not headings:
        return {}
    ordered, heading_of = headings[0].occurrences.ordered, headings_by_topic(headings)
    episodes = count_episodes(headings)
    damped = [dampening(heading.episodes / episodes, episodes) for heading in headings]
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
