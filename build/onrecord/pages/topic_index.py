"""The topic index A to Z: on one page, or on a page for each letter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from heapq import nlargest
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from onrecord.model import Draft, EpisodeStore, Heading, Link, Occurrence, Page, Site, Slug, Summary
from onrecord.pages.environment import fill
from onrecord.pages.urls import topic_url
from onrecord.store import fingerprint
from onrecord.text.collation import letter_of, sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# With more lines, each letter has a page: 1,000 headings of one line each are 300 kB.
ONE_PAGE_LINES = 1000
# Episodes under a heading, in the index of several episodes.
EPISODES_SHOWN = 3
# Most discussed topics at the head of a divided index.
HEAVIEST = 40


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
class Letter:
    """The part of the index for a letter."""

    name: str
    id: str
    url: str
    """Address of its own page, or its place on this one."""
    entries: tuple[IndexEntry, ...] = ()
    here: bool = False
    """This is the current page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage:
    """Context of `pages/topics.html.jinja`."""

    title: str
    base: str
    letters: tuple[Letter, ...]
    """All letters, for the navigation."""
    shown: tuple[Letter, ...]
    heaviest: tuple[Link, ...]
    count: int
    unknown: tuple[str, ...]
    """Languages in which only the editor's topics are found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A heading, or another name for one, under the letter where it is sorted."""

    letter: str
    label: str
    heading: Heading
    alias: bool


def render_topic_index(
    headings: Sequence[Heading],
    summaries: Sequence[Summary],
    store: EpisodeStore,
    unknown: Sequence[str],
    site: Site,
) -> Iterator[Draft]:
    """Yield drafts of the pages of the index; none for an archive without episodes.

    Args:
        headings: in alphabetical order.
        summaries: of all episodes.
        store: their artifacts.
        unknown: languages in which topics are not detected.
        site: where it is published.
    """
    if headings or summaries:
        yield from _Index(
            headings=headings, store=store, unknown=unknown, site=site, alone=len(summaries) == 1
        ).drafts()


@dataclass(frozen=True, kw_only=True)
class _Index:
    headings: Sequence[Heading]
    """In alphabetical order."""
    store: EpisodeStore
    unknown: Sequence[str]
    site: Site
    alone: bool
    """The archive has one episode."""

    def drafts(self) -> Iterator[Draft]:
        """Yield drafts of its pages."""
        letters = [
            (letter, tuple(lines))
            for letter, lines in groupby(self._lines, key=lambda line: line.letter)
        ]
        divided = len(self._lines) > ONE_PAGE_LINES
        row = [self._letter(letter, divided=divided) for letter, _ in letters]
        if not divided:
            make = partial(self._page, "topics/", "Topics", row, letters, ())
            yield self._draft("topics/", self._lines, make)
            return
        heaviest = sorted(self.headings, key=lambda heading: (-heading.weight, heading.id))
        heaviest = sorted(heaviest[:HEAVIEST], key=lambda heading: sort_key(heading.label))
        links = tuple(map(self._link, heaviest))
        names = [letter.name for letter in row]
        make = partial(self._page, "topics/", "Topics", row, (), links)
        yield self._draft("topics/", (), make, names, links)
        for place, (_, lines) in enumerate(letters):
            here = [replace(each, here=number == place) for number, each in enumerate(row)]
            url = f"topics/letters/{row[place].id.removeprefix('letter-')}/"
            title = f"Topics: {row[place].name}"
            make = partial(self._page, url, title, here, [letters[place]], ())
            yield self._draft(url, lines, make, names)

    def _draft(
        self, url: str, lines: Sequence[_Line], make: Callable[[], Page], *facts: object
    ) -> Draft:
        shown = [self._fingerprint(line) for line in lines]
        version = fingerprint(len(self.headings), self.unknown, facts, *shown)
        return Draft(url=url, fingerprint=version, make=make)

    @cached_property
    def _lines(self) -> list[_Line]:
        lines = [
            _Line(letter=heading.letter, label=heading.label, heading=heading, alias=False)
            for heading in self.headings
        ]
        for heading in self.headings:
            lines += [
                _Line(letter=letter_of(alias), label=alias, heading=heading, alias=True)
                for alias in heading.aliases
            ]
        return sorted(
            lines,
            key=lambda line: (line.letter != "#", line.letter, sort_key(line.label), line.label),
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
            most = nlargest(EPISODES_SHOWN, said, key=said.__getitem__)
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
        versions = "".join(occurrences[0].summary.version for occurrences in episodes)
        see = [text for other in heading.see_also for text in (other, self._by_id[other].label)]
        return fingerprint(
            heading.id, heading.label, heading.origin, versions, str(count), str(self.alone), *see
        )

    def _link(self, heading: Heading) -> Link:
        return Link(title=heading.label, url=self.site.base + topic_url(heading.id))

    def _letter(self, letter: str, *, divided: bool) -> Letter:
        name = "digits" if letter == "#" else letter.lower()
        url = f"{self.site.base}topics/letters/{name}/" if divided else f"#letter-{name}"
        return Letter(name="0–9" if letter == "#" else letter, id=f"letter-{name}", url=url)

    def _page(
        self,
        url: str,
        title: str,
        row: Sequence[Letter],
        filled: Sequence[tuple[str, Sequence[_Line]]],
        heaviest: tuple[Link, ...],
    ) -> Page:
        own = {
            self._letter(letter, divided=False).id: tuple(map(self._entry, lines))
            for letter, lines in filled
        }
        context = TopicsPage(
            title=title,
            base=self.site.base,
            letters=tuple(row),
            shown=tuple(replace(each, entries=own[each.id]) for each in row if each.id in own),
            heaviest=heaviest,
            count=len(self.headings),
            unknown=tuple(self.unknown),
        )
        return Page(
            url=url,
            kind="topics",
            title=title,
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
