"""Weights for ranking that follow what editors of an archive picked: logistic regression that starts from the shipped weights.

1. Each candidate of an episode with picks is an example; a pick counts as much as all that was not picked in its episode.
2. Weights are fitted with a penalty for leaving the shipped ones (Newton's method), so that few picks change little.
3. They are scaled to the length of the shipped ones: what a choice of a program must be worth stays comparable.
4. The same is done leaving out a fifth at a time, and the part left out is ranked by both: that is what may be expected of new episodes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# With fewer, what is measured is chance: of 19 picks, an AUC of .65 has a standard error of .07.
FEWEST = 20
FOLDS = 5
# How much the shipped weights count, in picks. On 30 made-up picks by other weights, unseen episodes rank at .96 .95 .93 .91 .90 with
# 1 2 4 8 12 (.85 by the shipped ones); on picks by the shipped weights they lose .008 .006 .003 .002 .001; picks by chance stay at .46.
PRIOR = 4.0
STEPS = 25
SMALL = 1e-6
# An AUC that is better by less is the same.
GAIN = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A candidate, and what became of it."""

    episode: str
    features: Mapping[str, float]
    picked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Weights, and how well they rank what they have not seen."""

    weights: Mapping[str, float]
    picks: int
    episodes: int
    before: float
    """AUC of the shipped weights on what was left out: how often a pick ranks above what was not picked."""
    after: float
    """The same, of weights fitted to the rest."""

    @property
    def better(self) -> bool:
        """Say whether it is worth the change."""
        return self.after >= self.before + GAIN


class _Row(NamedTuple):
    values: tuple[tuple[int, float], ...]
    picked: bool
    weight: float


def fit(examples: Sequence[Example], shipped: Mapping[str, float]) -> Fitted | None:
    """Give weights for the picks of an archive; None where there are fewer than `FEWEST`.

    Args:
        examples: candidates of episodes that have picks.
        shipped: the weights to start from.
    """
    picks = sum(example.picked for example in examples)
    if picks < FEWEST:
        return None
    folds = _folds(examples)
    before, after = _held_out(examples, folds, shipped)
    return Fitted(
        weights=_fit(examples, shipped),
        picks=picks,
        episodes=len({example.episode for example in examples if example.picked}),
        before=before,
        after=after,
    )


def measure(examples: Sequence[Example], weights: Mapping[str, float]) -> float:
    """Give the AUC of weights: within each episode, how often a pick ranks above what was not picked; 0.5 is chance.

    >>> two = [Example(episode="a", features={"claim": amount}, picked=bool(amount)) for amount in (0.0, 1.0)]
    >>> measure(two, {"claim": 1.0}), measure(two, {"claim": -1.0}), measure(two, {"claim": 0.0})
    (1.0, 0.0, 0.5)
    """
    above = compared = 0.0
    for own in _by_episode(examples).values():
        scores = [
            (
                sum(weights.get(name, 0.0) * amount for name, amount in one.features.items()),
                one.picked,
            )
            for one in own
        ]
        others = [score for score, picked in scores if not picked]
        for score, picked in scores:
            if picked and others:
                above += sum((score > other) + (score == other) / 2 for other in others) / len(
                    others
                )
                compared += 1
    return above / compared if compared else 0.5


def _folds(examples: Sequence[Example]) -> list[int]:
    """Step 4: leave out whole episodes where there are enough, since talks differ; else parts of each."""
    episodes = [*_by_episode(examples)]
    if len(episodes) >= FOLDS:
        return [episodes.index(example.episode) % FOLDS for example in examples]
    counts = {True: 0, False: 0}
    folds: list[int] = []
    for example in examples:
        folds.append(counts[example.picked] % FOLDS)
        counts[example.picked] += 1
    return folds


def _held_out(
    examples: Sequence[Example], folds: Sequence[int], shipped: Mapping[str, float]
) -> tuple[float, float]:
    """Step 4."""
    before = after = total = 0.0
    for number in range(FOLDS):
        rest = [example for example, fold in zip(examples, folds, strict=True) if fold != number]
        held = [example for example, fold in zip(examples, folds, strict=True) if fold == number]
        picks = sum(example.picked for example in held)
        if picks and any(example.picked for example in rest):
            before += picks * measure(held, shipped)
            after += picks * measure(held, _fit(rest, shipped))
            total += picks
    return (before / total, after / total) if total else (0.5, 0.5)


def _fit(examples: Sequence[Example], shipped: Mapping[str, float]) -> dict[str, float]:
    """Steps 1 to 3."""
    names = [*shipped]
    start = [*shipped.values(), 0.0]
    rows = list(_rows(examples, names))
    fitted = list(start)
    for _ in range(STEPS):
        change = _step(rows, fitted, start)
        fitted = [value + by for value, by in zip(fitted, change, strict=True)]
        if max(map(abs, change)) < SMALL:
            break
    own = fitted[:-1]
    length = math.hypot(*own)
    scale = math.hypot(*shipped.values()) / length if length else 1.0
    return {name: value * scale for name, value in zip(names, own, strict=True)}


def _rows(examples: Sequence[Example], names: Sequence[str]) -> Iterator[_Row]:
    """Step 1."""
    places = {name: place for place, name in enumerate(names)}
    for own in _by_episode(examples).values():
        picks = sum(example.picked for example in own)
        if not picks:
            continue
        other = picks / max(1, len(own) - picks)
        for example in own:
            values = [
                (places[name], float(amount))
                for name, amount in example.features.items()
                if name in places
            ]
            yield _Row(
                (*values, (len(names), 1.0)), example.picked, 1.0 if example.picked else other
            )


def _step(rows: Sequence[_Row], weights: Sequence[float], start: Sequence[float]) -> list[float]:
    """Step 2: one step of Newton's method. The last weight is how often anything is picked, and costs nothing."""
    size = len(weights)
    slope = [
        PRIOR / 2 * (origin - weight)
        for weight, origin in zip(weights[:-1], start[:-1], strict=True)
    ] + [0.0]
    curve = [
        [PRIOR / 2 * (row == column < size - 1) for column in range(size)] for row in range(size)
    ]
    for values, picked, weight in rows:
        score = sum(weights[place] * amount for place, amount in values)
        chance = 1 / (1 + math.exp(-max(-40.0, min(40.0, score))))
        off, bend = weight * (picked - chance), weight * max(chance * (1 - chance), SMALL)
        for place, amount in values:
            slope[place] += off * amount
            line = curve[place]
            for other, by in values:
                line[other] += bend * amount * by
    return _solve(curve, slope)


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve linear equations whose matrix is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for place, row in enumerate(rows):
        for below in rows[place + 1 :]:
            by = below[place] / row[place]
            for column in range(place, len(row)):
                below[column] -= by * row[column]
    solution = [0.0] * len(rows)
    for place in range(len(rows) - 1, -1, -1):
        known = sum(
            rows[place][column] * solution[column] for column in range(place + 1, len(rows))
        )
        solution[place] = (rows[place][-1] - known) / rows[place][place]
    return solution


def _by_episode(examples: Sequence[Example]) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = {}
    for example in examples:
        found.setdefault(example.episode, []).append(example)
    return found
