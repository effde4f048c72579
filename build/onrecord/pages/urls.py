"""Addresses of pages, relative to the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.anchors import fragment_of
from onrecord.model import TRANSCRIPT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.model import Chapter, Episode, FixedPage, Person, Slug

ALL_QUOTES = "quotes/"


def episode_url(episode: Episode) -> str:
    """Return the address of an episode."""
    return f"episodes/{episode.slug}/"


def chapter_url(episode: Episode, chapter: Chapter) -> str:
    """Return the address of a chapter."""
    return f"episodes/{episode.slug}/{chapter.slug}/"


def fixed_url(episode: Episode, page: FixedPage) -> str:
    """Return the address of a page beside the chapters of an episode."""
    return f"{episode_url(episode)}{page.slug}/"


def transcript_url(episode: Episode) -> str:
    """Return the address of the whole transcript."""
    return fixed_url(episode, TRANSCRIPT)


def sentences_url(episode: Episode, first: int, last: int) -> str:
    """Return the address of sentences: a range if there are several."""
    start, end = episode.sentences[first].id, episode.sentences[last].id
    return f"{chapter_url(episode, episode.chapter_with(first))}#{fragment_of(start, end)}"


def quote_url(name: Slug) -> str:
    """Return the address of a quote's page."""
    return f"{ALL_QUOTES}{name}/"


def episode_quotes_url(slug: Slug) -> str:
    """Return the address of an episode's quotes."""
    return f"{ALL_QUOTES}episodes/{slug}/"


def person_quotes_url(slug: str) -> str:
    """Return the address of a person's quotes."""
    return f"{ALL_QUOTES}people/{slug}/"


def topic_quotes_url(topic: Slug) -> str:
    """Return the address of a topic's quotes."""
    return f"{ALL_QUOTES}topics/{topic}/"


def person_url(person: Person) -> str:
    """Return the address of a person's page."""
    return person_slug_url(person.slug)


def person_slug_url(slug: Slug) -> str:
    """Return the address of a person's page, by their slug."""
    return f"people/{slug}/"


def topic_url(topic: str) -> str:
    """Return the address of a topic's page."""
    return f"topics/{topic}/"


def below(held: Mapping[str, str], address: str) -> dict[str, str]:
    """Return the published slugs directly below an address, each with its holder.

    >>> below({"topics/ai/": "ai", "topics/ai/earlier/1/": "ai", "people/ann/": "Ann"}, "topics/")
    {'ai': 'ai'}
    """
    prefix = address.rstrip("/") + "/"
    slugs = {
        url.removeprefix(prefix).removesuffix("/"): holder
        for url, holder in held.items()
        if url.startswith(prefix)
    }
    return {slug: holder for slug, holder in slugs.items() if "/" not in slug}
