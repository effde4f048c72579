"""Pages and downloads that show several episodes, each made again if what it shows has changed."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from onrecord.archive import write_addresses
from onrecord.model import Download, Facts, Page
from onrecord.pages import draft_stubs
from onrecord.pipeline import compile_archive, version_topics
from onrecord.store import code_version, fingerprint
from onrecord.store.facts import OutputFact, fact_of
from onrecord.store.rows import read_fact

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping

    from onrecord.archive import Address
    from onrecord.incremental.current_episodes import CurrentEpisodes
    from onrecord.incremental.episodes import BuildOptions
    from onrecord.inputs import PublishedAddresses
    from onrecord.model import Draft


class Output(NamedTuple):
    """A page or download of the archive, as it was made."""

    draft: str
    """Fingerprint of its draft."""
    topic: str
    """Key of the topic that it is about; empty if it is about none."""
    fact: OutputFact


@dataclass(frozen=True, kw_only=True)
class ArchivePages:
    """The result of the archive chain. Nothing is made before somebody asks for it."""

    episodes: CurrentEpisodes
    addresses: PublishedAddresses
    recorded: Mapping[str, Output]
    """Outputs of the last build, by address, if it had the same code and site."""
    recorded_topics: Mapping[str, str]
    """Versions of the topics that these are about, by key."""
    recorded_version: str
    """Fingerprint of everything that these show."""
    publishing: bool
    """The file of addresses is written at the end of this build."""
    introduction: Markup = field(default_factory=Markup)
    """Text that people wrote for the home page, as HTML."""
    made: dict[str, Output] = field(default_factory=dict)
    """Outputs made in this build, by address."""

    @cached_property
    def version(self) -> str:
        """Fingerprint of everything that is shown, as the next build will find it."""
        # The next build reads the file of addresses that this one writes.
        return self._version_with(self.address_file if self.publishing else self.addresses.content)

    @cached_property
    def is_recorded(self) -> bool:
        """Everything is as the last build made it."""
        return self._version_with(self.addresses.content) == self.recorded_version

    def _version_with(self, address_file: bytes) -> str:
        own = self.addresses.own
        key, shown = archive_key(self.episodes), self.episodes.version
        return fingerprint(key, self.introduction, address_file, own, shown)

    @cached_property
    def topics(self) -> Mapping[str, str]:
        """Versions of all topics, by key."""
        return version_topics(self.episodes.headings, self.episodes.summaries)

    @cached_property
    def unchanged(self) -> frozenset[str]:
        """Keys of the topics whose pages are those of the last build.

        The index shows the same of them, and no episode that has or had them was compiled.
        """
        recorded, touched = self.recorded_topics, self.episodes.store.touched
        return frozenset(
            heading.key
            for heading in self.episodes.headings
            if recorded.get(heading.key) == self.topics[heading.key]
            and touched.isdisjoint(heading.keys)
        )

    @cached_property
    def kept(self) -> Mapping[str, Output]:
        """The pages and downloads about them, by address."""
        recorded, unchanged = self.recorded, self.unchanged
        return {url: output for url, output in recorded.items() if output.topic in unchanged}

    @cached_property
    def drafts(self) -> Mapping[str, Draft]:
        """The other pages and downloads, by address."""
        live, (_, stubs) = self._live, self._stubs
        return {draft.url: draft for draft in (*live, *stubs)}

    @cached_property
    def _live(self) -> list[Draft]:
        now = self.episodes
        facts = Facts(
            summaries=now.summaries,
            headings=now.headings,
            store=now.store,
            held=now.held,
            unchanged=self.unchanged,
        )
        return [*compile_archive(facts, now.site, self.introduction)]

    @cached_property
    def _stubs(self) -> tuple[tuple[Address, ...], tuple[Draft, ...]]:
        before = self.addresses
        live = {url: output.topic for url, output in self.kept.items() if output.fact.kind}
        live |= {draft.url: draft.holder for draft in self._live if draft.is_page}
        return draft_stubs(live, before.known, before.own, before.today, self.episodes.site)

    @cached_property
    def address_file(self) -> bytes:
        """Content of `addresses.jsonl` once this build is published."""
        if self.is_recorded:
            return self.addresses.content
        addresses, _ = self._stubs
        return write_addresses(addresses)

    @cached_property
    def urls(self) -> Collection[str]:
        """The addresses of all."""
        if self.is_recorded:
            return self.recorded.keys()
        return {**self.kept, **self.drafts}.keys()

    @cached_property
    def page_urls(self) -> frozenset[str]:
        """The addresses of all pages."""
        return frozenset(url for url in self.urls if not url or url.endswith("/"))

    def output(self, url: str) -> tuple[OutputFact, Page | Download | None]:
        """Return a page or download without its content, and in full if it had to be made."""
        known = self.made.get(url) or self.recorded.get(url)
        if known and (self.is_recorded or url in self.kept):
            return known.fact, None
        draft = self.drafts[url]
        if known and known.draft == draft.fingerprint:
            return known.fact, None
        made = draft.make()
        self.made[url] = Output(draft.fingerprint, draft.topic, fact_of(made))
        return self.made[url].fact, made

    def find_page(self, url: str) -> OutputFact | None:
        """Return a page without its content; None if there is none at this address."""
        return self.output(url)[0] if url in self.page_urls else None

    def draft(self, url: str) -> Draft:
        """Return the draft of a page or download, also of one that is as in the last build."""
        if url in self.drafts:
            return self.drafts[url]
        return self._all_drafts[url]

    @cached_property
    def _all_drafts(self) -> Mapping[str, Draft]:
        everything = replace(self, recorded_topics={})
        return everything.drafts

    def page(self, url: str) -> Page:
        """Make a page."""
        made = self.draft(url).make()
        assert isinstance(made, Page)
        return made


def archive_key(episodes: CurrentEpisodes) -> str:
    """Return a fingerprint of what all pages of the archive depend on beside their drafts."""
    return fingerprint(code_version(), episodes.site)


def open_archive_pages(
    database: sqlite3.Connection,
    episodes: CurrentEpisodes,
    addresses: PublishedAddresses,
    options: BuildOptions,
) -> ArchivePages:
    """Return the pages and downloads of the archive.

    Args:
        database: with those that the last build made.
        episodes: as they are now.
        addresses: of all pages published so far.
        options: how to build.
    """
    version, recorded, topics = "", dict[str, Output](), dict[str, str]()
    kept = database.execute(
        "SELECT version FROM archive WHERE environment_key = ?"
        " AND outputs = (SELECT count(*) FROM archive_output)",
        (archive_key(episodes),),
    ).fetchall()
    if kept and not options.clean:
        [[version]] = kept
        rows = database.execute(
            "SELECT draft, topic, url, digest, kind, title, heading, previous, next"
            " FROM archive_output"
        )
        recorded = {
            url: Output(draft, topic, read_fact(url, *fact)) for draft, topic, url, *fact in rows
        }
        topics = dict(database.execute('SELECT "key", version FROM topic_version').fetchall())
    return ArchivePages(
        episodes=episodes,
        addresses=addresses,
        recorded=recorded,
        recorded_topics=topics,
        recorded_version=version,
        publishing=options.publishing,
    )


def record_archive_pages(database: sqlite3.Connection, pages: ArchivePages) -> None:
    """Record the pages and downloads of the archive for the next build."""
    if pages.is_recorded:
        return
    for url in pages.drafts:
        pages.output(url)
    outputs = {url: pages.made.get(url) or pages.recorded[url] for url in pages.urls}
    if not pages.recorded:
        database.execute("DELETE FROM archive_output")
        database.execute("DELETE FROM topic_version")
    database.executemany(
        "DELETE FROM archive_output WHERE url = ?",
        [(url,) for url in pages.recorded.keys() - outputs.keys()],
    )
    database.executemany(
        "REPLACE INTO archive_output VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (output.draft, output.topic, *astuple(output.fact))
            for url, output in outputs.items()
            if output != pages.recorded.get(url)
        ],
    )
    database.executemany(
        'DELETE FROM topic_version WHERE "key" = ?',
        [(key,) for key in pages.recorded_topics.keys() - pages.topics.keys()],
    )
    database.executemany(
        "REPLACE INTO topic_version VALUES (?, ?)",
        pages.topics.items() - pages.recorded_topics.items(),
    )
    database.execute("DELETE FROM archive")
    database.execute(
        "INSERT INTO archive VALUES (?, ?, ?)",
        (pages.version, archive_key(pages.episodes), len(outputs)),
    )
