"""Quotes, the teaser they may come from, and repeated words they may not come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from onrecord.errors import Place

if TYPE_CHECKING:
    from datetime import date

    from onrecord.model.basics import Anchor, Milliseconds, Slug, Span

AUTOMATIC_QUOTES = 0
"""Default number of quotes of an episode that may be chosen by rank: read by an editor, at most 60
of 100 are usable, whatever the score (`quotes/weights.py`)."""

QuoteOrigin = Literal["editor", "teaser", "description", "soundbite", "auto"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A sentence of a teaser, and its place in the conversation."""

    sentence: int
    """Index of the sentence in the teaser."""
    first: int
    """Index of the sentence in which the words start later in the episode."""
    last: int
    """Index of the sentence in which they end."""
    start: int
    """Character of `first` at which they start."""
    end: int
    """Character of `last` at which they end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """Opening montage of excerpts from later in the episode (cold open)."""

    end: int
    """Index of the first sentence after the teaser."""
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a sentence."""

    sentence: int
    """Index in the episode."""
    span: Span
    """Characters of the sentence's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Selected words set apart, verbatim (pull quote)."""

    id: Slug
    """Minted once; part of the address of the quote's page."""
    words: str
    """As shown: the transcript's words, with "…" for omissions and brackets around insertions."""
    parts: tuple[Part, ...]
    """The quoted stretches of sentences, in order."""
    origin: QuoteOrigin
    start: Milliseconds | None = None
    end: Milliseconds | None = None
    speaker: str | None = None
    """None if the speaker is unknown, or several speak."""
    was: str = ""
    """The words as first published, if a new transcription has others."""
    by: str = ""
    """Who chose the quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnQuote:
    """A quote whose page was published and now has a note."""

    id: Slug
    on: date
    why: str
    near: Anchor | None
    """The nearest sentence that is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Words that several episodes have in common: an intro, an advert."""

    words: str
    place: Place = field(default_factory=Place)
    """Its place in the file, for messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """Where an episode has repeated words."""

    repeat: int
    """Index in `Site.repeats`."""
    sentences: Span
    """Half-open range of the episode's sentences."""
