"""The parts of the search index: which articles are indexed together, and how they are weighed against each other."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.search.sources import Found

# Each part costs the reader up to 75 kB at the first search: with six it is 270 kB to the first result at 1000 episodes (226 with one).
MAX_PARTS = 6
# To make a part of copies of the demo (48 minutes, 8 chapters) takes 0.04 s of CPU and 3.4 MB an episode, and 0.03 s and 20 MB beside:
# 0.5 s and 53 MB for 12, 2.6 s and 209 MB for 60, 9 s and 820 MB for 240. What one more episode costs, by that
# (tests/benchmarks/search.py steps):
#   episodes      median    mean     worst             under 150 MB     (with steps of 240 and 20)
#   10 to 50      0.4 s     0.4 s    2 s, 181 MB       98 %             0.5 s    0.5 s    2 s, 154 MB       98 %
#   50 to 200     0.3 s     0.5 s    8 s, 623 MB       97 %             0.5 s    0.7 s    8 s, 623 MB       95 %
#   200 to 960    0.3 s     0.5 s    10 s, 824 MB      97 %             0.5 s    0.8 s    10 s, 824 MB      95 %
#   to 1200       0.3 s     0.7 s    10 s, 784 MB      93 %             0.5 s    0.7 s    9 s, 757 MB       96 %
#   around 5000   0.3 s     1.4 s    202 s, 6.5 GB     95 %             0.5 s    2.5 s    202 s, 6.5 GB     95 %
# Up to 1200 there is no room for the step of 60 beside four parts of 240. Steps of 8 or 15 for 12, or of 40 for 60, change a tenth.
_STEPS = BIG, _, SMALL = 240, 60, 12
# A word on one page of many is rarer to Pagefind than on one page of few, and it knows only the pages of its own part.
_SEEN = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Pages that are indexed together."""

    name: str
    found: tuple[Found, ...] = field(repr=False)

    @property
    def articles(self) -> int:
        """Count them."""
        return sum(held.articles for _, held in self.found)

    @property
    def content(self) -> str:
        """Give the same text for the same pages, and for no others."""
        return " ".join(held.digest for _, held in self.found)


def divide(found: Sequence[Found]) -> tuple[Part, ...]:
    """Give the articles of a site in parts: old episodes in big ones, newer ones in smaller ones, the newest in the smallest.

    What stands in a part is said by the order of the episodes alone, from the oldest on, so that the same site has the same parts whatever
    was built before. A new episode goes into the smallest part; the others are made anew when they have grown by a whole step.
    """
    own: dict[str, list[Found]] = {}
    dates: dict[str, str] = {}
    for holder, held in found:
        name = holder.episode
        own.setdefault(name, []).append((holder, held))
        dates[name] = dates.get(name) or held.date
    ranked = sorted(own, key=lambda name: (not name, dates[name], name))
    numbers = [number for number, size in enumerate(plan(len(ranked)), 1) for _ in range(size)]
    return tuple(
        Part(name=str(number), found=tuple(each for _, name in names for each in own[name]))
        for number, names in groupby(zip(numbers, ranked, strict=True), key=lambda each: each[0])
    )


def plan(episodes: int) -> tuple[int, ...]:
    """Give the sizes of parts: big ones, then one for each step that there is room for, of as many episodes as are whole steps.

    >>> plan(0), plan(7), plan(50), plan(240), plan(701), plan(1101)
    ((), (7,), (48, 2), (180, 48, 12), (240, 240, 180, 36, 5), (240, 240, 240, 240, 132, 9))
    """
    # The newest is in the smallest one, always.
    rest = max(0, episodes - 1)
    big = BIG
    while rest // big > MAX_PARTS - 2:
        big *= 2
    sizes = [big] * (rest // big)
    rest %= big
    for step in _STEPS[-(MAX_PARTS - 1 - len(sizes)) :]:
        sizes.append(rest - rest % step)
        rest %= step
    return tuple(size for size in (*sizes, min(episodes, rest + 1)) if size)


def weigh(part: Part, parts: Sequence[Part]) -> float:
    """Say by how much the scores of a part are to be multiplied, so that a word is as rare in each part as in the biggest.

    BM25 takes the logarithm of how many pages there are for each that has the word. Of words that are on one page, it is made the same.
    """
    most = max(other.articles for other in parts)
    return round(math.log1p(most / _SEEN) / math.log1p(part.articles / _SEEN), 2)
