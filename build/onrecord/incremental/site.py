"""Building a site, step by step: open → compile → list → render → publish → commit.

Each step is a value that holds the result of the one before, and whose method gives the next. The renderer, MkDocs or another, calls them
in this order and renders single pages; nothing here knows it. The site changes in `publish`, and what is remembered in `commit`: a build
that ends before that leaves everything as it was, or is cleaned up by the next one.
"""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from onrecord import archive
from onrecord.files.atomic_write import write_file
from onrecord.files.stat import stat_file
from onrecord.incremental.archive_pages import open_archive_pages, record_archive_pages
from onrecord.incremental.episodes import BuildOptions, Refresh, Refreshed
from onrecord.model import Page
from onrecord.search.index import FOLDER as SEARCH_FOLDER
from onrecord.search.index import index
from onrecord.search.sources import IndexSource, hold_page
from onrecord.store import digest_of, fingerprint
from onrecord.store.builds import write_input_files, write_last_build
from onrecord.store.database import FILE, is_damaged, open_database, remove_database
from onrecord.store.episodes import EpisodeStore, download_fact
from onrecord.store.lock import lock
from onrecord.store.published_files import PublishedFiles
from onrecord.store.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from filelock import BaseFileLock
    from markupsafe import Markup

    from onrecord.files.stat import Snapshot
    from onrecord.incremental.archive_pages import ArchivePages
    from onrecord.model import Site
    from onrecord.pipeline import Record
    from onrecord.store.builds import LastBuild
    from onrecord.store.episodes import CachedEpisode, PageFact

# Owners of files in the site beside the episodes, whose names are slugs.
_ARCHIVE: Final = ":archive"
_RENDERED: Final = ":rendered"
HOME: Final = "index.html"

STORE_ERRORS: Final = (sqlite3.Error, msgspec.MsgspecError, zlib.error)
"""What reading a damaged store raises."""


class Renderer(Protocol):
    """Puts the theme around pages."""

    @property
    def key(self) -> str:
        """Fingerprint of everything that the theme puts around a page."""
        ...

    def render(
        self, pages: Collection[PageFact], urls: Collection[str], load: Callable[[str], Page], /
    ) -> Iterator[tuple[str, str]]:
        """Give address and HTML of pages.

        Args:
            pages: that may show each other's titles.
            urls: of those to render.
            load: gives a page by address.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build has done. All lists of a build with nothing to do are empty."""

    compiled: tuple[str, ...]
    """Episodes whose chain has run."""
    rendered: tuple[str, ...]
    """Pages rendered, whether or not their HTML has changed."""
    replaced: tuple[str, ...]
    """Files put into the site."""
    removed: tuple[str, ...]
    """Files removed from it."""
    episodes: int
    """Number of episodes in the archive."""

    def __str__(self) -> str:
        return (
            f"{len(self.compiled)} of {self.episodes} episodes compiled, {len(self.rendered)} pages rendered, "
            f"{len(self.replaced)} files written, {len(self.removed)} removed"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBuild:
    """Step 1: the archive is locked, the store is open, the site has been looked at."""

    root: Path
    state: Path
    """Folder for everything that is remembered."""
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
        """Forget what is not committed, and let the next build begin."""
        self.database.close()
        shutil.rmtree(self.stage.folder, ignore_errors=True)
        self.held.release()

    def _is_lost(self, cached: CachedEpisode) -> bool:
        """Downloads are not in the store: if one is stale, its episode is compiled again."""
        version = self.files.versions.get(cached.slug, "")
        if version.partition(":")[0] == cached.key and cached.slug not in self.files.damaged:
            return False
        downloads = EpisodeStore(self.database).downloads(cached.slug)
        return bool(
            self.files.find_stale(cached.slug, {each.url: each.digest for each in downloads})
        )

    def _stage(self, paths: dict[str, Path], record: Record, ledgers: Mapping[str, bytes]) -> None:
        keys = {each.url: download_fact(each).digest for each in record.downloads}
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

    def list_pages(self, introduction: Markup) -> ListedBuild:
        """Draw up the list of pages.

        Args:
            introduction: text that people wrote for the home page, as HTML.
        """
        pages = open_archive_pages(
            self.build.database,
            self.refreshed.episodes,
            introduction,
            self.refreshed.addresses.vanished,
            clean=self.build.options.clean,
        )
        return ListedBuild(compiled=self, build=self.build, pages=pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFiles:
    """The files that an owner must have in the site."""

    owner: str
    version: str
    """Equal versions have equal files with equal keys."""
    keys: Mapping[str, str]
    """By path, the fingerprint of everything that the file depends on."""
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

    def find_page(self, url: str) -> PageFact | None:
        """Give the page at an address, without its content."""
        return self.store.find_page(url) or self.pages.fact(url)

    def read_page(self, url: str) -> Page:
        """Give the page at an address, which exists."""
        return self.store.read_page(url) if self.store.find_page(url) else self.pages.page(url)

    def has_download(self, url: str) -> bool:
        """Say whether there is a download at an address."""
        return self.store.has_download(url) or (
            url in self.pages.urls and url not in self.pages.page_urls
        )

    def downloads(self) -> Iterator[str]:
        """Give the addresses of all downloads."""
        yield from self.pages.urls - self.pages.page_urls
        for slug in self.pages.episodes.cached:
            yield from (each.url for each in self.store.downloads(slug))

    def page_urls(self) -> Iterator[tuple[str, list[str]]]:
        """Give the addresses of all pages by episode; those of no episode by an empty name."""
        yield "", sorted(self.pages.page_urls)
        yield from self.store.page_urls().items()

    def page_groups(self) -> Iterator[list[PageFact]]:
        """Give all pages, those of an episode together."""
        for slug in self.pages.episodes.cached:
            yield self.store.page_facts(slug)
        yield [self.pages.output(url)[0].fact for url in sorted(self.pages.page_urls)]

    def expect(self, owner: str, version: str, keys: Mapping[str, str]) -> ExpectedFiles:
        """Compare the files that an owner must have with those in the site."""
        intact = self.build.files.is_intact(owner, version)
        stale = set() if intact else self.build.files.find_stale(owner, keys)
        return ExpectedFiles(owner=owner, version=version, keys=keys, stale=stale)

    def render(
        self,
        renderer: Renderer,
        others: Iterable[ExpectedFiles],
        *,
        whole: bool,
        home_written: bool,
    ) -> RenderedBuild:
        """Render the pages that are not in the site as they must be.

        Args:
            renderer: puts the theme around them.
            others: files that the renderer publishes by itself.
            whole: the renderer renders all pages by itself.
            home_written: it renders the home page, at least.
        """
        rendering = _Rendering(
            listed=self, renderer=renderer, whole=whole, home_written=home_written
        )
        expected = [*others, *rendering.render_episodes(), *rendering.render_archive()]
        return RenderedBuild(listed=self, expected=expected, rendered=tuple(rendering.rendered))

    def stage(self, expected: ExpectedFiles, contents: Mapping[str, bytes]) -> ExpectedFiles:
        """Prepare the stale files of an owner for publishing."""
        for path in sorted(expected.stale):
            self.build.stage.add(path, contents[path])
        return expected


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rendering:
    """Renders stale pages."""

    listed: ListedBuild
    renderer: Renderer
    whole: bool
    home_written: bool
    rendered: list[str] = field(default_factory=list)

    def render_episodes(self) -> Iterator[ExpectedFiles]:
        """Render pages of episodes. Those of one episode show each other's titles."""
        listed, store, key = self.listed, self.listed.store, self.renderer.key
        for slug, cached in listed.pages.episodes.cached.items():
            version = f"{cached.key}:{key}"
            if not self.whole and listed.build.files.is_intact(slug, version):
                # Its list of pages need not even be read.
                continue
            facts = store.page_facts(slug)
            keys = _episode_keys(facts, key) | {
                each.url: each.digest for each in store.downloads(slug)
            }
            expected = listed.expect(slug, version, keys)
            stale = [fact.url for fact in facts if path_of(fact.url) in expected.stale]
            self._render(facts, stale, store.read_page)
            yield expected

    def render_archive(self) -> Iterator[ExpectedFiles]:
        """Render pages that show several episodes. They do not show each other's titles."""
        pages, files, key = self.listed.pages, self.listed.build.files, self.renderer.key
        version = f"{pages.version}:{key}"
        if not self.whole and files.is_intact(_ARCHIVE, version):
            return
        left, keys = files.find_left(_ARCHIVE), dict[str, str]()
        for url in pages.urls:
            output, made = pages.output(url)
            path = path_of(url) if output.kind else url
            keys[path] = f"{output.digest}{key}" if output.kind else output.digest
            if left.get(path) == keys[path] and not (self.whole and output.kind):
                continue
            if not output.kind:
                self.listed.build.stage.add(url, (made or pages.drafts[url].make()).encoded)
            elif url or not self.home_written:
                page = made
                self._render([output.fact], [url], lambda url, page=page: page or pages.page(url))
        yield self.listed.expect(_ARCHIVE, version, keys)

    def _render(
        self, facts: Collection[PageFact], stale: Collection[str], load: Callable[[str], Page]
    ) -> None:
        if self.whole:
            self.rendered += [path_of(fact.url) for fact in facts]
        elif stale:
            for url, html in self.renderer.render(facts, stale, load):
                content = html.encode("utf-8", errors="xmlcharrefreplace")
                self.listed.build.stage.add(path_of(url), content)
                self.rendered.append(path_of(url))


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedBuild:
    """Step 4: everything that the site lacks is finished, beside it."""

    listed: ListedBuild
    expected: Collection[ExpectedFiles]
    """Of owners with changes."""
    rendered: tuple[str, ...]
    """Paths of the pages rendered."""

    def publish(self, rendered: Mapping[str, Path]) -> PublishedBuild:
        """Put everything in its place: pages, then ledgers, then the search index.

        Args:
            rendered: files that the renderer has left, by path in the site.

        Raises:
            OutsideError: a file cannot be written.
        """
        build, stage = self.listed.build, self.listed.build.stage
        files = build.files
        files.announce([*stage.files, *rendered])
        # Style sheets before the pages that need them, pages before the lists that lead to them.
        for path, place in sorted(rendered.items(), key=lambda each: each[0].endswith(".html")):
            files.put(place, path, digest_of(place.read_bytes()))
        for path, place in stage.files.items():
            files.put(place, path, stage.digests[path])
        self._record(rendered)
        written = self._write_ledgers()
        indexed = index(files.folder, holders=self._index_sources(), kept=build.state / "search")
        files.record_apart()
        report = Report(
            compiled=self.listed.compiled.refreshed.compiled,
            rendered=self.rendered,
            replaced=tuple(files.replaced),
            removed=tuple(files.removed),
            episodes=len(self.listed.pages.episodes.cached),
        )
        return PublishedBuild(
            listed=self.listed, report=report, written=written, has_search=indexed is not None
        )

    def _record(self, rendered: Mapping[str, Path]) -> None:
        """Record the files in the site, and remove those that nothing accounts for."""
        files = self.listed.build.files
        for each in self.expected:
            fresh = {*each.stale, *(each.keys.keys() & rendered.keys())}
            files.record(each.owner, each.version, each.keys, fresh)
        # The renderer renders a home page that people wrote in each build.
        owned = {HOME, *(path for each in self.expected for path in each.keys)}
        others = {path: "" for path in rendered if path not in owned}
        files.record(_RENDERED, "", others, others)
        unchanged = {_ARCHIVE, SEARCH_FOLDER, *self.listed.pages.episodes.cached}
        files.prune({_RENDERED, *unchanged, *(each.owner for each in self.expected)})

    def _write_ledgers(self) -> list[str]:
        """Write the ledgers, after the pages that they record, and give their paths."""
        build, compiled = self.listed.build, self.listed.compiled
        contents = {path: place.read_bytes() for path, place in compiled.ledgers.items()}
        addresses = compiled.refreshed.addresses.content
        if addresses is not None and build.options.publishing:
            contents[archive.ADDRESSES] = addresses
        for path, content in contents.items():
            write_file(build.root / path, content)
        return [f"{build.root}/{path}" for path in contents]

    def _index_sources(self) -> Iterator[IndexSource]:
        """Give everything that has pages in the site, to be indexed for search."""
        files, episodes = self.listed.build.files, self.listed.pages.episodes
        for owner, version in files.owners().items():
            if owner in episodes.cached:
                slug = episodes.cached[owner].slug
                yield IndexSource(
                    name=owner,
                    episode=owner,
                    version=f"{version}{episodes.topics_digest(slug)}",
                    pages=partial(files.pages, owner),
                    topics=partial(episodes.topics_of, slug),
                )
            else:
                yield from (hold_page(path, digest) for path, digest in files.pages(owner).items())


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedBuild:
    """Step 5: the site is finished. The store does not know it yet."""

    listed: ListedBuild
    report: Report
    written: Collection[str]
    """Ledgers that were written."""
    has_search: bool
    """Pagefind is installed."""

    def commit(self, last_build: LastBuild | None) -> None:
        """Record everything for the next build.

        Args:
            last_build: what allows the next build to see at once that nothing has changed; None: it must run.
        """
        build, listed = self.listed.build, self.listed
        record_archive_pages(build.database, listed.pages)
        listed.store.remove_unused()
        build.files.finish()
        stats = {path: stat_file(path) for path in self.written}
        write_input_files(build.database, {**build.snapshot.settled, **stats})
        write_last_build(build.database, last_build)
        build.database.execute("COMMIT")
        build.files.pending.unlink(missing_ok=True)


def open_build(
    root: Path,
    state: Path,
    site_dir: Path,
    snapshot: Snapshot,
    options: BuildOptions,
    waiting: Callable[[str], None],
) -> OpenBuild:
    """Lock the archive, open its store and look at the site.

    Args:
        root: of the archive.
        state: folder for everything that is remembered.
        site_dir: folder of the site.
        snapshot: stats of the archive's files before anything was read.
        options: how to build.
        waiting: is called with the id of another process that is building this archive, before waiting for it.

    Raises:
        OutsideError: a file or folder cannot be created.
    """
    held = lock(state / "lock", waiting)
    stage = Stage(state / "stage")
    stage.clear()
    database = open_database(state / FILE)
    files = PublishedFiles.open(
        database, site_dir, state=state, apart=SEARCH_FOLDER, clean=options.clean
    )
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
    """Delete the store if an error shows that it is damaged, and say so. SQLite decides about its own errors, such as a full disk."""
    path = state / FILE
    if not isinstance(error, STORE_ERRORS) or (
        isinstance(error, sqlite3.Error) and not is_damaged(path)
    ):
        return False
    remove_database(path)
    return True


def path_of(url: str) -> str:
    """Give the file of a page in the site."""
    return f"{url}index.html"


def _episode_keys(facts: Collection[PageFact], renderer_key: str) -> dict[str, str]:
    """Give the key of each page of an episode, by path."""
    titles = {fact.url: fact.title for fact in facts}
    around = fingerprint(titles)
    return {
        path_of(fact.url): fingerprint(
            fact.digest, titles.get(fact.previous), titles.get(fact.next), around, renderer_key
        )
        for fact in facts
    }
