"""Dividing a stretch of words without full stops where a reader would breathe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.text.reading_length import count_words
from onrecord.text.scripts import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Collection

    from onrecord.model import Span

# The longest sentence with a full stop that its speaker would own to has about 80 words; recognisers leave stretches of 120, and whole
# hours without any punctuation.
LONGEST = 80
# Words of a unit: long enough to be worth a link, short enough to quote.
SHORTEST, USUAL, LONG = 10, 24, 45

GAP = re.compile(rf"\s+|(?<=[，、；：,;])(?=[{UNSPACED}])")
CLAUSE = re.compile(
    r"(?:and (?:so|then|i|we|he|she|it|they|you|that|this)|but|because|so|now|then|well|yeah|okay|i mean|i think|which means|if|when"
    r"|pero|porque|entonces|aber|weil|denn|mais|parce que|donc|mas|porque|então)\b",
    re.IGNORECASE,
)
COMMA = frozenset(",;:—–，、；：")

# Nobody pauses for breath after these.
CARRIES_ON = re.compile(
    r"(?:\s|^)(?:an?|the|to|of|and|or|but|that|in|on|at|for|from|with|by|as|than|is|are|was|were|be|been|will|would|can|could|should|might|may"
    r"|no|not|very|more|my|your|our|his|her|their|its|this|these|i|you|we|they|he|she|it|who|which|because|if|when|so|like|say)\Z",
    re.IGNORECASE,
)
LONGEST_OF_THEM = 8

# What makes a good joint. A pause outweighs a comma and a conjunction together; twenty words off the usual length cost as much as a comma.
AT_PAUSE, AT_COMMA, AT_CLAUSE, AT_CUE, CARRIED_ON, PER_WORD_OFF = 5.0, 2.0, 2.0, 0.5, -3.0, 0.1


class Joint(NamedTuple):
    """A place where a stretch may be divided."""

    position: int
    """Where the next unit starts."""
    words: int
    """Since the joint before."""
    weight: float


def divide_stretch(
    text: str, span: Span, cues: Collection[int] = (), pauses: Collection[int] = ()
) -> list[int]:
    """Give the positions inside `span` at which units of it start; none where it is short enough for a sentence.

    Args:
        text: of the transcript.
        span: of one sentence.
        cues: positions at which cues start.
        pauses: those of them that are heard after a pause.

    >>> text = "we went there and " * 20 + "but it was closed because " * 5
    >>> [len(text[start:].split()) for start in divide_stretch(text, (0, len(text)))]
    [82, 58, 34]
    """
    start, end = span
    if end - start < LONGEST * 2 or count_words(text[start:end]) <= LONGEST:
        return []
    joints = _find_joints(text, span, cues, pauses)
    remaining = (
        sum(joint.words for joint in joints) + count_words(text[joints[-1].position : end])
        if joints
        else 0
    )
    starts: list[int] = []
    index = 0
    while remaining > LONG:
        best, best_score, best_words, words = -1, 0.0, 0, 0
        for candidate in range(index, len(joints)):
            words += joints[candidate].words
            if best >= 0 and words > LONG:
                break
            if words < SHORTEST or remaining - words < SHORTEST:
                continue
            score = joints[candidate].weight - PER_WORD_OFF * abs(words - USUAL)
            if best < 0 or score > best_score:
                best, best_score, best_words = candidate, score, words
        if best < 0:
            break
        starts.append(joints[best].position)
        remaining -= best_words
        index = best + 1
    return starts


def _find_joints(
    text: str, span: Span, cues: Collection[int], pauses: Collection[int]
) -> list[Joint]:
    joints: list[Joint] = []
    before = span[0]
    for gap in GAP.finditer(text, *span):
        position = gap.end()
        if not before < position < span[1]:
            continue
        weight = AT_COMMA * (text[gap.start() - 1] in COMMA) + AT_CLAUSE * bool(
            CLAUSE.match(text, position)
        )
        weight += AT_PAUSE * (position in pauses) + AT_CUE * (position in cues)
        weight += CARRIED_ON * bool(
            CARRIES_ON.search(text[max(0, gap.start() - LONGEST_OF_THEM) : gap.start()])
        )
        joints.append(Joint(position, count_words(text[before : gap.start()]), weight))
        before = position
    return joints
