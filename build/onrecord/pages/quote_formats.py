"""The formats in which readers copy a quote: text, Markdown, HTML, an embedded frame, citations."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from onrecord.pages.citation import CopyFormat, cite_sentences
from onrecord.pages.quote_embed import embed_code
from onrecord.pages.typography import typographic
from onrecord.pages.urls import quote_url
from onrecord.text.shorten import shorten
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from onrecord.model import Episode, Quote, Site

# What link previews show of a title, with the marks around it.
TITLE_LENGTH = 68


def attribution(episode: Episode, quote: Quote) -> str:
    """Return the speaker of a quote if one is named, otherwise the title of the episode."""
    return quote.speaker or episode.front.title


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
