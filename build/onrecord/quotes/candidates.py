"""What may become a quote: one sentence, or two that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.quotes.tokens import tokens
from onrecord.quotes.words_en import OPENERS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from onrecord.model import Sentence

# Below, it is a title; above, nobody shares it. Editors' picks have 6 to 40 words.
FEWEST, MOST = 6, 45
# Two sentences are offered where neither is long enough to stand alone.
JOINED = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Sentences in a row by one speaker."""

    first: int
    last: int
    start: int
    """Character of the first sentence at which it starts: behind "So" and "I mean,"."""
    text: str
    """From there on."""
    words: tuple[str, ...]


def find_candidates(sentences: Sequence[Sentence], apart: Container[int] = ()) -> Iterator[Candidate]:
    """Give the candidates of an episode, in order.

    Args:
        sentences: of the episode.
        apart: sentences that are not the conversation: its teaser.
    """
    for index, sentence in enumerate(sentences):
        if index in apart:
            continue
        start = opening(sentence.text)
        words = _words(sentence.text[start:])
        if FEWEST <= len(words) <= MOST:
            yield Candidate(first=index, last=index, start=start, text=sentence.text[start:], words=words)
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        if following and words and following.speaker == sentence.speaker:
            text = f"{sentence.text[start:]} {following.text}"
            both = (*words, *_words(following.text))
            if FEWEST <= len(both) <= JOINED and len(both) > len(words):
                yield Candidate(first=index, last=index + 1, start=start, text=text, words=both)


def opening(text: str) -> int:
    """Give the character at which a sentence says something.

    >>> text = "So, I mean, it was on record."
    >>> text[opening(text):]
    'it was on record.'
    """
    match = OPENERS.match(text)
    return match.end() if match else 0


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.word for word in tokens(text))
