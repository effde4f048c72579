"""Compiled episodes in the database."""

from __future__ import annotations

import zlib
from collections import defaultdict
from dataclasses import astuple, dataclass, field, fields
from datetime import date
from itertools import starmap
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from onrecord.errors import Issue
from onrecord.model import (
    CoOccurrence,
    Dependencies,
    Details,
    Link,
    Page,
    PassageHtml,
    Person,
    QuoteSummary,
    Slug,
    Summary,
    TermForm,
    TermSummary,
    VoiceSummary,
)
from onrecord.store.fingerprint import fingerprint

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from onrecord.model import Download, EpisodeArtifacts

# 350 kB of HTML take 4 ms and 85 kB; level 6 takes 14 ms for 60 kB.
_LEVEL = 1
_NUMBERS = msgspec.json.Decoder(tuple[int, ...])
_TEXTS = msgspec.json.Decoder(tuple[str, ...])
_LINKS = msgspec.json.Decoder(tuple[Link, ...])
_DEPENDENCIES = msgspec.json.Decoder(Dependencies)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFact:
    """A page without its content."""

    url: str
    kind: str
    title: str
    heading: str
    previous: str
    next: str
    digest: str
    """Fingerprint of the whole page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFact:
    """A download without its content."""

    url: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedEpisode:
    """What each build reads of an episode, as it was last compiled."""

    slug: Slug
    key: str
    """Fingerprint of everything that it was compiled from."""
    environment_key: str
    """Fingerprint of what all episodes are compiled with."""
    day: str
    """The day of compiling if the result depends on it, else empty."""
    issues: tuple[Issue, ...]
    """Warnings."""
    summary: Summary
    addresses: tuple[str, ...]
    """Every address that it ever had."""


@dataclass(frozen=True, slots=True)
class EpisodeStore:
    """The episodes of an archive. Nothing that `load` gives is incomplete, so what belongs to it can be read at any time."""

    database: sqlite3.Connection
    _details: dict[Slug, Details] = field(default_factory=dict)
    """Those read: the lists of quotes ask for the same ones, topic by topic. 15 kB each."""
    _locators: dict[Slug, Sequence[bytes]] = field(default_factory=dict)
    """Those read, for the same reason. 30 kB each."""

    def load(self) -> dict[Slug, CachedEpisode]:
        """Give all episodes by slug. One that has lost a row of any table is left out."""
        children = _Children.load(self.database)
        rows = self.database.execute(
            "SELECT slug, key, environment_key, day, url, title, date, duration, language, withdrawn, chapters, repeats, version"
            " FROM episode JOIN child_count USING (slug) WHERE episode.child_rows = child_count.child_rows ORDER BY slug"
        )
        found: dict[Slug, CachedEpisode] = {}
        for slug, key, environment_key, day, url, title, on, duration, *others in rows:
            language, withdrawn, chapters, repeats, version = others
            summary = Summary(
                slug=slug,
                url=url,
                title=title,
                date=date.fromisoformat(on) if on else None,
                duration=duration,
                people=tuple(children.people.get(slug, ())),
                chapters=_TEXTS.decode(chapters),
                language=language,
                withdrawn=bool(withdrawn),
                voices=tuple(children.voices.get(slug, ())),
                repeats=_NUMBERS.decode(repeats),
                topics=tuple(children.topics.get(slug, ())),
                co_occurrences=tuple(children.co_occurrences.get(slug, ())),
                quotes=tuple(children.speakers.get(slug, ())),
                version=version,
            )
            found[slug] = CachedEpisode(
                slug=slug,
                key=key,
                environment_key=environment_key,
                day=day,
                issues=tuple(children.issues.get(slug, ())),
                summary=summary,
                addresses=tuple(children.addresses.get(slug, ())),
            )
        return found

    def save(
        self,
        cached: CachedEpisode,
        left: EpisodeArtifacts,
        dependencies: Dependencies,
        pages: Sequence[Page],
        downloads: Sequence[Download],
    ) -> None:
        """Record an episode that was compiled."""
        summary, slug = cached.summary, cached.slug
        self.remove([slug])
        self.database.execute(
            f"INSERT INTO episode VALUES ({_marks(17)})",
            (
                slug,
                *(cached.key, cached.environment_key, cached.day),
                *(summary.url, summary.title, summary.date and summary.date.isoformat()),
                *(summary.duration, summary.language, summary.withdrawn),
                *(_json(summary.chapters), _json(summary.repeats), summary.version),
                *(left.details.card, left.details.feed, _json(dependencies), 0),
            ),
        )
        self._insert("issue", slug, map(astuple, cached.issues))
        self._insert("person", slug, map(_person_row, summary.people))
        self._insert("voice", slug, map(astuple, summary.voices))
        self._insert("quote", slug, map(astuple, left.details.quotes))
        self._insert("topic", slug, map(self._topic, summary.topics))
        self._insert(
            "passage",
            slug,
            (
                (locators.decode(), *html)
                for locators, html in zip(left.locators, left.passage_html, strict=True)
            ),
        )
        self._insert("co_occurrence", slug, summary.co_occurrences)
        self._insert("address", slug, ((url,) for url in cached.addresses))
        self._insert("page", slug, map(_page_row, pages))
        self._insert("download", slug, (astuple(download_fact(each)) for each in downloads))
        self.database.execute(
            "UPDATE episode SET child_rows = (SELECT child_rows FROM child_count WHERE slug = ?1) WHERE slug = ?1",
            (slug,),
        )

    def confirm(self, slug: Slug, environment_key: str) -> None:
        """Record that an episode is current in another environment too."""
        self.database.execute(
            "UPDATE episode SET environment_key = ? WHERE slug = ?", (environment_key, slug)
        )

    def remove(self, slugs: Iterable[Slug]) -> None:
        """Forget episodes."""
        for slug in slugs:
            # With all rows that refer to it.
            self.database.execute("DELETE FROM episode WHERE slug = ?", (slug,))
            self._details.pop(slug, None)
            self._locators.pop(slug, None)

    def remove_unused(self) -> None:
        """Forget the forms of terms that no episode uses any more."""
        self.database.execute("DELETE FROM term_form WHERE id NOT IN (SELECT term_form FROM topic)")

    def dependencies(self, slug: Slug) -> Dependencies:
        """Give what an episode looks for in the files that all episodes share."""
        [[dependencies]] = self.database.execute(
            "SELECT dependencies FROM episode WHERE slug = ?", (slug,)
        )
        return _DEPENDENCIES.decode(dependencies)

    def details(self, slug: Slug, /) -> Details:
        """Give what lists show of an episode."""
        if slug not in self._details:
            [[card, feed]] = self.database.execute(
                "SELECT card, feed FROM episode WHERE slug = ?", (slug,)
            )
            quotes = self.database.execute(
                "SELECT id, url, words, origin, speaker, chapter, context, start FROM quote WHERE episode = ? ORDER BY place",
                (slug,),
            )
            self._details[slug] = Details(
                card=card, feed=feed, quotes=tuple(starmap(_read_quote, quotes))
            )
        return self._details[slug]

    def passage_html(self, slug: Slug, place: int, /) -> PassageHtml:
        """Give the passages of one of an episode's topics."""
        [html] = self.database.execute(
            "SELECT said, places, alone FROM passage WHERE episode = ? AND topic = ?", (slug, place)
        )
        return PassageHtml(*html)

    def locators(self, slug: Slug, /) -> Sequence[bytes]:
        """Give the locators of all topics of an episode."""
        if slug not in self._locators:
            rows = self.database.execute(
                "SELECT locators FROM passage WHERE episode = ? ORDER BY topic", (slug,)
            )
            self._locators[slug] = [locators.encode() for (locators,) in rows]
        return self._locators[slug]

    def page_facts(self, slug: Slug) -> list[PageFact]:
        """Give the pages of an episode, without their contents."""
        rows = self.database.execute(f"{_PAGE_FACTS} WHERE episode = ? ORDER BY place", (slug,))
        return [*starmap(_read_page_fact, rows)]

    def pages(self, slug: Slug) -> list[Page]:
        """Give the pages of an episode."""
        rows = self.database.execute(f"{_PAGES} WHERE episode = ? ORDER BY place", (slug,))
        return [*starmap(_read_page, rows)]

    def find_page(self, url: str) -> PageFact | None:
        """Give the page of any episode at an address."""
        rows = self.database.execute(f"{_PAGE_FACTS} WHERE url = ?", (url,))
        return next(starmap(_read_page_fact, rows), None)

    def read_page(self, url: str) -> Page:
        """Give the whole page of an episode at an address."""
        [row] = self.database.execute(f"{_PAGES} WHERE url = ? LIMIT 1", (url,))
        return _read_page(*row)

    def downloads(self, slug: Slug) -> list[DownloadFact]:
        """Give the downloads of an episode, without their contents."""
        rows = self.database.execute(
            "SELECT url, digest FROM download WHERE episode = ? ORDER BY place", (slug,)
        )
        return [DownloadFact(url=url, digest=digest) for url, digest in rows]

    def has_download(self, url: str) -> bool:
        """Say whether any episode has a download at an address."""
        return bool([*self.database.execute("SELECT 1 FROM download WHERE url = ?", (url,))])

    def page_urls(self) -> dict[Slug, list[str]]:
        """Give the addresses of the pages of all episodes, by slug."""
        found: defaultdict[Slug, list[str]] = defaultdict(list)
        for slug, url in self.database.execute(
            "SELECT episode, url FROM page ORDER BY episode, place"
        ):
            found[slug].append(url)
        return found

    def _insert(self, table: str, slug: Slug, rows: Iterable[Sequence[Any]]) -> None:
        """Add the rows of an episode, in their order."""
        values = [(slug, place, *row) for place, row in enumerate(rows)]
        if values:
            self.database.executemany(
                f"INSERT INTO {table} VALUES ({_marks(len(values[0]))})",  # noqa: S608 - names of ours
                values,
            )

    def _topic(self, term: TermSummary) -> tuple[object, ...]:
        form = (*term.term_form[:-1], _json(term.term_form.forms))
        self.database.execute(f"INSERT OR IGNORE INTO term_form VALUES (NULL, {_marks(8)})", form)
        [[number]] = self.database.execute(
            'SELECT id FROM term_form WHERE ("key", slug, label, origin, named, person, short, forms)'
            f" = ({_marks(8)})",
            form,
        )
        return (number, *term[1:5], _json(term.chapters), _json(term.quotes))


def page_fact(page: Page) -> PageFact:
    """Give a page without its content."""
    return PageFact(
        url=page.url,
        kind=page.kind,
        title=page.title,
        heading=page.heading,
        previous=page.previous,
        next=page.next,
        digest=fingerprint(page),
    )


def download_fact(download: Download) -> DownloadFact:
    """Give a download without its content."""
    return DownloadFact(url=download.url, digest=fingerprint(download.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Children:
    """Values that belong to episodes, by slug and in their order."""

    issues: Mapping[Slug, list[Issue]]
    people: Mapping[Slug, list[Person]]
    voices: Mapping[Slug, list[VoiceSummary]]
    topics: Mapping[Slug, list[TermSummary]]
    co_occurrences: Mapping[Slug, list[CoOccurrence]]
    speakers: Mapping[Slug, list[str]]
    """Of quotes."""
    addresses: Mapping[Slug, list[str]]

    @classmethod
    def load(cls, database: sqlite3.Connection) -> Self:
        """Read those of all episodes."""

        def group(columns: str, table: str, read: Callable[..., Value]) -> dict[Slug, list[Value]]:
            found: defaultdict[Slug, list[Value]] = defaultdict(list)
            query = f"SELECT episode, {columns} FROM {table} ORDER BY episode, place"  # noqa: S608 - names of ours
            for slug, *row in database.execute(query):
                found[slug].append(read(*row))
            return found

        forms = {
            number: TermForm(*form, bool(named), bool(person), short, _TEXTS.decode(others))
            for number, *form, named, person, short, others in database.execute(
                "SELECT * FROM term_form"
            )
        }
        return cls(
            issues=group(
                'path, line, "column", message, found, hint, severity', "issue", _reader(Issue)
            ),
            people=group(
                "name, role, slug, aliases, links, wikidata, description", "person", _read_person
            ),
            voices=group(
                "speaker, attribution, words, turns, duration, url", "voice", _reader(VoiceSummary)
            ),
            topics=group(
                "term_form, weight, passages, spoken, mentions, chapters, quotes",
                "topic",
                lambda form, weight, passages, spoken, mentions, chapters, quotes: TermSummary(
                    *(forms[form], weight, passages, spoken, mentions),
                    *(_NUMBERS.decode(chapters), _NUMBERS.decode(quotes)),
                ),
            ),
            co_occurrences=group("one, other, passages", "co_occurrence", CoOccurrence),
            speakers=group("coalesce(speaker, '')", "quote", str),
            addresses=group("url", "address", str),
        )


def _reader(kind: type[Value]) -> Callable[..., Value]:
    """Give what makes a value of columns that are named like its fields."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # a dataclass
    return lambda *row: kind(**dict(zip(names, row, strict=True)))


def _read_person(*row: str) -> Person:
    name, role, slug, aliases, links, wikidata, description = row
    return Person(
        name=name,
        role=role,
        slug=Slug(slug),
        aliases=_TEXTS.decode(aliases),
        links=_LINKS.decode(links),
        wikidata=wikidata,
        description=description,
    )


def _person_row(person: Person) -> tuple[object, ...]:
    return (
        *(person.name, person.role, person.slug, _json(person.aliases), _json(person.links)),
        *(person.wikidata, person.description),
    )


def _page_row(page: Page) -> tuple[object, ...]:
    return (
        *astuple(page_fact(page)),
        *(page.description, page.head, _json(page.anchors)),
        zlib.compress(page.content.encode(), _LEVEL),
    )


def _read_page(*row: Any) -> Page:  # noqa: ANN401 - columns of several types
    url, kind, title, heading, previous, following, description, head, anchors, content = row
    return Page(
        url=url,
        kind=kind,
        title=title,
        content=zlib.decompress(content).decode(),
        description=description,
        heading=heading,
        anchors=_TEXTS.decode(anchors),
        previous=previous,
        next=following,
        head=head,
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _marks(count: int) -> str:
    """Give placeholders for the values of a row."""
    return ", ".join("?" * count)


_read_page_fact, _read_quote = _reader(PageFact), _reader(QuoteSummary)
_PAGE_FACTS = "SELECT url, kind, title, heading, previous, next, digest FROM page"
_PAGES = "SELECT url, kind, title, heading, previous, next, description, head, anchors, content FROM page"
