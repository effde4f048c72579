"""Passages that a transcript said twice in succession, and another says once."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

Words = tuple[str, ...]

# Different words of a passage, at least: "Okay. Okay." may be said twice.
DIFFERENT = 3
# Lengths in sentences that are always tried; longer ones are distances between equal sentences.
SHORT = 8
# Each length costs a pass over all entries; a passage that was pasted twice has one.
LENGTHS = 50


def join_duplicates(spoken: Sequence[Words], heirs: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return for entries without heirs the entries that are their copies and have heirs.

    Args:
        spoken: the words of all entries, in the order of the ledger.
        heirs: of each entry.

    >>> twice = [("so", "it", "is"), ("so", "it", "is"), ("yes",), ("yes",)]
    >>> join_duplicates(twice, [(0,), (), (1,), ()])
    {1: 0}
    """
    gone = {index for index, found in enumerate(heirs) if not found}
    joined: dict[int, int] = {}
    for length in _lengths(spoken, gone):
        for low in _repeated(spoken, length):
            for index, copy in ((low, low + length), (low + length, low)):
                if index in gone and heirs[copy]:
                    joined.setdefault(index, copy)
    return joined


def _lengths(spoken: Sequence[Words], gone: AbstractSet[int]) -> Sequence[int]:
    """Return the lengths that repeated passages may have, ascending; none if nothing is gone."""
    places: defaultdict[Words, list[int]] = defaultdict(list)
    for index, words in enumerate(spoken):
        places[words].append(index)
    distances: Counter[int] = Counter()
    for index in gone:
        equal = places[spoken[index]]
        own = bisect(equal, index)
        distances.update(
            abs(copy - index) for copy in (*equal[own - 2 : own - 1], *equal[own : own + 1])
        )
    longer = [length for length, _ in distances.most_common(LENGTHS) if length > SHORT]
    return [*range(1, SHORT + 1), *sorted(longer)] if gone else []


def _repeated(spoken: Sequence[Words], length: int) -> Iterator[int]:
    """Yield the entries of passages of some length that are directly repeated."""
    pairs = zip(spoken, spoken[length:], strict=False)
    for equal, group in groupby(enumerate(pairs), key=lambda pair: pair[1][0] == pair[1][1]):
        run = [index for index, _ in group] if equal else []
        if len(run) >= length:
            passage = spoken[run[0] : run[0] + length]
            # Any other passage of this length in the run has the same words.
            if len({word for said in passage for word in said}) >= DIFFERENT:
                yield from run
