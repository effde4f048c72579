"""Quotes in lists: of the archive, of an episode, of a person, of a topic."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.pages.words import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Heading, QuoteSummary, Site, Slug, Summary

# On the page of a person or a topic; the rest is a link away.
SHOWN = 5
# A topic with fewer quotes has them on its own page, and needs no list of them.
A_LIST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A quote in a list."""

    quote: QuoteSummary
    episode: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Quotes on a page that is about something else."""

    shown: tuple[Listed, ...]
    count: int
    url: str
    """Address of all of them; empty where all are shown."""


def list_quotes(summaries: Iterable[Summary]) -> list[Listed]:
    """Give all quotes, episodes from the newest on."""
    newest = sorted(summaries, key=lambda summary: (-summary.date.toordinal() if summary.date else 0, summary.slug))
    return [Listed(quote=quote, episode=summary) for summary in newest for quote in summary.quotes]


def by_person(listed: Iterable[Listed]) -> dict[str, list[Listed]]:
    """Give the quotes of each person who is known to say one."""
    found: defaultdict[str, list[Listed]] = defaultdict(list)
    for one in listed:
        if one.quote.speaker:
            found[one.quote.speaker].append(one)
    return dict(found)


def by_topic(listed: Sequence[Listed], headings: Iterable[Heading]) -> dict[Slug, list[Listed]]:
    """Give the quotes of each topic: those that share a sentence with a passage about it."""
    quoted: defaultdict[Slug, list[int]] = defaultdict(list)
    for place, one in enumerate(listed):
        quoted[one.episode.slug].append(place)
    found: dict[Slug, list[Listed]] = {}
    for heading in headings:
        places = {
            place
            for locator in heading.locators
            for place in quoted.get(locator.episode, ())
            if listed[place].quote.sentences[0] < locator.passage.sentences[1]
            and locator.passage.sentences[0] < listed[place].quote.sentences[1]
        }
        if places:
            found[heading.id] = [listed[place] for place in sorted(places)]
    return found


def set_beside(listed: Sequence[Listed], url: str, site: Site) -> Beside:
    """Give the first quotes of a list for another page, and where the others are."""
    return Beside(shown=tuple(listed[:SHOWN]), count=len(listed), url=site.base + url if len(listed) > SHOWN else "")


def person_list_url(name: str, people: Mapping[str, object]) -> str:
    """Give the address of a person's quotes relative to the site."""
    return f"quotes/people/{person_slugs([*people])[name]}/"


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
