"""The addresses that are recorded of an episode: what is not listed here leads nowhere one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import list_fixed_pages
from onrecord.pages.urls import chapter_url, episode_url, fixed_url, quote_url

if TYPE_CHECKING:
    from onrecord.anchors import Publication
    from onrecord.model import Episode


def list_addresses(episode: Episode, published: Publication) -> tuple[str, ...]:
    """Return the addresses of all pages that an episode and its quotes ever had."""
    return (
        *list_own_addresses(episode, published),
        *(quote_url(quote.id) for quote in episode.quotes),
        *(quote_url(quote.id) for quote in episode.withdrawn_quotes),
    )


def list_own_addresses(episode: Episode, published: Publication) -> tuple[str, ...]:
    """Return the addresses of all pages that an episode ever had, its current ones first."""
    earlier = [page for entry in published.entries for page in (entry.page, *entry.pages)]
    folders = dict.fromkeys(page[: page.index("/", len("episodes/")) + 1] for page in earlier)
    fixed = [page.slug for page in list_fixed_pages(episode)]
    beside = (f"{folder}{slug}/" for folder in folders for slug in fixed)
    return tuple(dict.fromkeys((*list_current(episode), *folders, *beside, *earlier)))


def list_current(episode: Episode) -> tuple[str, ...]:
    """Return the addresses of an episode's own page, its chapters and its fixed pages."""
    return (
        episode_url(episode),
        *(chapter_url(episode, chapter) for chapter in episode.chapters),
        *(fixed_url(episode, page) for page in list_fixed_pages(episode)),
    )
