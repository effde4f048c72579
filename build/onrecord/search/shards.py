"""The shards of the search index: which pages are indexed together.

As in a log-structured index, a shard is never changed. A page that is new or edited goes into a new
shard; an older shard that has it is stale in this page, and search leaves it out. A new shard takes
in those that are not much larger, so each page is indexed again a few times at most.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from onrecord.search.sources import IndexedPage

# Pagefind holds what it indexes in memory: 0.35 kB a word, and 2.9 microseconds of CPU. Of 299
# real episodes (2.15 million words), 100 take 298 MB and 2.4 s, 200 take 585 MB and 4.9 s.
MAX_WORDS = 1_200_000
# A new shard takes in each older one of up to this many times its size. With 8, an archive has up
# to three shards beside the large ones; one more real episode indexes 0.06 million words again
# on average, and half of MAX_WORDS at the worst.
MERGE_RATIO = 8


class ShardPage(NamedTuple):
    """A page as a shard has it."""

    digest: str
    """Digest of the HTML from which it was indexed."""
    words: int
    """How many words it has, about."""
    fragment: str
    """Name under which Pagefind finds it."""
    values: tuple[str, ...]
    """Values of the filter that choose it."""

    @property
    def language(self) -> str:
        """The language under which Pagefind indexed it."""
        return self.fragment.rpartition("_")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Pages that are indexed together."""

    name: str
    pages: dict[str, ShardPage] = field(repr=False)
    """The pages by path. Those of another digest than the current page are stale."""

    def find_live(self, current: Mapping[str, IndexedPage]) -> dict[str, ShardPage]:
        """Return the pages that are as the site has them now."""
        return {
            path: page
            for path, page in self.pages.items()
            if path in current and current[path].digest == page.digest
        }


def plan(
    pages: Mapping[str, IndexedPage], shards: Sequence[Shard]
) -> tuple[list[Shard], list[list[str]]]:
    """Return the shards that stay, and the paths of the pages of each new one.

    Args:
        pages: all pages now, by path, in order of arrival.
        shards: those of the last build. A page is current in one of them at most.
    """
    sizes: dict[str, int] = {}
    staying: list[Shard] = []
    for shard in shards:
        sizes[shard.name] = _count_words(shard.find_live(pages).values())
        # A shard of which more is stale than not costs its readers more than it gives.
        if 2 * sizes[shard.name] > _count_words(shard.pages.values()):
            staying.append(shard)
    staying.sort(key=lambda shard: sizes[shard.name])
    fresh = _find_others(pages, staying)
    size = sum(pages[path].words for path in fresh)
    while fresh and staying and sizes[staying[0].name] <= min(MERGE_RATIO * size, MAX_WORDS // 2):
        size += sizes[staying.pop(0).name]
    return staying, [*_divide(pages, _find_others(pages, staying))]


def _find_others(pages: Mapping[str, IndexedPage], shards: Sequence[Shard]) -> list[str]:
    """Return the paths of the pages that are current in none of the shards, in their order."""
    indexed = {path for shard in shards for path in shard.find_live(pages)}
    return [path for path in pages if path not in indexed]


def _divide(pages: Mapping[str, IndexedPage], paths: Sequence[str]) -> Iterator[list[str]]:
    """Divide pages into shards. In order of arrival, full shards stay full as more pages come."""
    group: list[str] = []
    size = 0
    for path in paths:
        if group and size + pages[path].words > MAX_WORDS:
            yield group
            group, size = [], 0
        group.append(path)
        size += pages[path].words
    if group:
        yield group


def _count_words(pages: Collection[ShardPage]) -> int:
    return sum(page.words for page in pages)
