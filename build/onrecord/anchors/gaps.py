"""Alignment of a small range word by word, in which skipping whole sentences is cheap."""

from __future__ import annotations

from rapidfuzz.distance import Indel

from onrecord.anchors.stream import Pair, Stream, agreement, shift, surprise

# Scores of an equal word, a misheard one, another word, and a border of sentences that agrees;
# costs of skipping words. A stretch pays if two words in five are equal; a single word is not worth
# two breaks.
SAME = 1.0
ALIKE = 0.6
OTHER = -0.6
BORDER = 0.4
BREAK = 1.0
BREAK_AT_BORDER = 0.3

# "Sjoerds" and "Sjors" .83; unrelated words of five to ten letters reach .5 now and then, .65
# almost never.
ALIKE_FROM = 0.65

# A score ends in a pair, in a skipped old word, or in a skipped new word.
_MATCH, _OLD, _NEW = 0, 1, 2
_LOW = float("-inf")
_Row = tuple[list[float], list[float], list[float]]
"""The best scores that end in each of these, for each new word."""


def align_gap(old: Stream, new: Stream, area: tuple[int, int, int, int]) -> list[Pair]:
    """Return the pairs of equal or similar words in two ranges, ascending.

    Dynamic programming with affine gaps (Gotoh 1982).

    Args:
        old: words of the old transcription.
        new: words of the new one.
        area: old from, old to, new from, new to.
    """
    a, b, c, d = area
    shifts = _shifts_around(old, new, area)
    width = d - c + 1
    break_new = [BREAK_AT_BORDER if first else BREAK for first in new.first[c:d]]
    row: _Row = (
        [0.0, *[_LOW] * (width - 1)],
        [_LOW] * width,
        [_LOW, *[-break_new[0]] * (width - 1)],
    )
    # The source of each score, three states in one byte: pair, 3 x old skipped, 9 x new skipped.
    trace: list[bytes] = [bytes([0, 0, *[9 * _NEW] * (width - 2)])]
    alike: dict[tuple[str, str], float] = {}
    for i in range(a, b):
        worths = _weigh_pairs(old, new, (i, c, d), shifts, alike)
        break_old = BREAK_AT_BORDER if old.first[i] else BREAK
        row, came = _advance(row, worths, break_old, break_new, first=i == a)
        trace.append(came)
    ends = [scores[-1] for scores in row]
    steps = _follow(trace, a, c, ends.index(max(ends)))
    return [
        (i, j)
        for i, j in steps
        if old.words[i] == new.words[j] or alike[old.words[i], new.words[j]] > 0
    ]


def _shifts_around(old: Stream, new: Stream, area: tuple[int, int, int, int]) -> list[int]:
    """Return how much later the words directly before and after two ranges are now, in ms."""
    a, b, c, d = area
    return [
        moved
        for i, j in ((a - 1, c - 1), (b, d))
        if 0 <= i < len(old.words)
        and 0 <= j < len(new.words)
        and (moved := shift(old, new, i, j)) is not None
    ]


def _weigh_pairs(
    old: Stream,
    new: Stream,
    row: tuple[int, int, int],
    shifts: list[int],
    alike: dict[tuple[str, str], float],
) -> list[float]:
    """Return the scores of an old word with each new word of a range, given as one `row`."""
    i, start, end = row
    word = old.words[i]
    worths: list[float] = []
    for j in range(start, end):
        other = new.words[j]
        worth = SAME
        if word != other:
            found = alike.get((word, other))
            worth = (
                found
                if found is not None
                else alike.setdefault((word, other), _likeness(word, other))
            )
        if worth > 0:
            worth += BORDER * agreement(old, new, i, j) - surprise(old, new, i, j, shifts) / 8
        worths.append(worth)
    return worths


def _advance(
    row: _Row, worths: list[float], break_old: float, break_new: list[float], *, first: bool
) -> tuple[_Row, bytes]:
    """Return the scores after one more old word, and their sources."""
    pair, skip_old, skip_new = row
    now_pair, now_old, now_new = [_LOW], [max(pair[0] - break_old, skip_old[0])], [_LOW]
    trace = bytearray([0 if first else 3 * _OLD])
    for left, worth in enumerate(worths):
        column = left + 1
        came = 0
        score = pair[left]
        if skip_old[left] > score:
            score, came = skip_old[left], _OLD
        if skip_new[left] > score:
            score, came = skip_new[left], _NEW
        now_pair.append(score + worth)
        fresh, source = (
            (pair[column], 0) if pair[column] >= skip_new[column] else (skip_new[column], 3 * _NEW)
        )
        if skip_old[column] >= fresh - break_old:
            now_old.append(skip_old[column])
            came += 3 * _OLD
        else:
            now_old.append(fresh - break_old)
            came += source
        if now_new[left] >= now_pair[left] - break_new[left]:
            now_new.append(now_new[left])
            came += 9 * _NEW
        else:
            now_new.append(now_pair[left] - break_new[left])
        trace.append(came)
    return (now_pair, now_old, now_new), bytes(trace)


def _follow(trace: list[bytes], a: int, c: int, state: int) -> list[Pair]:
    """Return the pairs on the way back from the last cell."""
    row, column = len(trace) - 1, len(trace[0]) - 1
    pairs: list[Pair] = []
    while row or column:
        came = trace[row][column]
        if state == _MATCH:
            state = came % 3
            row, column = row - 1, column - 1
            pairs.append((a + row, c + column))
        elif state == _OLD:
            state = came // 3 % 3
            row -= 1
        else:
            state = came // 9
            column -= 1
    return pairs[::-1]


def _likeness(word: str, other: str) -> float:
    """Return the score of a pair of different words; short ones are alike by chance."""
    if min(len(word), len(other)) < 4:  # noqa: PLR2004  ("tin", "sin", "thin")
        return OTHER
    return ALIKE if Indel.normalized_similarity(word, other, score_cutoff=ALIKE_FROM) else OTHER
