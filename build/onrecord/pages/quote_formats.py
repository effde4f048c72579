"""The formats in which readers copy a quote: text, Markdown, HTML, citations, and a frame.

The frame embeds the quote in pages of other sites, by hand or by oEmbed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from onrecord.pages.citation import CopyFormat, cite_sentences
from onrecord.pages.json_text import json_file
from onrecord.pages.typography import typographic
from onrecord.pages.urls import quote_url
from onrecord.text.shorten import shorten
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from onrecord.model import Episode, Quote, Site

# What link previews show of a title, with the marks around it.
TITLE_LENGTH = 68
# Width of the embedded frame, in pixels.
FRAME_WIDTH = 600


def quote_title(quote: Quote) -> str:
    """Return the words as a title."""
    return f"“{shorten(typographic(quote.words), TITLE_LENGTH)}”"


def credit(episode: Episode, quote: Quote) -> str:
    """Return speaker, title, show and time, as far as they are known."""
    time = format_time(quote.start) if quote.start is not None else ""
    parts = (quote.speaker, episode.front.title, episode.front.show, time)
    return ", ".join(part for part in parts if part)


def credit_words(episode: Episode, quote: Quote) -> str:
    """Return the credit and the words."""
    return f"{credit(episode, quote)}: “{typographic(quote.words)}”"


def format_quote(episode: Episode, quote: Quote, site: Site) -> tuple[CopyFormat, ...]:
    """Return the quote in each format.

    Citations have the address of its words, other formats that of its page.
    """
    url = site.address + quote_url(quote.id)
    words, source = typographic(quote.words), credit(episode, quote)
    html = (
        f'<blockquote cite="{escape(url)}">\n<p>{escape(words, quote=False)}</p>\n</blockquote>\n'
        f'<p>— <a href="{escape(url)}">{escape(source, quote=False)}</a></p>'
    )
    markdown = f"> {_escape_markdown(words)}\n>\n> — [{_escape_markdown(source)}]({url})"
    formats = [
        CopyFormat(id="text", title="Text", text=f"“{words}” — {source} {url}"),
        CopyFormat(id="markdown", title="Markdown", text=markdown),
        CopyFormat(id="html", title="HTML", text=html),
    ]
    if site.url:
        formats.append(CopyFormat(id="embed", title="Embed", text=embed_code(quote, site)))
    first, last = quote.parts[0].sentence, quote.parts[-1].sentence
    return (*formats, *cite_sentences(episode, site, first, last))


def _escape_markdown(text: str) -> str:
    return re.sub(r"[\\`*_\[\]<>#]", r"\\\g<0>", text)


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
    size = f'width="{FRAME_WIDTH}" height="{embed_height(quote.words)}"'
    return (
        f'<iframe src="{source}" title="{title}" {size} style="border:0;max-width:100%"'
        ' loading="lazy"></iframe>'
    )


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
            "width": FRAME_WIDTH,
            "height": embed_height(quote.words),
            **(thumbnail if card else {}),
        }
    )
