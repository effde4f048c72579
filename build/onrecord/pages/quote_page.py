"""The page of a quote, a note for a withdrawn quote, and the files beside them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.model import Download, Link, Milliseconds, Page
from onrecord.pages.environment import fill
from onrecord.pages.media import file_url, media_time
from onrecord.pages.page_head import build_quote_head
from onrecord.pages.quote_formats import (
    EmbedPage,
    credit,
    credit_words,
    format_quote,
    oembed,
    quote_title,
)
from onrecord.pages.typography import typeset, typographic
from onrecord.pages.urls import chapter_url, episode_url, quote_url, sentences_url
from onrecord.text.shorten import shorten
from onrecord.text.times import seconds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from onrecord.model import Episode, Quote, Sentence, Site, Slug, WithdrawnQuote
    from onrecord.pages.citation import CopyFormat

CONTEXT_SENTENCES = 2
"""Shown before and after the quote."""
NEIGHBOUR_LENGTH = 70
"""Of the words of the quotes before and after: two lines on a phone."""
# What link previews show.
DESCRIPTION_LENGTH = 200

ORIGINS = {
    "editor": "Chosen by the editor",
    "teaser": "From the episode’s own teaser",
    "description": "Quoted in the episode’s description",
    "soundbite": "A soundbite of the show’s feed",
    "auto": "Chosen automatically",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedWords:
    """Words of a quote that differ from the transcript as received."""

    heard: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextTurn:
    """What one speaker says in the context of a quote."""

    speaker: str
    """Empty if nobody is named, or only one speaks in the context."""
    words: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePage:
    """Context of `pages/quote.html.jinja`."""

    quote: Quote
    episode: Episode
    site: Site
    episode_url: str
    chapter: Link
    context_url: str
    context: tuple[ContextTurn, ...]
    """The words with sentences before and after them."""
    card: str
    """Address of its picture; empty if it has none."""
    origin: str
    corrected: tuple[CorrectedWords, ...]
    play: tuple[Link, ...]
    formats: tuple[CopyFormat, ...]
    previous: Link | None
    next: Link | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnPage:
    """Context of `pages/quote-withdrawn.html.jinja`."""

    episode: Episode
    episode_url: str
    quote: WithdrawnQuote
    near: str
    """Address of the sentence in which it was; empty if that is gone too."""


def render_quotes(episode: Episode, site: Site, cards: Collection[Slug]) -> Iterator[Page]:
    """Render a page for each quote of an episode, and for each withdrawn quote.

    Args:
        episode: compiled.
        site: where it is published.
        cards: ids of the quotes that have a picture.
    """
    for number, quote in enumerate(episode.quotes):
        context = _page_context(episode, number, site, has_card=quote.id in cards)
        yield Page(
            url=quote_url(quote.id),
            kind="quote",
            title=quote_title(quote),
            content=fill("quote", context),
            description=shorten(credit_words(episode, quote), DESCRIPTION_LENGTH),
            heading="quote",
            head=build_quote_head(episode, quote, site, has_card=quote.id in cards),
        )
    for withdrawn in episode.withdrawn_quotes:
        yield _withdrawn_page(episode, withdrawn, site)


def write_quotes(episode: Episode, site: Site, cards: dict[Slug, bytes]) -> Iterator[Download]:
    """Write the files beside the pages of quotes: cards, pages to embed, and oEmbed."""
    for quote in episode.quotes:
        folder = quote_url(quote.id)
        embed = EmbedPage(
            words=typographic(quote.words),
            source=credit(episode, quote),
            url=site.address + folder,
            language=episode.front.language,
            site=site.title,
        )
        yield Download(url=f"{folder}embed.html", content=str(fill("embed", embed)))
        if quote.id in cards:
            yield Download(url=f"{folder}card.png", content=cards[quote.id])
        if site.url:
            answer = oembed(
                quote, quote.speaker or episode.front.title, site, card=quote.id in cards
            )
            yield Download(url=f"{folder}oembed.json", content=answer)


def _page_context(episode: Episode, number: int, site: Site, *, has_card: bool) -> QuotePage:
    quote = episode.quotes[number]
    beside = [None, *(_link(other, site) for other in episode.quotes), None]
    first, last = quote.parts[0].sentence, quote.parts[-1].sentence
    chapter = episode.chapter_with(first)
    return QuotePage(
        quote=quote,
        episode=episode,
        site=site,
        episode_url=site.base + episode_url(episode),
        chapter=Link(title=chapter.title, url=site.base + chapter_url(episode, chapter)),
        context_url=site.base + sentences_url(episode, first, last),
        context=tuple(_context(episode, quote)),
        card=f"{site.base}{quote_url(quote.id)}card.png" if has_card else "",
        origin=ORIGINS[quote.origin],
        corrected=tuple(_corrected_words(episode, quote)),
        play=_play_links(episode, quote.start, quote.end, site),
        formats=format_quote(episode, quote, site),
        previous=beside[number],
        next=beside[number + 2],
        number=number + 1,
    )


def _link(quote: Quote, site: Site) -> Link:
    return Link(title=shorten(quote.words, NEIGHBOUR_LENGTH), url=site.base + quote_url(quote.id))


def _withdrawn_page(episode: Episode, quote: WithdrawnQuote, site: Site) -> Page:
    place = next(
        (index for index, sentence in enumerate(episode.sentences) if sentence.id == quote.near),
        None,
    )
    context = WithdrawnPage(
        episode=episode,
        episode_url=site.base + episode_url(episode),
        quote=quote,
        near="" if place is None else site.base + sentences_url(episode, place, place),
    )
    return Page(
        url=quote_url(quote.id),
        kind="stub",
        title=f"A quote that was withdrawn · {episode.front.title}",
        content=fill("quote-withdrawn", context),
        heading="quote",
    )


def _context(episode: Episode, quote: Quote) -> Iterator[ContextTurn]:
    first, last = quote.parts[0].sentence, quote.parts[-1].sentence
    start = max(0, first - CONTEXT_SENTENCES)
    end = min(len(episode.sentences), last + CONTEXT_SENTENCES + 1)
    turns = [
        (speaker, " ".join(_marked(episode.sentences[index], index, quote) for index in indexes))
        for speaker, indexes in groupby(
            range(start, end), key=lambda index: episode.sentences[index].speaker or ""
        )
    ]
    for place, (speaker, words) in enumerate(turns, 1):
        before = "… " if start and place == 1 else ""
        after = " …" if end < len(episode.sentences) and place == len(turns) else ""
        yield ContextTurn(
            speaker=speaker if len(turns) > 1 else "",
            words=Markup(f"{before}{words}{after}"),  # noqa: S704 - each sentence is escaped
        )


def _marked(sentence: Sentence, index: int, quote: Quote) -> str:
    text, html, at = typographic(sentence.text), "", 0
    for part in quote.parts:
        if part.sentence == index:
            start, end = part.span
            html += f"{typeset(text[at:start])}<mark>{typeset(text[start:end])}</mark>"
            at = end
    return html + typeset(text[at:])


def _corrected_words(episode: Episode, quote: Quote) -> Iterator[CorrectedWords]:
    for part in quote.parts:
        sentence = episode.sentences[part.sentence]
        for change in sentence.changes:
            touches = change.span[0] < part.span[1] and part.span[0] <= change.span[1]
            if touches and not change.removed:
                yield CorrectedWords(
                    heard=change.heard.strip(), shown=sentence.text[slice(*change.span)]
                )


def _play_links(
    episode: Episode, start: Milliseconds | None, end: Milliseconds | None, site: Site
) -> tuple[Link, ...]:
    """Return links to the recording at the quote, each in the time of its medium.

    The fragments are W3C media fragments.
    """
    media = episode.front.media
    if start is None:
        return ()
    links: list[Link] = []
    if media.audio:
        sound = f"{file_url(media.audio, site)}#t={seconds(media_time(start, media, 'audio'))}"
        if end is not None and end > start:
            sound += f",{seconds(media_time(end, media, 'audio'))}"
        links.append(Link(title="Listen", url=sound))
    if media.youtube:
        video = (
            media.youtube
            if "/" in media.youtube
            else f"https://www.youtube.com/watch?v={media.youtube}"
        )
        joint = "&" if "?" in video else "?"
        start_second = media_time(start, media, "youtube") // 1000
        links.append(Link(title="Watch", url=f"{video}{joint}t={start_second}s"))
    return tuple(links)
