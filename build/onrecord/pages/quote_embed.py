"""A quote in pages of other sites: the frame, its page, and oEmbed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from onrecord.pages.json_text import json_file
from onrecord.pages.typography import typographic
from onrecord.pages.urls import quote_url

if TYPE_CHECKING:
    from onrecord.model import Quote, Site

WIDTH = 600
"""Of the frame, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedPage:
    """Context of `pages/embed.html.jinja`."""

    words: str
    source: str
    url: str
    language: str
    site: str


def embed_height(words: str) -> int:
    """Return the height of the frame in pixels; at most half a screen, then it scrolls.

    >>> embed_height("Got it."), embed_height("word " * 60), embed_height("word " * 300)
    (190, 370, 560)
    """
    # 45 letters a line, half as many of those that are twice as wide; the lines below name the
    # episode.
    width = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
    return min(560, 160 + 30 * -(-width // 45))


def embed_code(quote: Quote, site: Site) -> str:
    """Return the HTML of the frame."""
    title = escape(f"Quote: {typographic(quote.words)[:80]}")
    source = escape(f"{site.url}{quote_url(quote.id)}embed.html")
    size = f'width="{WIDTH}" height="{embed_height(quote.words)}" style="border:0;max-width:100%"'
    return f'<iframe src="{source}" title="{title}" {size} loading="lazy"></iframe>'


def oembed(quote: Quote, author: str, site: Site, *, card: bool) -> str:
    """Return the quote as oEmbed, type "rich" (oembed.com, 2.3.4.4)."""
    url = site.url + quote_url(quote.id)
    thumbnail = {
        "thumbnail_url": f"{url}card.png",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    return json_file(
        {
            "version": "1.0",
            "type": "rich",
            "title": f"“{typographic(quote.words)}”",
            "author_name": author,
            "author_url": url,
            "provider_name": site.title,
            "provider_url": site.url,
            "html": embed_code(quote, site),
            "width": WIDTH,
            "height": embed_height(quote.words),
            **(thumbnail if card else {}),
        }
    )
