"""The shards of the search index.

Which articles are indexed together, and how scores of different shards are made comparable.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.search.sources import SourceEntry

# Each shard costs the reader up to 75 kB at the first search: with six it is 270 kB to the first
# result at 1000 episodes (226 with one).
MAX_SHARDS = 6
# Building a shard from copies of the demo (48 minutes, 8 chapters) takes 0.04 s of CPU and 3.4 MB
# an episode, plus 0.03 s and 20 MB: 0.5 s and 53 MB for 12, 2.6 s and 209 MB for 60, 9 s and 820 MB
# for 240. The cost of one more episode by these figures (tests/benchmarks/search.py steps):
#   episodes      median  mean   worst         under 150 MB    (with steps of 240 and 20)
#   10 to 50      0.4 s   0.4 s  2 s, 181 MB     98 %    0.5 s  0.5 s  2 s, 154 MB    98 %
#   50 to 200     0.3 s   0.5 s  8 s, 623 MB     97 %    0.5 s  0.7 s  8 s, 623 MB    95 %
#   200 to 960    0.3 s   0.5 s  10 s, 824 MB    97 %    0.5 s  0.8 s  10 s, 824 MB   95 %
#   to 1200       0.3 s   0.7 s  10 s, 784 MB    93 %    0.5 s  0.7 s  9 s, 757 MB    96 %
#   around 5000   0.3 s   1.4 s  202 s, 6.5 GB   95 %    0.5 s  2.5 s  202 s, 6.5 GB  95 %
# Up to 1200 there is no room for the step of 60 beside four shards of 240. Steps of 8 or 15 for 12,
# or of 40 for 60, change a tenth.
_STEPS = BIG, _, SMALL = 240, 60, 12
# Pagefind knows the pages of one shard only, so a word on one page is rarer in a large shard than
# in a small one.
_PAGES_WITH_WORD = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Articles that are indexed together."""

    name: str
    entries: tuple[SourceEntry, ...] = field(repr=False)

    @property
    def articles(self) -> int:
        """How many there are."""
        return sum(indexed.articles for _, indexed in self.entries)

    @property
    def content(self) -> str:
        """Digests of its articles: the same for the same articles only."""
        return " ".join(indexed.digest for _, indexed in self.entries)


def divide(entries: Sequence[SourceEntry]) -> tuple[Shard, ...]:
    """Divide the articles of a site into shards.

    Old episodes into large ones, newer ones into smaller ones, the newest into the smallest.

    The order of the episodes, from the oldest on, alone decides, so the same site has the same
    shards whatever was built before. A new episode goes into the smallest shard; the others are
    rebuilt when they have grown by a whole step.
    """
    by_episode: dict[str, list[SourceEntry]] = {}
    dates: dict[str, str] = {}
    for source, indexed in entries:
        slug = source.episode
        by_episode.setdefault(slug, []).append((source, indexed))
        dates[slug] = dates.get(slug) or indexed.date
    ranked = sorted(by_episode, key=lambda slug: (not slug, dates[slug], slug))
    numbers = [number for number, size in enumerate(plan(len(ranked)), 1) for _ in range(size)]
    return tuple(
        Shard(name=str(number), entries=tuple(each for _, slug in run for each in by_episode[slug]))
        for number, run in groupby(zip(numbers, ranked, strict=True), key=lambda each: each[0])
    )


def plan(episodes: int) -> tuple[int, ...]:
    """Return the sizes of the shards.

    Large ones, then one for each step that there is room for, of as many episodes as are whole
    steps.

    >>> plan(0), plan(7), plan(50), plan(240), plan(701), plan(1101)
    ((), (7,), (48, 2), (180, 48, 12), (240, 240, 180, 36, 5), (240, 240, 240, 240, 132, 9))
    """
    # The newest episode is always in the smallest shard.
    rest = max(0, episodes - 1)
    big = BIG
    while rest // big > MAX_SHARDS - 2:
        big *= 2
    sizes = [big] * (rest // big)
    rest %= big
    for step in _STEPS[-(MAX_SHARDS - 1 - len(sizes)) :]:
        sizes.append(rest - rest % step)
        rest %= step
    return tuple(size for size in (*sizes, min(episodes, rest + 1)) if size)


def weight(shard: Shard, shards: Sequence[Shard]) -> float:
    """Return the factor by which scores of a shard are comparable with those of the largest.

    BM25 takes the logarithm of the number of pages for each page that has the word. The factor
    makes it equal for words on one page.
    """
    most = max(other.articles for other in shards)
    return round(
        math.log1p(most / _PAGES_WITH_WORD) / math.log1p(shard.articles / _PAGES_WITH_WORD), 2
    )
