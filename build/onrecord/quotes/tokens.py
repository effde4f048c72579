"""Words with their places, so that what is found by its words can be shown as it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Sentence

# Scripts without spaces: each character counts as a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+(?:['’ʼ](?:(?![{_UNSPACED}])[^\W_])+)*")
_APOSTROPHES = str.maketrans("", "", "'’ʼ")


class Token(NamedTuple):
    """A word of a sentence."""

    word: str
    """Folded: small letters, without apostrophes."""
    start: int
    """Character of the sentence's text."""
    end: int


class Spoken(NamedTuple):
    """A word of an episode."""

    word: str
    sentence: int
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Give the words of a text.

    >>> tokens("It’s OK.")
    [Token(word='its', start=0, end=4), Token(word='ok', start=5, end=7)]
    """
    return [Token(match.group().casefold().translate(_APOSTROPHES), *match.span()) for match in _WORD.finditer(text)]


def lay(sentences: Iterable[Sentence]) -> list[Spoken]:
    """Give the words of sentences as one stream."""
    return [Spoken(word, index, start, end) for index, sentence in enumerate(sentences) for word, start, end in tokens(sentence.text)]


def join(spoken: Sequence[Spoken]) -> str:
    """Give words as text to compare."""
    return " ".join(word.word for word in spoken)
