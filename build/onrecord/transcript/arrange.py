"""Groups sentences into turns, and turns into paragraphs."""

from __future__ import annotations

import math
import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from onrecord.model import Attribution, Sentence, Turn
from onrecord.text.reading_length import count_words
from onrecord.text.scripts import CLOSING, QUESTION_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Chapter, Episode

# Words per paragraph: four to ten lines on a page of 70 characters per line.
SHORT, USUAL, LONG = 45, 70, 110
# Maximum number of words, except for a single sentence. The file's own paragraphs are kept up to
# this length.
LONGEST = 220

# Costs, in words. A word above `LONG` costs 1.5 and a word below `SHORT` costs 1, less in a
# paragraph that ends with a question or answers one, since those are short. Between the two, length
# hardly matters.
EXCESS, ASKING, ANSWERING, OFF = 1.5, 0.15, 0.6, 0.0025

# Values of a paragraph start, in words. Where speakers are unknown, a question is usually answered
# by somebody else: even a reply of three words between two questions gets a paragraph.
AFTER_QUESTION, BEFORE_QUESTION, AT_OPENER = 34.0, 26.0, 8.0

# "…, right?" at the end of a statement is no question.
STATEMENT = re.compile(
    r"(?!(?:wh(?:at|y|o|en|ere|ich)|how|is|are|do|does|did)\b).*\bright\?\Z",
    re.IGNORECASE | re.DOTALL,
)
# Replies after which a speaker usually asks the next question.
ACKNOWLEDGED = re.compile(
    r"(?:okay|ok|got it|all right|alright|i see|right|mm-hmm|uh-huh|sure|great|cool"
    r"|interesting)[.,!]*\Z",
    re.IGNORECASE,
)
OPENER = re.compile(
    r"(?:okay|ok|so|now|all right|alright|well|yeah|yes|let's|final question|next question"
    r"|first question)\b",
    re.IGNORECASE,
)


def arrange(sentences: Sequence[Sentence]) -> tuple[Turn, ...]:
    """Group sentences into turns of one speaker each, divided into paragraphs.

    The file's own paragraphs are kept if it has any. Else paragraphs have four to ten lines, and
    start where a careful typist would start one: at a question and after it, at "Okay," or "So".
    Every sentence is in one paragraph, in order.

    >>> def say(speaker, text):
    ...     times = {"start": None, "end": None, "timing": "none"}
    ...     return Sentence(text=text, span=(0, len(text)), speaker=speaker, **times)
    >>> said = [say("Ann", "Why?"), say("Ben", "Well."), say("Ben", "Because."), say(None, "Hm.")]
    >>> [(turn.speaker, turn.attribution, len(turn.paragraphs[0])) for turn in arrange(said)]
    [('Ann', 'source', 1), ('Ben', 'source', 2), (None, 'none', 1)]
    """
    return tuple(
        Turn(speaker=speaker, attribution=attribution, paragraphs=tuple(_paragraphs(tuple(spoken))))
        for (speaker, attribution), spoken in groupby(sentences, key=_attribute)
    )


def _attribute(sentence: Sentence) -> tuple[str | None, Attribution]:
    return sentence.speaker, sentence.attribution if sentence.speaker else "none"


def _paragraphs(spoken: Sequence[Sentence]) -> Iterator[tuple[Sentence, ...]]:
    lengths = [count_words(sentence.text) for sentence in spoken]
    own = [index for index, sentence in enumerate(spoken) if sentence.paragraph and index]
    for first, last in pairwise([0, *own, len(spoken)]):
        # A file with only a few paragraphs (at headings, for example) is not divided for reading.
        short_enough = sum(lengths[first:last]) <= (LONGEST if own else LONG)
        starts = (
            [0]
            if short_enough and spoken[0].speaker
            else _divide(spoken[first:last], lengths[first:last])
        )
        for start, end in pairwise([*starts, last - first]):
            yield tuple(spoken[first + start : first + end])


def _divide(spoken: Sequence[Sentence], lengths: Sequence[int]) -> list[int]:
    """Return the indexes at which paragraphs start, minimising the total cost."""
    asks = [_asks(sentence.text) for sentence in spoken]
    worths = _weigh_borders(spoken, asks)
    # costs[end]: total up to `end`; before[end]: start of the last paragraph before `end`.
    costs = [0.0]
    before = [0]
    for end in range(1, len(spoken) + 1):
        best, best_start, words = math.inf, end - 1, 0
        for start in range(end - 1, -1, -1):
            words += lengths[start]
            if words > LONGEST and start < end - 1:
                break
            cost = costs[start] - worths[start]
            if words < SHORT:
                cost += (SHORT - words) * (
                    ASKING if asks[end - 1] else ANSWERING if start and asks[start - 1] else 1.0
                )
            elif words > LONG:
                cost += (words - LONG) * EXCESS
            else:
                cost += (words - USUAL) ** 2 * OFF
            if cost < best:
                best, best_start = cost, start
        costs.append(best)
        before.append(best_start)
    starts: list[int] = []
    end = len(spoken)
    while end:
        end = before[end]
        starts.append(end)
    return starts[::-1]


def _asks(text: str) -> bool:
    return text.rstrip(CLOSING).endswith(tuple(QUESTION_MARKS)) and not STATEMENT.match(text)


def _weigh_borders(spoken: Sequence[Sentence], asks: Sequence[bool]) -> list[float]:
    worths = [0.0]
    for index in range(1, len(spoken)):
        worth = AT_OPENER if OPENER.match(spoken[index].text) else 0.0
        if spoken[index].speaker is None and asks[index - 1] != asks[index]:
            worth += AFTER_QUESTION if asks[index - 1] else BEFORE_QUESTION
            if asks[index] and index > 1 and ACKNOWLEDGED.match(spoken[index - 1].text):
                worths[-1] += BEFORE_QUESTION
                worth -= BEFORE_QUESTION
        worths.append(worth)
    return worths


def arrange_chapter(episode: Episode, chapter: Chapter) -> tuple[Turn, ...]:
    """Group the sentences of a chapter into turns. No turn spans the end of the teaser."""
    first, last = chapter.sentences
    border = min(max(episode.teaser.end if episode.teaser else 0, first), last)
    return (
        *arrange(episode.sentences[first:border]),
        *arrange(episode.sentences[border:last]),
    )
