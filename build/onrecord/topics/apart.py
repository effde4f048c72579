"""What every episode speaks of, and what sets one apart from the others."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Slug
    from onrecord.summary import Heading

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
    return len(set().union(*(heading.members.episodes for heading in headings)))


def set_apart(headings: Sequence[Heading]) -> Mapping[Slug, tuple[Heading, ...]]:
    """Give of each episode the headings that set it apart from the others, the one that does so most first."""
    if not headings:
        return {}
    episodes = count_episodes(headings)
    by_id = {heading.id: heading for heading in headings}
    ordered = headings[0].members.ordered
    # The least comes first.
    ranked: list[list[tuple[float, Slug]]] = [[] for _ in ordered]
    for heading in headings:
        members = heading.members
        left, name = -dampen(heading.episodes / episodes, episodes), heading.id
        weights: Iterable[tuple[int, int]] = zip(members.episodes, members.weights, strict=True)
        if len(members) != heading.episodes:
            own: Counter[int] = Counter()
            for episode, weight in weights:
                own[episode] += weight
            weights = own.items()
        for episode, weight in weights:
            ranked[episode].append((weight * left, name))
    return {summary.slug: tuple(by_id[name] for _, name in sorted(own)[:MOST]) for summary, own in zip(ordered, ranked, strict=True) if own}
