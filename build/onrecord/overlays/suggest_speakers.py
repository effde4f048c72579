"""Who may speak where, by the text alone: proposals for an editor, never published.

A conversation of a host and a guest is a hidden Markov model with two states. Each sentence has
signs of its speaker (questions, acknowledgements, "I think") and of a change of speakers before it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Sentence

HOST, GUEST = 0, 1

# Weights in nats, tried on the demo episode and three transcripts with labels
# (benchmarks/suggestions.py).
ASKS: Final = 2.0
_SIGNS: Final[tuple[tuple[re.Pattern[str], float], ...]] = (
    (
        re.compile(
            r"(?:okay|ok|got it|interesting|right|all right|mm-hmm|i see)\b[.,]", re.IGNORECASE
        ),
        2.0,
    ),
    (
        re.compile(
            r"(?:so )?(?:what|how|why|do you|are you|is there|would you|can you|let's say"
            r"|and what|but what)\b",
            re.IGNORECASE,
        ),
        1.8,
    ),
    (re.compile(r"\b(?:your|you|you're)\b", re.IGNORECASE), 0.2),
    (
        re.compile(
            r"(?:welcome to|today i|my guest|joining me|thanks for coming|the pleasure of)",
            re.IGNORECASE,
        ),
        2.0,
    ),
    (
        re.compile(
            r"(?:i mean|i think|i would say|i'd say|well,|thank you for|happy to be)", re.IGNORECASE
        ),
        -1.5,
    ),
    (re.compile(r"yeah, (?:i|so|well|definitely)\b", re.IGNORECASE), -2.4),
    (re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE), -0.3),
    (
        re.compile(
            r"\b(?:in some sense|for example|you see|basically|the thing is)\b", re.IGNORECASE
        ),
        -0.2,
    ),
)
PER_WORD: Final = -0.008
PRIOR: Final = -0.25
# Probabilities that the speaker changes after a statement and after a question.
CHANGES: Final = 0.22
AFTER_QUESTION: Final = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerProposal:
    """A sentence at which the speaker may change."""

    sentence: int
    host: bool
    confidence: float
    """0.5 to 1, of this sentence; a turn is as sure as its first sentence."""


def suggest_speakers(sentences: Sequence[Sentence]) -> tuple[SpeakerProposal, ...]:
    """Return the sentences that may start turns of a host and a guest, always the first."""
    if not sentences:
        return ()
    likes = [_like(sentence.text) for sentence in sentences]
    states, sure = _decode(
        likes, [sentence.text.rstrip("\"'”’").endswith("?") for sentence in sentences]
    )
    return tuple(
        SpeakerProposal(sentence=index, host=state == HOST, confidence=sure[index])
        for index, state in enumerate(states)
        if index == 0 or states[index - 1] != state
    )


def _like(text: str) -> float:
    """Return how much a sentence is like one of the host, in nats.

    >>> _like("What is the difference?") > 0 > _like("I think we do that in our own way.")
    True
    """
    weight = PRIOR + ASKS * text.rstrip("\"'”’").endswith("?") + PER_WORD * len(text.split())
    for sign, worth in _SIGNS:
        if sign.match(text) or (sign.pattern.startswith(r"\b") and sign.search(text)):
            weight += worth
    return weight


def _moves(asks: bool) -> tuple[float, float]:  # noqa: FBT001 - of the sentence before
    change = AFTER_QUESTION if asks else CHANGES
    return math.log(1 - change), math.log(change)


def _decode(likes: Sequence[float], asks: Sequence[bool]) -> tuple[list[int], list[float]]:
    """Return the most likely states by the forward-backward algorithm, and their probabilities."""
    emitted = [(0.5 * like, -0.5 * like) for like in likes]
    forward = [emitted[0]]
    for index in range(1, len(likes)):
        stay, change = _moves(asks[index - 1])
        before = forward[-1]
        here = (
            _sum(before[0] + stay, before[1] + change),
            _sum(before[1] + stay, before[0] + change),
        )
        forward.append((here[0] + emitted[index][0], here[1] + emitted[index][1]))
    backward = [(0.0, 0.0)]
    for index in range(len(likes) - 1, 0, -1):
        stay, change = _moves(asks[index - 1])
        after = (backward[-1][0] + emitted[index][0], backward[-1][1] + emitted[index][1])
        backward.append(
            (_sum(after[0] + stay, after[1] + change), _sum(after[1] + stay, after[0] + change))
        )
    states, sure = [], []
    for ahead, behind in zip(forward, reversed(backward), strict=True):
        host = 1 / (
            1 + math.exp(max(-700.0, min(700.0, (ahead[1] + behind[1]) - (ahead[0] + behind[0]))))
        )
        states.append(HOST if host >= 0.5 else GUEST)  # noqa: PLR2004 - of two
        sure.append(round(max(host, 1 - host), 2))
    return states, sure


def _sum(one: float, other: float) -> float:
    """Return the logarithm of the sum of two probabilities given by their logarithms."""
    high, low = max(one, other), min(one, other)
    return high + math.log1p(math.exp(low - high))
