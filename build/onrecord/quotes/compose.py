"""The text of a quote: words of the transcript, with omissions and insertions marked."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.model import Milliseconds, Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Sentence, Span

    Position = tuple[int, int]
    """Index of a sentence, and a character of it."""

LEFT_OUT = "…"
# Interpolated times are off by 0.96 s on average. Starting early costs a second of listening,
# starting late costs words.
LEAD_IN = 1000
MARKS = re.compile(r"[^\w\s]*(?=\s|\Z)")
OPENING_MARKS = re.compile(r"(?:\A|(?<=\s))[“‘«\"'(¿¡]+\Z")


def compose(
    sentences: Sequence[Sentence],
    parts: Sequence[Part],
    insertions: Mapping[int, str] | None = None,
) -> str:
    """Return the text of a quote.

    Args:
        sentences: Of the episode.
        parts: Of the quote, in order.
        insertions: Words the editor inserted, by the index of the part that follows; empty for
            none.

    >>> from onrecord.model import Sentence
    >>> text = "So I challenge the claim."
    >>> said = [Sentence(text=text, span=(0, 25), start=None, end=None, timing="none")]
    >>> parts = [Part(sentence=0, span=(3, 14)), Part(sentence=0, span=(19, 25))]
    >>> compose(said, parts, {1: "this"})
    '…I challenge [this] claim.'
    """
    inserted = [(insertions or {}).get(number) for number in range(len(parts) + 1)]
    first, last = parts[0], parts[-1]
    words = LEFT_OUT if first.span[0] else ""
    words += f"[{inserted[0]}] " if inserted[0] else ""
    words += _text(sentences, first)
    for number, (before, after) in enumerate(pairwise(parts), 1):
        if inserted[number]:
            words += f" [{inserted[number]}] "
        elif is_contiguous(sentences, before, after):
            words += _gap(sentences, before, after)
        else:
            words += f" {LEFT_OUT} "
        words += _text(sentences, after)
    words += f" [{inserted[-1]}]" if inserted[-1] else ""
    return words + (LEFT_OUT if last.span[1] < len(sentences[last.sentence].text) else "")


def is_contiguous(sentences: Sequence[Sentence], before: Part, after: Part) -> bool:
    """Return whether nothing is omitted between two parts."""
    if before.sentence == after.sentence:
        return not sentences[before.sentence].text[before.span[1] : after.span[0]].strip()
    whole = before.span[1] == len(sentences[before.sentence].text) and after.span[0] == 0
    return after.sentence == before.sentence + 1 and whole


def parts_between(
    sentences: Sequence[Sentence], first: Position, last: Position
) -> tuple[Part, ...]:
    """Return the parts from the start of a word to the end of another, with adjacent marks."""
    parts: list[Part] = []
    for index in range(first[0], last[0] + 1):
        text = sentences[index].text
        start = first[1] if index == first[0] else 0
        end = last[1] if index == last[0] else len(text)
        if marks := OPENING_MARKS.search(text[:start]):
            start = marks.start()
        if marks := MARKS.match(text, end):
            # A trailing comma belongs to the omitted text.
            end = marks.end() if marks.end() == len(text) or marks[0].strip(",;:—–-") else end
        parts.append(Part(sentence=index, span=(start, end)))
    return tuple(parts)


def whole_sentences(
    sentences: Sequence[Sentence], first: int, last: int, start: int = 0
) -> tuple[Part, ...]:
    """Return the parts of whole sentences; the first starts at a given character."""
    return tuple(
        Part(sentence=index, span=(start if index == first else 0, len(sentences[index].text)))
        for index in range(first, last + 1)
    )


def quote_times(
    sentences: Sequence[Sentence], parts: Sequence[Part]
) -> tuple[Milliseconds | None, Milliseconds | None]:
    """Return the times at which the first word of a quote starts and the last one ends."""
    first, last = parts[0], parts[-1]
    return _time(sentences[first.sentence], first.span[0], LEAD_IN), _time(
        sentences[last.sentence], last.span[1]
    )


def _time(sentence: Sentence, character: int, lead_in: int = 0) -> Milliseconds | None:
    if sentence.start is None or not character:
        return sentence.start
    for word in sentence.words:
        if word.span[0] <= character < word.span[1]:
            return word.start
    if sentence.end is None:
        return sentence.start
    between = (sentence.end - sentence.start) * character // max(1, len(sentence.text))
    return Milliseconds(sentence.start + max(0, between - lead_in))


def _text(sentences: Sequence[Sentence], part: Part) -> str:
    start, end = part.span
    return sentences[part.sentence].text[start:end]


def _gap(sentences: Sequence[Sentence], before: Part, after: Part) -> str:
    if before.sentence == after.sentence:
        return sentences[before.sentence].text[before.span[1] : after.span[0]]
    # Scripts without spaces have none between sentences either.
    spans: tuple[Span, Span] = sentences[before.sentence].span, sentences[after.sentence].span
    return " " if spans[1][0] > spans[0][1] or spans[0] == spans[1] else ""
