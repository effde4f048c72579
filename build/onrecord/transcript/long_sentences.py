"""Splits long stretches without full stops where a speaker would pause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.text.reading_length import count_words
from onrecord.text.scripts import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Collection

    from onrecord.model import Span

# Maximum number of words of a sentence. Well-formed ones reach about 80; speech recognition leaves
# stretches of 120, and hours without any punctuation.
LONGEST = 80
# Words per part: long enough to be worth a link, short enough to quote.
SHORTEST, USUAL, LONG = 10, 24, 45

GAP = re.compile(rf"\s+|(?<=[，、；：,;])(?=[{UNSPACED}])")
CLAUSE = re.compile(
    r"(?:and (?:so|then|i|we|he|she|it|they|you|that|this)|but|because|so|now|then|well|yeah|okay"
    r"|i mean|i think|which means|if|when"
    r"|pero|porque|entonces|aber|weil|denn|mais|parce que|donc|mas|porque|então)\b",
    re.IGNORECASE,
)
COMMA = frozenset(",;:—–，、；：")

# No speaker pauses after these words.
CARRIES_ON = re.compile(
    r"(?:\s|^)(?:an?|the|to|of|and|or|but|that|in|on|at|for|from|with|by|as|than|is|are|was|were"
    r"|be|been|will|would|can|could|should|might|may"
    r"|no|not|very|more|my|your|our|his|her|their|its|this|these|i|you|we|they|he|she|it|who|which"
    r"|because|if|when|so|like|say)\Z",
    re.IGNORECASE,
)
LONGEST_OF_THEM = 8

# Values of a break. A pause outweighs a comma and a conjunction together; a deviation of twenty
# words from the usual length costs as much as a comma.
AT_PAUSE, AT_COMMA, AT_CLAUSE, AT_CUE, CARRIED_ON, PER_WORD_OFF = 5.0, 2.0, 2.0, 0.5, -3.0, 0.1


class Joint(NamedTuple):
    """A possible break."""

    position: int
    """Start of the next part."""
    words: int
    """Words since the previous break."""
    weight: float


def split_long(
    text: str, span: Span, cues: Collection[int] = (), pauses: Collection[int] = ()
) -> list[int]:
    """Return the positions inside `span` at which its parts start; none if it is short enough.

    Args:
        text: Of the transcript.
        span: Of one sentence.
        cues: Positions at which cues start.
        pauses: Those of them that follow a pause.

    >>> text = "we went there and " * 20 + "but it was closed because " * 5
    >>> [len(text[start:].split()) for start in split_long(text, (0, len(text)))]
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
