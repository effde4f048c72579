"""The first sentence of a chapter, given the time that somebody typed for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.text.scripts import CLOSING, QUESTION_MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Sentence, Span

# People mark a chapter on the whole second before its first word: 0.6 s on average. Distances
# beyond 2.2 s count less than squared (Huber): marks are now and then several seconds off.
LATE = 600
TOLERANCE = 2200

# Sentences farther from the mark than this (ms) are ignored, unless there are none nearer.
REACH = 30_000

# A sentence whose stated time is this near to the mark (ms) is not penalised for its words. Where
# no speakers are known, 41 of 45 starts are found so, not 39, and 33 of 40, not 32 elsewhere.
CLOSE = 1000

# Weights of the signs of a new subject, in squared seconds; small, so that the time decides
# between sentences that are far apart.
QUESTION, ANSWER, QUESTIONED_ON = -1.5, 1.5, 0.75
ANNOUNCES, OPENS, GOES_ON, ACKNOWLEDGES, ACKNOWLEDGED = -2.0, -0.5, 1.0, 1.5, -1.0
TURN, PARAGRAPH = -4.0, -1.0

ASKS = re.compile(rf"[{QUESTION_MARKS}][{re.escape(CLOSING)}]*\Z")
ANNOUNCEMENT = re.compile(
    r"(?:(?:okay|ok|all right|alright|right|well|so|now|and|then)[,.]? )*"
    r"(?:let's|let us|let me|speaking of|moving on|next|firstly|secondly|finally|another"
    r"|one (?:more|other|last)|final|last|welcome|(?:tell|talk to) (?:me|us)|(?:a )?question for"
    r"|i want(?:ed)? to (?:ask|talk)|i'd like to (?:ask|talk)|what about|how about)\b",
    re.IGNORECASE,
)
OPENER = re.compile(r"(?:okay|ok|all right|alright|well|so|now)\b", re.IGNORECASE)
CONTINUATION = re.compile(
    r"(?:and|but|because|or|which|also|like|that's|i mean|yeah|yes|no)\b", re.IGNORECASE
)
ACKNOWLEDGEMENT = re.compile(
    r"(?:(?:okay|ok|got it|all right|alright|i see|right|mm-hmm|uh-huh|yeah|yes|no|sure|great|cool"
    r"|exactly|interesting|thank you|thanks|fair enough|of course|wow|oh|um|definitely|absolutely"
    r")[.,!? ]*)+\Z",
    re.IGNORECASE,
)


def place(sentences: Sequence[Sentence], start: int, within: Span, *, scale: float = 1.0) -> int:
    """Return the index of the first sentence of a chapter.

    Args:
        sentences: of the episode, with times.
        start: of the chapter as stated, in milliseconds.
        within: half-open range of the indexes that may be chosen; not empty.
        scale: factor for distances that are tolerated; 1 for a mark that somebody typed.
    """
    first, last = within
    wanted = start + LATE
    reach = round(REACH * scale)
    low = bisect_left(sentences, wanted - reach, first, last, key=_time)
    high = bisect_left(sentences, wanted + reach, first, last, key=_time)
    if low == high:
        # None is near: take the nearest on either side.
        around = [index for index in (low - 1, low) if first <= index < last]
        return min(around, key=lambda index: abs(_time(sentences[index]) - wanted))

    def cost(index: int) -> float:
        sentence = sentences[index]
        off = _time(sentence) - wanted
        weight = weigh(sentences, index)
        if sentence.timing == "exact" and abs(off) <= CLOSE:
            weight = min(weight, 0.0)
        return _distance(off / scale) + weight

    return min(range(low, high), key=cost)


def weigh(sentences: Sequence[Sentence], index: int) -> float:
    """Return a penalty for a sentence as the start of a subject; negative if it looks like one.

    >>> from onrecord.model import Sentence
    >>> def say(*texts):
    ...     fixed = {"span": (0, 1), "start": None, "end": None, "timing": "none"}
    ...     return [Sentence(text=text, **fixed) for text in texts]
    >>> weigh(say("Fine.", "What is next?"), 1) < 0 < weigh(say("Why?", "And so on."), 1)
    True
    """
    sentence = sentences[index]
    before = sentences[index - 1] if index else None
    text, text_before = sentence.text, before.text if before else ""
    weight = _weigh_words(text, text_before) + PARAGRAPH * sentence.paragraph
    if before and before.speaker != sentence.speaker:
        return weight + TURN
    if ASKS.search(text) and ACKNOWLEDGEMENT.match(text_before):
        # "Yeah, fair enough. What's after generative models?"
        return weight + ACKNOWLEDGED
    return weight


# After an edit nearly all sentences are as they were.
@lru_cache(maxsize=1 << 15)
def _weigh_words(text: str, before: str) -> float:
    """Return the penalty for the words of a sentence, given the sentence before."""
    asks, asked = bool(ASKS.search(text)), bool(ASKS.search(before))
    announced = bool(ANNOUNCEMENT.match(before))
    if asks:
        # A subject that was announced has begun with its announcement.
        weight = QUESTIONED_ON if asked or announced else QUESTION
    else:
        weight = ANSWER if asked else 0.0
    if ACKNOWLEDGEMENT.match(text):
        return weight + ACKNOWLEDGES
    if ANNOUNCEMENT.match(text):
        return weight + ANNOUNCES
    if OPENER.match(text) and not announced:
        return weight + OPENS
    if not asks and (announced or CONTINUATION.match(text) or text[:1].islower()):
        return weight + GOES_ON
    return weight


def _time(sentence: Sentence) -> int:
    return sentence.start or 0


def _distance(off: float) -> float:
    """Huber's loss, in seconds squared."""
    off = abs(off)
    return (off * off / 2 if off <= TOLERANCE else TOLERANCE * (off - TOLERANCE / 2)) / 1e6
