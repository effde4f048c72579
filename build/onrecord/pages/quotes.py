"""The quotes of the archive, a page at a time: all, those of an episode, of a person, on a topic; and their feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.model import Download, Link, Page, Site
from onrecord.pages.environment import fill
from onrecord.pages.listed import A_LIST, Listed, by_person, by_topic, list_quotes, person_slugs, topic_list_url
from onrecord.pages.words import typographic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Heading, Summary

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
    quotes: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesPage:
    """Context of `pages/quotes.html.jinja`."""

    site: Site
    title: str
    groups: tuple[Group, ...]
    count: int
    number: int
    pages: int
    previous: str
    next: str
    everything: str
    """Address of all quotes; empty on that page."""
    people: tuple[Link, ...]
    topics: tuple[Link, ...]
    feed: str


def render_quote_lists(summaries: Sequence[Summary], headings: Sequence[Heading], site: Site) -> Iterator[Page]:
    """Give the lists of quotes, episodes from the newest on; none for an archive without quotes."""
    everything = list_quotes(summaries)
    if not everything:
        return
    people, topics = by_person(everything), by_topic(everything, headings)
    slugs = person_slugs(people)
    of_people = [(f"quotes/people/{slugs[name]}/", name, people[name]) for name in sorted(people)]
    of_topics = [
        (topic_list_url(heading.id), heading, topics[heading.id]) for heading in headings if len(topics.get(heading.id, ())) >= A_LIST
    ]
    # The list of everything leads to the episodes on its own page, to the people, and to the topics with most quotes; a list of all that
    # there is on every page would be as long as the archive.
    most = sorted(of_topics, key=lambda each: (-len(each[2]), -each[1].weight, each[1].id))[:TOPICS_SHOWN]
    yield from _pages(
        "quotes/",
        "Quotes",
        everything,
        site,
        people=tuple(Link(title=name, url=site.base + url) for url, name, _ in of_people),
        topics=tuple(Link(title=heading.label, url=site.base + url) for url, heading, ones in of_topics if (url, heading, ones) in most),
    )
    grouped = groupby(everything, key=lambda one: one.episode)
    of_episodes = [(f"quotes/episodes/{episode.slug}/", episode.title, list(ones)) for episode, ones in grouped]
    on_topics = [(url, heading.label, ones) for url, heading, ones in of_topics]
    for url, title, ones in (*of_episodes, *of_people, *on_topics):
        yield from _pages(url, f"Quotes: {title}", ones, site, everything=f"{site.base}quotes/")


def write_quote_feed(summaries: Sequence[Summary], site: Site) -> Iterator[Download]:
    """Give the newest quotes as Atom (RFC 4287), whose entries must have absolute addresses."""
    everything = list_quotes(summaries)[:IN_FEED]
    if not site.url or not everything:
        return
    updated = max((one.episode.date for one in everything if one.episode.date), default=date(1970, 1, 1))
    entries = "".join(_entry(one, site) for one in everything)
    yield Download(
        url="quotes/feed.xml",
        content=(
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
            f"<title>{_xml(f'Quotes · {site.title}')}</title>\n<id>{_xml(site.url)}quotes/</id>\n"
            f'<link rel="self" href="{_xml(site.url)}quotes/feed.xml"/>\n<link href="{_xml(site.url)}quotes/"/>\n'
            f"<updated>{_moment(updated)}</updated>\n<author><name>{_xml(site.title)}</name></author>\n{entries}</feed>\n"
        ),
    )


def _pages(
    url: str,
    title: str,
    quotes: Sequence[Listed],
    site: Site,
    *,
    people: tuple[Link, ...] = (),
    topics: tuple[Link, ...] = (),
    everything: str = "",
) -> Iterator[Page]:
    count = -(-len(quotes) // A_PAGE)
    feed = f"{site.url}quotes/feed.xml" if site.url else ""
    head = f'<link rel="alternate" type="application/atom+xml" title="Quotes" href="{escape(feed)}">' if feed else ""
    urls = [url, *(f"{url}pages/{number}/" for number in range(2, count + 1))]
    for index, here in enumerate(urls):
        shown = quotes[index * A_PAGE : (index + 1) * A_PAGE]
        groups = tuple(
            Group(
                title=episode.title,
                url=f"{site.base}{episode.url if everything else f'quotes/episodes/{episode.slug}/'}",
                quotes=tuple(ones),
            )
            for episode, ones in groupby(shown, key=lambda one: one.episode)
        )
        context = QuotesPage(
            site=site,
            title=title,
            groups=groups,
            count=len(quotes),
            number=index + 1,
            pages=count,
            previous=site.base + urls[index - 1] if index else "",
            next=site.base + urls[index + 1] if index + 1 < count else "",
            everything=everything,
            people=people,
            topics=topics,
            feed=feed,
        )
        yield Page(
            url=here,
            kind="quotes",
            title=f"{title} ({index + 1})" if index else title,
            content=fill("quotes", context),
            description=f"{len(quotes)} quotes, each with a link to its words in the transcript.",
            heading="quotes",
            head=head,
        )


def _entry(one: Listed, site: Site) -> str:
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
    return escape("".join(character for character in text if character >= " " and not "\ud800" <= character <= "\udfff"))
