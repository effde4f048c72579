"""Words with their places, so that what is found by its words can be shown as it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.text.scripts import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Sentence

# Scripts without spaces: each character counts as a word.
_WORD = re.compile(
    rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_])+(?:['’ʼ](?:(?![{UNSPACED}])[^\W_])+)*"
)
# The same where no such character can be: four times as fast.
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
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
    return [Token(word, start, end) for word, start, end in _find(text)]


def words(text: str) -> list[str]:
    """Give the words of a text without their places.

    >>> words("It’s OK.")
    ['its', 'ok']
    """
    if not text.isascii():
        return [word for word, _, _ in _find(text)]
    found: list[str] = _ASCII_WORD.findall(text.lower())
    return [word.replace("'", "") for word in found] if "'" in text else found


def lay(sentences: Iterable[Sentence]) -> list[Spoken]:
    """Give the words of sentences as one stream."""
    return [
        Spoken(word, index, start, end)
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


def join(spoken: Sequence[Spoken]) -> str:
    """Give words as text to compare."""
    return " ".join(word.word for word in spoken)
