"""Quotes from sources of the show: the teaser, the description and the feed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.quotes.compose import compose, parts_between, whole_sentences
from onrecord.quotes.pin import PinMatch, place
from onrecord.quotes.words import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import (
        FrontMatter,
        Part,
        QuoteOrigin,
        Sentence,
        Soundbite,
        Teaser,
    )
    from onrecord.quotes.words import EpisodeWord

# Minimum number of words in quotation marks that count as a quotation of the episode.
QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{12,400})[”\"“»]")
FEWEST_QUOTED = 4


class SourcedQuote(NamedTuple):
    """Words to publish as a quote, and their source."""

    origin: QuoteOrigin
    parts: tuple[Part, ...]
    words: str
    id: str = ""
    pin: str = ""
    by: str = ""


def from_teaser(sentences: Sequence[Sentence], teaser: Teaser | None) -> list[SourcedQuote]:
    """Return the excerpts of the teaser at their original place."""
    originals = [
        parts_between(sentences, (excerpt.first, excerpt.start), (excerpt.last, excerpt.end))
        for excerpt in (teaser.excerpts if teaser else ())
    ]
    return [SourcedQuote("teaser", parts, compose(sentences, parts)) for parts in originals]


def quoted_in(front: FrontMatter) -> list[str]:
    """Return the quotations in title and description."""
    return [
        words
        for words in QUOTED.findall(f"{front.title}\n{front.description}")
        if len(split_words(words)) >= FEWEST_QUOTED
    ]


def from_description(
    quoted: Iterable[str], sentences: Sequence[Sentence], spoken: Sequence[EpisodeWord]
) -> list[SourcedQuote]:
    """Return the quotations of title and description that occur once in the episode."""
    found = [place(words, sentences, spoken, None) for words in quoted]
    return [
        SourcedQuote("description", one.parts, one.words)
        for one in found
        if isinstance(one, PinMatch)
    ]


def from_soundbites(
    soundbites: Iterable[Soundbite], sentences: Sequence[Sentence]
) -> list[SourcedQuote]:
    """Return the sentences within the soundbites of a feed."""
    wanted: list[SourcedQuote] = []
    for bite in soundbites:
        inside = [
            index
            for index, one in enumerate(sentences)
            if one.start is not None
            and 0 <= (one.start + (one.end or one.start)) // 2 - bite.start < bite.duration
        ]
        if inside:
            parts = whole_sentences(sentences, inside[0], inside[-1])
            wanted.append(SourcedQuote("soundbite", parts, compose(sentences, parts)))
    return wanted
