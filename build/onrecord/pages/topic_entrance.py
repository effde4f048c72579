"""The entrance of a long topic index: what is discussed most, of late, and in each year."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Link
from onrecord.pages.urls import topic_url
from onrecord.text.collation import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Heading, Site

HEAVIEST = 40
# Topics that were first discussed in one of the newest episodes.
NEWEST, NEWEST_EPISODES = 20, 10
OF_YEAR = 8
# A topic of fewer episodes does not stand for a year.
LEAST_OF_YEAR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Topics under a name: of an editor's group, of a year."""

    name: str
    topics: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """Ways into the index beside the alphabet."""

    groups: tuple[Group, ...] = ()
    """Of the editor, in the order of `topics.yml`."""
    heaviest: tuple[Link, ...] = ()
    """In alphabetical order."""
    newest: tuple[Link, ...] = ()
    """In alphabetical order."""
    years: tuple[Group, ...] = ()
    """Newest first, each with its most typical topics, most typical first."""


def draw_entrance(headings: Sequence[Heading], site: Site) -> Entrance:
    """Choose the topics of the entrance."""
    return Entrance(
        groups=group_topics(headings, site),
        heaviest=_by_name(_heaviest(headings, HEAVIEST), site),
        newest=_by_name(_heaviest(_list_new(headings), NEWEST), site),
        years=tuple(_list_years(headings, site)),
    )


def group_topics(headings: Iterable[Heading], site: Site) -> tuple[Group, ...]:
    """Return the editor's groups that have a topic in the index.

    Args:
        headings: in alphabetical order.
        site: with the editor's vocabulary.
    """
    found: dict[str, list[Link]] = {topic.group: [] for topic in site.topics if topic.group}
    if not found:
        return ()
    for heading in headings:
        if heading.group:
            found[heading.group].append(_link(heading, site))
    return tuple(Group(name=name, topics=tuple(links)) for name, links in found.items() if links)


def _heaviest(headings: Iterable[Heading], most: int) -> list[Heading]:
    return sorted(headings, key=lambda heading: (-heading.weight, heading.id))[:most]


def _list_new(headings: Iterable[Heading]) -> list[Heading]:
    """List the topics that no episode before the newest discusses, and one of these well."""
    return [
        heading
        for heading in headings
        if heading.spoken
        and heading.occurrences.rows[0][0] >= len(heading.occurrences.ordered) - NEWEST_EPISODES
    ]


def _list_years(headings: Sequence[Heading], site: Site) -> list[Group]:
    """List the topics of each year that have far more of their episodes there than all episodes."""
    if not headings:
        return []
    ordered = headings[0].occurrences.ordered
    years = [episode.date.year if episode.date else 0 for episode in ordered]
    of_all = Counter(years)
    scores: defaultdict[int, list[tuple[float, Heading]]] = defaultdict(list)
    for heading in headings:
        episodes = heading.occurrences.episodes
        for year, count in Counter(map(years.__getitem__, episodes)).items():
            excess = count / len(episodes) - of_all[year] / len(ordered)
            if year and count >= LEAST_OF_YEAR and excess > 0:
                scores[year].append((count * excess, heading))
    if len(scores) < 2:  # noqa: PLR2004 - the topics of one year are those of the archive
        return []
    return [
        Group(
            name=str(year),
            topics=tuple(
                _link(heading, site)
                for _, heading in sorted(
                    scores[year], key=lambda pair: (-pair[0], -pair[1].weight, pair[1].id)
                )[:OF_YEAR]
            ),
        )
        for year in sorted(scores, reverse=True)
    ]


def _by_name(headings: Iterable[Heading], site: Site) -> tuple[Link, ...]:
    ordered = sorted(headings, key=lambda heading: (sort_key(heading.label), heading.id))
    return tuple(_link(heading, site) for heading in ordered)


def _link(heading: Heading, site: Site) -> Link:
    return Link(title=heading.label, url=site.base + topic_url(heading.id))
