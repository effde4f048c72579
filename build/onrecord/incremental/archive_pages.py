"""Pages and downloads that show several episodes, each made again if what it shows has changed."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from onrecord.archive import write_addresses
from onrecord.model import Download, Facts, Page
from onrecord.pages import draft_stubs
from onrecord.pipeline import compile_archive
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
    fact: OutputFact


@dataclass(frozen=True, kw_only=True)
class ArchivePages:
    """The result of the archive chain. Nothing is made before somebody asks for it."""

    episodes: CurrentEpisodes
    addresses: PublishedAddresses
    recorded: Mapping[str, Output]
    """Outputs of the last build, by address, if it had the same code and site."""
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
    def drafts(self) -> Mapping[str, Draft]:
        """The pages and downloads to be made, by address."""
        live, (_, stubs) = self._live, self._stubs
        return {draft.url: draft for draft in (*live, *stubs)}

    @cached_property
    def _live(self) -> list[Draft]:
        now = self.episodes
        facts = Facts(
            summaries=now.summaries, headings=now.headings, store=now.store, held=now.held
        )
        return [*compile_archive(facts, now.site, self.introduction)]

    @cached_property
    def _stubs(self) -> tuple[tuple[Address, ...], tuple[Draft, ...]]:
        before = self.addresses
        return draft_stubs(self._live, before.known, before.own, before.today, self.episodes.site)

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
        return self.recorded.keys() if self.is_recorded else self.drafts.keys()

    @cached_property
    def page_urls(self) -> frozenset[str]:
        """The addresses of all pages."""
        return frozenset(url for url in self.urls if not url or url.endswith("/"))

    def output(self, url: str) -> tuple[OutputFact, Page | Download | None]:
        """Return a page or download without its content, and in full if it had to be made."""
        known = self.made.get(url) or self.recorded.get(url)
        if known and (self.is_recorded or known.draft == self.drafts[url].fingerprint):
            return known.fact, None
        made = self.drafts[url].make()
        self.made[url] = Output(self.drafts[url].fingerprint, fact_of(made))
        return self.made[url].fact, made

    def find_page(self, url: str) -> OutputFact | None:
        """Return a page without its content; None if there is none at this address."""
        return self.output(url)[0] if url in self.page_urls else None

    def page(self, url: str) -> Page:
        """Make a page."""
        made = self.drafts[url].make()
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
    version, recorded = "", dict[str, Output]()
    kept = database.execute(
        "SELECT version FROM archive WHERE environment_key = ?"
        " AND outputs = (SELECT count(*) FROM archive_output)",
        (archive_key(episodes),),
    ).fetchall()
    if kept and not options.clean:
        [[version]] = kept
        rows = database.execute(
            "SELECT draft, url, digest, kind, title, heading, previous, next FROM archive_output"
        )
        recorded = {url: Output(draft, read_fact(url, *fact)) for draft, url, *fact in rows}
    return ArchivePages(
        episodes=episodes,
        addresses=addresses,
        recorded=recorded,
        recorded_version=version,
        publishing=options.publishing,
    )


def record_archive_pages(database: sqlite3.Connection, pages: ArchivePages) -> None:
    """Record the pages and downloads of the archive for the next build."""
    if pages.is_recorded:
        return
    for url in pages.urls:
        pages.output(url)
    outputs = {url: pages.made.get(url) or pages.recorded[url] for url in pages.urls}
    if not pages.recorded:
        database.execute("DELETE FROM archive_output")
    database.executemany(
        "DELETE FROM archive_output WHERE url = ?",
        [(url,) for url in pages.recorded.keys() - outputs.keys()],
    )
    database.executemany(
        "REPLACE INTO archive_output VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (output.draft, *astuple(output.fact))
            for url, output in outputs.items()
            if output != pages.recorded.get(url)
        ],
    )
    database.execute("DELETE FROM archive")
    database.execute(
        "INSERT INTO archive VALUES (?, ?, ?)",
        (pages.version, archive_key(pages.episodes), len(outputs)),
    )
