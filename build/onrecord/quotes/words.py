"""Normalised words with their positions, to find words and show the text as written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.text.scripts import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Sentence, Span

# In scripts without spaces, each character counts as a word.
_WORD = re.compile(
    rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_])+(?:['’ʼ](?:(?![{UNSPACED}])[^\W_])+)*"
)
# Equivalent for ASCII text, four times as fast.
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_APOSTROPHES = str.maketrans("", "", "'’ʼ")


class EpisodeWord(NamedTuple):
    """A word of an episode."""

    word: str
    """Normalised: lower-case, without apostrophes."""
    sentence: int
    start: int
    """First character within the sentence."""
    end: int


class SpokenWords(NamedTuple):
    """The normalised words of an episode."""

    words: list[str]
    bounds: list[int]
    """The first word of each sentence, and the number of words."""

    def within(self, run: Span) -> list[str]:
        """Return the words of a run of sentences."""
        return self.words[self.bounds[run[0]] : self.bounds[run[1]]]


def split_words(text: str) -> list[str]:
    """Return the normalised words of a text.

    >>> split_words("It’s OK.")
    ['its', 'ok']
    """
    if not text.isascii():
        return [word for word, _, _ in _find(text)]
    found: list[str] = _ASCII_WORD.findall(text.lower())
    return [word.replace("'", "") for word in found] if "'" in text else found


def episode_words(sentences: Iterable[Sentence]) -> list[EpisodeWord]:
    """Return the words of all sentences in order."""
    return [
        EpisodeWord(word, index, start, end)
        for index, sentence in enumerate(sentences)
        for word, start, end in _find(sentence.text)
    ]


def _find(text: str) -> list[tuple[str, int, int]]:
    if text.isascii():
        return [
            (match[0].replace("'", ""), match.start(), match.end())
            for match in _ASCII_WORD.finditer(text.lower())
        ]
    return [
        (match[0].casefold().translate(_APOSTROPHES), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]


def join(spoken: Sequence[EpisodeWord]) -> str:
    """Join words to a text for comparison."""
    return " ".join(word.word for word in spoken)
