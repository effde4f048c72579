"""The page of a quote: its words alone, and in context; a note where it was withdrawn; what stands beside the page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.model import Download, Link, Milliseconds, Page
from onrecord.pages.environment import fill
from onrecord.pages.media import audio_url, media_time
from onrecord.pages.quote_forms import Form, credit, forms, linked_facts, oembed, who
from onrecord.pages.quote_links import chapter_of, in_context, quote_url
from onrecord.pages.rail import chapter_url, episode_url
from onrecord.pages.words import typeset, typographic
from onrecord.text.shorten import shorten
from onrecord.text.times import seconds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from onrecord.model import Episode, Quote, Sentence, Site, Slug, WithdrawnQuote

AROUND = 2
"""Sentences of context on either side."""
# With the marks around it, what link previews show of a title, a description, and the words for a picture (that of X).
TITLE_LENGTH, DESCRIPTION_LENGTH, ALTERNATIVE_LENGTH = 68, 200, 420

ORIGINS = {
    "editor": "Chosen by the editor",
    "teaser": "From the episode’s own teaser",
    "description": "Quoted in the episode’s description",
    "soundbite": "A soundbite of the show’s feed",
    "auto": "Chosen automatically",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Words of a quote that the transcript had otherwise."""

    heard: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePage:
    """Context of `pages/quote.html.jinja`."""

    quote: Quote
    episode: Episode
    language: str
    who: str
    show: str
    episode_url: str
    chapter: Link
    context_url: str
    context: Markup
    """The words where they are said, with sentences before and after."""
    origin: str
    corrected: tuple[Corrected, ...]
    play: tuple[Link, ...]
    forms: tuple[Form, ...]
    previous: str
    next: str
    all_quotes: str
    number: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnPage:
    """Context of `pages/quote-withdrawn.html.jinja`."""

    episode: Episode
    episode_url: str
    quote: WithdrawnQuote
    near: str
    """Address of the sentence where it stood; empty where that is gone too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedPage:
    """Context of `pages/embed.html.jinja`."""

    words: str
    source: str
    url: str
    language: str
    site: str


def render_quotes(episode: Episode, site: Site, cards: Collection[Slug]) -> Iterator[Page]:
    """Give a page for each quote of an episode, and for each that was withdrawn.

    Args:
        episode: compiled.
        site: where all this is published.
        cards: ids of the quotes that have a picture.
    """
    urls = [site.base + quote_url(quote.id) for quote in episode.quotes]
    for number, quote in enumerate(episode.quotes):
        around = (
            urls[number - 1] if number else "",
            urls[number + 1] if number + 1 < len(urls) else "",
        )
        yield _quote_page(episode, number, around, site, has_card=quote.id in cards)
    for withdrawn in episode.withdrawn_quotes:
        yield _withdrawn_page(episode, withdrawn, site)


def write_quotes(episode: Episode, site: Site, cards: dict[Slug, bytes]) -> Iterator[Download]:
    """Give what stands beside the pages of quotes: cards, pages to embed, and oEmbed's answers."""
    for quote in episode.quotes:
        folder = quote_url(quote.id)
        embed = EmbedPage(
            words=typographic(quote.words),
            source=credit(episode, quote),
            url=f"{site.url or site.base}{folder}",
            language=episode.front.language,
            site=site.title,
        )
        yield Download(url=f"{folder}embed.html", content=str(fill("embed", embed)))
        if quote.id in cards:
            yield Download(url=f"{folder}card.png", content=cards[quote.id])
        if site.url:
            yield Download(
                url=f"{folder}oembed.json",
                content=oembed(episode, quote, site, card=quote.id in cards),
            )


def _quote_page(
    episode: Episode, number: int, around: tuple[str, str], site: Site, *, has_card: bool
) -> Page:
    quote = episode.quotes[number]
    first, last = quote.parts[0].sentence, quote.parts[-1].sentence
    chapter = chapter_of(episode, first)
    url, context = f"{site.url or site.base}{quote_url(quote.id)}", in_context(episode, first, last)
    content = fill(
        "quote",
        QuotePage(
            quote=quote,
            episode=episode,
            language=episode.front.language,
            who=who(episode, quote),
            show=episode.front.show or site.title,
            episode_url=site.base + episode_url(episode),
            chapter=Link(title=chapter.title, url=site.base + chapter_url(episode, chapter)),
            context_url=site.base + context,
            context=_context(episode, quote),
            origin=ORIGINS[quote.origin],
            corrected=tuple(_corrected(episode, quote)),
            play=_play(episode, quote.start, quote.end, site),
            forms=forms(episode, quote, url, site),
            previous=around[0],
            next=around[1],
            all_quotes=f"{site.base}quotes/",
            number=number + 1,
            count=len(episode.quotes),
        ),
    )
    return Page(
        url=quote_url(quote.id),
        kind="quote",
        title=f"“{shorten(typographic(quote.words), TITLE_LENGTH)}”",
        content=content,
        description=shorten(
            f"{credit(episode, quote)}: “{typographic(quote.words)}”", DESCRIPTION_LENGTH
        ),
        heading="quote",
        head=_head(
            episode, quote, url, f"{site.url or site.base}{context}", site, has_card=has_card
        ),
    )


def _withdrawn_page(episode: Episode, quote: WithdrawnQuote, site: Site) -> Page:
    place = next(
        (index for index, sentence in enumerate(episode.sentences) if sentence.id == quote.near),
        None,
    )
    page = WithdrawnPage(
        episode=episode,
        episode_url=site.base + episode_url(episode),
        quote=quote,
        near="" if place is None else site.base + in_context(episode, place, place),
    )
    return Page(
        url=quote_url(quote.id),
        kind="stub",
        title=f"A quote that was withdrawn · {episode.front.title}",
        content=fill("quote-withdrawn", page),
        heading="quote",
    )


def _context(episode: Episode, quote: Quote) -> Markup:
    first, last = quote.parts[0].sentence, quote.parts[-1].sentence
    start, end = max(0, first - AROUND), min(len(episode.sentences), last + AROUND + 1)
    said = " ".join(_marked(episode.sentences[index], index, quote) for index in range(start, end))
    before, after = "… " if start else "", " …" if end < len(episode.sentences) else ""
    return Markup(f"{before}{said}{after}")  # noqa: S704 - each sentence is escaped


def _marked(sentence: Sentence, index: int, quote: Quote) -> str:
    text, html, at = typographic(sentence.text), "", 0
    for part in quote.parts:
        if part.sentence == index:
            start, end = part.span
            html += f"{typeset(text[at:start])}<mark>{typeset(text[start:end])}</mark>"
            at = end
    return html + typeset(text[at:])


def _corrected(episode: Episode, quote: Quote) -> Iterator[Corrected]:
    """List the corrections that touch the words of a quote."""
    for part in quote.parts:
        sentence = episode.sentences[part.sentence]
        for change in sentence.changes:
            if (
                not change.removed
                and change.span[0] < part.span[1]
                and part.span[0] <= change.span[1]
            ):
                yield Corrected(
                    heard=change.heard.strip(), shown=sentence.text[slice(*change.span)]
                )


def _play(
    episode: Episode, start: Milliseconds | None, end: Milliseconds | None, site: Site
) -> tuple[Link, ...]:
    """Give links to the recording at the quote (W3C media fragments), each in its own time."""
    media = episode.front.media
    if start is None:
        return ()
    links: list[Link] = []
    if media.audio:
        until = (
            f",{seconds(media_time(end, media, 'audio'))}"
            if end is not None and end > start
            else ""
        )
        links.append(
            Link(
                title="Listen",
                url=f"{audio_url(media, site)}#t={seconds(media_time(start, media, 'audio'))}{until}",
            )
        )
    if media.youtube:
        video = (
            media.youtube
            if "/" in media.youtube
            else f"https://www.youtube.com/watch?v={media.youtube}"
        )
        joint = "&" if "?" in video else "?"
        links.append(
            Link(
                title="Watch", url=f"{video}{joint}t={media_time(start, media, 'youtube') // 1000}s"
            )
        )
    return tuple(links)


def _head(
    episode: Episode, quote: Quote, url: str, context: str, site: Site, *, has_card: bool
) -> str:
    lines = [
        f'<script type="application/ld+json">{linked_facts(episode, quote, url, context, site)}</script>'
    ]
    if site.url:
        title = escape(f"“{shorten(typographic(quote.words), TITLE_LENGTH)}”")
        lines.append(
            f'<link rel="alternate" type="application/json+oembed" href="{escape(url)}oembed.json" title="{title}">'
        )
    if has_card and site.url:
        alternative = escape(
            shorten(f"{credit(episode, quote)}: “{typographic(quote.words)}”", ALTERNATIVE_LENGTH)
        )
        lines += [
            f'<meta property="og:image" content="{escape(url)}card.png">',
            '<meta property="og:image:type" content="image/png">',
            '<meta property="og:image:width" content="1200">',
            '<meta property="og:image:height" content="630">',
            f'<meta property="og:image:alt" content="{alternative}">',
            '<meta name="twitter:card" content="summary_large_image">',
            f'<meta name="twitter:image" content="{escape(url)}card.png">',
            f'<meta name="twitter:image:alt" content="{alternative}">',
        ]
    else:
        lines.append('<meta name="twitter:card" content="summary">')
    return "\n".join(lines)
