"""The words of a sentence as they are shown, each with the words received that it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.model import REMOVED
from onrecord.text.scripts import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord import overlays
    from onrecord.editor.workspace import Workspace
    from onrecord.model import Span

_RUN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word; a character in scripts without spaces."""

    text: str
    """As shown; empty for words that a correction leaves out."""
    spaced: bool = False
    """Whether a space stands before it, which is not so for the first of a sentence."""
    span: Span = (0, 0)
    """Characters of the transcript's text: of the whole alteration, for a word of one."""
    alteration: overlays.Alteration | None = None

    @property
    def shape(self) -> tuple[str, bool]:
        """What is compared."""
        return self.text, self.spaced


def without_first_space(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a sentence, of which the first stands at its start."""
    return [replace(token, spaced=token.spaced and index > 0) for index, token in enumerate(tokens)]


def tokens_shown(workspace: Workspace, sentence: Span) -> Iterator[Token]:
    """Yield the words of a sentence as they are shown; those left out are one empty token."""
    text = workspace.application.text.text
    place = sentence[0]
    for one in workspace.application.alterations:
        if one.span[1] <= sentence[0] or one.span[0] >= sentence[1]:
            continue
        yield from _tokens_received(text, place, one.span[0])
        spaced = text[one.span[0] - 1 : one.span[0]] == " "
        words = list(split_words(REMOVED if one.removed else one.now)) or [("", False, 0)]
        for index, (word, after_space, _) in enumerate(words):
            yield Token(
                text=word,
                spaced=after_space if index else spaced,
                span=one.span,
                alteration=one,
            )
        place = one.span[1]
    yield from _tokens_received(text, place, sentence[1])


def _tokens_received(text: str, start: int, end: int) -> Iterator[Token]:
    for word, _, at in split_words(text[start:end]):
        first = start + at
        spaced = text[first - 1 : first] == " "
        yield Token(text=word, spaced=spaced, span=(first, first + len(word)))


def split_words(text: str) -> Iterator[tuple[str, bool, int]]:
    """Yield the words of a text, whether a space stands before each, and where it starts."""
    for run in _RUN.finditer(text):
        borders = [
            run.start(),
            *(
                place
                for place in range(run.start() + 1, run.end())
                if is_unspaced(text[place - 1]) or is_unspaced(text[place])
            ),
            run.end(),
        ]
        for start, end in pairwise(borders):
            yield text[start:end], start == run.start(), start


def span_of_selection(workspace: Workspace, sentence: Span, selected: Span) -> Span:
    """Return the words received that a selection in a sentence touches, as whole words.

    Args:
        workspace: the episode.
        sentence: its characters of the transcript's text.
        selected: characters of the sentence's text as shown; the caret, if empty: then the span
            starts with the word at the caret and goes to the end of the sentence.
    """
    touched: list[Span] = []
    place = 0
    for token in without_first_space(list(tokens_shown(workspace, sentence))):
        # Words that are left out take the space in front of them with them.
        place += token.spaced and bool(token.text)
        end = place + len(token.text)
        if selected[0] < end and (place < selected[1] or selected[0] == selected[1]):
            touched.append(token.span)
        place = end
    return (touched[0][0], touched[-1][1]) if touched else (sentence[1], sentence[1])
