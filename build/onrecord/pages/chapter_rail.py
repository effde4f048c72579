"""The navigation of an episode: on each of its pages, with a mark at the current page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import list_fixed_pages
from onrecord.pages.citation import build_coins
from onrecord.pages.environment import fill
from onrecord.pages.urls import (
    chapter_url,
    episode_quotes_url,
    episode_url,
    fixed_url,
    transcript_url,
)
from onrecord.text.times import seconds
from onrecord.text.titles import short_title

if TYPE_CHECKING:
    from markupsafe import Markup

    from onrecord.model import Chapter, Episode, Milliseconds, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class RailChapter:
    """A line of the rail."""

    title: str
    url: str
    start: Milliseconds | None
    """As the publisher states it, otherwise the start of its first sentence."""
    begins: str
    """Start of its first sentence in seconds, for scripts; empty without times."""
    here: bool
    """This is the current page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RailPage:
    """A page beside the chapters."""

    title: str
    url: str
    here: bool
    """This is the current page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rail:
    """Context of `pages/rail.html.jinja`."""

    show: str
    name: str
    """Short name of the episode: its guest, otherwise its title."""
    episode: Episode
    episode_url: str
    transcript_url: str
    duration: Milliseconds | None
    chapters: tuple[RailChapter, ...]
    place: str
    """Label of the closed list on a narrow screen."""
    fixed_pages: tuple[RailPage, ...]
    on_episode: bool
    quotes_url: str
    """List of the episode's quotes; empty if it has none."""
    facts: Markup
    """JSON for scripts."""
    coins: Markup


def short_name(episode: Episode) -> str:
    """Return a name of an episode for where there is little room."""
    guests = [person.name for person in episode.front.people if not person.is_host]
    return " and ".join(guests) if guests and len(guests) <= 2 else episode.front.title  # noqa: PLR2004 - two names fit


def build_rail(episode: Episode, site: Site, here: str, facts: Markup) -> Markup:
    """Return the HTML of the rail, and of its narrow form, for the page at the address `here`."""
    chapters = tuple(_chapter(episode, chapter, site, here) for chapter in episode.chapters)
    position = next((number for number, one in enumerate(chapters, 1) if one.here), 0)
    fixed_pages = tuple(
        RailPage(title=page.title, url=site.base + url, here=url == here)
        for page in list_fixed_pages(episode)
        for url in (fixed_url(episode, page),)
    )
    place = next((page.title for page in fixed_pages if page.here), "Chapters")
    return fill(
        "rail",
        Rail(
            show=episode.front.show or site.title,
            name=short_title(short_name(episode), episode.front.show or site.title),
            episode=episode,
            episode_url=site.base + episode_url(episode),
            transcript_url=site.base + transcript_url(episode),
            duration=episode.duration,
            chapters=chapters,
            place=f"Chapter {position} of {len(chapters)}" if position else place,
            fixed_pages=fixed_pages,
            on_episode=here == episode_url(episode),
            quotes_url=site.base + episode_quotes_url(episode.slug) if episode.quotes else "",
            facts=facts,
            coins=build_coins(episode, site, title=episode.front.title, url=here),
        ),
    )


def _chapter(episode: Episode, chapter: Chapter, site: Site, here: str) -> RailChapter:
    url = chapter_url(episode, chapter)
    # The whole transcript has all chapters.
    is_whole = here == transcript_url(episode)
    first = episode.sentences[chapter.sentences[0]].start
    return RailChapter(
        title=chapter.title,
        url=f"#{chapter.slug}" if is_whole else site.base + url,
        start=episode.start_of(chapter),
        begins="" if first is None else seconds(first),
        here=url == here,
    )
