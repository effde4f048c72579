"""The forms in which a quote is taken away: text, Markdown, HTML, citations, and what machines read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from onrecord.pages.media import recording_time
from onrecord.pages.words import typographic
from onrecord.text.times import format_time, long_date

if TYPE_CHECKING:
    from onrecord.model import Episode, Quote, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A text to copy."""

    id: str
    title: str
    text: str


def who(episode: Episode, quote: Quote) -> str:
    """Name whom a quote is from: its speaker, where the transcript or an editor says so, else the episode."""
    return quote.speaker or episode.front.title


def forms(episode: Episode, quote: Quote, url: str, site: Site) -> tuple[Form, ...]:
    """Give the quote in each form, with the address of its page."""
    words = typographic(quote.words)
    source = credit(episode, quote)
    code = (
        f'<blockquote cite="{escape(url)}">\n<p>{escape(words, quote=False)}</p>\n</blockquote>\n'
    )
    lines = [
        Form(id="text", title="Text", text=f"“{words}” — {source} {url}"),
        Form(
            id="markdown",
            title="Markdown",
            text=f"> {_markdown(words)}\n>\n> — [{_markdown(source)}]({url})",
        ),
        Form(
            id="html",
            title="HTML",
            text=f'{code}<p>— <a href="{escape(url)}">{escape(source, quote=False)}</a></p>',
        ),
    ]
    if site.url:
        lines.append(Form(id="embed", title="Embed", text=embed_code(quote, site)))
    return (*lines, *citations(episode, quote, url, site))


def credit(episode: Episode, quote: Quote) -> str:
    """Give who, in what, when."""
    show = episode.front.show
    time = [format_time(quote.start)] if quote.start is not None else []
    return ", ".join(
        [
            *([quote.speaker] if quote.speaker else []),
            episode.front.title,
            *([show] if show else []),
            *time,
        ]
    )


def citations(episode: Episode, quote: Quote, url: str, site: Site) -> tuple[Form, ...]:
    """Give references: APA 7, MLA 9, Chicago 17, BibTeX. Without a day, they say so as each style does."""
    front = episode.front
    show, day = front.show or site.title, front.date
    time = f", {format_time(quote.start)}" if quote.start is not None else ""
    by = f"{quote.speaker}. " if quote.speaker else ""
    hosts = [person.name for person in front.people if person.role == "host"]
    host = f"{hosts[0]} (Host). " if hosts else ""
    apa_day = f"({day.year}, {long_date(day).split()[1]} {day.day})" if day else "(n.d.)"
    apa = f"{host or by}{apa_day}. {front.title} [Audio podcast episode{time}]. In {show}. {url}"
    mla = f"{by}“{front.title}.” {show}{f', {long_date(day)}' if day else ''}{time}. {url}."
    chicago = (
        f"{by}“{front.title}.” {show}{f', {long_date(day)}' if day else ', n.d.'}{time}. {url}."
    )
    return (
        Form(id="apa", title="APA", text=apa),
        Form(id="mla", title="MLA", text=mla),
        Form(id="chicago", title="Chicago", text=chicago),
        Form(id="bibtex", title="BibTeX", text=_bibtex(episode, quote, url, show)),
    )


def embed_height(words: str) -> int:
    """Give the pixels that a quote needs in a foreign page 600 wide; half a screen at most, then it scrolls.

    >>> embed_height("Got it."), embed_height("word " * 60), embed_height("word " * 300)
    (190, 370, 560)
    """
    # 45 letters a line, of those that are twice as wide half as many; the lines below name the episode.
    width = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
    return min(560, 160 + 30 * -(-width // 45))


def embed_code(quote: Quote, site: Site) -> str:
    """Give the HTML that shows the quote in a foreign page."""
    title = escape(f"Quote: {typographic(quote.words)[:80]}")
    source = escape(f"{site.url}quotes/{quote.id}/embed.html")
    size = f'width="600" height="{embed_height(quote.words)}" style="border:0;max-width:100%"'
    return f'<iframe src="{source}" title="{title}" {size} loading="lazy"></iframe>'


def oembed(episode: Episode, quote: Quote, site: Site, *, card: bool) -> str:
    """Give the quote as oEmbed, type "rich" (oembed.com, 2.3.4.4)."""
    picture = {
        "thumbnail_url": f"{site.url}quotes/{quote.id}/card.png",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    print_result = {
        "version": "1.0",
        "type": "rich",
        "title": f"“{typographic(quote.words)}”",
        "author_name": who(episode, quote),
        "author_url": f"{site.url}quotes/{quote.id}/",
        "provider_name": site.title,
        "provider_url": site.url,
        "html": embed_code(quote, site),
        "width": 600,
        "height": embed_height(quote.words),
        **(picture if card else {}),
    }
    return json.dumps(print_result, ensure_ascii=False, indent=1) + "\n"


def linked_facts(episode: Episode, quote: Quote, url: str, context: str, site: Site) -> str:
    """Give Quotation and Clip (schema.org) as JSON-LD that may stand in a script element."""
    part = {
        "@type": "PodcastEpisode",
        "name": episode.front.title,
        "url": f"{site.url}episodes/{episode.slug}/",
    }
    if episode.front.date:
        part["datePublished"] = episode.front.date.isoformat()
    clip: dict[str, object] = {
        "@type": "Clip",
        "name": quote.words[:80],
        "url": context,
        "partOfEpisode": part,
    }
    if quote.start is not None and quote.end is not None:
        start, end = (
            recording_time(time, episode.front.media) for time in (quote.start, quote.end)
        )
        clip |= {"startOffset": start / 1000, "endOffset": end / 1000}
    quotation: dict[str, object] = {
        "@type": "Quotation",
        "@id": url,
        "url": url,
        "text": quote.words,
        "isPartOf": part,
        "hasPart": clip,
    }
    if quote.speaker:
        quotation["creator"] = {"@type": "Person", "name": quote.speaker}
    # "</script>" must not end the element.
    return json.dumps({"@context": "https://schema.org", **quotation}, ensure_ascii=False).replace(
        "<", "\\u003c"
    )


def _markdown(text: str) -> str:
    return "".join(
        f"\\{character}" if character in r"\`*_[]<>#" else character for character in text
    )


def _bibtex(episode: Episode, quote: Quote, url: str, show: str) -> str:
    def plain(text: str) -> str:
        return "".join(
            f"\\{character}"
            if character in "&%$#_{}"
            else " "
            if character in "\\~^\n"
            else character
            for character in text
        )

    fields = [("author", plain(quote.speaker))] if quote.speaker else []
    fields += [("title", f"{{{plain(episode.front.title)}}}"), ("howpublished", plain(show))]
    fields += [("year", str(episode.front.date.year))] if episode.front.date else []
    fields += [("note", f"At {format_time(quote.start)}")] if quote.start is not None else []
    return (
        f"@misc{{{quote.id},\n"
        + "".join(f"  {name} = {{{text}}},\n" for name, text in fields)
        + f"  url = {{{url}}},\n}}"
    )
