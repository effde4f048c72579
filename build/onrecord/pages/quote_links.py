"""Where quotes are: their own pages, and their words in context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.anchors import fragment_of
from onrecord.pages.rail import chapter_url

if TYPE_CHECKING:
    from onrecord.model import Chapter, Episode, Slug


def quote_url(name: Slug) -> str:
    """Give the address of a quote's page relative to the site."""
    return f"quotes/{name}/"


def chapter_of(episode: Episode, sentence: int) -> Chapter:
    """Give the chapter that holds a sentence."""
    return next(
        chapter
        for chapter in episode.chapters
        if chapter.sentences[0] <= sentence < chapter.sentences[1]
    )


def in_context(episode: Episode, first: int, last: int) -> str:
    """Give the address of sentences relative to the site: a range where there are several."""
    start, end = episode.sentences[first].id, episode.sentences[last].id
    return f"{chapter_url(episode, chapter_of(episode, first))}#{fragment_of(start, end)}"


def list_quote_addresses(episode: Episode) -> tuple[str, ...]:
    """Give the addresses of the pages of an episode's quotes, of those withdrawn too."""
    names = [
        *(quote.id for quote in episode.quotes),
        *(quote.id for quote in episode.withdrawn_quotes),
    ]
    return tuple(map(quote_url, names))
