"""Quotes in lists: of the archive, of an episode, of a person, of a topic."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import QUOTED, QUOTES, find_headings, from_newest
from onrecord.text.slugs import join_words, unique_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.model import EpisodeStore, Heading, QuoteSummary, Site, Slug, Summary

# On the page of a person or a topic; the rest is a link away.
SHOWN = 5
# A topic with fewer quotes has them on its own page, and needs no list of them.
A_LIST = 2


class QuoteRef(NamedTuple):
    """A quote in a list, by its place."""

    episode: Summary
    number: int
    """Among the episode's quotes."""

    @property
    def speaker(self) -> str:
        """Who says it; empty where that is not known."""
        return self.episode.quotes[self.number]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A quote in a list, with its words."""

    quote: QuoteSummary
    episode: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedQuotes:
    """Quotes on a page that is about something else."""

    shown: tuple[QuoteView, ...]
    count: int
    url: str
    """Address of all of them; empty where all are shown."""


def list_quotes(summaries: Iterable[Summary]) -> Iterator[QuoteRef]:
    """Give all quotes, episodes from the newest on."""
    return (
        QuoteRef(summary, number)
        for summary in from_newest(summaries)
        for number in range(len(summary.quotes))
    )


def by_person(listed: Iterable[QuoteRef]) -> dict[str, list[QuoteRef]]:
    """Give the quotes of each person who is known to say one."""
    found: defaultdict[str, list[QuoteRef]] = defaultdict(list)
    for one in listed:
        if one.speaker:
            found[one.speaker].append(one)
    return dict(found)


def list_on_topics(headings: Sequence[Heading]) -> dict[Slug, list[QuoteRef]]:
    """Give the quotes of each topic, episodes from the newest on: those that share a sentence with a passage about it."""
    if not headings:
        return {}
    ordered, starts, at = (
        headings[0].occurrences.ordered,
        headings[0].occurrences.starts,
        find_headings(headings),
    )
    found: dict[Slug, list[QuoteRef]] = {heading.id: [] for heading in headings}
    for episode in range(len(ordered) - 1, -1, -1):
        summary, start = ordered[episode], starts[episode]
        quoted, quotes = summary.topics.column(QUOTED), summary.topics.column(QUOTES)
        pairs = {(at[start + place], number) for place, number in zip(quoted, quotes, strict=True)}
        for place, number in sorted(pairs):
            found[headings[place].id].append(QuoteRef(summary, number))
    return found


def show(listed: Iterable[QuoteRef], store: EpisodeStore) -> tuple[QuoteView, ...]:
    """Give quotes with their words."""
    return tuple(
        QuoteView(quote=store.details(one.episode.slug).quotes[one.number], episode=one.episode)
        for one in listed
    )


def set_beside(
    listed: Sequence[QuoteRef], url: str, store: EpisodeStore, site: Site
) -> RelatedQuotes:
    """Give the first quotes of a list for another page, and where the others are."""
    return RelatedQuotes(
        shown=show(listed[:SHOWN], store),
        count=len(listed),
        url=site.base + url if len(listed) > SHOWN else "",
    )


def person_list_url(slug: str) -> str:
    """Give the address of a person's quotes relative to the site."""
    return f"quotes/people/{slug}/"


def topic_list_url(topic: Slug) -> str:
    """Give the address of a topic's quotes relative to the site."""
    return f"quotes/topics/{topic}/"


def person_slugs(names: Iterable[str]) -> dict[str, str]:
    """Give each name a slug of its own.

    >>> person_slugs(["José Ruiz", "Jose Ruiz", "José-Ruiz"])
    {'José Ruiz': 'josé-ruiz', 'Jose Ruiz': 'jose-ruiz', 'José-Ruiz': 'josé-ruiz-2'}
    """
    taken: set[str] = set()
    return {name: unique_slug(join_words(name.casefold()) or "nobody", taken) for name in names}
