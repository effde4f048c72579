"""Candidates for quotes: one sentence, or two consecutive ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from onrecord.quotes.english import OPENERS
from onrecord.quotes.words import split_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from onrecord.model import Sentence

# Words. Shorter candidates are titles; longer ones are not shared. Editors' picks have 6 to 40
# words.
FEWEST, MOST = 6, 45
# Maximum number of words of two sentences together.
JOINED = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCandidate:
    """Consecutive sentences of one speaker."""

    first: int
    last: int
    start: int
    """Character of the first sentence at which the candidate starts: after "So" and "I mean,"."""
    text: str
    """The text from there on."""
    words: tuple[str, ...]
    own: int
    """Number of words in the first sentence."""

    @property
    def joined(self) -> bool:
        """Return whether it has two sentences."""
        return self.first != self.last


def find_candidates(
    sentences: Sequence[Sentence], excluded: Container[int] = ()
) -> Iterator[QuoteCandidate]:
    """Yield the candidates of an episode in order.

    Args:
        sentences: Of the episode.
        excluded: Indexes of sentences to skip: the teaser, passages that repeat.
    """
    sentence_words = [tuple(split_words(sentence.text)) for sentence in sentences]
    for index, (sentence, following) in enumerate(zip_longest(sentences, sentences[1:])):
        if index in excluded:
            continue
        start = opening(sentence.text)
        text = sentence.text[start:]
        words = tuple(split_words(text)) if start else sentence_words[index]
        single = QuoteCandidate(
            first=index, last=index, start=start, text=text, words=words, own=len(words)
        )
        if FEWEST <= len(words) <= MOST:
            yield single
        if (
            following
            and index + 1 not in excluded
            and words
            and sentence_words[index + 1]
            and following.speaker == sentence.speaker
        ):
            both = (*words, *sentence_words[index + 1])
            if FEWEST <= len(both) <= JOINED:
                yield replace(single, last=index + 1, text=f"{text} {following.text}", words=both)


def opening(text: str) -> int:
    """Return the character after the opening fillers of a sentence.

    >>> text = "So, I mean, it was on record."
    >>> text[opening(text):]
    'it was on record.'
    """
    match = OPENERS.match(text)
    return match.end() if match else 0
