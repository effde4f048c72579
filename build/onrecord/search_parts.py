"""The parts of the search index: which articles are indexed together, and how they are weighed against each other."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.search_articles import Article

# Each part costs the reader up to 75 kB at the first search, and the machine about 3.5 MB of memory an episode while it is made: with 240
# in one it stays under 1 GB, with six of them the reader fetches 270 kB to the first result at 1000 episodes (226 at one).
BIG, SMALL = 240, 20
MAX_PARTS = 6
# A word on one page of many is rarer to Pagefind than on one page of few, and it knows only the pages of its own part.
_SEEN = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Pages that are indexed together."""

    name: str
    articles: tuple[Article, ...] = field(repr=False)
    topics: Mapping[str, Sequence[str]] = field(repr=False)
    """Of each page, by its address."""

    @property
    def content(self) -> str:
        """Give the same text for the same pages, and for no others."""
        return repr([(article.path, article.digest, self.topics_of(article)) for article in self.articles])

    def topics_of(self, article: Article) -> tuple[str, ...]:
        """Give the topics of one of its pages."""
        return tuple(self.topics.get(article.url, ()))


def divide(articles: Sequence[Article], topics: Mapping[str, Sequence[str]]) -> tuple[Part, ...]:
    """Give the articles of a site in parts: old episodes in big ones, the rest in one of middle size, the newest in a small one.

    What stands in a part is said by the order of the episodes alone, from the oldest on, so that the same site has the same parts whatever
    was built before. A new episode goes into the small part; each twentieth makes the middle one anew, each 240th a big one.
    Measured with 1000 copies of the demo (48 minutes, 8 chapters): a part of 240 takes Pagefind 854 MB, all of them 35 s of CPU.
    """
    own: dict[str, list[Article]] = {}
    dates: dict[str, str] = {}
    for article in articles:
        name = article.episode
        own.setdefault(name, []).append(article)
        dates[name] = dates.get(name) or article.date
    ranked = sorted(own, key=lambda name: (not name, dates[name], name))
    numbers = [number for number, size in enumerate(plan(len(ranked)), 1) for _ in range(size)]
    return tuple(
        Part(name=str(number), articles=tuple(article for _, name in names for article in own[name]), topics=topics)
        for number, names in groupby(zip(numbers, ranked, strict=True), key=lambda each: each[0])
    )


def plan(episodes: int) -> tuple[int, ...]:
    """Give the sizes of parts.

    >>> plan(0), plan(7), plan(50), plan(240), plan(1013)
    ((), (7,), (40, 10), (220, 20), (240, 240, 240, 240, 40, 13))
    """
    big = BIG
    # The newest is never in a big one.
    others = max(0, episodes - 1)
    while others // big > MAX_PARTS - 2:
        big *= 2
    bigs, rest = divmod(others, big)
    middle = rest - rest % SMALL
    return tuple(size for size in (*[big] * bigs, middle, episodes - bigs * big - middle) if size)


def weigh(part: Part, parts: Sequence[Part]) -> float:
    """Say by how much the scores of a part are to be multiplied, so that a word is as rare in each part as in the biggest.

    BM25 takes the logarithm of how many pages there are for each that has the word. Of words that are on one page, it is made the same.
    """
    most = max(len(other.articles) for other in parts)
    return round(math.log1p(most / _SEEN) / math.log1p(len(part.articles) / _SEEN), 2)
