"""The feed of quotes: Atom (RFC 4287)."""

from __future__ import annotations

from datetime import date
from functools import partial
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.model import Download, Draft
from onrecord.pages.quote_refs import QuoteRef, QuoteView, list_quotes, view_quotes
from onrecord.pages.typography import typographic
from onrecord.pages.urls import ALL_QUOTES
from onrecord.pages.xml_text import escape_xml
from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import EpisodeStore, Site, Summary

QUOTE_FEED = f"{ALL_QUOTES}feed.xml"
# Feed readers look back a few weeks, not through the archive.
MAX_QUOTES = 50
# Atom needs a date, and an episode may have none.
_UNKNOWN = date(1970, 1, 1)


def write_quote_feed(
    summaries: Sequence[Summary], store: EpisodeStore, site: Site
) -> Iterator[Draft]:
    """Write the feed of the newest quotes.

    Entries must have absolute addresses, so a site without an address has no feed.
    """
    newest = [*islice(list_quotes(summaries), MAX_QUOTES)]
    if site.url and newest:
        version = fingerprint([ref.version for ref in newest])
        yield Draft(url=QUOTE_FEED, fingerprint=version, make=partial(_feed, newest, store, site))


def _feed(newest: Sequence[QuoteRef], store: EpisodeStore, site: Site) -> Download:
    home, title = escape_xml(site.url), escape_xml(site.title)
    updated = max(ref.episode.date or _UNKNOWN for ref in newest)
    entries = "".join(_entry(view, site) for view in view_quotes(newest, store))
    return Download(
        url=QUOTE_FEED,
        content=(
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
            f"<title>Quotes · {title}</title>\n<id>{home}{ALL_QUOTES}</id>\n"
            f'<link rel="self" href="{home}{QUOTE_FEED}"/>\n<link href="{home}{ALL_QUOTES}"/>\n'
            f"<updated>{_moment(updated)}</updated>\n<author><name>{title}</name></author>\n{entries}</feed>\n"
        ),
    )


def _entry(view: QuoteView, site: Site) -> str:
    quote, episode = view.quote, view.episode
    words, url = typographic(quote.words), escape_xml(site.url + quote.url)
    context = escape(site.url + quote.context)
    speaker, title = (escape(text, quote=False) for text in (quote.speaker or "", episode.title))
    content = (
        f'<blockquote cite="{context}"><p>{escape(words, quote=False)}</p></blockquote>'
        f'<p>— {speaker} <a href="{context}">{title}</a></p>'
    )
    author = f"<author><name>{escape_xml(quote.speaker)}</name></author>" if quote.speaker else ""
    return (
        f"<entry><title>{escape_xml(f'“{words}”')}</title><id>{url}</id>"
        f'<link href="{url}"/><updated>{_moment(episode.date or _UNKNOWN)}</updated>{author}'
        f'<content type="html">{escape_xml(content)}</content></entry>\n'
    )


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
