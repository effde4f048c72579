"""A build, step by step: open → compile → list → render → publish → commit.

Each step takes the result of the one before, a value, and returns the next. A renderer such as
MkDocs calls them in this order and renders single pages; nothing here depends on it. `publish`
changes the site and `commit` the store: a build that ends earlier leaves everything unchanged, or
is cleaned up by the next one. This module holds the first three steps.
"""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from onrecord.files.atomic_write import write_file
from onrecord.incremental.archive_pages import open_archive_pages
from onrecord.incremental.episodes import BuildOptions, Refresh, Refreshed
from onrecord.search.index import FOLDER as SEARCH_FOLDER
from onrecord.store.database import FILE, is_damaged, open_database, remove_database
from onrecord.store.episodes import EpisodeStore
from onrecord.store.facts import fact_of
from onrecord.store.lock import lock
from onrecord.store.published_files import PublishedFiles
from onrecord.store.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from filelock import BaseFileLock
    from markupsafe import Markup

    from onrecord.files.stat import Snapshot
    from onrecord.incremental.archive_pages import ArchivePages
    from onrecord.model import CompiledEpisode, Page, Site
    from onrecord.store.episodes import CachedEpisode
    from onrecord.store.facts import OutputFact

STORE_ERRORS = (sqlite3.Error, msgspec.MsgspecError, zlib.error)
"""What reading a damaged store raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBuild:
    """Step 1: the archive is locked, the store is open, the files of the site are known."""

    root: Path
    state: Path
    """Folder of the store and of unfinished files."""
    options: BuildOptions
    snapshot: Snapshot
    held: BaseFileLock
    database: sqlite3.Connection
    files: PublishedFiles
    stage: Stage

    def compile(self, site: Site) -> CompiledBuild:
        """Compile the episodes that have changed.

        Raises:
            ContentError: something is wrong in the content.
            OutsideError: a file cannot be read or written.
        """
        ledgers: dict[str, Path] = {}
        refresh = Refresh(
            root=self.root,
            site=site,
            snapshot=self.snapshot,
            store=EpisodeStore(self.database),
            options=self.options,
            sink=partial(self._stage, ledgers),
            is_lost=self._is_lost,
        )
        return CompiledBuild(build=self, refreshed=refresh.run(), ledgers=ledgers)

    def close(self) -> None:
        """Roll back what is not committed, and release the lock."""
        self.database.close()
        shutil.rmtree(self.stage.folder, ignore_errors=True)
        self.held.release()

    def _is_lost(self, cached: CachedEpisode) -> bool:
        """Return whether a download is stale; the store has none, so they are made again."""
        version = self.files.versions.get(cached.slug, "")
        if version.partition(":")[0] == cached.key and cached.slug not in self.files.damaged:
            return False
        downloads = EpisodeStore(self.database).downloads(cached.slug)
        return bool(
            self.files.find_stale(cached.slug, {each.url: each.digest for each in downloads})
        )

    def _stage(
        self, paths: dict[str, Path], record: CompiledEpisode, ledgers: Mapping[str, bytes]
    ) -> None:
        keys = {each.url: fact_of(each).digest for each in record.downloads}
        stale = self.files.find_stale(record.slug, keys)
        for download in record.downloads:
            if download.url in stale:
                self.stage.add(download.url, download.encoded)
        for path, content in ledgers.items():
            paths[path] = self.stage.folder / f"ledger-{len(paths)}"
            write_file(paths[path], content)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledBuild:
    """Step 2: all episodes are compiled."""

    build: OpenBuild
    refreshed: Refreshed
    ledgers: Mapping[str, Path]
    """Ledgers to be written, by path relative to the archive."""

    def list_pages(self) -> ListedBuild:
        """List the pages of the site."""
        pages = open_archive_pages(
            self.build.database,
            self.refreshed.episodes,
            self.refreshed.addresses,
            self.build.options,
        )
        return ListedBuild(compiled=self, build=self.build, pages=pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFiles:
    """The files that an owner must have in the site."""

    owner: str
    version: str
    """Equal versions have equal files with equal keys."""
    keys: Mapping[str, str]
    """Fingerprint of everything that a file depends on, by path."""
    stale: Collection[str]
    """Those that are not in the site with this key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedBuild:
    """Step 3: it is known which pages and downloads the site has."""

    compiled: CompiledBuild
    build: OpenBuild
    pages: ArchivePages

    @property
    def store(self) -> EpisodeStore:
        """The episodes."""
        return self.pages.episodes.store

    def with_introduction(self, introduction: Markup) -> ListedBuild:
        """Return the list with the text that people wrote for the home page, as HTML."""
        return replace(self, pages=replace(self.pages, introduction=introduction))

    def find_page(self, url: str) -> OutputFact | None:
        """Return the page at an address, without its content."""
        return self.store.find_page(url) or self.pages.find_page(url)

    def read_page(self, url: str) -> Page:
        """Return the page at an address, which exists."""
        return self.store.read_page(url) if self.store.find_page(url) else self.pages.page(url)

    def has_download(self, url: str) -> bool:
        """Say whether there is a download at an address."""
        return self.store.has_download(url) or (
            url in self.pages.urls and url not in self.pages.page_urls
        )

    def downloads(self) -> Iterator[str]:
        """Yield the addresses of all downloads."""
        yield from sorted({*self.pages.urls} - self.pages.page_urls)
        for slug in self.pages.episodes.cached:
            yield from (each.url for each in self.store.downloads(slug))

    def page_urls(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the addresses of all pages by episode; those of no episode by an empty name."""
        yield "", sorted(self.pages.page_urls)
        yield from self.store.page_urls().items()

    def page_groups(self) -> Iterator[list[OutputFact]]:
        """Yield all pages, those of an episode together."""
        for slug in self.pages.episodes.cached:
            yield self.store.pages(slug)
        yield [self.pages.output(url)[0] for url in sorted(self.pages.page_urls)]

    def expect(self, owner: str, version: str, keys: Mapping[str, str]) -> ExpectedFiles:
        """Compare the files that an owner must have with those in the site."""
        intact = self.build.files.is_intact(owner, version)
        stale = set() if intact else self.build.files.find_stale(owner, keys)
        return ExpectedFiles(owner=owner, version=version, keys=keys, stale=stale)

    def stage(self, expected: ExpectedFiles, contents: Mapping[str, bytes]) -> ExpectedFiles:
        """Prepare the stale files of an owner for publishing."""
        for path in sorted(expected.stale):
            self.build.stage.add(path, contents[path])
        return expected


def open_build(
    root: Path,
    *,
    state: Path,
    site_dir: Path,
    snapshot: Snapshot,
    options: BuildOptions,
    waiting: Callable[[str], None],
) -> OpenBuild:
    """Lock the archive, open its store and look at the site.

    Args:
        root: of the archive.
        state: folder of the store and of unfinished files.
        site_dir: folder of the site.
        snapshot: stats of the archive's files before anything was read.
        options: how to build.
        waiting: called with the id of another process that is building this archive, before
            waiting for it.

    Raises:
        OutsideError: a file or folder cannot be created.
    """
    with ExitStack() as undo:
        held = lock(state / "lock", waiting)
        undo.callback(held.release)
        stage = Stage(state / "stage")
        stage.clear()
        database = open_database(state / FILE)
        undo.callback(database.close)
        files = PublishedFiles.open(
            database, site_dir, state=state, apart=SEARCH_FOLDER, clean=options.clean
        )
        undo.pop_all()
    return OpenBuild(
        root=root,
        state=state,
        options=options,
        snapshot=snapshot,
        held=held,
        database=database,
        files=files,
        stage=stage,
    )


def remove_damaged(state: Path, error: Exception) -> bool:
    """Delete the store if an error shows that it is damaged; say whether it was.

    The signs are a value that cannot be decoded, a row that contradicts others, and the errors that
    SQLite itself reports as damage; a full disk is none.
    """
    path = state / FILE
    if not isinstance(error, STORE_ERRORS):
        return False
    is_sure = isinstance(error, sqlite3.IntegrityError) or not isinstance(error, sqlite3.Error)
    if not is_sure and not is_damaged(path):
        return False
    remove_database(path)
    return True
