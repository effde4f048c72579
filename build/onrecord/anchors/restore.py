"""Passages that were moved: a long sentence, unique on both sides, and equal ones around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

Words = Sequence[str]

# A sentence with so many words that is there once on each side was moved. Of those with seven words
# and more in 40 episodes of four shows, 0.2 % recur in another episode (greetings, advertisements).
LONG = 7


def restore(
    spoken: Sequence[Words], said: Sequence[Words], heirs: Sequence[Sequence[int]]
) -> dict[int, int]:
    """Return for entries without heirs the free sentences with the same words, by their indexes.

    Args:
        spoken: the words of all entries, in the order of the ledger.
        said: the words of all sentences.
        heirs: of each entry; these sentences are not free.

    >>> long = tuple("the map has no weather in it".split())
    >>> restore([long, ("so",), ("bye",)], [("bye",), long, ("so",)], [(), (), (0,)])
    {0: 1, 1: 2}
    """
    homes = {index: found[0] for index, found in enumerate(heirs) if found}
    free = {index for index in range(len(said)) if said[index]}.difference(*heirs)
    restored = dict(_moved(spoken, said, homes, free))
    _carry(spoken, said, homes, free, restored)
    return restored


def _moved(
    spoken: Sequence[Words], said: Sequence[Words], homes: Mapping[int, int], free: set[int]
) -> Iterator[tuple[int, int]]:
    entries = _by_words(spoken, range(len(spoken)))
    for words, sentences in _by_words(said, range(len(said))).items():
        if len(words) >= LONG and len(sentences) == 1 == len(entries.get(words, ())):
            (index,), (sentence,) = entries[words], sentences
            if index not in homes and sentence in free:
                yield index, sentence


def _carry(
    spoken: Sequence[Words],
    said: Sequence[Words],
    homes: Mapping[int, int],
    free: set[int],
    restored: dict[int, int],
) -> None:
    """Add the equal sentences around those that were moved."""
    taken = set(restored.values())
    for moved, there in sorted(restored.items()):
        for step in (-1, 1):
            index, sentence = moved + step, there + step
            while 0 <= index < len(spoken) and index not in homes and index not in restored:
                if (
                    sentence not in free
                    or sentence in taken
                    or tuple(spoken[index]) != tuple(said[sentence])
                ):
                    break
                restored[index] = sentence
                taken.add(sentence)
                index, sentence = index + step, sentence + step


def _by_words(texts: Sequence[Words], indexes: Sequence[int]) -> dict[tuple[str, ...], list[int]]:
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in indexes:
        found[tuple(texts[index])].append(index)
    return dict(found)
