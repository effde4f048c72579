"""The pages of the archive: home and the list of episodes, in pages that stay as they are when a new episode comes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.model import (
    Draft,
    EpisodeStore,
    Heading,
    Link,
    Page,
    Site,
    Slug,
    Summary,
    from_newest,
)
from onrecord.pages.environment import fill
from onrecord.pages.jsonld import describe_archive, script
from onrecord.pages.locator import topic_url
from onrecord.pages.markdown import plain_text, render_markdown
from onrecord.pages.paging import Leaf, divide
from onrecord.store import fingerprint
from onrecord.text.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Home is an entrance, not the list: what fits one screen.
LATEST = 6
# A card has 1 kB: with the first page, which has up to twice as many, below 100 kB.
A_PAGE = 48

# What search engines show of a description.
DESCRIPTION_LENGTH = 160

EARLIER = "earlier/"
"""Beside `episodes/`, in which any name may be that of an episode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An episode in a list."""

    told: Markup
    topics: tuple[Link, ...]
    """What sets it apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Context of `pages/home.html.jinja`."""

    site: Site
    description: Markup
    introduction: Markup
    latest: tuple[Card, ...]
    count: int
    more: bool
    """There are episodes beside the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodesPage:
    """Context of `pages/episodes.html.jinja`."""

    site: Site
    episodes: tuple[Card, ...]
    people: bool
    """There is a list of people."""
    number: int
    """Of the page, counted from the oldest episodes; 0 for the newest."""
    previous: str
    next: str


@dataclass(frozen=True, kw_only=True)
class _Lists:
    """What the lists of episodes are made from."""

    newest: Sequence[Summary]
    store: EpisodeStore
    apart: Mapping[Slug, Sequence[Heading]]
    site: Site
    people: bool

    def fingerprint(self, shown: Sequence[Summary]) -> str:
        """Fingerprint of some cards."""
        topics = (
            [(topic.id, topic.label) for topic in self.apart.get(summary.slug, ())]
            for summary in shown
        )
        return fingerprint(
            [(summary.version, own) for summary, own in zip(shown, topics, strict=True)]
        )

    def cards(self, shown: Sequence[Summary], level: int) -> tuple[Card, ...]:
        """Give some cards, with headings of a level."""
        return tuple(
            Card(
                told=Markup(self.store.details(summary.slug).card.replace("h2>", f"h{level}>")),  # noqa: S704 - a template's
                topics=tuple(
                    Link(title=heading.label, url=topic_url(heading.id, self.site))
                    for heading in self.apart.get(summary.slug, ())
                ),
            )
            for summary in shown
        )

    def home(self, introduction: Markup) -> Page:
        """Give the home page."""
        latest, site = self.newest[:LATEST], self.site
        context = HomePage(
            site=site,
            description=render_markdown(site.description).html,
            introduction=introduction,
            latest=self.cards(latest, 3),
            count=len(self.newest),
            more=len(self.newest) > LATEST,
        )
        description = shorten(plain_text(site.description), DESCRIPTION_LENGTH)
        return Page(
            url="",
            kind="home",
            title=site.title,
            content=fill("home", context),
            description=description,
            heading="home",
            head=script(describe_archive(latest, site, description)),
        )

    def episodes(self, leaf: Leaf[Summary]) -> Page:
        """Give a page of the list."""
        site = self.site
        context = EpisodesPage(
            site=site,
            episodes=self.cards(leaf.shown, 2),
            people=self.people,
            number=leaf.number,
            previous=site.base + leaf.previous if leaf.previous else "",
            next=site.base + leaf.next if leaf.next else "",
        )
        return Page(
            url=leaf.url,
            kind="episodes",
            title=f"Earlier episodes ({leaf.number})" if leaf.number else "Episodes",
            content=fill("episodes", context),
            description=f"Earlier episodes of {site.title}."
            if leaf.number
            else f"All {len(self.newest)} episodes of {site.title}.",
            heading="episodes",
        )


def render_archive(
    summaries: Sequence[Summary],
    store: EpisodeStore,
    apart: Mapping[Slug, Sequence[Heading]],
    site: Site,
    introduction: Markup,
) -> Iterator[Draft]:
    """Give home and the list of episodes, newest first.

    Args:
        summaries: of all episodes, in any order.
        store: what they left.
        apart: of each episode, the topics that set it apart from the others.
        site: where all this is published.
        introduction: what people wrote for the home page, as HTML.
    """
    newest = from_newest(summaries)
    people = any(person.slug for summary in summaries for person in summary.people)
    lists = _Lists(newest=newest, store=store, apart=apart, site=site, people=people)
    version = fingerprint(len(newest), lists.fingerprint(newest[:LATEST]), introduction)
    yield Draft(url="", fingerprint=version, make=partial(lists.home, introduction))
    for leaf in divide(newest, "episodes/", EARLIER, A_PAGE):
        version = fingerprint(
            leaf.previous,
            leaf.next,
            people,
            lists.fingerprint(leaf.shown),
            0 if leaf.number else len(newest),
        )
        yield Draft(url=leaf.url, fingerprint=version, make=partial(lists.episodes, leaf))
