"""The quotes of the archive, a page at a time: all, those of an episode, of a person, on a topic; and their feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from html import escape
from itertools import groupby, islice
from typing import TYPE_CHECKING

from onrecord.model import Download, Draft, Link, Page, Site
from onrecord.pages.environment import fill
from onrecord.pages.listed import (
    A_LIST,
    QuoteRef,
    QuoteView,
    by_person,
    list_quotes,
    person_list_url,
    person_slugs,
    show,
    topic_list_url,
)
from onrecord.pages.paging import Leaf, divide
from onrecord.pages.words import typographic
from onrecord.store import fingerprint, fingerprint_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.model import EpisodeStore, Heading, Slug, Summary

ALL = "quotes/"
QUOTE_FEED = "quotes/feed.xml"
A_PAGE = 24
# Readers of feeds look back a few weeks, not through the archive.
IN_FEED = 50
# On the list of everything: a line or two.
TOPICS_SHOWN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Quotes of one episode in a row."""

    title: str
    url: str
    """Of its quotes, or, where no others are listed, of the episode."""
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesPage:
    """Context of `pages/quotes.html.jinja`."""

    site: Site
    title: str
    groups: tuple[Group, ...]
    count: int
    """Of all; 0 on the pages behind the first, which stay as they are when one more comes."""
    number: int
    """Of the page, counted from the oldest quotes; 0 for the newest."""
    previous: str
    next: str
    everything: str
    """Address of all quotes; empty on that page."""
    people: tuple[Link, ...]
    topics: tuple[Link, ...]
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A list of quotes."""

    url: str
    title: str
    quotes: Sequence[QuoteRef]
    people: tuple[Link, ...] = ()
    topics: tuple[Link, ...] = ()


def render_quote_lists(
    summaries: Sequence[Summary],
    store: EpisodeStore,
    headings: Sequence[Heading],
    quoted: Mapping[Slug, Sequence[QuoteRef]],
    site: Site,
) -> Iterator[Draft]:
    """Give the lists of quotes, from the newest episode on: all, of an episode, of a person, on a topic; none where there are no quotes."""
    everything = [*list_quotes(summaries)]
    if not everything:
        return
    people = by_person(everything)
    slugs = person_slugs(people)
    of_people = [
        _List(url=person_list_url(slugs[name]), title=name, quotes=people[name])
        for name in sorted(people)
    ]
    on_topics = [
        (heading, _List(url=topic_list_url(heading.id), title=heading.label, quotes=quotes))
        for heading, quotes in ((heading, quoted[heading.id]) for heading in headings)
        if len(quotes) >= A_LIST
    ]
    # The list of everything leads to the people, and to the topics with most quotes; a list of all that there is on every page would be as
    # long as the archive.
    most = sorted(on_topics, key=lambda each: (-len(each[1].quotes), -each[0].weight, each[0].id))[
        :TOPICS_SHOWN
    ]
    chosen = {own.url for _, own in most}
    whole = _List(
        url=ALL,
        title="Quotes",
        quotes=everything,
        people=tuple(Link(title=own.title, url=site.base + own.url) for own in of_people),
        topics=tuple(
            Link(title=own.title, url=site.base + own.url)
            for _, own in on_topics
            if own.url in chosen
        ),
    )
    of_episodes = [
        _List(url=f"{ALL}episodes/{episode.slug}/", title=episode.title, quotes=[*ones])
        for episode, ones in groupby(everything, key=lambda one: one.episode)
    ]
    for own in (whole, *of_episodes, *of_people, *(own for _, own in on_topics)):
        yield from _drafts(own, store, site)


def write_quote_feed(
    summaries: Sequence[Summary], store: EpisodeStore, site: Site
) -> Iterator[Draft]:
    """Give the newest quotes as Atom (RFC 4287), whose entries must have absolute addresses."""
    newest = [*islice(list_quotes(summaries), IN_FEED)]
    if site.url and newest:
        version = fingerprint([(one.episode.version, one.number) for one in newest])
        yield Draft(url=QUOTE_FEED, fingerprint=version, make=partial(_feed, newest, store, site))


def _feed(newest: Sequence[QuoteRef], store: EpisodeStore, site: Site) -> Download:
    updated = max(
        (one.episode.date for one in newest if one.episode.date), default=date(1970, 1, 1)
    )
    entries = "".join(_entry(one, site) for one in show(newest, store))
    return Download(
        url=QUOTE_FEED,
        content=(
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
            f"<title>{_xml(f'Quotes · {site.title}')}</title>\n<id>{_xml(site.url)}quotes/</id>\n"
            f'<link rel="self" href="{_xml(site.url)}quotes/feed.xml"/>\n<link href="{_xml(site.url)}quotes/"/>\n'
            f"<updated>{_moment(updated)}</updated>\n<author><name>{_xml(site.title)}</name></author>\n{entries}</feed>\n"
        ),
    )


def _leaves(own: _List) -> Iterator[Leaf[QuoteRef]]:
    return divide(own.quotes, own.url, f"{own.url}pages/", A_PAGE)


def _drafts(own: _List, store: EpisodeStore, site: Site) -> Iterator[Draft]:
    for leaf in _leaves(own):
        shown = "".join([f"{episode.version}{number}," for episode, number in leaf.shown])
        first = "" if leaf.number else fingerprint(len(own.quotes), own.people, own.topics)
        version = fingerprint_texts(own.title, leaf.previous, leaf.next, shown, first)
        yield Draft(url=leaf.url, fingerprint=version, make=partial(_page, own, leaf, store, site))


def _page(own: _List, leaf: Leaf[QuoteRef], store: EpisodeStore, site: Site) -> Page:
    everything = own.url == ALL
    feed = f"{site.url}{QUOTE_FEED}" if site.url else ""
    groups = tuple(
        Group(
            title=episode.title,
            url=f"{site.base}{f'{ALL}episodes/{episode.slug}/' if everything else episode.url}",
            quotes=tuple(ones),
        )
        for episode, ones in groupby(show(leaf.shown, store), key=lambda one: one.episode)
    )
    title = own.title if everything else f"Quotes: {own.title}"
    context = QuotesPage(
        site=site,
        title=title,
        groups=groups,
        count=0 if leaf.number else len(own.quotes),
        number=leaf.number,
        previous=site.base + leaf.previous if leaf.previous else "",
        next=site.base + leaf.next if leaf.next else "",
        everything="" if everything else site.base + ALL,
        people=() if leaf.number else own.people,
        topics=() if leaf.number else own.topics,
        feed=feed,
    )
    return Page(
        url=leaf.url,
        kind="quotes",
        title=f"{title} ({leaf.number})" if leaf.number else title,
        content=fill("quotes", context),
        description=f"{'Earlier' if leaf.number else len(own.quotes)} quotes, each with a link to its words in the transcript.",
        heading="quotes",
        head=f'<link rel="alternate" type="application/atom+xml" title="Quotes" href="{escape(feed)}">'
        if feed
        else "",
    )


def _entry(one: QuoteView, site: Site) -> str:
    quote, episode = one.quote, one.episode
    words = typographic(quote.words)
    context = escape(site.url + quote.context)
    content = (
        f'<blockquote cite="{context}"><p>{escape(words, quote=False)}</p></blockquote>'
        f'<p>— {escape(quote.speaker or "", quote=False)} <a href="{context}">{escape(episode.title, quote=False)}</a></p>'
    )
    author = f"<author><name>{_xml(quote.speaker)}</name></author>" if quote.speaker else ""
    return (
        f"<entry><title>{_xml(f'“{words}”')}</title><id>{_xml(site.url + quote.url)}</id>"
        f'<link href="{_xml(site.url + quote.url)}"/><updated>{_moment(episode.date or date(1970, 1, 1))}</updated>{author}'
        f'<content type="html">{_xml(content)}</content></entry>\n'
    )


def _moment(day: date) -> str:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _xml(text: str) -> str:
    """Escape text for XML 1.0, which has no place for control characters and lone surrogates."""
    return escape(
        "".join(
            character
            for character in text
            if character >= " " and not "\ud800" <= character <= "\udfff"
        )
    )
