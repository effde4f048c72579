"""The episode's own navigation, the same on each of its pages but for the mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.pages.coins import build_coins
from onrecord.pages.environment import fill
from onrecord.text.times import seconds

if TYPE_CHECKING:
    from markupsafe import Markup

    from onrecord.model import Chapter, Episode, Milliseconds, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class RailChapter:
    """A line of the rail."""

    title: str
    url: str
    start: Milliseconds | None
    """As the publisher stated it, or else as its first sentence has it."""
    begins: str
    """Seconds at which its first sentence starts, for scripts; empty without times."""
    here: bool
    """This is the page the reader is on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rail:
    """Context of `pages/rail.html.jinja`."""

    show: str
    name: str
    """The episode, briefly: its guest, or else its title."""
    episode: Episode
    episode_url: str
    transcript_url: str
    duration: Milliseconds | None
    chapters: tuple[RailChapter, ...]
    position: int
    """Number of the chapter the reader is on, from 1; 0 elsewhere."""
    place: str
    """What the closed list says on a narrow screen."""
    on_transcript: bool
    on_episode: bool
    quotes_url: str
    """List of the episode's quotes; empty where it has none."""
    facts: Markup
    """For scripts, as JSON."""
    coins: Markup


def episode_url(episode: Episode) -> str:
    """Give the address of an episode relative to the site."""
    return f"episodes/{episode.slug}/"


def chapter_url(episode: Episode, chapter: Chapter) -> str:
    """Give the address of a chapter relative to the site."""
    return f"episodes/{episode.slug}/{chapter.slug}/"


def transcript_url(episode: Episode) -> str:
    """Give the address of the whole transcript relative to the site."""
    return f"episodes/{episode.slug}/transcript/"


def brief_name(episode: Episode) -> str:
    """Name an episode where there is little room."""
    guests = [person.name for person in episode.front.people if person.role != "host"]
    return " and ".join(guests) if guests and len(guests) <= 2 else episode.front.title  # noqa: PLR2004 - two names fit


def duration(episode: Episode) -> Milliseconds | None:
    """Give the time at which the last sentence ends."""
    last = episode.sentences[-1] if episode.sentences else None
    return (last.end if last.end is not None else last.start) if last else None


def starts(episode: Episode, chapter: Chapter) -> Milliseconds | None:
    """Give the time to show for a chapter: as stated, or else as its first sentence has it."""
    return (
        chapter.start
        if chapter.start is not None
        else episode.sentences[chapter.sentences[0]].start
    )


def build_rail(episode: Episode, site: Site, here: str, facts: Markup) -> Markup:
    """Give the HTML of the rail, and of its narrow form, for the page at the address `here`."""
    lines = tuple(_line(episode, chapter, site, here) for chapter in episode.chapters)
    position = next((number for number, line in enumerate(lines, 1) if line.here), 0)
    on_transcript = here == transcript_url(episode)
    places = {True: "Full transcript", False: "Chapters"}
    return fill(
        "rail",
        Rail(
            show=episode.front.show or site.title,
            name=brief_name(episode),
            episode=episode,
            episode_url=site.base + episode_url(episode),
            transcript_url=site.base + transcript_url(episode),
            duration=duration(episode),
            chapters=lines,
            position=position,
            place=f"Chapter {position} of {len(lines)}" if position else places[on_transcript],
            on_transcript=on_transcript,
            on_episode=here == episode_url(episode),
            quotes_url=f"{site.base}quotes/episodes/{episode.slug}/" if episode.quotes else "",
            facts=facts,
            coins=build_coins(episode, site, title=episode.front.title, url=here),
        ),
    )


def _line(episode: Episode, chapter: Chapter, site: Site, here: str) -> RailChapter:
    url = chapter_url(episode, chapter)
    first = episode.sentences[chapter.sentences[0]].start
    return RailChapter(
        title=chapter.title,
        url=site.base + url,
        start=starts(episode, chapter),
        begins="" if first is None else seconds(first),
        here=url == here,
    )
