"""The text of a transcript with the times of its sentences: the text that selectors refer to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Milliseconds, Span
from onrecord.overlays.word_search import find_occurrences
from onrecord.text.folding import fold_quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptText:
    """Sentences as one text."""

    text: str
    """As received: the texts of the cues joined by one space."""
    plain: str
    """The same, character for character, with typewriter apostrophes and quotation marks."""
    sentences: Sequence[Sentence]
    offsets: Sequence[int]
    """Where the sentences start."""

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence with a character; between two, of the first."""
        return max(0, bisect_right(self.offsets, offset) - 1)

    def occurrences(self, words: str) -> list[Span]:
        """Return where words stand, as whole words."""
        return find_occurrences(self.plain, fold_quotes(words))

    def time_of(self, offset: int) -> Milliseconds | None:
        """Return the time of a character in milliseconds, interpolated within its sentence."""
        sentence = self.sentences[self.sentence_at(offset)]
        return time_at(sentence, offset - sentence.span[0])


def join_sentences(sentences: Sequence[Sentence]) -> TranscriptText:
    """Return the text of sentences as received, with no changes applied."""
    parts: list[str] = []
    end = 0
    for sentence in sentences:
        parts += (" " * (sentence.span[0] - end), sentence.text)
        end = sentence.span[1]
    text = "".join(parts)
    return TranscriptText(
        text=text,
        plain=fold_quotes(text),
        sentences=sentences,
        offsets=[sentence.span[0] for sentence in sentences],
    )


def time_at(sentence: Sentence, offset: int) -> Milliseconds | None:
    """Return the time of a character of a sentence: that of its word if known, else interpolated.

    >>> from onrecord.model import Sentence
    >>> start, end = Milliseconds(1000), Milliseconds(2000)
    >>> said = Sentence(text="Yes, so.", span=(0, 8), start=start, end=end, timing="exact")
    >>> time_at(said, 5)
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
