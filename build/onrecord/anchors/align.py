"""Global monotone alignment of the words of two transcriptions.

1. Seeds: n-grams that are unique on both sides of a range (rare ones, if there are none), grown to
   runs of equal words.
2. Chain: the heaviest set of runs that go forward in both streams.
3. Borders: where two runs compete for words, they are cut where most borders of sentences agree, or
   where times agree.
4. Gaps between runs are ranges for shorter n-grams; small ones are aligned word by word.

Every stage reads each range once, and a range passes a fixed number of stages: time is nearly
linear, memory linear.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from onrecord.anchors.gaps import align_gap
from onrecord.anchors.stream import NEAR_WORDS, Pair, Stream, agreement, shift, surprise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Range = tuple[int, int, int, int]
"""Half-open ranges of words: old from, old to, new from, new to."""
Run = tuple[int, int, int]
"""Equal words: old from, new from, how many."""

# Lengths of the n-grams, and how many pairs of places one may have. Speech seldom repeats five
# words by chance (3 % in the seed; 17 % for three words). Repeated ones are tried where no unique
# ones are left.
STAGES = ((5, 1), (3, 1), (5, 16), (3, 1), (2, 1), (3, 16), (1, 1), (1, 16))

# Cells of the table of `align_gap`: 0.9 us each; a window of 50 by 50 words is 2 ms.
SMALL = 2_500
# Ranges without seeds are aligned by `align_gap` up to here, then by rapidfuzz (64 cells an
# instruction); larger ones stay unmatched.
LAST_SETTLED = 20_000
LAST_MATCHED = 4_000_000

# A run grows this far beyond a seed; further seeds continue it. Bounds the work on periodic text.
GROWTH = 200


def align(old: Stream, new: Stream) -> list[Pair]:
    """Return the pairs of words that are equal or misheard forms of each other.

    Pairs are ascending in both streams; each word is in one pair at most.
    """
    pairs: list[Pair] = []
    whole = (0, len(old.words), 0, len(new.words))
    runs = _divide(old, new, whole, _ends(old, new))
    ranges: list[tuple[Range, int]] = []
    area, stage = whole, 0
    while True:
        for i, j, size in runs:
            pairs += zip(range(i, i + size), range(j, j + size), strict=True)
        ranges += [(gap, stage) for gap in _gaps(area, runs)]
        if not ranges:
            return sorted(pairs)
        area, stage = ranges.pop()
        runs = []
        if (area[1] - area[0]) * (area[3] - area[2]) > SMALL:
            while not runs and stage < len(STAGES):
                runs = _chain(
                    _grow(
                        old.words,
                        new.words,
                        area,
                        _seeds(old.words, new.words, area, *STAGES[stage]),
                    )
                )
                stage += 1
        if runs:
            runs = _divide(old, new, area, runs)
        else:
            pairs += _align_rest(old, new, area)
            # Nothing is left to divide here.
            area = (area[1], area[1], area[3], area[3])


def _ends(old: Stream, new: Stream) -> list[Run]:
    """Return the equal words at the head and at the tail, which may overlap."""
    most = min(len(old.words), len(new.words))
    head = tail = 0
    while head < most and old.words[head] == new.words[head]:
        head += 1
    while tail < most and old.words[-1 - tail] == new.words[-1 - tail]:
        tail += 1
    return [
        run
        for run in ((0, 0, head), (len(old.words) - tail, len(new.words) - tail, tail))
        if run[2]
    ]


def _seeds(
    old: Sequence[str], new: Sequence[str], area: Range, length: int, places: int
) -> list[Pair]:
    """Step 1: return the places of n-grams that have at most `places` pairs of them."""
    a, b, c, d = area
    here = _index(old, a, b, length, places)
    there = _index(new, c, d, length, places)
    return sorted(
        (i, j)
        for gram, olds in here.items()
        if olds and (news := there.get(gram)) and len(olds) * len(news) <= places
        for i in olds
        for j in news
    )


def _index(
    words: Sequence[str], start: int, end: int, length: int, most: int
) -> dict[tuple[str, ...], list[int]]:
    index: dict[tuple[str, ...], list[int]] = {}
    for place, gram in enumerate(
        zip(*(words[start + k : end - length + 1 + k] for k in range(length)), strict=True),
        start=start,
    ):
        found = index.setdefault(gram, [])
        # One more than wanted marks a gram as too frequent.
        if len(found) <= most:
            found.append(place)
    return index


def _grow(old: Sequence[str], new: Sequence[str], area: Range, seeds: list[Pair]) -> list[Run]:
    """Step 1: extend each seed to the run of equal words around it; skip seeds inside a run."""
    a, b, c, d = area
    reach: dict[int, int] = {}
    runs: list[Run] = []
    for i, j in seeds:
        done = reach.get(i - j, a)
        if i < done:
            continue
        start, floor = i, max(done, a, c + i - j, i - GROWTH)
        while start > floor and old[start - 1] == new[start - 1 + j - i]:
            start -= 1
        end, ceiling = i + 1, min(b, d + i - j, i + GROWTH)
        while end < ceiling and old[end] == new[end + j - i]:
            end += 1
        reach[i - j] = end
        runs.append((start, start + j - i, end - start))
    return runs


def _chain(runs: list[Run]) -> list[Run]:
    """Step 2: return the runs that go forward in both streams and have most words.

    A Fenwick tree over the places in the new stream finds the best predecessor of each run.
    """
    runs = sorted(runs)
    ranks = {j: rank for rank, j in enumerate(sorted({j for _, j, _ in runs}), start=1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    weights: list[int] = []
    before: list[int] = []
    waiting: list[int] = []
    for index, (i, j, size) in enumerate(runs):
        if waiting and runs[waiting[0]][0] < i:
            for run in waiting:
                rank = ranks[runs[run][1]]
                while rank < len(tree):
                    if tree[rank][0] < weights[run]:
                        tree[rank] = (weights[run], run)
                    rank += rank & -rank
            waiting = []
        rank, best = ranks[j] - 1, (0, -1)
        while rank:
            best = max(best, tree[rank], key=lambda found: found[0])
            rank -= rank & -rank
        weights.append(best[0] + size)
        before.append(best[1])
        waiting.append(index)
    chain: list[Run] = []
    index = max(range(len(runs)), key=weights.__getitem__, default=-1)
    while index >= 0:
        chain.append(runs[index])
        index = before[index]
    return chain[::-1]


def _divide(old: Stream, new: Stream, area: Range, runs: list[Run]) -> list[Run]:
    """Step 3: cut runs that overlap; extend gaps with a border of sentences to whole sentences."""
    divided: list[Run] = []
    for run in runs:
        i, j, size = run
        while divided and size:
            i0, j0, size0 = divided[-1]
            over = max(i0 + size0 - i, j0 + size0 - j)
            if over <= 0:
                break
            if over >= size0 and over >= size:
                # Contained in each other: the longer stays.
                if size0 >= size:
                    size = 0
                else:
                    divided.pop()
                continue
            keep = _cut(old, new, divided[-1], (i, j, size), over)
            divided[-1] = (i0, j0, size0 - over + keep)
            i, j, size = i + keep, j + keep, size - keep
            if not divided[-1][2]:
                divided.pop()
        if size:
            divided.append((i, j, size))
    return _retract(old, new, area, divided)


def _cut(old: Stream, new: Stream, left: Run, right: Run, over: int) -> int:
    """Return how many of the contested words stay with the left run."""
    (i0, j0, size0), (i1, j1, size1) = left, right
    least, most = max(0, over - size1), min(over, size0)
    least = max(least, over - size0)
    shifts = [
        moved
        for i, j in (
            (i0 + max(0, size0 - over - NEAR_WORDS), j0 + max(0, size0 - over - NEAR_WORDS)),
            (i1 + min(size1 - 1, over + NEAR_WORDS), j1 + min(size1 - 1, over + NEAR_WORDS)),
        )
        if (moved := shift(old, new, i, j)) is not None
    ]
    i0, j0 = i0 + size0 - over, j0 + size0 - over
    score = 0.0
    scores: list[tuple[float, int]] = []
    for keep in range(over + 1):
        # Whole sentences are likelier to be deleted or inserted than parts of two.
        edge = (old.first[i0 + keep] and old.first[i1 + keep]) + (
            new.first[j0 + keep] and new.first[j1 + keep]
        )
        scores.append((score + 0.5 * edge, keep))
        if keep < over:
            score += agreement(old, new, i0 + keep, j0 + keep) - agreement(
                old, new, i1 + keep, j1 + keep
            )
            score -= (
                surprise(old, new, i0 + keep, j0 + keep, shifts)
                - surprise(old, new, i1 + keep, j1 + keep, shifts)
            ) / 8
    return max(found for found in scores if least <= found[1] <= most)[1]


def _retract(old: Stream, new: Stream, area: Range, runs: list[Run]) -> list[Run]:
    """Take words next to a mixed gap from the runs, back to the nearest border in both streams.

    Step 4 decides about them.
    """
    _, b, _, d = area
    kept = list(runs)
    for index, ((i, j, size), following) in enumerate(pairwise([*runs, (b, d, 0)])):
        end, new_end = i + size, j + size
        if not (end < following[0] and new_end < following[1]):
            continue
        if not any(old.first[end : following[0] + 1]) and not any(
            new.first[new_end : following[1] + 1]
        ):
            continue
        start, new_start, left = kept[index]
        if (back := _to_border(old, new, (end, new_end), -1, left)) is not None:
            kept[index] = (start, new_start, left - back)
        if index + 1 < len(runs):
            i1, j1, size1 = following
            if (on := _to_border(old, new, (i1, j1), 1, size1)) is not None:
                kept[index + 1] = (i1 + on, j1 + on, size1 - on)
    return [run for run in kept if run[2]]


def _to_border(old: Stream, new: Stream, at: Pair, step: int, size: int) -> int | None:
    """Return how many words of a run are between its end and a border in both streams."""
    i, j = at
    for words in range(min(NEAR_WORDS, size) + 1):
        if old.first[i + step * words] and new.first[j + step * words]:
            return words
    return None


def _gaps(area: Range, runs: list[Run]) -> Iterator[Range]:
    a, b, c, d = area
    for (i, j, size), (following, new_following, _) in pairwise([(a, c, 0), *runs, (b, d, 0)]):
        if i + size < following and j + size < new_following:
            yield i + size, following, j + size, new_following


def _align_rest(old: Stream, new: Stream, area: Range) -> list[Pair]:
    """Step 4: align a range that no seed divides."""
    a, b, c, d = area
    cells = (b - a) * (d - c)
    if cells <= LAST_SETTLED:
        return align_gap(old, new, area)
    if cells > LAST_MATCHED:
        return []
    return [
        (a + block.a + k, c + block.b + k)
        for block in LCSseq.opcodes(old.words[a:b], new.words[c:d]).as_matching_blocks()
        for k in range(block.size)
    ]
