"""Quotes in lists: of the archive, of an episode, of a person, of a topic."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.pages.words import WORD
from onrecord.summary import find_headings, from_newest
from onrecord.term_columns import QUOTED, QUOTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.model import Site, Slug
    from onrecord.summary import Heading, QuoteSummary, Shelf, Summary

# On the page of a person or a topic; the rest is a link away.
SHOWN = 5
# A topic with fewer quotes has them on its own page, and needs no list of them.
A_LIST = 2


class Listed(NamedTuple):
    """A quote in a list, by its place."""

    episode: Summary
    number: int
    """Among the episode's quotes."""

    @property
    def speaker(self) -> str:
        """Who says it; empty where that is not known."""
        return self.episode.quotes[self.number]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A quote in a list, with its words."""

    quote: QuoteSummary
    episode: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Quotes on a page that is about something else."""

    shown: tuple[Shown, ...]
    count: int
    url: str
    """Address of all of them; empty where all are shown."""


def list_quotes(summaries: Iterable[Summary]) -> Iterator[Listed]:
    """Give all quotes, episodes from the newest on."""
    return (Listed(summary, number) for summary in from_newest(summaries) for number in range(len(summary.quotes)))


def by_person(listed: Iterable[Listed]) -> dict[str, list[Listed]]:
    """Give the quotes of each person who is known to say one."""
    found: defaultdict[str, list[Listed]] = defaultdict(list)
    for one in listed:
        if one.speaker:
            found[one.speaker].append(one)
    return dict(found)


def list_on_topics(headings: Sequence[Heading]) -> dict[Slug, list[Listed]]:
    """Give the quotes of each topic, episodes from the newest on: those that share a sentence with a passage about it."""
    if not headings:
        return {}
    ordered, starts, at = headings[0].members.ordered, headings[0].members.starts, find_headings(headings)
    found: dict[Slug, list[Listed]] = {heading.id: [] for heading in headings}
    for episode in range(len(ordered) - 1, -1, -1):
        summary, start = ordered[episode], starts[episode]
        quoted, quotes = summary.topics.column(QUOTED), summary.topics.column(QUOTES)
        pairs = {(at[start + place], number) for place, number in zip(quoted, quotes, strict=True)}
        for place, number in sorted(pairs):
            found[headings[place].id].append(Listed(summary, number))
    return found


def show(listed: Iterable[Listed], shelf: Shelf) -> tuple[Shown, ...]:
    """Give quotes with their words."""
    return tuple(Shown(quote=shelf.details(one.episode.slug).quotes[one.number], episode=one.episode) for one in listed)


def set_beside(listed: Sequence[Listed], url: str, shelf: Shelf, site: Site) -> Beside:
    """Give the first quotes of a list for another page, and where the others are."""
    return Beside(shown=show(listed[:SHOWN], shelf), count=len(listed), url=site.base + url if len(listed) > SHOWN else "")


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
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        base = "-".join(WORD.findall(name.casefold())) or "nobody"
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        slugs[name] = slug
        taken.add(slug)
    return slugs
