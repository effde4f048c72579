"""The topics of all episodes in columns, by what they are called: read once, without an object for each."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from onrecord.model import Occurrences, Summary, TermForm, read_term_form

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The topics of some episodes, each at a place of its own: those of the oldest episode first."""

    ordered: Sequence[Summary]
    """The episodes, from the oldest on."""
    term_forms: Sequence[TermForm]
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
    co_occurrences: Counter[tuple[int, int]]
    """How many passages of two namings overlap."""

    def occurrences(self, places: Sequence[int]) -> Occurrences:
        """Give topics as the members of a heading."""
        return Occurrences(
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
    co_occurrences: Counter[tuple[int, int]] = Counter()
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
        co_occurrences.update(
            zip(
                map(own.__getitem__, columns.ones),
                map(own.__getitem__, columns.others),
                strict=True,
            )
        )
    # Sorted, those of a naming stand side by side: to hand each to a list of its own takes four times as long.
    sorted_places = sorted(range(len(naming_of)), key=naming_of.__getitem__)
    counts = Counter(naming_of)
    borders = [0, *accumulate(counts[term_form] for term_form in range(len(known)))]
    return Gathered(
        ordered=ordered,
        term_forms=[*map(read_term_form, known)],
        places=[sorted_places[start:end] for start, end in pairwise(borders)],
        episodes=episodes,
        starts=starts,
        weights=weights,
        mentions=mentions,
        passages=passages,
        spoken=spoken,
        co_occurrences=co_occurrences,
    )


def total(column: Sequence[int], places: Sequence[int]) -> int:
    """Add up some numbers of a column."""
    return sum(map(column.__getitem__, places))


def _pick(column: Sequence[int], places: Sequence[int]) -> list[int]:
    return [*map(column.__getitem__, places)]
