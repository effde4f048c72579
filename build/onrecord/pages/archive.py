"""The home page, and the list of episodes.

The list is divided into pages that stay the same when an episode is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from onrecord.model import (
    Details,
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
from onrecord.pages.json_text import embed_json_ld
from onrecord.pages.jsonld import describe_archive
from onrecord.pages.markdown import page_description, render_markdown
from onrecord.pages.paging import ListPage, paginate
from onrecord.pages.urls import topic_url
from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

# Episodes on the home page: as many as fit one screen.
LATEST = 6
# A card has 1 kB; the first page has up to twice as many, so it stays below 100 kB.
PAGE_SIZE = 48

EARLIER = "earlier/"
"""Not within `episodes/`, where an episode may have any name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeCard:
    """An episode in a list."""

    summary: Summary
    details: Details
    topics: tuple[Link, ...]
    """The topics that distinguish it from other episodes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Context of `pages/home.html.jinja`."""

    site: Site
    description: Markup
    introduction: Markup
    latest: tuple[EpisodeCard, ...]
    count: int
    more: bool
    """There are more episodes than the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodesPage:
    """Context of `pages/episodes.html.jinja`."""

    site: Site
    list_page: ListPage[Summary]
    episodes: tuple[EpisodeCard, ...]
    people: bool
    """There is a list of people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _EpisodeLists:
    newest: Sequence[Summary]
    store: EpisodeStore
    distinctive: Mapping[Slug, Sequence[Heading]]
    site: Site
    people: bool

    def fingerprint(self, shown: Sequence[Summary]) -> str:
        """Return the fingerprint of some cards."""
        return fingerprint(
            [
                (one.version, [(topic.id, topic.label) for topic in self.topics(one)])
                for one in shown
            ]
        )

    def topics(self, summary: Summary) -> Sequence[Heading]:
        """Return the distinctive topics of an episode."""
        return self.distinctive.get(summary.slug, ())

    def cards(self, shown: Sequence[Summary]) -> tuple[EpisodeCard, ...]:
        """Return some cards."""
        base = self.site.base
        return tuple(
            EpisodeCard(
                summary=summary,
                details=self.store.details(summary.slug),
                topics=tuple(
                    Link(title=heading.label, url=base + topic_url(heading.id))
                    for heading in self.topics(summary)
                ),
            )
            for summary in shown
        )

    def home(self, introduction: Markup) -> Page:
        """Render the home page."""
        latest, site = self.newest[:LATEST], self.site
        context = HomePage(
            site=site,
            description=render_markdown(site.description).html,
            introduction=introduction,
            latest=self.cards(latest),
            count=len(self.newest),
            more=len(self.newest) > LATEST,
        )
        description = page_description(site.description)
        return Page(
            url="",
            kind="home",
            title=site.title,
            content=fill("home", context),
            description=description,
            heading="home",
            head=embed_json_ld(describe_archive(latest, site, description)),
        )

    def episodes(self, page: ListPage[Summary]) -> Page:
        """Render a page of the list."""
        site = self.site
        context = EpisodesPage(
            site=site, list_page=page, episodes=self.cards(page.shown), people=self.people
        )
        all_of = f"All {len(self.newest)}" if page.is_first else "Earlier"
        return Page(
            url=page.url,
            kind="episodes",
            title="Episodes" if page.is_first else f"Earlier episodes ({page.number})",
            content=fill("episodes", context),
            description=f"{all_of} episodes of {site.title}.",
            heading="episodes",
        )


def render_archive(
    summaries: Sequence[Summary],
    store: EpisodeStore,
    distinctive: Mapping[Slug, Sequence[Heading]],
    site: Site,
    introduction: Markup,
    *,
    people: bool,
) -> Iterator[Draft]:
    """Yield drafts of the home page and of the list of episodes, newest first.

    Args:
        summaries: of all episodes, in any order.
        store: their artifacts.
        distinctive: the topics that distinguish each episode from the others.
        site: where it is published.
        introduction: the editor's text for the home page, as HTML.
        people: there is a list of people.
    """
    newest = from_newest(summaries)
    lists = _EpisodeLists(
        newest=newest, store=store, distinctive=distinctive, site=site, people=people
    )
    version = fingerprint(len(newest), lists.fingerprint(newest[:LATEST]), introduction)
    yield Draft(url="", fingerprint=version, make=partial(lists.home, introduction))
    for page in paginate(newest, "episodes/", EARLIER, PAGE_SIZE):
        shown, count = lists.fingerprint(page.shown), len(newest) if page.is_first else 0
        version = fingerprint(page.previous, page.next, people, shown, count)
        yield Draft(url=page.url, fingerprint=version, make=partial(lists.episodes, page))
