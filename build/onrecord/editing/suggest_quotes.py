"""Suggested quotes: a ranked shortlist for an editor, never published by itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from onrecord import quotes
from onrecord.errors import ContentError, any_error
from onrecord.inputs import find_episode, read_files, read_shared
from onrecord.pipeline import prepare, publish
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from onrecord.inputs import EpisodeFiles
    from onrecord.model import Episode, Quote, Site
    from onrecord.prepared import Prepared

SHORTLIST = 20
REASONS = {
    "topic": "the episode's subject",
    "title": "words of title or description",
    "claim": "a claim",
    "contrast": "a contrast",
    "stakes": "what anybody has a stake in",
    "addressed": "speaks to the reader",
    "number": "a number",
    "guest": "the guest",
    "length": "length",
    "vivid": "full words",
    "question": "a question",
    "leaning": "part of an explanation",
    "rambling": "clause upon clause",
    "hedge": "hedged",
    "dangling": "leans on what is before",
    "pronouns": "pronouns",
    "fillers": "fillers",
    "stutter": "a stutter",
    "housekeeping": "housekeeping",
    "truncated": "cut off",
    "doubtful": "perhaps misheard",
    "joined": "two sentences",
    "opener": "its start cut off",
    "reference": "words for something before",
    "past": "tells what happened",
    "self": "about the speaker",
    "opinion": "the speaker's view",
    "names": "names",
    "broken": "broken off",
    "answer": "answers a question",
    "qualified": "qualified by the next sentence",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A suggested quote."""

    at: str
    words: str
    reasons: tuple[str, ...]
    """The features that raised or lowered its rank, strongest first."""
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeQuotes:
    """A published episode, with its pinned quotes and its ranked candidates."""

    episode: Episode

    @property
    def picks(self) -> tuple[Quote, ...]:
        """The quotes of its overlay."""
        return tuple(quote for quote in self.episode.quotes if quote.origin == "editor")

    def rank(self, weights: Mapping[str, float]) -> list[quotes.Ranked]:
        """Return all candidates, the best first."""
        teaser = self.episode.teaser
        avoided = range(teaser.end) if teaser else ()
        return quotes.rank(self.episode.sentences, self.episode.front, avoided, weights)

    def shortlist(self, weights: Mapping[str, float], count: int) -> Iterator[quotes.Ranked]:
        """Yield the best candidates, best first; no two share a sentence."""
        taken: set[int] = set()
        for one in self.rank(weights):
            place = set(range(one.candidate.first, one.candidate.last + 1))
            if one.barred or place & taken:
                continue
            taken |= place
            yield one
            count -= 1
            if not count:
                return


def read_quotes(files: EpisodeFiles, site: Site) -> EpisodeQuotes:
    """Return an episode as a build publishes it.

    Raises:
        ContentError: it has errors.
    """
    return publish_quotes(prepare(files), site)


def publish_quotes(prepared: Prepared, site: Site) -> EpisodeQuotes:
    """Return a prepared episode as a build publishes it.

    Raises:
        ContentError: it has errors.
    """
    if any_error(prepared.issues):
        raise ContentError(prepared.issues)
    published = publish(
        prepared,
        site,
        date.today(),  # noqa: DTZ011 - nothing is published
        with_topics=False,
    )
    if any_error(published.quotes.issues):
        raise ContentError(published.quotes.issues)
    return EpisodeQuotes(episode=published.episode)


def suggest_quotes(root: Path, slug: str, site: Site) -> tuple[Suggestion, ...]:
    """Return the best candidates of an episode, best first; no two share a sentence.

    Raises:
        ConfigurationError: there is no such episode.
        ContentError: its transcript or its overlay cannot be read.
    """
    files = read_files(root, find_episode(root, slug), read_shared(root))
    found_quotes = read_quotes(files, site)
    found: list[Suggestion] = []
    for one in found_quotes.shortlist(quotes.weights_of(site), SHORTLIST):
        start = found_quotes.episode.sentences[one.candidate.first].start
        found.append(
            Suggestion(
                at=format_time(start) if start is not None else "",
                words=one.candidate.text,
                reasons=explain(one),
                score=one.score,
            )
        )
    return tuple(found)


def explain(one: quotes.Ranked) -> tuple[str, ...]:
    """Return the features that raised or lowered the rank of a candidate, strongest first."""
    return tuple(f"{reason[0]} {REASONS[reason[1:]]}" for reason in one.reasons)


def as_overlay(suggestions: tuple[Suggestion, ...]) -> Iterator[str]:
    """Yield the suggestions as lines for `overlay.yml`. JSON strings are valid YAML."""
    yield "quotes:"
    for one in suggestions:
        yield f"  # {'; '.join(one.reasons)}"
        yield f"  - at: {json.dumps(one.at)}"
        yield f"    words: {json.dumps(one.words, ensure_ascii=False)}"
