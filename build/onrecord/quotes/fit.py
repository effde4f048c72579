"""Fits the weights of the quote ranking to the picks of an archive's editors.

1. Logistic regression that starts from the default weights. Each candidate of an episode with picks
is an example; a pick weighs as much as all other candidates of its episode together.
2. Deviation from the default weights is penalised (Newton's method), so that a few picks change
little.
3. The result is scaled to the norm of the default weights, so that the threshold of automatic
choices still applies.
4. Cross-validation in five folds compares both sets of weights on held-out examples. This estimates
their quality for new episodes.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# With fewer picks the evaluation is chance: with 19, an AUC of .65 has a standard error of .07.
FEWEST = 20
FOLDS = 5
# Strength of the prior, in picks. With 30 made-up picks by other weights, unseen episodes rank at
# .96 .95 .93 .91 .90 for 1 2 4 8 12 (.85 by the default weights); with picks by the default weights
# they lose .008 .006 .003 .002 .001; random picks stay at .46.
PRIOR = 4.0
STEPS = 50
SMALL = 1e-6
# Smaller improvements of the AUC are ignored.
GAIN = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A candidate, and whether an editor picked it."""

    episode: str
    features: Mapping[str, float]
    picked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Fitted weights and their evaluation."""

    weights: Mapping[str, float]
    picks: int
    episodes: int
    before: float
    """AUC of the default weights on held-out examples: how often a pick ranks above another
    candidate.
    """
    after: float
    """The same for weights fitted to the remaining examples."""

    @property
    def better(self) -> bool:
        """Return whether the improvement is large enough to adopt the weights."""
        return self.after >= self.before + GAIN


def fit(examples: Sequence[Example], shipped: Mapping[str, float]) -> Fitted | None:
    """Return weights fitted to the picks of an archive, or None for fewer than `FEWEST` picks.

    Args:
        examples: Candidates of episodes that have picks.
        shipped: The default weights.
    """
    picks = sum(example.picked for example in examples)
    if picks < FEWEST:
        return None
    folds = _folds(examples)
    before, after = _held_out(examples, folds, shipped)
    return Fitted(
        weights=fit_weights(examples, shipped),
        picks=picks,
        episodes=len({example.episode for example in examples if example.picked}),
        before=before,
        after=after,
    )


def measure(examples: Sequence[Example], weights: Mapping[str, float]) -> float:
    """Return the AUC: how often a pick ranks above another candidate of its episode (chance: 0.5).

    >>> pick = Example(episode="a", features={"claim": 1.0}, picked=True)
    >>> two = [pick, Example(episode="a", features={"claim": 0.0}, picked=False)]
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
    """Step 4: assign folds by episode, since talks differ; with few episodes, by example."""
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
            after += picks * measure(held, fit_weights(rest, shipped))
            total += picks
    return (before / total, after / total) if total else (0.5, 0.5)


def fit_weights(
    examples: Sequence[Example], shipped: Mapping[str, float], *, judged: bool = False
) -> dict[str, float]:
    """Steps 1 to 3.

    Args:
        examples: Of all episodes; those of episodes without a pick count only if `judged`.
        shipped: The weights to start from.
        judged: Somebody has judged each example, so all weigh the same.
    """
    # NumPy takes 0.1 s to import, and only this command needs it.
    import numpy as np  # noqa: PLC0415 - see above

    # 1. The last column is the intercept: how often anything is picked.
    names = [*shipped]
    features = np.array(
        [[*(float(one.features.get(name, 0.0)) for name in names), 1.0] for one in examples]
    )
    picked = np.array([one.picked for one in examples], dtype=float)
    weights = np.ones(len(picked)) if judged else np.array(_example_weights(examples))
    # 2. The intercept is not penalised.
    start = np.array([*shipped.values(), 0.0])
    penalty = np.diag([PRIOR / 2] * len(names) + [0.0])
    fitted = start.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(features @ fitted, -40, 40)))
        slope = features.T @ (weights * (picked - chance)) + penalty @ (start - fitted)
        bend = weights * np.maximum(chance * (1 - chance), SMALL)
        change = np.linalg.solve(penalty + (features.T * bend) @ features, slope)
        # A full step from a distant start can overshoot without end.
        longest = abs(change).max()
        fitted += change / max(1.0, longest)
        if longest < SMALL:
            break
    # 3.
    own = fitted[:-1].tolist()
    length = math.hypot(*own)
    scale = math.hypot(*shipped.values()) / length if length else 1.0
    return {name: value * scale for name, value in zip(names, own, strict=True)}


def _example_weights(examples: Sequence[Example]) -> list[float]:
    """Return weights by which the picks of each episode weigh as much as its other candidates."""
    picks = Counter(example.episode for example in examples if example.picked)
    others = Counter(example.episode for example in examples if not example.picked)
    return [
        1.0 if example.picked else picks[example.episode] / others[example.episode]
        for example in examples
    ]


def _by_episode(examples: Sequence[Example]) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = {}
    for example in examples:
        found.setdefault(example.episode, []).append(example)
    return found
