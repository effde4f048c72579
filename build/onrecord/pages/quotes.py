"""The quotes of the archive, a page at a time: all, those of an episode, those of a person; and their feed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from typing import TYPE_CHECKING

from onrecord.model import Download, Link, Page, Site, Slug
from onrecord.pages.environment import fill
from onrecord.pages.words import WORD, typographic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import QuoteSummary, Summary

A_PAGE = 24
# Readers of feeds look back a few weeks, not through the archive.
IN_FEED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A quote in a list."""

    quote: QuoteSummary
    episode: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesPage:
    """Context of `pages/quotes.html.jinja`."""

    site: Site
    title: str
    quotes: tuple[Listed, ...]
    count: int
    number: int
    pages: int
    previous: str
    next: str
    everything: str
    """Address of all quotes; empty on that page."""
    episodes: tuple[Link, ...]
    people: tuple[Link, ...]
    feed: str


def render_quote_lists(summaries: Sequence[Summary], site: Site) -> Iterator[Page]:
    """Give the lists of quotes, episodes from the newest on; none for an archive without quotes."""
    everything = _listed(summaries)
    if not everything:
        return
    by_episode: defaultdict[Slug, list[Listed]] = defaultdict(list)
    by_person: defaultdict[str, list[Listed]] = defaultdict(list)
    for one in everything:
        by_episode[one.episode.slug].append(one)
        if one.quote.speaker:
            by_person[one.quote.speaker].append(one)
    slugs = person_slugs(by_person)
    episodes = [(f"quotes/episodes/{slug}/", ones[0].episode.title, ones) for slug, ones in by_episode.items()]
    people = [(f"quotes/people/{slugs[name]}/", name, by_person[name]) for name in sorted(by_person)]
    # The list of everything leads to the episodes on its own page and to the people; a list of every episode on every page would be
    # as long as the archive.
    links = tuple(Link(title=name, url=site.base + url) for url, name, _ in people)
    yield from _pages("quotes/", "Quotes", everything, site, people=links)
    for url, title, ones in (*episodes, *people):
        yield from _pages(url, f"Quotes: {title}", ones, site, everything=f"{site.base}quotes/")


def write_quote_feed(summaries: Sequence[Summary], site: Site) -> Iterator[Download]:
    """Give the newest quotes as Atom (RFC 4287), whose entries must have absolute addresses."""
    everything = _listed(summaries)[:IN_FEED]
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


def person_slugs(names: Sequence[str] | dict[str, list[Listed]]) -> dict[str, str]:
    """Give each name a slug of its own.

    >>> person_slugs(["José Ruiz", "Jose Ruiz", "José-Ruiz"])
    {'José Ruiz': 'josé-ruiz', 'Jose Ruiz': 'jose-ruiz', 'José-Ruiz': 'josé-ruiz-2'}
    """
    slugs: dict[str, str] = {}
    for name in names:
        base = "-".join(WORD.findall(name.casefold())) or "nobody"
        slug, number = base, 1
        while slug in slugs.values():
            number += 1
            slug = f"{base}-{number}"
        slugs[name] = slug
    return slugs


def _listed(summaries: Sequence[Summary]) -> list[Listed]:
    newest = sorted(summaries, key=lambda summary: (-summary.date.toordinal() if summary.date else 0, summary.slug))
    return [Listed(quote=quote, episode=summary) for summary in newest for quote in summary.quotes]


def _pages(
    url: str, title: str, quotes: Sequence[Listed], site: Site, *, people: tuple[Link, ...] = (), everything: str = ""
) -> Iterator[Page]:
    count = -(-len(quotes) // A_PAGE)
    feed = f"{site.url}quotes/feed.xml" if site.url else ""
    head = f'<link rel="alternate" type="application/atom+xml" title="Quotes" href="{escape(feed)}">' if feed else ""
    urls = [url, *(f"{url}pages/{number}/" for number in range(2, count + 1))]
    for index, here in enumerate(urls):
        shown = tuple(quotes[index * A_PAGE : (index + 1) * A_PAGE])
        titles = {one.episode.slug: one.episode.title for one in shown}
        episodes = tuple(Link(title=name, url=f"{site.base}quotes/episodes/{slug}/") for slug, name in titles.items() if not everything)
        context = QuotesPage(
            site=site,
            title=title,
            quotes=shown,
            count=len(quotes),
            number=index + 1,
            pages=count,
            previous=site.base + urls[index - 1] if index else "",
            next=site.base + urls[index + 1] if index + 1 < count else "",
            everything=everything,
            episodes=episodes,
            people=people,
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
