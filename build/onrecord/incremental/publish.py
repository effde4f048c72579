"""The last steps of a build: updating the site, then the store."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from onrecord import archive
from onrecord.files.atomic_write import write_file
from onrecord.files.stat import stat_file
from onrecord.incremental.archive_pages import record_archive_pages
from onrecord.incremental.render import ARCHIVE
from onrecord.model import Slug
from onrecord.search.index import FOLDER as SEARCH_FOLDER
from onrecord.search.index import index
from onrecord.search.sources import IndexSource, page_source
from onrecord.store import digest_of
from onrecord.store.builds import write_input_files, write_last_build

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from onrecord.incremental.render import RenderedBuild
    from onrecord.incremental.site import ListedBuild
    from onrecord.store.builds import LastBuild

HOME = "index.html"
# Owner of files that the renderer leaves beside those that we expect.
_RENDERED = ":rendered"


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
            f"{len(self.compiled)} of {self.episodes} episodes compiled,"
            f" {len(self.rendered)} pages rendered,"
            f" {len(self.replaced)} files written, {len(self.removed)} removed"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedBuild:
    """Step 5: the site is finished. The store is not updated yet."""

    listed: ListedBuild
    report: Report
    written: Collection[str]
    """Ledgers that were written."""
    has_search: bool
    """Pagefind is installed."""


def publish(build: RenderedBuild, rendered: Mapping[str, Path]) -> PublishedBuild:
    """Put everything in its place: pages, then ledgers, then the search index.

    Args:
        build: with everything finished.
        rendered: files that the renderer has left, by path in the site.

    Raises:
        OutsideError: a file cannot be written.
    """
    listed, stage, files = build.listed, build.listed.build.stage, build.listed.build.files
    files.announce([*stage.files, *rendered])
    # Style sheets before the pages that need them, pages before the lists that lead to them.
    for path, place in sorted(rendered.items(), key=lambda each: each[0].endswith(".html")):
        files.put(place, path, digest_of(place.read_bytes()))
    for path, place in stage.files.items():
        files.put(place, path, stage.digests[path])
    _record(build, rendered)
    written = _write_ledgers(listed)
    indexed = index(
        files.folder,
        _index_sources(listed),
        listed.build.state / "search",
        clean=listed.build.options.clean,
    )
    files.record_apart()
    report = Report(
        compiled=listed.compiled.refreshed.compiled,
        rendered=build.paths,
        replaced=tuple(files.replaced),
        removed=tuple(files.removed),
        episodes=len(listed.pages.episodes.cached),
    )
    return PublishedBuild(
        listed=listed, report=report, written=written, has_search=indexed is not None
    )


def commit(published: PublishedBuild, last_build: LastBuild | None) -> None:
    """Record everything for the next build, in the one transaction of this build.

    Args:
        published: the finished site.
        last_build: lets the next build see at once that nothing has changed; None: it must run.
    """
    listed, build = published.listed, published.listed.build
    record_archive_pages(build.database, listed.pages)
    listed.store.remove_unused()
    build.files.finish()
    stats = {path: stat_file(path) for path in published.written}
    write_input_files(build.database, {**build.snapshot.settled, **stats})
    write_last_build(build.database, last_build)
    build.database.execute("COMMIT")
    build.files.pending.unlink(missing_ok=True)


def _record(build: RenderedBuild, rendered: Mapping[str, Path]) -> None:
    """Record the files in the site, and remove those that nothing accounts for."""
    files = build.listed.build.files
    for each in build.expected:
        fresh = {*each.stale, *(each.keys.keys() & rendered.keys())}
        files.record(each.owner, each.version, each.keys, fresh)
    # The renderer renders a home page that people wrote in each build.
    owned = {HOME, *(path for each in build.expected for path in each.keys)}
    others = {path: "" for path in rendered if path not in owned}
    files.record(_RENDERED, "", others, others)
    unchanged = {ARCHIVE, SEARCH_FOLDER, *build.listed.pages.episodes.cached}
    files.prune({_RENDERED, *unchanged, *(each.owner for each in build.expected)})


def _write_ledgers(listed: ListedBuild) -> list[str]:
    """Write the ledgers, after the pages that they record, and give their paths."""
    build, compiled = listed.build, listed.compiled
    contents = {path: place.read_bytes() for path, place in compiled.ledgers.items()}
    addresses = listed.pages.address_file
    if addresses != listed.pages.addresses.content and listed.pages.publishing:
        contents[archive.ADDRESSES] = addresses
    for path, content in contents.items():
        write_file(build.root / path, content)
    return [f"{build.root}/{path}" for path in contents]


def _index_sources(listed: ListedBuild) -> Iterator[IndexSource]:
    """Yield everything that has pages in the site, in order of arrival, to be indexed for search.

    The file of addresses has this order, so that it is the same on every machine.
    """
    files, episodes = listed.build.files, listed.pages.episodes
    pages = (each.page for each in listed.pages.addresses.known)
    arrived = dict.fromkeys(page.split("/")[1] for page in pages if page.startswith("episodes/"))
    places = {slug: place for place, slug in enumerate(arrived)}
    owners = sorted(files.owners().items(), key=lambda each: places.get(each[0], len(places)))
    for owner, version in owners:
        slug = Slug(owner)
        if slug in episodes.cached:
            yield IndexSource(
                name=owner,
                version=f"{version}{episodes.topics_digest(slug)}",
                pages=partial(files.pages, owner),
                topics=partial(episodes.topics_of, slug),
            )
        else:
            yield from (page_source(path, digest) for path, digest in files.pages(owner).items())
