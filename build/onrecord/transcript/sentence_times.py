"""Times of sentences: from the file where it has them, else interpolated."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Cue, Milliseconds, Span, Timing

if TYPE_CHECKING:
    from collections.abc import Sequence

# Speech has 10,000 to 12,000 words of five letters and a space per hour. Used only for files from
# which no rate can be computed.
USUAL_RATE = 0.016
"""Characters per millisecond."""

# Files with starts in whole seconds round down, so a cue starts half a second later on average.
# With this and interpolation by characters, a sentence in a file of 30-second blocks is off by 0.96
# s on average; with the start of its block, by 11.8 s.
CUT_OFF = 500

# A block with less than half of the usual characters per second also contains an advert or music,
# at an unknown place.
SPARSE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The text between two times of the file."""

    span: Span
    start: int
    end: int
    exact: bool
    """`start` is a time of the file, not the start of the recording."""
    words: tuple[tuple[int, int, bool], ...] = ()
    """Position in the text, time, and whether a word starts there; both ascending."""


class SentenceTimes(NamedTuple):
    """The times of a sentence."""

    start: Milliseconds | None = None
    end: Milliseconds | None = None
    timing: Timing = "none"


def find_times(
    cues: Sequence[Cue], offsets: Sequence[int], spans: Sequence[Span]
) -> list[SentenceTimes]:
    """Return the times of sentences. Starts never decrease, and no end is after the next start.

    Args:
        cues: Of the transcript. A start that does not fit the order of the others is ignored.
        offsets: Positions of the cues' texts in the transcript's text.
        spans: Of the sentences, in order.
    """
    blocks = _find_blocks(cues, offsets)
    if not blocks:
        return [SentenceTimes() for _ in spans]
    in_whole_seconds = all(block.start % 1000 == 0 for block in blocks) and all(
        cue.end is None for cue in cues
    )
    starts, ends = _time_spans(blocks, spans, CUT_OFF if in_whole_seconds else 0)
    bounds = [*(time for time, _ in starts[1:]), ends[-1] if ends else 0]
    return [
        SentenceTimes(
            Milliseconds(start),
            Milliseconds(max(start, min(end, bound))),
            "exact" if exact else "interpolated",
        )
        for (start, exact), end, bound in zip(starts, ends, bounds, strict=True)
    ]


def _time_spans(
    blocks: Sequence[Block], spans: Sequence[Span], lead: int
) -> tuple[list[tuple[int, bool]], list[int]]:
    """Return the starts of spans, never decreasing, each with whether it is exact; and the ends."""
    starts: list[tuple[int, bool]] = []
    ends: list[int] = []
    latest = current = 0
    last = len(blocks) - 1
    for start, end in spans:
        while current < last and start >= blocks[current + 1].span[0]:
            current += 1
        time, exact = _start(blocks[current], start, lead)
        starts.append((time, exact) if time >= latest else (latest, False))
        latest = starts[-1][0]
        while current < last and end > blocks[current + 1].span[0]:
            current += 1
        ends.append(_end(blocks[current], end, lead))
    return starts, ends


def _start(block: Block, position: int, lead: int) -> tuple[int, bool]:
    if position <= block.span[0]:
        return block.start, block.exact
    first = bisect_right(block.words, (position, -1, False)) if block.words else 0
    # In scripts without spaces, a word starts where the previous one ends.
    for place, time, starts in block.words[first : first + 2]:
        if place == position and starts:
            return time, True
    return _interpolate(block, position, lead), False


def _end(block: Block, position: int, lead: int) -> int:
    if position >= block.span[1]:
        return block.end
    return _interpolate(block, position, lead)


def _interpolate(block: Block, position: int, lead: int) -> int:
    (place, next_place), time, next_time = block.span, block.start, block.end
    if block.words:
        index = bisect_right(block.words, (position, math.inf, True))
        if index:
            lead = 0
            place, time, _ = block.words[index - 1]
        if index < len(block.words):
            next_place, next_time, _ = block.words[index]
    if place == position:
        return time
    between = time + lead + round((position - place) / (next_place - place) * (next_time - time))
    return min(between, next_time)


def _find_blocks(cues: Sequence[Cue], offsets: Sequence[int]) -> list[Block]:
    """Steps: 1. select consistent times, 2. compute the rate of speech, 3. build the blocks."""
    # 1. Cues without words time nothing.
    timed = [index for index in _in_order(cues) if cues[index].text]
    if not timed:
        return []
    # 2.
    places = [offsets[index] for index in timed]
    ends = [_end_before(cues, offsets, index) for index in (*timed, len(cues))]
    begins = [max(0, cues[index].start or 0) for index in timed]
    rates = [
        (places[number + 1] - places[number]) / (later - earlier)
        for number, (earlier, later) in enumerate(pairwise(begins))
        if later > earlier
    ]
    rate = median(rates) if rates else USUAL_RATE
    # 3.
    blocks: list[Block] = []
    if places[0] > 0:
        blocks.append(Block(span=(0, ends[0]), start=0, end=begins[0], exact=False))
    for number, index in enumerate(timed):
        cue = cues[index]
        span = (places[number], ends[number + 1])
        start = begins[number]
        bound = begins[number + 1] if number + 1 < len(timed) else None
        end = _block_end(cue, span, start, bound, rate)
        blocks.append(
            Block(
                span=span,
                start=start,
                end=end,
                exact=True,
                words=_word_places(cue, span[0], start, end),
            )
        )
    return blocks


def _end_before(cues: Sequence[Cue], offsets: Sequence[int], index: int) -> int:
    """Return the end of the last text before a cue."""
    while index and not cues[index - 1].text:
        index -= 1
    return offsets[index - 1] + len(cues[index - 1].text) if index else 0


def _block_end(cue: Cue, span: Span, start: int, bound: int | None, rate: float) -> int:
    # Use the cue's own end, unless untimed cues follow.
    if cue.end is not None and cue.end > start and span[1] - span[0] <= len(cue.text):
        return cue.end if bound is None else min(cue.end, bound)
    slowest = start + round((span[1] - span[0]) / (rate * SPARSE))
    return slowest if bound is None else min(slowest, bound)


def _word_places(cue: Cue, offset: int, start: int, end: int) -> tuple[tuple[int, int, bool], ...]:
    places: list[tuple[int, int, bool]] = []
    place, time = 0, start
    for word in cue.words:
        # Ignore times outside the cue, and times before that of the previous word.
        if place <= word.span[0] < word.span[1] <= len(cue.text) and time <= word.start <= end:
            place, time = word.span[0], word.start
            places.append((offset + place, time, True))
            if word.end is not None and time <= word.end <= end:
                place, time = word.span[1], word.end
                places.append((offset + place, time, False))
    return tuple(places)


def _in_order(cues: Sequence[Cue]) -> list[int]:
    """Return the longest sequence of cues with ascending starts: one wrong time moves no other."""
    timed = [index for index, cue in enumerate(cues) if cue.start is not None]
    starts = [cues[index].start or 0 for index in timed]
    if all(earlier <= later for earlier, later in pairwise(starts)):
        return timed
    # Longest non-decreasing subsequence, by patience sorting.
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, start in enumerate(starts):
        pile = bisect_right(tails, start)
        before.append(last[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [start]
        last[pile : pile + 1] = [number]
    chosen: list[int] = []
    number = last[-1]
    while number >= 0:
        chosen.append(timed[number])
        number = before[number]
    return chosen[::-1]
