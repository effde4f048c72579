"""Bring back what was gone: the same words at the same place, or a long sentence, unique on both sides, wherever it is."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Final

Words = Sequence[str]

# A sentence this long that stands once on each side was moved. Of the sentences of seven words and more in 40 episodes of four shows,
# 0.2 % recur in another episode (greetings, advertisements), and those are the same words there too.
LONG: Final = 7


def restore(spoken: Sequence[Words], said: Sequence[Words], heirs: Sequence[Sequence[int]], *, absent: Container[int]) -> dict[int, int]:
    """Give for entries without heirs (by index) the free sentences (by index) that say the same.

    Args:
        spoken: the words of all entries, in the order of the ledger, which is that of the words.
        said: the words of all sentences.
        heirs: the sentences that each entry has already; they are not free.
        absent: the entries that were gone before; only these return by their place, the others had their chance in the alignment.

    >>> restore([("so",), ("okay",), ("bye",)], [("so",), ("okay",), ("bye",)], [(0,), (), (2,)], absent={1})
    {1: 1}
    """
    homes = {index: found[0] for index, found in enumerate(heirs) if found}
    free = {index for index in range(len(said)) if said[index]}.difference(*heirs)
    restored = dict(_moved(spoken, said, homes, free))
    _carry(spoken, said, homes, free, restored)
    # The second round finds what stands next to what the first one found.
    for _ in range(2):
        free.difference_update(restored.values())
        restored.update(_returned(spoken, said, homes | restored, free, absent))
    return restored


def _moved(spoken: Sequence[Words], said: Sequence[Words], homes: Mapping[int, int], free: set[int]) -> Iterator[tuple[int, int]]:
    entries = _by_words(spoken, range(len(spoken)))
    for words, sentences in _by_words(said, range(len(said))).items():
        if len(words) >= LONG and len(sentences) == 1 == len(entries.get(words, ())):
            (index,), (sentence,) = entries[words], sentences
            if index not in homes and sentence in free:
                yield index, sentence


def _carry(spoken: Sequence[Words], said: Sequence[Words], homes: Mapping[int, int], free: set[int], restored: dict[int, int]) -> None:
    """Add to the sentences that were moved those that were moved along, as far as the words around stay the same word for word."""
    taken = set(restored.values())
    for moved, there in sorted(restored.items()):
        for step in (-1, 1):
            index, sentence = moved + step, there + step
            while 0 <= index < len(spoken) and index not in homes and index not in restored:
                if sentence not in free or sentence in taken or tuple(spoken[index]) != tuple(said[sentence]):
                    break
                restored[index] = sentence
                taken.add(sentence)
                index, sentence = index + step, sentence + step


def _returned(
    spoken: Sequence[Words], said: Sequence[Words], homes: Mapping[int, int], free: set[int], absent: Container[int]
) -> Iterator[tuple[int, int]]:
    """Pair what is missing with what is free between the same neighbours, where both have the same number of a sentence."""
    spine = _forward(sorted(homes.items()))
    candidates = sorted(free)
    for (before, low), (after, high) in zip([(-1, -2), *spine], [*spine, (len(spoken), len(said) + 1)], strict=True):
        sentences = candidates[bisect_left(candidates, low + 1) : bisect_left(candidates, high)]
        if not sentences:
            continue
        missing = _by_words(spoken, [index for index in range(before + 1, after) if index not in homes and index in absent])
        pairs = _forward(
            sorted(
                pair
                for words, found in _by_words(said, sentences).items()
                if len(found) == len(missing.get(words, ()))
                for pair in zip(missing[words], found, strict=True)
            )
        )
        yield from _next_to(pairs, said, low, step=1)
        yield from _next_to(pairs[::-1], said, high, step=-1)


def _next_to(pairs: Sequence[tuple[int, int]], said: Sequence[Words], neighbour: int, *, step: int) -> Iterator[tuple[int, int]]:
    """Give the pairs that follow each other without a gap from a neighbour, or from a long sentence: one word alone proves nothing."""
    for index, sentence in pairs:
        if sentence == neighbour + step or len(said[sentence]) >= LONG:
            yield index, sentence
            neighbour = sentence


def _by_words(texts: Sequence[Words], indexes: Sequence[int]) -> dict[tuple[str, ...], list[int]]:
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in indexes:
        found[tuple(texts[index])].append(index)
    return dict(found)


def _forward(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest part of some pairs that goes forward in both numbers (patience sorting).

    >>> _forward([(0, 5), (1, 1), (2, 2), (3, 9)])
    [(1, 1), (2, 2), (3, 9)]
    """
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        place = bisect_left(ends, second)
        before.append(last[place - 1] if place else -1)
        if place == len(ends):
            ends.append(second)
            last.append(index)
        else:
            ends[place], last[place] = second, index
    chain: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
