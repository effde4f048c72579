"""Stretches of a transcript that are shown with other words: corrections and redactions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import REMOVED, Change, Provenance, Span, WordTime
from onrecord.overlays.word_search import find_occurrences
from onrecord.text.folding import fold_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.errors import Place
    from onrecord.model import Sentence
    from onrecord.overlays.transcript_text import TranscriptText


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """One stretch, and what is shown there."""

    span: Span
    """Characters of the transcript's text."""
    now: str
    """The words shown; empty where nothing was said."""
    provenance: Provenance
    place: Place
    removed: bool = False
    name: str = ""
    """Name of the entry, for messages; empty for corrections of the whole archive."""


class AlteredText:
    """The text of a transcript with its alterations, in which words are found as shown."""

    def __init__(self, received: TranscriptText, alterations: Sequence[Alteration]) -> None:
        """Build the text. The alterations must be in order and must not overlap."""
        self._alterations = alterations
        parts: list[str] = []
        place = 0
        for one in alterations:
            parts += (received.text[place : one.span[0]], one.now)
            place = one.span[1]
        parts.append(received.text[place:])
        # Received and altered parts take turns; each starts here in the text shown.
        self._starts = [0, *accumulate(map(len, parts))]
        self.text = "".join(parts)

    @cached_property
    def _plain(self) -> str:
        """The text in which words are sought; most alterations are followed by others."""
        return fold_quotes(self.text)

    def occurrences(self, words: str) -> list[Span]:
        """Return where words are shown, as spans of the text received.

        Spans that start or end inside an alteration include all of it.
        """
        return [
            (self._received(start, end=False), self._received(end, end=True))
            for start, end in find_occurrences(self._plain, fold_quotes(words))
        ]

    def words(self, span: Span) -> str:
        """Return what is shown of a span of the text received."""
        return self.text[self._shown(span[0], end=False) : self._shown(span[1], end=True)]

    def _received(self, place: int, *, end: bool) -> int:
        part = (bisect_left(self._starts, place) if end else bisect_right(self._starts, place)) - 1
        part = min(max(part, 0), 2 * len(self._alterations))
        number, altered = divmod(part, 2)
        if altered:
            return self._alterations[number].span[end]
        return place - self._starts[part] + (self._alterations[number - 1].span[1] if number else 0)

    def _shown(self, place: int, *, end: bool) -> int:
        number = bisect_right(self._alterations, place, key=lambda one: one.span[0])
        if not number:
            return place
        before = self._alterations[number - 1]
        if before.span[0] == place and not end:
            return self._starts[2 * number - 1]
        if place < before.span[1] or (place == before.span[1] and end):
            # Inside an alteration: all of it.
            if place == before.span[0]:
                return self._starts[2 * number - 1]
            return self._starts[2 * number - 1 + end]
        return self._starts[2 * number] + place - before.span[1]


def alter(sentences: Sequence[Sentence], alterations: Sequence[Alteration]) -> tuple[Sentence, ...]:
    """Return sentences as they are shown, with their changes.

    The alterations must be in order and must not overlap.
    """
    pieces: list[list[_Piece]] = [[] for _ in sentences]
    offsets = [sentence.span[0] for sentence in sentences]
    for one in alterations:
        first, last = (bisect_right(offsets, place) - 1 for place in (one.span[0], one.span[1] - 1))
        parts = [
            (index, _within(one.span, sentences[index].span))
            for index in range(max(0, first), last + 1)
        ]
        heard = [sentences[index].text[slice(*part)] for index, part in parts]
        shown = (
            [REMOVED] * len(parts)
            if one.removed
            else [one.now]
            if len(parts) == 1
            else distribute(heard, one.now)
        )
        for (index, part), was, now in zip(parts, heard, shown, strict=True):
            if was != now:
                pieces[index].append(_Piece(part, now, one))
    return tuple(
        _apply(sentence, made) if made else sentence
        for sentence, made in zip(sentences, pieces, strict=True)
    )


class _Piece(NamedTuple):
    """The part of an alteration in one sentence."""

    span: Span
    """Characters of the sentence as received."""
    now: str
    alteration: Alteration


def _within(span: Span, sentence: Span) -> Span:
    return max(span[0], sentence[0]) - sentence[0], min(span[1], sentence[1]) - sentence[0]


def distribute(heard: Sequence[str], now: str) -> list[str]:
    """Return the words that replace each part of a passage.

    Args:
        heard: the parts.
        now: what replaces all of them.

    >>> distribute(["by AGI.", "I mean"], "by AGI, I mean")
    ['by AGI,', 'I mean']
    """
    old = [word for part in heard for word in part.split()]
    owner = [index for index, part in enumerate(heard) for _ in part.split()]
    new = now.split()
    shares: list[list[str]] = [[] for _ in heard]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for number, j in enumerate(range(j1, j2)):
            place = i1 - 1 if tag == "insert" else min(i1 + number, i2 - 1)
            shares[owner[max(0, place)]].append(new[j])
    return [" ".join(words) for words in shares]


def _apply(sentence: Sentence, pieces: Sequence[_Piece]) -> Sentence:
    parts: list[str] = []
    changes: list[Change] = []
    steps: list[tuple[Span, Span]] = []
    place = length = 0
    for piece in pieces:
        start, end = _with_space(sentence.text, piece.span) if not piece.now else piece.span
        start = max(start, place)
        parts += (sentence.text[place:start], piece.now)
        length += start - place
        shown = (length, length + len(piece.now))
        steps.append(((start, end), shown))
        removed = piece.alteration.removed
        heard = "" if removed else sentence.text[start:end]
        changes.append(
            Change(span=shown, heard=heard, removed=removed, provenance=piece.alteration.provenance)
        )
        length, place = shown[1], end
    parts.append(sentence.text[place:])
    return replace(
        sentence,
        text="".join(parts),
        changes=tuple(changes),
        words=tuple(_retime(sentence.words, steps)),
    )


def _with_space(text: str, span: Span) -> Span:
    """Extend the span of an omitted word by one of the spaces around it."""
    start, end = span
    if text[end : end + 1] == " ":
        return start, end + 1
    return (start - 1, end) if text[start - 1 : start] == " " else span


def _retime(words: Sequence[WordTime], steps: Sequence[tuple[Span, Span]]) -> Iterator[WordTime]:
    """Yield the times of words at their places in the text shown.

    The words of a change share the time from the first word received to the last.
    """
    within: dict[int, list[WordTime]] = {}
    moved: list[tuple[int, WordTime]] = []
    for word in words:
        number = bisect_right(steps, word.span[0], key=lambda step: step[0][0]) - 1
        following = steps[number + 1][0][0] if number + 1 < len(steps) else word.span[1]
        if number >= 0 and word.span[0] < steps[number][0][1]:
            within.setdefault(number, []).append(word)
        elif word.span[1] > following:
            within.setdefault(number + 1, []).append(word)
        else:
            by = steps[number][1][1] - steps[number][0][1] if number >= 0 else 0
            moved.append(
                (word.span[0] + by, replace(word, span=(word.span[0] + by, word.span[1] + by)))
            )
    for number, replaced in within.items():
        span = steps[number][1]
        if span[0] < span[1]:
            moved.append(
                (span[0], WordTime(span=span, start=replaced[0].start, end=replaced[-1].end))
            )
    return (word for _, word in sorted(moved, key=lambda pair: pair[0]))


def overlapping(span: Span, others: Sequence[Span]) -> list[Span]:
    """Return the spans that share characters with one; they must be in order and apart.

    >>> overlapping((2, 5), [(0, 2), (4, 6)])
    [(4, 6)]
    """
    found: list[Span] = []
    for index in range(bisect_left(others, (span[1], span[1])) - 1, -1, -1):
        if others[index][1] <= span[0]:
            break
        found.insert(0, others[index])
    return found
