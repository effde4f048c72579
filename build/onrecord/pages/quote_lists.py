"""The lists of quotes, a page at a time: all, those of an episode, of a person, on a topic."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.model import Draft, Link, Page, Site
from onrecord.pages.environment import fill
from onrecord.pages.paging import ListPage, paginate
from onrecord.pages.quote_feed import QUOTE_FEED
from onrecord.pages.quote_refs import (
    SMALLEST_LIST,
    QuoteRef,
    QuoteView,
    group_by_person,
    list_quotes,
    person_slugs,
    view_quotes,
)
from onrecord.pages.urls import (
    ALL_QUOTES,
    below,
    episode_quotes_url,
    person_quotes_url,
    topic_quotes_url,
)
from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from onrecord.model import EpisodeStore, Heading, Slug, Summary

PAGE_SIZE = 24
# Topics on the list of all quotes: a line or two.
TOPICS_SHOWN = 16
_FEED_LINK = Markup('<link rel="alternate" type="application/atom+xml" title="Quotes" href="{}">')


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteGroup:
    """Quotes of one episode in a row."""

    title: str
    url: str
    """Address of the episode's quotes; on a list of fewer than all, of the episode."""
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesPage:
    """Context of `pages/quotes.html.jinja`."""

    site: Site
    title: str
    list_page: ListPage[QuoteRef]
    groups: tuple[QuoteGroup, ...]
    count: int
    """Number of all quotes in the list.

    Zero on pages behind the first, which must not change when the list grows.
    """
    everything: str
    """Address of all quotes; empty on that page."""
    people: tuple[Link, ...]
    topics: tuple[Link, ...]
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _QuoteList:
    url: str
    title: str
    quotes: Sequence[QuoteRef]
    holder: str = ""
    """Person or topic that the list is about."""
    topic: str = ""
    """Key of the topic, if it is about one."""
    people: tuple[Link, ...] = ()
    topics: tuple[Link, ...] = ()


def render_quote_lists(
    summaries: Sequence[Summary],
    store: EpisodeStore,
    headings: Sequence[Heading],
    quoted: Mapping[Slug, Sequence[QuoteRef]],
    site: Site,
    *,
    held: Mapping[str, str],
    unchanged: Collection[str] = (),
) -> Iterator[Draft]:
    """Yield drafts of the lists of quotes; none if there are no quotes.

    Args:
        summaries: of all episodes.
        store: their artifacts.
        headings: of the topic index.
        quoted: quotes of each topic.
        site: where it is published.
        held: published addresses, each with the person or topic that keeps it.
        unchanged: keys of topics whose lists are left out.
    """
    everything = [*list_quotes(summaries)]
    if not everything:
        return
    people = group_by_person(everything)
    slugs = person_slugs(people, below(held, person_quotes_url("")))
    of_people = [
        _QuoteList(url=person_quotes_url(slugs[name]), title=name, quotes=people[name], holder=name)
        for name in sorted(people)
    ]
    on_topics = [
        _QuoteList(
            url=topic_quotes_url(heading.id),
            title=heading.label,
            quotes=quoted[heading.id],
            holder=heading.key,
            topic=heading.key,
        )
        for heading in headings
        if len(quoted[heading.id]) >= SMALLEST_LIST
    ]
    of_episodes = [
        _QuoteList(url=episode_quotes_url(episode.slug), title=episode.title, quotes=[*refs])
        for episode, refs in groupby(everything, key=lambda ref: ref.episode)
    ]
    all_quotes = _QuoteList(
        url=ALL_QUOTES,
        title="Quotes",
        quotes=everything,
        people=_links(of_people, site),
        topics=_links(_most_quoted(on_topics, headings), site),
    )
    for own in (all_quotes, *of_episodes, *of_people, *on_topics):
        if own.topic not in unchanged:
            yield from _drafts(own, store, site)


def _most_quoted(
    on_topics: Sequence[_QuoteList], headings: Sequence[Heading]
) -> Iterator[_QuoteList]:
    """Return the lists of the topics with most quotes, in the order of the index.

    Links to all of them would make the page as long as the archive.
    """
    rank = {topic_quotes_url(one.id): (-one.weight, one.id) for one in headings}
    most = sorted(on_topics, key=lambda one: (-len(one.quotes), *rank[one.url]))[:TOPICS_SHOWN]
    chosen = {one.url for one in most}
    return (one for one in on_topics if one.url in chosen)


def _links(lists: Iterator[_QuoteList] | Sequence[_QuoteList], site: Site) -> tuple[Link, ...]:
    return tuple(Link(title=own.title, url=site.base + own.url) for own in lists)


def _drafts(own: _QuoteList, store: EpisodeStore, site: Site) -> Iterator[Draft]:
    for page in paginate(own.quotes, own.url, f"{own.url}pages/", PAGE_SIZE):
        shown = "".join([f"{episode.version}{number}," for episode, number in page.shown])
        first = fingerprint(len(own.quotes), own.people, own.topics) if page.is_first else ""
        version = fingerprint(own.title, page.previous, page.next, shown, first)
        make = partial(_page, own, page, store, site)
        yield Draft(
            url=page.url, fingerprint=version, make=make, holder=own.holder, topic=own.topic
        )


def _page(own: _QuoteList, page: ListPage[QuoteRef], store: EpisodeStore, site: Site) -> Page:
    is_all = own.url == ALL_QUOTES
    feed = f"{site.url}{QUOTE_FEED}" if site.url else ""
    groups = tuple(
        QuoteGroup(
            title=episode.title,
            url=site.base + (episode_quotes_url(episode.slug) if is_all else episode.url),
            quotes=tuple(views),
        )
        for episode, views in groupby(view_quotes(page.shown, store), key=lambda view: view.episode)
    )
    title = own.title if is_all else f"Quotes: {own.title}"
    context = QuotesPage(
        site=site,
        title=title,
        list_page=page,
        groups=groups,
        count=len(own.quotes) if page.is_first else 0,
        everything="" if is_all else site.base + ALL_QUOTES,
        people=own.people if page.is_first else (),
        topics=own.topics if page.is_first else (),
        feed=feed,
    )
    count = len(own.quotes) if page.is_first else "Earlier"
    return Page(
        url=page.url,
        kind="quotes",
        title=title if page.is_first else f"{title} ({page.number})",
        content=fill("quotes", context),
        description=f"{count} quotes, each with a link to its words in the transcript.",
        heading="quotes",
        head=_FEED_LINK.format(feed) if feed else "",
    )
