"""The words of sentences as one stream, for alignment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Milliseconds

Pair = tuple[int, int]
"""A word of the old stream and the word of the new one that it is."""

# Pace in sentences without an end (10,000 to 12,000 words an hour, measured).
MS_PER_WORD = 330

# Context counts within a few sentences; beyond, audio may have been cut.
NEAR_WORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The words of sentences in order, and where each sentence starts."""

    words: Sequence[str]
    owner: Sequence[int]
    """The index of the sentence of each word."""
    first: Sequence[bool]
    """Whether a sentence starts at each word, and at the end of the stream."""
    times: Sequence[int | None]
    """The time of each word in milliseconds, interpolated in its sentence."""


def lay(
    sentences: Sequence[tuple[Sequence[str], Milliseconds | None, Milliseconds | None]],
) -> Stream:
    """Return the stream of sentences, each given as normalised words, start and end.

    >>> from onrecord.model import Milliseconds
    >>> stream = lay([(("got", "it"), Milliseconds(0), Milliseconds(1000)), (("yes",), None, None)])
    >>> stream.words, stream.owner, stream.first, stream.times
    (['got', 'it', 'yes'], [0, 0, 1], [True, False, True, True], [0, 500, None])
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
    """Return how many borders of sentences agree if word `i` is word `j`: before and after it."""
    return (old.first[i] and new.first[j]) + (old.first[i + 1] and new.first[j + 1])


def shift(old: Stream, new: Stream, i: int, j: int) -> int | None:
    """Return how much later word `j` is than word `i` in ms; None if one has no time."""
    before, after = old.times[i], new.times[j]
    return None if before is None or after is None else after - before


def surprise(old: Stream, new: Stream, i: int, j: int, shifts: Sequence[int]) -> float:
    """Return how badly the times of two words fit the shifts around them: 0 fits, 1 is 10 s off.

    Times only break ties, and relative to their neighbours: a constant or piecewise shift costs
    nothing. Unknown times fit.
    """
    here = shift(old, new, i, j)
    if here is None or not shifts:
        return 0.0
    return min(1.0, min(abs(here - there) for there in shifts) / 10_000)
