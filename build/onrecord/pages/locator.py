"""A locator as readers see it: a time or a range of times that leads to its words."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from onrecord.anchors import fragment_of
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Episode, Passage, Site, Term

# A range that ends so soon after its start is read as a moment.
MOMENT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A locator in a template."""

    url: str
    text: str
    """"10:57", "10:57–12:10", or the name of the chapter where there are no times."""
    main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A heading of an episode's own index."""

    label: str
    url: str
    origin: str
    places: tuple[Place, ...]


def name_passage(passage: Passage, chapter: str) -> str:
    """Give the words of a locator's link.

    >>> from onrecord.model import Anchor, Milliseconds, Passage
    >>> def say(start, end):
    ...     times = {"start": start and Milliseconds(start), "end": end and Milliseconds(end)}
    ...     return name_passage(Passage(sentences=(0, 1), chapter=0, first=Anchor("a"), last=Anchor("b"), mentions=1, **times), "Tea")
    >>> say(60_000, 70_000), say(60_000, 95_000), say(None, None)
    ('1:00', '1:00–1:35', 'Tea')
    """
    if passage.chapter < 0:
        return "throughout"
    if passage.start is None:
        return chapter
    if passage.end is None or passage.end - passage.start < MOMENT:
        return format_time(passage.start)
    return f"{format_time(passage.start)}–{format_time(passage.end)}"


def name_once(places: Sequence[Place]) -> tuple[Place, ...]:
    """Leave out places that read like one before: without times, several passages of a chapter have its name. The main one stays.

    >>> [place.url for place in name_once([Place(url=url, text="Tea", main=url == "#b") for url in ("#a", "#b", "#c")])]
    ['#b']
    """
    kept: dict[str, Place] = {}
    for place in places:
        if place.text not in kept or place.main:
            kept[place.text] = place
    return tuple(kept.values())


def passage_url(episode: Episode, passage: Passage, site: Site) -> str:
    """Give the root-absolute address of a passage, which lights its range."""
    home = f"{site.base}episodes/{episode.slug}/"
    if not 0 <= passage.chapter < len(episode.chapters):
        return home
    return f"{home}{episode.chapters[passage.chapter].slug}/#{fragment_of(passage.first, passage.last)}"


def topic_url(slug: str, site: Site) -> str:
    """Give the root-absolute address of a topic."""
    return f"{site.base}topics/{slug}/"


def list_lines(episode: Episode, site: Site) -> tuple[Line, ...]:
    """Give an episode's own index in the order of the alphabet."""
    return tuple(
        _line(episode, term, site)
        for term in sorted(episode.topics, key=lambda term: (term.label.casefold(), term.slug))
    )


def list_chips(episode: Episode, chapter: int, site: Site, most: int) -> tuple[Line, ...]:
    """Give the topics that a chapter says most of, heaviest first."""
    found: list[tuple[float, Term, Sequence[Passage]]] = []
    for term in episode.topics:
        own = [passage for passage in term.passages if passage.chapter == chapter]
        if own:
            # A topic's share in this chapter: what runs through the whole episode tells it apart from no other.
            share = sum(passage.mentions for passage in own) / max(
                1, sum(passage.mentions for passage in term.passages)
            )
            found.append((sqrt(term.weight) * (0.3 + share), term, own))
    found.sort(key=lambda each: (-each[0], each[1].slug))
    return tuple(_line(episode, term, site) for _, term, _ in found[:most])


def _line(episode: Episode, term: Term, site: Site) -> Line:
    def place(passage: Passage) -> Place:
        chapter = (
            episode.chapters[passage.chapter].title
            if 0 <= passage.chapter < len(episode.chapters)
            else ""
        )
        return Place(
            url=passage_url(episode, passage, site),
            text=name_passage(passage, chapter),
            main=passage.main and len(term.passages) > 1,
        )

    return Line(
        label=term.label,
        url=topic_url(term.slug, site),
        origin=term.origin,
        places=name_once([*map(place, term.passages)]),
    )
