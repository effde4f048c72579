"""Following spans of words from one transcription to the next, if they are certain."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord import anchors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Sentence, Span

# Shares of the words of a span, and of the words around it, that must be found to follow it.
ENOUGH = 0.6
FAMILIAR = 0.5
CONTEXT = 6
# New words between two that were neighbours, at most.
INSERTED = 8


class WordAlignment:
    """The words of two transcriptions, aligned. Spans are characters of their texts."""

    def __init__(self, old: Sequence[Sentence], new: Sequence[Sentence]) -> None:
        """Align the words of the sentences as received."""
        self._old, self._new = anchors.tokenise(old), anchors.tokenise(new)
        self._pairs = anchors.pair_tokens(self._old, self._new)
        self._ends = [end for _, end in self._old.spans]

    def follow(self, span: Span) -> Span | None:
        """Return where most of the words are."""
        tokens = self._familiar(span)
        found = [self._pairs[token] for token in tokens if token in self._pairs]
        if (
            not found
            or len(found) < ENOUGH * len(tokens)
            or max(found) - min(found) > 2 * len(tokens) + INSERTED
        ):
            return None
        return self._stretch(min(found), max(found) + 1)

    def follow_start(self, span: Span) -> Span | None:
        """Return where a speaker starts: at the first word, or behind the last before it."""
        tokens = self._familiar(span)
        if not tokens:
            return None
        start, before = self._pairs.get(tokens[0]), self._pairs.get(tokens[0] - 1)
        if start is None and before is not None and before + 1 < len(self._new.spans):
            start = before + 1
        return (
            None
            if start is None
            else self._stretch(start, min(len(self._new.spans), start + len(tokens)))
        )

    def follow_between(self, span: Span, *, certain: bool) -> Span | None:
        """Return the span between the same neighbours.

        Args:
            span: in the old transcription.
            certain: whether both neighbours are needed; else the words may end the span.
        """
        tokens = self._familiar(span)
        if not tokens:
            return None
        found = [self._pairs[token] for token in tokens if token in self._pairs]
        before, after = self._neighbours(tokens)
        if certain and (before is None or after is None):
            return None
        start = before + 1 if before is not None else min(found, default=None)
        end = after if after is not None else max(found, default=-1) + 1
        if start is None or not start < end <= start + len(tokens) + INSERTED:
            return None
        return self._stretch(start, end)

    def is_left_out(self, span: Span) -> bool:
        """Return whether the words around some words are neighbours now."""
        before, after = (
            self._neighbours(tokens) if (tokens := self._familiar(span)) else (None, None)
        )
        return before is not None and after == before + 1

    def between(self, span: Span) -> Span | None:
        """Return the span between the nearest equal words, for a person; None if they are far."""
        tokens = self._tokens(span)
        before = self._first(range(tokens[0] - 1, tokens[0] - 1 - CONTEXT, -1))
        after = self._first(range(tokens[-1] + 1, tokens[-1] + 1 + CONTEXT))
        if (
            before is None
            or after is None
            or not 1 < after - before <= len(tokens) + 2 * CONTEXT + INSERTED
        ):
            return None
        return self._stretch(before + 1, after)

    def words_after(self, place: int, count: int) -> list[int]:
        """Return where the next words of the new transcription end."""
        first = bisect_left(self._new.spans, place, key=lambda span: span[1])
        return [end for _, end in self._new.spans[first : first + count] if end > place]

    def _tokens(self, span: Span) -> range:
        first = min(bisect_left(self._ends, span[0] + 1), len(self._ends) - 1)
        return range(
            first, max(first + 1, bisect_left(self._old.spans, span[1], key=lambda one: one[0]))
        )

    def _neighbours(self, tokens: range) -> tuple[int | None, int | None]:
        """Return the words around in the new transcription, or the ends of the texts."""
        before = -1 if tokens[0] == 0 else self._pairs.get(tokens[0] - 1)
        after = (
            len(self._new.spans)
            if tokens[-1] + 1 == len(self._old.spans)
            else self._pairs.get(tokens[-1] + 1)
        )
        return before, after

    def _familiar(self, span: Span) -> range:
        """Return the words of a span if those around it are found in one place; else none.

        The words of the span alone prove nothing.
        """
        tokens = self._tokens(span)
        around = [
            *range(max(0, tokens[0] - CONTEXT), tokens[0]),
            *range(tokens[-1] + 1, min(len(self._ends), tokens[-1] + 1 + CONTEXT)),
        ]
        found = [self._pairs[token] for token in around if token in self._pairs]
        if not around:
            return tokens
        if (
            len(found) < FAMILIAR * len(around)
            or max(found) - min(found) > 2 * (around[-1] - around[0] + 1) + INSERTED
        ):
            return range(0)
        return tokens

    def _first(self, tokens: Iterable[int]) -> int | None:
        return next((self._pairs[token] for token in tokens if token in self._pairs), None)

    def _stretch(self, start: int, end: int) -> Span:
        return self._new.spans[start][0], self._new.spans[end - 1][1]
