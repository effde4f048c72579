"""Compiled episodes in the database."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import astuple, dataclass, field
from datetime import date
from itertools import starmap
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.model import Dependencies, Details, PassageHtml, Summary
from onrecord.store.facts import OutputFact, fact_of
from onrecord.store.rows import (
    FACTS,
    LINKS,
    NUMBERS,
    PAGES,
    PAIRS,
    TEXTS,
    Children,
    page_row,
    person_row,
    read_fact,
    read_page,
    read_quote,
    to_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.errors import Issue
    from onrecord.model import Download, EpisodeArtifacts, Page, Slug, TermSummary

_DEPENDENCIES = msgspec.json.Decoder(Dependencies)


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
    """The episodes of an archive. `load` gives complete ones, whose parts can be read later."""

    database: sqlite3.Connection
    _details: dict[Slug, Details] = field(default_factory=dict)
    """Those read: the lists of quotes ask for the same ones, topic by topic. 15 kB each."""
    _locators: dict[Slug, Sequence[bytes]] = field(default_factory=dict)
    """Those read, for the same reason. 30 kB each."""
    touched: set[str] = field(default_factory=set)
    """Keys of the topics of episodes that were saved or removed, before and after."""

    def load(self) -> dict[Slug, CachedEpisode]:
        """Return all episodes by slug. One that has lost a row of any table is left out.

        Raises:
            sqlite3.Error: the database is damaged.
        """
        try:
            return self._load()
        except (ValueError, TypeError, LookupError) as error:
            raise sqlite3.IntegrityError("a value that no build has written") from error

    def _load(self) -> dict[Slug, CachedEpisode]:
        children = Children.load(self.database)
        rows = self.database.execute(
            "SELECT slug, key, environment_key, day, url, title, show, date, duration, language,"
            " withdrawn, chapters, repeats, version FROM episode JOIN child_count USING (slug)"
            " WHERE episode.child_rows = child_count.child_rows ORDER BY slug"
        )
        found: dict[Slug, CachedEpisode] = {}
        for slug, key, environment_key, day, url, title, show, on, *others in rows:
            duration, language, withdrawn, chapters, repeats, version = others
            summary = Summary(
                slug=slug,
                url=url,
                title=title,
                show=show,
                date=date.fromisoformat(on) if on else None,
                duration=duration,
                people=tuple(children.people.get(slug, ())),
                chapters=TEXTS.decode(chapters),
                language=language,
                withdrawn=bool(withdrawn),
                voices=tuple(children.voices.get(slug, ())),
                repeats=NUMBERS.decode(repeats),
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
            "INSERT INTO episode VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                slug,
                *(cached.key, cached.environment_key, cached.day),
                *(summary.url, summary.title, summary.date and summary.date.isoformat()),
                *(summary.duration, summary.language, summary.withdrawn),
                *(to_json(summary.chapters), to_json(summary.repeats), summary.version),
                *(summary.show, left.details.excerpt, to_json(left.details.chapters)),
                *(left.details.feed, to_json(dependencies), 0),
            ),
        )
        self._insert("issue", slug, map(astuple, cached.issues))
        self._insert("person", slug, map(person_row, summary.people))
        self._insert("voice", slug, map(astuple, summary.voices))
        self._insert("quote", slug, map(astuple, left.details.quotes))
        self._insert("topic", slug, map(self._topic, summary.topics))
        self._insert(
            "passage",
            slug,
            (
                (locators.decode(), to_json(html.entries), html.places, html.alone)
                for locators, html in zip(left.locators, left.passage_html, strict=True)
            ),
        )
        self._insert("co_occurrence", slug, summary.co_occurrences)
        self._insert("address", slug, ((url,) for url in cached.addresses))
        self._insert("page", slug, map(page_row, pages))
        self._insert("download", slug, ((each.url, fact_of(each).digest) for each in downloads))
        self.database.execute(
            "UPDATE episode SET child_rows = (SELECT child_rows FROM child_count WHERE slug = ?1)"
            " WHERE slug = ?1",
            (slug,),
        )
        self._touch(slug)

    def confirm(self, slug: Slug, environment_key: str) -> None:
        """Record that an episode is current in another environment too."""
        self.database.execute(
            "UPDATE episode SET environment_key = ? WHERE slug = ?", (environment_key, slug)
        )

    def remove(self, slugs: Iterable[Slug]) -> None:
        """Forget episodes."""
        for slug in slugs:
            self._touch(slug)
            # This deletes all rows that refer to it.
            self.database.execute("DELETE FROM episode WHERE slug = ?", (slug,))
            self._details.pop(slug, None)
            self._locators.pop(slug, None)

    def _touch(self, slug: Slug) -> None:
        rows = self.database.execute(
            'SELECT "key" FROM topic JOIN term_form ON term_form.id = topic.term_form'
            " WHERE episode = ?",
            (slug,),
        )
        self.touched.update(key for (key,) in rows)

    def remove_unused(self) -> None:
        """Forget the forms of terms that no episode uses any more."""
        self.database.execute("DELETE FROM term_form WHERE id NOT IN (SELECT term_form FROM topic)")

    def dependencies(self, slug: Slug) -> Dependencies:
        """Return what an episode looks for in the files that all episodes share."""
        [[dependencies]] = self.database.execute(
            "SELECT dependencies FROM episode WHERE slug = ?", (slug,)
        )
        return _DEPENDENCIES.decode(dependencies)

    def details(self, slug: Slug, /) -> Details:
        """Return what lists show of an episode."""
        if slug not in self._details:
            [[excerpt, chapters, feed]] = self.database.execute(
                "SELECT excerpt, chapter_links, feed FROM episode WHERE slug = ?", (slug,)
            )
            quotes = self.database.execute(
                "SELECT id, url, words, origin, speaker, chapter, context, start FROM quote"
                " WHERE episode = ? ORDER BY place",
                (slug,),
            )
            self._details[slug] = Details(
                excerpt=excerpt,
                chapters=LINKS.decode(chapters),
                feed=feed,
                quotes=tuple(starmap(read_quote, quotes)),
            )
        return self._details[slug]

    def passage_html(self, slug: Slug, place: int, /) -> PassageHtml:
        """Return the passages of one of an episode's topics."""
        [[entries, places, alone]] = self.database.execute(
            "SELECT entries, places, alone FROM passage WHERE episode = ? AND topic = ?",
            (slug, place),
        )
        return PassageHtml(entries=PAIRS.decode(entries), places=places, alone=alone)

    def locators(self, slug: Slug, /) -> Sequence[bytes]:
        """Return the locators of all topics of an episode."""
        if slug not in self._locators:
            rows = self.database.execute(
                "SELECT locators FROM passage WHERE episode = ? ORDER BY topic", (slug,)
            )
            self._locators[slug] = [locators.encode() for (locators,) in rows]
        return self._locators[slug]

    def pages(self, slug: Slug) -> list[OutputFact]:
        """Return the pages of an episode, without their contents."""
        rows = self.database.execute(f"{FACTS} WHERE episode = ? ORDER BY place", (slug,))
        return [*starmap(read_fact, rows)]

    def find_page(self, url: str) -> OutputFact | None:
        """Return the page of any episode at an address."""
        rows = self.database.execute(f"{FACTS} WHERE url = ?", (url,))
        return next(starmap(read_fact, rows), None)

    def read_page(self, url: str) -> Page:
        """Return the whole page of an episode at an address."""
        [row] = self.database.execute(f"{PAGES} WHERE url = ? LIMIT 1", (url,))
        return read_page(*row)

    def downloads(self, slug: Slug) -> list[OutputFact]:
        """Return the downloads of an episode, without their contents."""
        rows = self.database.execute(
            "SELECT url, digest FROM download WHERE episode = ? ORDER BY place", (slug,)
        )
        return [OutputFact(url=url, digest=digest) for url, digest in rows]

    def has_download(self, url: str) -> bool:
        """Say whether any episode has a download at an address."""
        return bool([*self.database.execute("SELECT 1 FROM download WHERE url = ?", (url,))])

    def page_urls(self) -> dict[Slug, list[str]]:
        """Return the addresses of the pages of all episodes, by slug."""
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
            marks = ", ".join("?" * len(values[0]))
            self.database.executemany(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 - names of ours

    def _topic(self, term: TermSummary) -> tuple[object, ...]:
        """Return the columns of a topic, and add its form of the term if it is new."""
        form = (*term.term_form[:-1], to_json(term.term_form.forms))
        self.database.execute(
            "INSERT OR IGNORE INTO term_form VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", form
        )
        [[number]] = self.database.execute(
            'SELECT id FROM term_form WHERE ("key", slug, label, origin, named, person, short,'
            " forms) = (?, ?, ?, ?, ?, ?, ?, ?)",
            form,
        )
        lists = to_json(term.chapters), to_json(term.quotes)
        return (number, *term[1:5], *lists, term.version)
