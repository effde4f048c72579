"""At which sentence a chapter starts, given the time that somebody typed for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.text.scripts import CLOSING, QUESTION_MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Sentence, Span

# People mark a chapter on the whole second before its first word: 0.6 s on average. Beyond 2.2 s off, being further off counts less than
# squared (Huber), because marks are now and then several seconds out.
LATE = 600
TOLERANCE = 2200

# Sentences further than this from the mark are not looked at, unless there are none nearer (ms).
REACH = 30_000

# What speaks for a sentence, in the unit of the squared distance in seconds: small, so that the time decides between far-off ones.
QUESTION, ANSWER, QUESTIONED_ON = -1.5, 1.5, 0.75
ANNOUNCES, OPENS, GOES_ON, ACKNOWLEDGES, ACKNOWLEDGED = -2.0, -0.5, 1.0, 1.5, -1.0
TURN, PARAGRAPH = -4.0, -1.0

ASKS = re.compile(rf"[{QUESTION_MARKS}][{re.escape(CLOSING)}]*\Z")
ANNOUNCEMENT = re.compile(
    r"(?:(?:okay|ok|all right|alright|right|well|so|now|and|then)[,.]? )*"
    r"(?:let's|let us|let me|speaking of|moving on|next|firstly|secondly|finally|another|one (?:more|other|last)|final|last|welcome"
    r"|(?:tell|talk to) (?:me|us)|(?:a )?question for|i want(?:ed)? to (?:ask|talk)|i'd like to (?:ask|talk)|what about|how about)\b",
    re.IGNORECASE,
)
OPENER = re.compile(r"(?:okay|ok|all right|alright|well|so|now)\b", re.IGNORECASE)
CONTINUATION = re.compile(
    r"(?:and|but|because|or|which|also|like|that's|i mean|yeah|yes|no)\b", re.IGNORECASE
)
ACKNOWLEDGEMENT = re.compile(
    r"(?:(?:okay|ok|got it|all right|alright|i see|right|mm-hmm|uh-huh|yeah|yes|no|sure|great|cool|exactly|interesting|thank you|thanks"
    r"|fair enough|of course|wow|oh|um|definitely|absolutely)[.,!? ]*)+\Z",
    re.IGNORECASE,
)


def place(sentences: Sequence[Sentence], start: int, within: Span, *, scale: float = 1.0) -> int:
    """Give the index of the sentence at which a chapter starts whose mark says `start` (ms).

    Args:
        sentences: of the episode, with times.
        start: as stated.
        within: half-open range of the indexes that may be chosen; not empty.
        scale: how much further off a sentence may be than one for a mark that somebody typed.
    """
    first, last = within
    wanted = start + LATE
    reach = round(REACH * scale)
    low = bisect_left(sentences, wanted - reach, first, last, key=_time)
    high = bisect_left(sentences, wanted + reach, first, last, key=_time)
    if low == high:
        # None near: the nearest of the two on either side.
        around = [index for index in (low - 1, low) if first <= index < last]
        return min(around, key=lambda index: abs(_time(sentences[index]) - wanted))
    return min(
        range(low, high),
        key=lambda index: (
            _distance((_time(sentences[index]) - wanted) / scale) + weigh(sentences, index)
        ),
    )


def weigh(sentences: Sequence[Sentence], index: int) -> float:
    """Say how little a sentence looks like the start of a subject; negative where it does.

    >>> from onrecord.model import Sentence
    >>> def say(*texts):
    ...     return [Sentence(text=text, span=(0, 1), start=None, end=None, timing="none") for text in texts]
    >>> weigh(say("Fine.", "What is next?"), 1) < 0 < weigh(say("Why?", "And so on."), 1)
    True
    """
    sentence = sentences[index]
    before = sentences[index - 1] if index else None
    asks = bool(ASKS.search(sentence.text))
    asked = before is not None and bool(ASKS.search(before.text))
    announced = before is not None and bool(ANNOUNCEMENT.match(before.text))
    weight = 0.0
    if asks:
        # A subject that was announced has begun with its announcement.
        weight = QUESTIONED_ON if asked or announced else QUESTION
    elif asked:
        weight = ANSWER
    if ACKNOWLEDGEMENT.match(sentence.text):
        weight += ACKNOWLEDGES
    elif ANNOUNCEMENT.match(sentence.text):
        weight += ANNOUNCES
    elif OPENER.match(sentence.text) and not announced:
        weight += OPENS
    elif not asks and (
        announced or CONTINUATION.match(sentence.text) or sentence.text[:1].islower()
    ):
        weight += GOES_ON
    if before is not None and before.speaker != sentence.speaker:
        weight += TURN
    elif before is not None and asks and ACKNOWLEDGEMENT.match(before.text):
        # "Yeah, fair enough. What's after generative models?"
        weight += ACKNOWLEDGED
    return weight + PARAGRAPH * sentence.paragraph


def _time(sentence: Sentence) -> int:
    return sentence.start or 0


def _distance(off: float) -> float:
    """Huber's loss, in seconds squared."""
    off = abs(off)
    return (off * off / 2 if off <= TOLERANCE else TOLERANCE * (off - TOLERANCE / 2)) / 1e6
