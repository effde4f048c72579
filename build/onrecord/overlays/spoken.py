"""The text of a transcript with the times of its sentences: what selectors select from."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Milliseconds, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Sentence

# Of one character each, so that places stay what they are.
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "\u00a0": " "}
)

# Scripts that write no spaces have no borders of words to keep to.
_SPACED = 0x0E00
_WORD = re.compile(r"[^\W_\u0e00-\U0010ffff]+|[^\W_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Sentences as one text."""

    text: str
    """As received: the cues' texts joined by one space."""
    plain: str
    """The same with typewriter's apostrophes and quotation marks, character for character."""
    sentences: Sequence[Sentence]
    offsets: Sequence[int]
    """Where the sentences start."""

    def sentence_at(self, place: int) -> int:
        """Give the index of the sentence that holds a character; of the one before it, between two."""
        return max(0, bisect_right(self.offsets, place) - 1)

    def occurrences(self, words: str) -> list[Span]:
        """Give where words stand, as whole words."""
        return find_all(self.plain, plain(words))

    def time_of(self, place: int) -> Milliseconds | None:
        """Give the time of a character, interpolated within its sentence."""
        sentence = self.sentences[self.sentence_at(place)]
        return time_in(sentence, place - sentence.span[0])


def lay_out(sentences: Sequence[Sentence]) -> Spoken:
    """Give the text of sentences as received, with no changes applied."""
    parts: list[str] = []
    end = 0
    for sentence in sentences:
        parts += (" " * (sentence.span[0] - end), sentence.text)
        end = sentence.span[1]
    text = "".join(parts)
    return Spoken(
        text=text,
        plain=plain(text),
        sentences=sentences,
        offsets=[sentence.span[0] for sentence in sentences],
    )


def plain(text: str) -> str:
    """Give text with the apostrophes and quotation marks of a typewriter, of the same length.

    >>> plain("it’s ‘so’") == "it's 'so'"
    True
    """
    return text.translate(_SAME)


def find_all(text: str, words: str) -> list[Span]:
    """Give where words stand in a text, as whole words, from left to right without overlaps.

    >>> find_all("an AI, AI's and AIs", "AI")
    [(3, 5), (7, 9)]
    """
    found: list[Span] = []
    place = text.find(words) if words else -1
    while place >= 0:
        end = place + len(words)
        if _parts(text, place) and _parts(text, end):
            found.append((place, end))
            place = text.find(words, end)
        else:
            place = text.find(words, place + 1)
    return found


def _parts(text: str, place: int) -> bool:
    """Say whether a word may start or end at a place."""
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    return (
        not (before.isalnum() and after.isalnum())
        or ord(before) >= _SPACED
        or ord(after) >= _SPACED
    )


def find_words(text: str) -> frozenset[str]:
    """Give the words of a text, without regard for capitals: where `find_all` finds some words, each of theirs is among them.

    >>> sorted(find_words("Ann's AI, 是的"))
    ['ai', 'ann', 's', '是', '的']
    """
    # What is said a thousand times is divided once: no word holds a space.
    return frozenset(word.casefold() for word in _WORD.findall(" ".join(frozenset(text.split()))))


def time_in(sentence: Sentence, offset: int) -> Milliseconds | None:
    """Give the time of a character of a sentence: of its word where that is known, else interpolated.

    >>> from onrecord.model import Sentence
    >>> said = Sentence(text="Yes, so.", span=(0, 8), start=Milliseconds(1000), end=Milliseconds(2000), timing="exact")
    >>> time_in(said, 5)
    1625
    """
    if sentence.start is None:
        return None
    known = next(
        (word.start for word in sentence.words if word.span[0] <= offset < word.span[1]), None
    )
    if known is not None:
        return known
    length = 0 if sentence.end is None else sentence.end - sentence.start
    return Milliseconds(
        sentence.start + round(length * offset / max(1, sentence.span[1] - sentence.span[0]))
    )
