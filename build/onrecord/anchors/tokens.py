"""The written words of two transcriptions, aligned: for entries about words inside sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.anchors.align import align
from onrecord.anchors.normalise import words_of_all
from onrecord.anchors.stream import Stream, lay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Milliseconds, Sentence, Span

_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The written words of a transcript."""

    spans: Sequence[Span]
    """Characters of the transcript's text."""
    said: Sequence[tuple[str, ...]]
    """The normalised words of each."""
    owner: Sequence[int]
    """The token of each word of the stream."""
    stream: Stream


def tokenise(sentences: Sequence[Sentence]) -> Tokens:
    """Return the written words of sentences as received.

    >>> from onrecord.model import Sentence
    >>> fixed = {"span": (0, 11), "start": None, "end": None, "timing": "none"}
    >>> tokenise([Sentence(text="It’s so-so.", **fixed)]).said
    [('its',), ('so', 'so')]
    """
    spans: list[Span] = []
    counts: list[int] = []
    texts: list[str] = []
    for sentence in sentences:
        found = list(_TOKEN.finditer(sentence.text))
        spans += (
            (sentence.span[0] + token.start(), sentence.span[0] + token.end()) for token in found
        )
        texts += (token.group() for token in found)
        counts.append(len(found))
    said = words_of_all(texts)
    owner = [token for token, words in enumerate(said) for _ in words]
    laid: list[tuple[Sequence[str], Milliseconds | None, Milliseconds | None]] = []
    place = 0
    for sentence, count in zip(sentences, counts, strict=True):
        laid.append(
            (
                [word for words in said[place : place + count] for word in words],
                sentence.start,
                sentence.end,
            )
        )
        place += count
    return Tokens(spans=spans, said=said, owner=owner, stream=lay(laid))


def pair_tokens(old: Tokens, new: Tokens) -> dict[int, int]:
    """Return the tokens of a new transcription for those of an old one, as far as they are certain.

    Both are ascending.
    """
    pairs: dict[int, int] = {}
    for i, j in align(old.stream, new.stream):
        pairs.setdefault(old.owner[i], new.owner[j])
    return pairs
