"""The topic index A to Z: on one page, or an entrance and a page for each part of a letter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from heapq import nlargest
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from onrecord.model import Draft, EpisodeStore, Heading, Link, Occurrence, Page, Site, Slug, Summary
from onrecord.pages.environment import fill
from onrecord.pages.passage_html import PASSAGES_SHOWN
from onrecord.pages.topic_entrance import Entrance, draw_entrance, group_topics
from onrecord.pages.topic_ranges import Part, divide_lines, letter_name, shown_letter
from onrecord.pages.urls import below, topic_url
from onrecord.store import fingerprint
from onrecord.text.collation import letter_of, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Estimated bytes of an index on one page: with more, a page of each part is quicker to load.
ONE_PAGE_SIZE = 130_000
# Bytes of a line, without its label; of each episode and each passage in it. They are a tenth too
# many for 299 episodes at the root of a host.
LINE_SIZE, EPISODE_SIZE, PASSAGE_SIZE = 110, 100, 100
# Episodes under a heading, in the index of several episodes.
EPISODES_SHOWN = 3

LETTERS = "topics/letters/"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """A line of the index: a heading, or another name that refers to one."""

    label: str
    url: str
    origin: str
    places: Markup | str = ""
    """The passages, in the index of one episode."""
    subs: tuple[Markup, ...] = ()
    """A line for each episode, in the index of several."""
    more: int = 0
    """How many episodes are not shown."""
    see: Link | None = None
    see_also: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A letter of the index, or a part of one, with its lines."""

    id: str
    name: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A link of a row: to a letter or a part of one."""

    name: str
    url: str
    id: str = ""
    here: bool = False
    """It leads to this page, or to the letter that this page belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage:
    """Context of `pages/topics.html.jinja`."""

    title: str
    base: str
    index_url: str
    """Address of the entrance; empty there."""
    letters: tuple[Step, ...]
    parts: tuple[Step, ...] = ()
    """Parts of this letter, if it has several."""
    entrance: Entrance | None = None
    sections: tuple[Section, ...] = ()
    previous: Step | None = None
    next: Step | None = None
    count: int
    """Number of headings, of the whole index on its entrance and else of this page."""
    unknown: tuple[str, ...] = ()
    """Languages in which only the editor's topics are found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A heading, or another name for one, under the letter where it is sorted."""

    letter: str
    label: str
    key: str
    heading: Heading
    alias: bool
    size: int


def render_topic_index(
    headings: Sequence[Heading],
    summaries: Sequence[Summary],
    store: EpisodeStore,
    unknown: Sequence[str],
    site: Site,
    *,
    held: Mapping[str, str],
) -> Iterator[Draft]:
    """Yield drafts of the pages of the index; none for an archive without episodes.

    Args:
        headings: in alphabetical order.
        summaries: of all episodes.
        store: their artifacts.
        unknown: languages in which topics are not detected.
        site: where it is published.
        held: published addresses, each with what keeps it: a part of the index, with its start.
    """
    if headings or summaries:
        yield from _Index(
            headings=headings,
            store=store,
            unknown=tuple(unknown),
            site=site,
            alone=len(summaries) == 1,
            recorded=[*below(held, LETTERS)],
        ).drafts()


@dataclass(frozen=True, kw_only=True)
class _Index:
    headings: Sequence[Heading]
    """In alphabetical order."""
    store: EpisodeStore
    unknown: tuple[str, ...]
    site: Site
    alone: bool
    """The archive has one episode."""
    recorded: Sequence[str]
    """Starts of the parts that were ever published."""

    def drafts(self) -> Iterator[Draft]:
        """Yield drafts of its pages."""
        if sum(line.size for line in self._lines) <= ONE_PAGE_SIZE:
            groups = group_topics(self.headings, self.site)
            version = self._version(self._lines, len(self.headings), self.unknown, groups)
            yield Draft(url="topics/", fingerprint=version, make=self._whole_page)
            return
        parts = [*divide_lines(self._lines, self.recorded)]
        entrance = draw_entrance(self.headings, self.site)
        letters = self._letters(parts)
        facts = (len(self.headings), self.unknown, letters, entrance)
        make = partial(self._entrance_page, letters, entrance)
        yield Draft(url="topics/", fingerprint=fingerprint(facts), make=make)
        for place, part in enumerate(parts):
            near = [self._step(each) for each in parts if each.letter == part.letter]
            around = [*map(self._step, parts[max(0, place - 1) : place + 2])]
            version = self._version(part.lines, letters, near, around)
            # The first part of a letter has an address that does not depend on its lines.
            holder = "" if part.start == letter_name(part.letter) else part.start
            make = partial(self._part_page, parts, place, letters)
            yield Draft(
                url=f"{LETTERS}{part.start}/", fingerprint=version, make=make, holder=holder
            )

    def _version(self, lines: Sequence[_Line], *facts: object) -> str:
        return fingerprint(facts, *map(self._fingerprint, lines))

    @cached_property
    def _lines(self) -> list[_Line]:
        lines = [self._line(heading, heading.label, heading.letter) for heading in self.headings]
        lines += [
            self._line(heading, alias, letter_of(alias), alias=True)
            for heading in self.headings
            for alias in heading.aliases
        ]
        return sorted(
            lines, key=lambda line: (line.letter != "#", line.letter, line.key, line.label)
        )

    def _line(self, heading: Heading, label: str, letter: str, *, alias: bool = False) -> _Line:
        places = 0
        shown: list[list[Occurrence]] = [] if alias else self._shown[heading.id][0]
        for occurrences in shown:
            passages = sum(one.topics[place].passages for one, place in occurrences)
            places += passages if self.alone else min(passages, PASSAGES_SHOWN)
        size = LINE_SIZE + len(shown) * EPISODE_SIZE + places * PASSAGE_SIZE
        return _Line(
            letter=letter,
            label=label,
            key=sort_key(label),
            heading=heading,
            alias=alias,
            size=size,
        )

    @cached_property
    def _by_id(self) -> Mapping[Slug, Heading]:
        return {heading.id: heading for heading in self.headings}

    @cached_property
    def _shown(self) -> Mapping[Slug, tuple[list[list[Occurrence]], int]]:
        """The episodes that discuss each heading most, oldest first, and the number of all."""
        found = {}
        for heading in self.headings:
            said = heading.occurrences.mentioned
            few = len(said) <= EPISODES_SHOWN
            most = said if few else nlargest(EPISODES_SHOWN, said, key=said.__getitem__)
            found[heading.id] = (
                [heading.occurrences.of(episode) for episode in sorted(most)],
                len(said),
            )
        return found

    def _fingerprint(self, line: _Line) -> str:
        heading = line.heading
        if line.alias:
            return f"{line.label}\0{heading.id}\0{heading.label}"
        episodes, count = self._shown[heading.id]
        versions = "".join(each.version for shown in episodes for each in shown)
        see = [text for other in heading.see_also for text in (other, self._by_id[other].label)]
        return fingerprint(
            heading.id, heading.label, heading.origin, versions, str(count), str(self.alone), *see
        )

    def _link(self, heading: Heading) -> Link:
        return Link(title=heading.label, url=self.site.base + topic_url(heading.id))

    def _step(self, part: Part[_Line]) -> Step:
        return Step(name=part.name, url=f"{self.site.base}{LETTERS}{part.start}/")

    def _letters(self, parts: Sequence[Part[_Line]]) -> tuple[Step, ...]:
        """Return a link to the first part of each letter."""
        return tuple(
            Step(
                name=shown_letter(letter),
                url=self._step(next(own)).url,
                id=f"letter-{letter_name(letter)}",
            )
            for letter, own in groupby(parts, key=lambda part: part.letter)
        )

    def _whole_page(self) -> Page:
        sections = tuple(
            Section(
                id=f"letter-{letter_name(letter)}",
                name=shown_letter(letter),
                entries=tuple(map(self._entry, lines)),
            )
            for letter, lines in groupby(self._lines, key=lambda line: line.letter)
        )
        groups = group_topics(self.headings, self.site)
        return self._page(
            "topics/",
            TopicsPage(
                title="Topics",
                base=self.site.base,
                index_url="",
                letters=tuple(Step(name=each.name, url=f"#{each.id}") for each in sections),
                entrance=Entrance(groups=groups) if groups else None,
                sections=sections,
                count=len(self.headings),
                unknown=self.unknown,
            ),
        )

    def _entrance_page(self, letters: tuple[Step, ...], entrance: Entrance) -> Page:
        return self._page(
            "topics/",
            TopicsPage(
                title="Topics",
                base=self.site.base,
                index_url="",
                letters=letters,
                entrance=entrance,
                count=len(self.headings),
                unknown=self.unknown,
            ),
        )

    def _part_page(self, parts: Sequence[Part[_Line]], place: int, letters: Sequence[Step]) -> Page:
        part = parts[place]
        url, own = f"{LETTERS}{part.start}/", [one for one in parts if one.letter == part.letter]
        section = Section(
            id=f"letter-{part.start}", name=part.name, entries=tuple(map(self._entry, part.lines))
        )
        first = f"letter-{letter_name(part.letter)}"
        return self._page(
            url,
            TopicsPage(
                title=f"Topics: {part.name}",
                base=self.site.base,
                index_url=f"{self.site.base}topics/",
                letters=tuple(
                    Step(name=each.name, url=each.url, here=each.id == first) for each in letters
                ),
                parts=tuple(
                    Step(name=one.name, url=self._step(one).url, here=one is part) for one in own
                )
                if len(own) > 1
                else (),
                sections=(section,),
                previous=self._step(parts[place - 1]) if place else None,
                next=self._step(parts[place + 1]) if place + 1 < len(parts) else None,
                count=sum(not line.alias for line in part.lines),
            ),
        )

    def _page(self, url: str, context: TopicsPage) -> Page:
        return Page(
            url=url,
            kind="topics",
            title=context.title,
            content=fill("topics", context),
            description=f"Index of {context.count} topics of {self.site.title}, "
            "with the places where each is discussed.",
            heading="topics",
        )

    def _entry(self, line: _Line) -> IndexEntry:
        heading, link = line.heading, self._link(line.heading)
        if line.alias:
            return IndexEntry(label=line.label, url="", origin=heading.origin, see=link)
        episodes, count = self._shown[heading.id]
        return IndexEntry(
            label=heading.label,
            url=link.url,
            origin=heading.origin,
            places=Markup("".join(map(self._inline, episodes))) if self.alone else "",  # noqa: S704 - of passage_html
            subs=() if self.alone else tuple(map(self._sub, episodes)),
            more=0 if self.alone else max(0, count - EPISODES_SHOWN),
            see_also=tuple(self._link(self._by_id[other]) for other in heading.see_also),
        )

    def _inline(self, occurrences: Sequence[Occurrence]) -> str:
        passages = [self.store.passage_html(one.slug, place) for one, place in occurrences]
        return ", ".join(
            dict.fromkeys(html.alone if self.alone else html.places for html in passages)
        )

    def _sub(self, occurrences: Sequence[Occurrence]) -> Markup:
        summary = occurrences[0].summary
        url = escape(self.site.base + summary.url)
        link = f'<a class="sub" href="{url}">{escape(summary.title)}</a>'
        return Markup(f"{link}, {self._inline(occurrences)}")  # noqa: S704 - escaped
