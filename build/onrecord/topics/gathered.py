"""The topics of all episodes in columns, by what they are called: read once, without an object for each."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from onrecord.summary import Members, Summary
from onrecord.term_columns import Naming, read_naming

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The topics of some episodes, each at a place of its own: those of the oldest episode first."""

    ordered: Sequence[Summary]
    """The episodes, from the oldest on."""
    namings: Sequence[Naming]
    """In the order in which they are met."""
    places: Sequence[Sequence[int]]
    """Of each naming, where it stands."""
    starts: Sequence[int]
    """Of each episode, the place of its first topic."""
    episodes: Sequence[int]
    """Of each topic, as are the four behind it."""
    weights: Sequence[int]
    mentions: Sequence[int]
    passages: Sequence[int]
    spoken: Sequence[int]
    meetings: Counter[tuple[int, int]]
    """How many passages of two namings overlap."""

    def members(self, places: Sequence[int]) -> Members:
        """Give topics as the members of a heading."""
        return Members(
            self.ordered,
            self.starts,
            places,
            _pick(self.episodes, places),
            _pick(self.weights, places),
            _pick(self.mentions, places),
        )


def gather(ordered: Sequence[Summary]) -> Gathered:
    """Gather the topics of some episodes.

    Args:
        ordered: from the oldest on.
    """
    known: defaultdict[str, int] = defaultdict()
    known.default_factory = known.__len__
    naming_of: list[int] = []
    episodes: list[int] = []
    starts: list[int] = []
    weights: list[int] = []
    mentions: list[int] = []
    passages: list[int] = []
    spoken: list[int] = []
    meetings: Counter[tuple[int, int]] = Counter()
    for episode, summary in enumerate(ordered):
        own = [*map(known.__getitem__, summary.topics.lines)]
        columns = summary.topics.columns
        starts.append(len(naming_of))
        naming_of += own
        episodes += [episode] * len(own)
        weights += columns.weights
        mentions += columns.mentions
        passages += columns.passages
        spoken += columns.spoken
        meetings.update(zip(map(own.__getitem__, columns.ones), map(own.__getitem__, columns.others), strict=True))
    # Sorted, those of a naming stand side by side: to hand each to a list of its own takes four times as long.
    sorted_places = sorted(range(len(naming_of)), key=naming_of.__getitem__)
    counts = Counter(naming_of)
    borders = [0, *accumulate(counts[naming] for naming in range(len(known)))]
    return Gathered(
        ordered=ordered,
        namings=[*map(read_naming, known)],
        places=[sorted_places[start:end] for start, end in pairwise(borders)],
        episodes=episodes,
        starts=starts,
        weights=weights,
        mentions=mentions,
        passages=passages,
        spoken=spoken,
        meetings=meetings,
    )


def total(column: Sequence[int], places: Sequence[int]) -> int:
    """Add up some numbers of a column."""
    return sum(map(column.__getitem__, places))


def _pick(column: Sequence[int], places: Sequence[int]) -> list[int]:
    return [*map(column.__getitem__, places)]
