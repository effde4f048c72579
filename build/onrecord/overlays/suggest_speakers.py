"""Speakers proposed to an editor, judged by the text alone; never published.

A conversation of a host and a guest is a hidden Markov model with two states. Each sentence has
signs of its speaker (questions, acknowledgements, "I think") and of a change of speakers before it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Sentence

HOST, GUEST = 0, 1

# Weights in nats, tried on the demo episode and three transcripts with labels.
ASKS = 2.0
_SIGNS: tuple[tuple[re.Pattern[str], float], ...] = (
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
PER_WORD = -0.008
PRIOR = -0.25
# Least share of questions. Of 55 conversations of two whose labels were hidden, 30 have this share:
# in 27 the proposals are right in more sentences than "all by the guest" is, on average in 6 % more
# of all (`python tests/benchmarks/suggestions.py`). In 97 with fewer questions, of this and another
# show, they are better in 59, by 1.4 %.
ASKED = 0.1
# Probabilities that the speaker changes after a statement and after a question.
CHANGES = 0.22
AFTER_QUESTION = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerProposal:
    """A sentence at which the speaker may change."""

    sentence: int
    host: bool
    confidence: float
    """0.5 to 1, of this sentence; a turn is as sure as its first sentence."""


def suggest_speakers(sentences: Sequence[Sentence]) -> tuple[SpeakerProposal, ...]:
    """Return the sentences that may start turns of a host and a guest, the first one included.

    Returns none where few sentences are questions, as in a transcript without question marks:
    proposals are no better there than one turn of the guest.
    """
    asks = [sentence.text.rstrip("\"'”’").endswith("?") for sentence in sentences]
    if not sentences or sum(asks) < ASKED * len(asks):
        return ()
    states, sure = _decode([_like(sentence.text) for sentence in sentences], asks)
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


def _decode(likes: Sequence[float], asks: Sequence[bool]) -> tuple[list[int], list[float]]:
    """Return the most likely states by the forward-backward algorithm, and their probabilities."""
    emitted = [(0.5 * like, -0.5 * like) for like in likes]
    changes = [AFTER_QUESTION if asked else CHANGES for asked in asks[:-1]]
    forward = _messages(emitted, changes)
    backward = _messages(emitted[::-1], changes[::-1])[::-1]
    states, sure = [], []
    for own, ahead, behind in zip(emitted, forward, backward, strict=True):
        against = (ahead[1] + own[1] + behind[1]) - (ahead[0] + own[0] + behind[0])
        host = 1 / (1 + math.exp(max(-700.0, min(700.0, against))))
        states.append(HOST if host >= 0.5 else GUEST)  # noqa: PLR2004 - of two
        sure.append(round(max(host, 1 - host), 2))
    return states, sure


def _messages(
    emitted: Sequence[tuple[float, float]], changes: Sequence[float]
) -> list[tuple[float, float]]:
    """Return what the sentences before each one say about it, as logarithms for both states."""
    messages = [(0.0, 0.0)]
    for (host, guest), change in zip(emitted, changes, strict=False):
        host, guest = messages[-1][0] + host, messages[-1][1] + guest  # noqa: PLW2901 - with those before
        stays, moves = math.log(1 - change), math.log(change)
        messages.append((_sum(host + stays, guest + moves), _sum(guest + stays, host + moves)))
    return messages


def _sum(one: float, other: float) -> float:
    """Return the logarithm of the sum of two probabilities given by their logarithms."""
    high, low = max(one, other), min(one, other)
    return high + math.log1p(math.exp(low - high))
