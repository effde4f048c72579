"""What may become a quote: one sentence, or two that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.quotes.english import OPENERS
from onrecord.quotes.words import words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from onrecord.model import Sentence

# Below, it is a title; above, nobody shares it. Editors' picks have 6 to 40 words.
FEWEST, MOST = 6, 45
# Two sentences are offered where neither is long enough to stand alone.
JOINED = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCandidate:
    """Sentences in a row by one speaker."""

    first: int
    last: int
    start: int
    """Character of the first sentence at which it starts: behind "So" and "I mean,"."""
    text: str
    """From there on."""
    words: tuple[str, ...]
    own: int
    """How many of them the first sentence says."""


def find_candidates(
    sentences: Sequence[Sentence], apart: Container[int] = ()
) -> Iterator[QuoteCandidate]:
    """Give the candidates of an episode, in order.

    Args:
        sentences: of the episode.
        apart: sentences that are not the conversation: its teaser, what repeats.
    """
    sentence_words = [words(sentence.text) for sentence in sentences]
    for index, sentence in enumerate(sentences):
        if index in apart:
            continue
        start = opening(sentence.text)
        text = sentence.text[start:]
        own = words(text) if start else sentence_words[index]
        if FEWEST <= len(own) <= MOST:
            yield QuoteCandidate(
                first=index, last=index, start=start, text=text, words=tuple(own), own=len(own)
            )
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        if (
            following
            and index + 1 not in apart
            and own
            and sentence_words[index + 1]
            and following.speaker == sentence.speaker
        ):
            both = (*own, *sentence_words[index + 1])
            if FEWEST <= len(both) <= JOINED:
                yield QuoteCandidate(
                    first=index,
                    last=index + 1,
                    start=start,
                    text=f"{text} {following.text}",
                    words=both,
                    own=len(own),
                )


def opening(text: str) -> int:
    """Give the character at which a sentence says something.

    >>> text = "So, I mean, it was on record."
    >>> text[opening(text):]
    'it was on record.'
    """
    match = OPENERS.match(text)
    return match.end() if match else 0
