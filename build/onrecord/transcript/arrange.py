"""From sentences to turns, and within them to paragraphs for reading."""

from __future__ import annotations

import math
import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from onrecord.model import Attribution, Sentence, Turn
from onrecord.text.reading_length import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Chapter, Cue, Episode

# Words of a paragraph: on a page of 70 characters a line, four to ten lines.
SHORT, USUAL, LONG = 45, 70, 110
# Nothing is longer than this, unless it is a single sentence. A file's own paragraphs are left alone up to here.
LONGEST = 220

# What a word too many costs; one that is lacking costs 1, but less in a paragraph that ends with a question, or answers one: they are
# short by nature. Between the two, lengths are all but equal.
EXCESS, ASKING, ANSWERING, OFF = 1.5, 0.15, 0.6, 0.0025

# What a border is worth, in words. Where nobody says who speaks, what follows a question is most likely somebody else: even a reply of
# three words then stands alone between two questions.
AFTER_QUESTION, BEFORE_QUESTION, AT_OPENER = 34.0, 26.0, 8.0

QUESTION_MARKS = ("?", "？", "؟")
CLOSING = "\"'”’»」)"
# "…, right?" at the end of a statement asks nothing.
STATEMENT = re.compile(
    r"(?!(?:wh(?:at|y|o|en|ere|ich)|how|is|are|do|does|did)\b).*\bright\?\Z",
    re.IGNORECASE | re.DOTALL,
)
# Somebody who says this goes on to ask.
ACKNOWLEDGED = re.compile(
    r"(?:okay|ok|got it|all right|alright|i see|right|mm-hmm|uh-huh|sure|great|cool|interesting)[.,!]*\Z",
    re.IGNORECASE,
)
OPENER = re.compile(
    r"(?:okay|ok|so|now|all right|alright|well|yeah|yes|let's|final question|next question|first question)\b",
    re.IGNORECASE,
)


def arrange(sentences: Sequence[Sentence]) -> tuple[Turn, ...]:
    """Give the turns of some sentences: a speaker's run each, divided into paragraphs.

    Paragraphs are the file's own where it has any, else about four to ten lines long, and begin where an attentive typist would begin one:
    at a question and after it, at "Okay," or "So". Every sentence is in one paragraph, in order.

    >>> def say(speaker, text):
    ...     return Sentence(text=text, span=(0, len(text)), start=None, end=None, timing="none", speaker=speaker)
    >>> turns = arrange([say("Ann", "Why?"), say("Ben", "Well."), say("Ben", "Because."), say(None, "Laughter.")])
    >>> [(turn.speaker, turn.attribution, len(turn.paragraphs[0])) for turn in turns]
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
        # A file that starts a paragraph here and there, at headings say, has not divided its talk for reading.
        short_enough = sum(lengths[first:last]) <= (LONGEST if own else LONG)
        starts = (
            [0]
            if short_enough and spoken[0].speaker
            else _divide(spoken[first:last], lengths[first:last])
        )
        for start, end in pairwise([*starts, last - first]):
            yield tuple(spoken[first + start : first + end])


def _divide(spoken: Sequence[Sentence], lengths: Sequence[int]) -> list[int]:
    """Give the sentences at which paragraphs start, such that all together cost least."""
    asks = [_asks(sentence.text) for sentence in spoken]
    worths = _weigh_borders(spoken, asks)
    # costs[end]: of the best paragraphs up to there; before[end]: where the last of them starts.
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
    return text.rstrip(CLOSING).endswith(QUESTION_MARKS) and not STATEMENT.match(text)


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
    """Give the turns of a chapter; a turn never spans the end of the teaser."""
    first, last = chapter.sentences
    border = min(max(episode.teaser.end if episode.teaser else 0, first), last)
    return (
        *arrange(episode.sentences[first:border]),
        *arrange(episode.sentences[border:last]),
    )


def text_of(cues: Sequence[Cue]) -> str:
    """Give the transcript's text: the texts of its cues joined by one space."""
    return " ".join(cue.text for cue in cues if cue.text)
