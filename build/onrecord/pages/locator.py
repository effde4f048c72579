"""Locators: links to passages, named by their times."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from onrecord.anchors import fragment_of
from onrecord.pages.urls import chapter_url, episode_url, topic_url
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Episode, Passage, Site, Term

# A range that is shorter is shown as one time, in milliseconds.
SHORTEST_RANGE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """A link to a passage."""

    url: str
    text: str
    """`10:57`, `10:57–12:10`, or the title of the chapter if there are no times."""
    main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """A topic in the index of an episode."""

    label: str
    url: str
    places: tuple[Locator, ...]


def passage_chapter(episode: Episode, passage: Passage) -> str:
    """Return the title of the chapter of a passage; empty if it runs through the whole episode."""
    known = 0 <= passage.chapter < len(episode.chapters)
    return episode.chapters[passage.chapter].title if known else ""


def name_passage(passage: Passage, chapter: str) -> str:
    """Return the text of a locator.

    >>> from onrecord.model import Anchor, Milliseconds, Passage
    >>> where = {"sentences": (0, 1), "chapter": 0, "first": Anchor("a"), "last": Anchor("b")}
    >>> times = {"start": Milliseconds(60_000), "end": Milliseconds(95_000)}
    >>> name_passage(Passage(**where, mentions=1, **times), "Tea")
    '1:00–1:35'
    >>> name_passage(Passage(**where, mentions=1, start=None, end=None), "Tea")
    'Tea'
    """
    if passage.chapter < 0:
        return "throughout"
    if passage.start is None:
        return chapter
    if passage.end is None or passage.end - passage.start < SHORTEST_RANGE:
        return format_time(passage.start)
    return f"{format_time(passage.start)}–{format_time(passage.end)}"


def unique_texts(locators: Iterable[Locator]) -> tuple[Locator, ...]:
    """Keep one locator of each text, the main one if it is among them.

    Without times, all passages of a chapter have its title.

    >>> locators = [Locator(url=url, text="Tea", main=url == "b") for url in "abc"]
    >>> [locator.url for locator in unique_texts(locators)]
    ['b']
    """
    kept: dict[str, Locator] = {}
    for locator in locators:
        if locator.text not in kept or locator.main:
            kept[locator.text] = locator
    return tuple(kept.values())


def passage_url(episode: Episode, passage: Passage) -> str:
    """Return the address of a passage relative to the site, with the fragment of its range."""
    if not 0 <= passage.chapter < len(episode.chapters):
        return episode_url(episode)
    page = chapter_url(episode, episode.chapters[passage.chapter])
    return f"{page}#{fragment_of(passage.first, passage.last)}"


def list_topics(episode: Episode, site: Site) -> tuple[TopicLine, ...]:
    """Return the index of an episode in alphabetical order."""
    ordered = sorted(episode.topics, key=lambda term: (term.label.casefold(), term.slug))
    return tuple(_line(episode, term, site) for term in ordered)


def list_chapter_topics(
    episode: Episode, chapter: int, site: Site, most: int
) -> tuple[TopicLine, ...]:
    """Return at most so many topics of a chapter, the most discussed first."""
    found: list[tuple[float, Term]] = []
    for term in episode.topics:
        own = [passage for passage in term.passages if passage.chapter == chapter]
        if own:
            # The chapter's share of a topic: one that runs through the whole episode distinguishes
            # no chapter.
            share = _mentions(own) / max(1, _mentions(term.passages))
            found.append((sqrt(term.weight) * (0.3 + share), term))
    found.sort(key=lambda each: (-each[0], each[1].slug))
    return tuple(_line(episode, term, site) for _, term in found[:most])


def _mentions(passages: Sequence[Passage]) -> int:
    return sum(passage.mentions for passage in passages)


def _line(episode: Episode, term: Term, site: Site) -> TopicLine:
    locators = (
        Locator(
            url=site.base + passage_url(episode, passage),
            text=name_passage(passage, passage_chapter(episode, passage)),
            main=passage.main and len(term.passages) > 1,
        )
        for passage in term.passages
    )
    return TopicLine(
        label=term.label,
        url=site.base + topic_url(term.slug),
        places=unique_texts(locators),
    )
