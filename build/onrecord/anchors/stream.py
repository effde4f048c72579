"""Sentences laid out as one stream of words, for alignment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Milliseconds

Pair = tuple[int, int]
"""A word of the old stream and the word of the new one that it is."""

# Words of a sentence without an end are taken to follow each other at the usual pace (MEASURED: 10,000-12,000 words an hour).
MS_PER_WORD = 330

# Context speaks within a few sentences of a place; beyond, audio may have been cut.
NEAR_WORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The words of sentences in order, and where each sentence starts."""

    words: Sequence[str]
    owner: Sequence[int]
    """Of each word, the index of its sentence."""
    first: Sequence[bool]
    """Of each word and of the end of the stream, whether a sentence starts there."""
    times: Sequence[int | None]
    """Of each word its time in milliseconds, interpolated in its sentence."""


def lay(
    sentences: Sequence[tuple[Sequence[str], Milliseconds | None, Milliseconds | None]],
) -> Stream:
    """Lay out sentences, each given as normalised words, start and end.

    >>> from onrecord.model import Milliseconds
    >>> lay([(("got", "it"), Milliseconds(0), Milliseconds(1000)), (("yes",), None, None)])
    Stream(words=['got', 'it', 'yes'], owner=[0, 0, 1], first=[True, False, True, True], times=[0, 500, None])
    """
    words: list[str] = []
    owner: list[int] = []
    first: list[bool] = []
    times: list[int | None] = []
    for index, (said, start, end) in enumerate(sentences):
        size = len(said)
        if not size:
            continue
        words += said
        owner += [index] * size
        first.append(True)
        first += [False] * (size - 1)
        if start is None:
            times += [None] * size
        else:
            length = end - start if end is not None and end > start else size * MS_PER_WORD
            times += [start + length * place // size for place in range(size)]
    first.append(True)
    return Stream(words=words, owner=owner, first=first, times=times)


def agreement(old: Stream, new: Stream, i: int, j: int) -> int:
    """Count the borders of sentences that agree when word `i` is word `j`: one before it, one after it."""
    return (old.first[i] and new.first[j]) + (old.first[i + 1] and new.first[j + 1])


def shift(old: Stream, new: Stream, i: int, j: int) -> int | None:
    """Give how much later word `j` is than word `i`, or None where one has no time."""
    before, after = old.times[i], new.times[j]
    return None if before is None or after is None else after - before


def surprise(old: Stream, new: Stream, i: int, j: int, shifts: Sequence[int]) -> float:
    """Give how badly the times of two words fit the shifts seen around them: 0 fits (or not known), 1 is ten seconds off or more.

    Times only break ties, so that a constant or piecewise shift costs nothing: it is the shift of the neighbours that counts.
    """
    here = shift(old, new, i, j)
    if here is None or not shifts:
        return 0.0
    return min(1.0, min(abs(here - there) for there in shifts) / 10_000)
