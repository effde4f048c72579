"""One build: compile what has changed, render what shows it, put it in place at the end."""

from __future__ import annotations

import json
import logging
import os
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.utils import CountHandler

from onrecord import archive
from onrecord.files.atomic_write import write_file
from onrecord.incremental.archive_pages import NOTE, ArchivePages, OutputGroup, refresh_archive
from onrecord.incremental.episodes import BuildOptions, Refresh, Refreshed, ledger_of
from onrecord.search.index import FOLDER as SEARCH_FOLDER
from onrecord.search.index import index
from onrecord.search.sources import IndexSource, page_source
from onrecord.store import (
    Cache,
    CachedEpisode,
    Expected,
    Lock,
    Outputs,
    PublishedFiles,
    Records,
    Row,
    Stage,
    StoredEpisode,
    digest_of,
    fingerprint,
    sign,
)
from onrecord_plugins.forms import Forms
from onrecord_plugins.known_files import (
    KnownFiles,
    PresentFile,
    PresentPage,
    present_file,
    present_page,
)
from onrecord_plugins.navigation import SiteLink, site_links
from onrecord_plugins.others import find_whole_site_plugins
from onrecord_plugins.pages import GeneratedPage
from onrecord_plugins.render import Frame, make_pages
from onrecord_plugins.settings import archive_root, site_of
from onrecord_plugins.shell import shell_version
from onrecord_plugins.sitemap import write_sitemaps

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from onrecord.incremental.current_episodes import CurrentEpisodes
    from onrecord.model import Page as Product
    from onrecord.pipeline import Record
    from onrecord.store import DownloadFact, PageFact

log = logging.getLogger("mkdocs.plugins.onrecord")

# Owners of files of the site beside the episodes, whose names are slugs.
_STATIC, _WRITTEN, _SITEMAP = ":static", ":written", ":sitemap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build has done. A build with nothing to do has four empty lists."""

    compiled: tuple[str, ...]
    """Episodes whose chain has run."""
    rendered: tuple[str, ...]
    """Pages that were rendered, whether or not they came out the same."""
    replaced: tuple[str, ...]
    """Files put into the site."""
    removed: tuple[str, ...]
    """Files removed from it."""
    episodes: int
    """Of the archive."""

    def __str__(self) -> str:
        return (
            f"{len(self.compiled)} of {self.episodes} episodes compiled, {len(self.rendered)} pages rendered, "
            f"{len(self.replaced)} files written, {len(self.removed)} removed"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What one owner has in the site."""

    owner: str
    key: str
    pages: Collection[PageFact]
    downloads: Collection[DownloadFact]
    load: Callable[[str], Product]
    apart: bool = False
    """Its pages do not show each other's titles."""

    def keys(self, shell: str) -> dict[str, str]:
        """Give its files by path, each with the fingerprint of all that it depends on."""
        if self.apart:
            keys = {f"{fact.url}index.html": f"{fact.digest}{shell}" for fact in self.pages}
        else:
            titles = {fact.url: fact.title for fact in self.pages}
            around = fingerprint(titles)
            keys = {
                f"{fact.url}index.html": fingerprint(
                    fact.digest, titles.get(fact.previous), titles.get(fact.next), around, shell
                )
                for fact in self.pages
            }
        return keys | {each.url: each.digest for each in self.downloads}


class Session:
    """A build from its first event to its last."""

    def __init__(self, config: MkDocsConfig, *, serving: bool, build_options: BuildOptions) -> None:
        root = archive_root(config)
        self.root = root
        self.serving = serving
        self.build_options = build_options
        # A preview has another address and writes no ledgers: nothing of it may be taken for the site.
        self.folder = root / ".onrecord" / "serve" if serving else root / ".onrecord"
        self.site_dir = self.folder / "site" if serving else Path(config.site_dir)
        self.rendered_dir = self.folder / "rendered"
        self.lock = Lock(self.folder / "lock")
        self.stage = Stage(self.folder / "stage")
        self.records = Records(self.folder / "records")
        self.cache: Cache | None = None
        self.nav = Navigation([], [])
        self.home_written = False
        self.overview: ArchivePages | None = None
        self.ledgers: dict[tuple[str, str], Path] = {}
        self.rendered: list[str] = []
        self.owned: dict[str, Expected] = {}
        self.stale: dict[str, set[str]] = {}
        self.whole: tuple[str, ...] = ()
        self.left: Mapping[str, Row] = {}
        """Once published: by owner, the files in the site."""
        self.described: dict[str, PublishedFiles] = {}
        """Of these, what is not as it was."""

    def divert(self, config: MkDocsConfig) -> None:
        """Let MkDocs write into a folder of ours."""
        config.site_dir = str(self.rendered_dir)
        self.whole = find_whole_site_plugins(config)
        own = config.theme.custom_dir and (Path(config.theme.custom_dir) / "sitemap.xml").exists()
        if own:
            self.whole = (*self.whole, "your own sitemap.xml")
        else:
            # MkDocs would list what it has rendered in this build.
            config.theme.static_templates.discard("sitemap.xml")
        self.own_sitemap = bool(own)

    # 1. Compile.

    def compile(self, config: MkDocsConfig) -> Refreshed:
        """Compile the episodes that have changed."""
        self.lock.take(
            lambda holder: log.warning(
                "another build of this archive is running (process %s); waiting for its end", holder
            )
        )
        self.stage.clear()
        if self.whole:
            log.info("All pages are rendered: %s must see the whole site", " and ".join(self.whole))
        self.cache = Cache(self.folder / "cache.sqlite")
        self.outputs = self._read_outputs(self.cache)
        self.outputs.open()
        self.refreshed = Refresh(
            self.root, site_of(config), self.cache, self.records, self.build_options
        ).run(self._keep, self._must)
        return self.refreshed

    def _read_outputs(self, cache: Cache) -> Outputs:
        self.site = f"site:{self.site_dir.resolve()}"
        state = json.loads(cache.note(self.site) or "{}")
        known = bool(state.get("known")) and not self.build_options.anew
        rows = cache.outputs(self.site) if known else {}
        return Outputs(
            folder=self.site_dir,
            rows=rows,
            known=known,
            unfinished=state.get("unfinished", []),
            apart=SEARCH_FOLDER,
            marks=lambda owner: cache.marks(self.site, owner),
        )

    def _must(self, known: CachedEpisode) -> bool:
        """Downloads are not remembered: where one is lost, the episode is compiled again."""
        assert self.cache is not None
        row = self.outputs.rows.get(known.slug)
        if (
            row
            and row.version.partition(":")[0] == known.key
            and not self.outputs.find_damaged(known.slug)
        ):
            return False
        rest = self.cache.stored(known.slug, known.key)
        return rest is None or bool(
            self.outputs.find_stale(known.slug, {each.url: each.digest for each in rest.downloads})
        )

    def _keep(
        self,
        folder: archive.EpisodeFolder,
        record: Record,
        rest: StoredEpisode,
        ledgers: Mapping[str, bytes],
    ) -> None:
        stale = self.outputs.find_stale(
            folder.slug, {each.url: each.digest for each in rest.downloads}
        )
        for download in record.downloads:
            if download.url in stale:
                self.stage.add(download.url, download.encoded)
        for name, content in ledgers.items():
            place = self.stage.folder / f"ledger-{len(self.ledgers)}"
            write_file(place, content)
            self.ledgers[folder.slug, name] = place

    # 2. Say what there is.

    def list_files(self, files: Files, config: MkDocsConfig, introduction: Markup) -> Files:
        """Give MkDocs the files of the archive to look up, and those that it must render itself."""
        assert self.cache is not None
        overview = self.overview = refresh_archive(
            self.refreshed, introduction, self.cache, anew=self.build_options.anew
        )
        self._refuse_doubles(files)
        home = files.get_file_from_path("index.md")
        self.home_written = home is not None
        if home is not None:
            fact = overview.fact("")
            assert fact is not None
            GeneratedPage(fact, lambda: overview.page(""), home, config)
        known = self.known(self._present(files), config)
        if self.whole:
            for page in self._all_pages(config):
                if page.fact.kind != "home" or not self.home_written:
                    known.append(page.file)
            for url in self._downloads():
                known.append(present_file(url, config))
        return known

    def known(self, files: Iterable[File], config: MkDocsConfig) -> KnownFiles:
        """Give files of MkDocs with those of the archive behind them."""
        return KnownFiles(files, lambda uri: self._find(uri, config))

    @property
    def _overview(self) -> ArchivePages:
        """The pages of the archive; before the introduction of the home page is known, as they are without it, for its links."""
        if self.overview is None:
            self.overview = ArchivePages(
                refreshed=self.refreshed, introduction=Markup(), noted=None
            )
        return self.overview

    def _refuse_doubles(self, files: Files) -> None:
        for file in files:
            url = "" if file.url in {".", "./"} else file.url
            fact = self._fact(url) if file.is_documentation_page() else None
            if (fact and fact.kind != "home") or (
                file.src_dir
                and not file.is_documentation_page()
                and self._has_download(file.src_uri)
            ):
                raise PluginError(
                    f"content/pages/{file.src_uri}: a page or file of the archive has this address; rename the file"
                )

    def _present(self, files: Files) -> Iterator[File]:
        """Leave out the work of copying the theme: a hundred files, the same in each build."""
        keys: dict[str, str] = {}
        for file in files:
            if (
                not file.is_documentation_page()
                and file.abs_src_path
                and file.inclusion.is_included()
                and file.dest_uri != "sitemap.xml"
            ):
                stat = os.stat(file.abs_src_path)  # noqa: PTH116 - not a Path
                keys[file.dest_uri] = (
                    f"{stat.st_mtime_ns}:{stat.st_ctime_ns}:{stat.st_size}:{stat.st_ino}"
                )
        version = fingerprint(keys)
        stale = (
            set()
            if self.outputs.is_intact(_STATIC, version)
            else self.outputs.find_stale(_STATIC, keys)
        )
        self.owned[_STATIC], self.stale[_STATIC] = Expected(version=version, keys=keys), stale
        for file in files:
            if file.dest_uri == "sitemap.xml" and not self.own_sitemap:
                # The template of MkDocs' own, which is a plain file once it is not rendered.
                continue
            if file.dest_uri in keys and file.dest_uri not in stale and not self.whole:
                present = PresentFile(
                    file.src_uri,
                    file.src_dir,
                    file.dest_dir,
                    file.use_directory_urls,
                    inclusion=file.inclusion,
                )
                present.page = file.page
                yield present
            else:
                yield file

    def _find(self, uri: str, config: MkDocsConfig) -> File | None:
        """Find a file of the archive by its path as if it stood in `docs_dir`."""
        if uri.endswith("index.md"):
            fact = self._fact(uri.removesuffix("index.md"))
            if fact is not None:
                file = present_page(uri, config)
                url = fact.url
                PresentPage(fact, lambda: self._load(url), file, config)
                return file
        return present_file(uri, config) if self._has_download(uri) else None

    def _fact(self, url: str) -> PageFact | None:
        owner = self._owner(url)
        own = (
            (fact for fact in self.present.stored(owner).pages if fact.url == url) if owner else ()
        )
        return next(iter(own), None) or self._overview.fact(url)

    def _owner(self, url: str) -> str | None:
        """Name the episode that has a page or file: by its address; pages of quotes, by the addresses of all."""
        first, second, *_ = *url.split("/"), "", ""
        if first == "episodes":
            return second if second in self.present.known else None
        quoted = (
            json.dumps(f"quotes/{second}/", ensure_ascii=False)
            if first == "quotes" and second
            else ""
        )
        return next(
            (
                slug
                for slug, each in self.present.known.items()
                if quoted and quoted in each.addresses_text
            ),
            None,
        )

    def _has_download(self, path: str) -> bool:
        owner = self._owner(path)
        own = (
            any(each.url == path for each in self.present.stored(owner).downloads)
            if owner
            else False
        )
        return own or path in self._overview.drafts

    def _downloads(self) -> Iterator[str]:
        yield from (each.url for share in self._overview.shares for each in share.downloads)
        for slug in self.present.known:
            yield from (each.url for each in self.present.stored(slug).downloads)

    def _load(self, url: str) -> Product:
        owner = self._owner(url)
        own = (page for page in self.present.pages_of(owner) if page.url == url) if owner else ()
        return next(iter(own), None) or self._overview.page(url)

    def _all_pages(self, config: MkDocsConfig) -> Iterator[GeneratedPage]:
        for slug in self.present.known:
            yield from make_pages(
                self.present.stored(slug).pages, self._loader(slug), config
            ).values()
        pages = [fact for share in self._overview.shares for fact in share.pages]
        yield from make_pages(pages, self._overview.page, config).values()

    def _loader(self, slug: str) -> Callable[[str], Product]:
        """Read the pages of an episode when the first is asked for."""
        pages: dict[str, Product] = {}

        def load(url: str) -> Product:
            if not pages:
                pages.update((page.url, page) for page in self.present.pages_of(slug))
            return pages[url]

        return load

    # 3. Render.

    def render(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """Render the pages that are not in the site as they must be."""
        shell = shell_version(config, self.nav, self.links)
        forms = Forms(Frame(env=env, config=config, files=files, nav=self.nav), self.links)
        for slug, known in self.present.known.items():
            if self._is_done(slug, f"{known.key}:{shell}"):
                # Its list of pages need not even be read.
                continue
            rest = self.present.stored(slug)
            made = _Made(
                owner=slug,
                key=known.key,
                pages=rest.pages,
                downloads=rest.downloads,
                load=self._loader(slug),
            )
            self._render_stale(made, shell, forms)
        overview = self._overview
        for share in overview.shares:
            owner = _owner_of(share)
            if self._is_done(owner, f"{share.version}:{shell}"):
                continue
            downloads = share.downloads
            made = _Made(
                owner=owner,
                key=share.version,
                pages=share.pages,
                downloads=downloads,
                load=overview.page,
                apart=True,
            )
            self._render_stale(made, shell, forms)
            for url in sorted(self.stale[owner].intersection(each.url for each in downloads)):
                self.stage.add(url, overview.download(url).encoded)
        if not self.own_sitemap:
            self._write_sitemap(config, files)

    @property
    def links(self) -> tuple[SiteLink, ...]:
        """Give the words in the header: the lists that the archive has, and the publisher's own navigation."""
        return site_links(self.nav, self._overview.urls)

    def _is_done(self, owner: str, version: str) -> bool:
        return not self.whole and self.outputs.is_intact(owner, version)

    def _render_stale(self, made: _Made, shell: str, forms: Forms) -> None:
        version = f"{made.key}:{shell}"
        keys = made.keys(shell)
        stale = self.outputs.find_stale(made.owner, keys)
        self.owned[made.owner], self.stale[made.owner] = Expected(version=version, keys=keys), stale
        if self.whole:
            self.rendered += [f"{fact.url}index.html" for fact in made.pages]
            return
        # Those that stand alone need no others around them, of which there may be thousands.
        facts = (
            [fact for fact in made.pages if f"{fact.url}index.html" in stale]
            if made.apart
            else made.pages
        )
        for url, page in make_pages(facts, made.load, forms.frame.config).items():
            path = f"{url}index.html"
            if path in stale and not (page.fact.kind == "home" and self.home_written):
                self.stage.add(path, forms.render(page).encode("utf-8", errors="xmlcharrefreplace"))
                self.rendered.append(path)

    def _write_sitemap(self, config: MkDocsConfig, files: Files) -> None:
        written = [
            file.url for file in files.documentation_pages(inclusion=InclusionLevel.is_included)
        ]
        files_of = write_sitemaps(config.site_url or "", self._addresses(), written)
        keys = {path: digest_of(content) for path, content in files_of.items()}
        stale = self.outputs.find_stale(_SITEMAP, keys)
        for path in sorted(stale):
            self.stage.add(path, files_of[path])
        self.owned[_SITEMAP], self.stale[_SITEMAP] = Expected(version="", keys=keys), stale

    def _addresses(self) -> Iterator[tuple[str, list[str]]]:
        """Give the pages of the site, those of an episode under its name."""
        yield "", sorted(self._overview.urls)
        for slug in self.present.known:
            yield (
                slug,
                [
                    path.removesuffix("index.html")
                    for path in self._paths_of(slug)
                    if path.endswith("/index.html")
                ],
            )

    def _paths_of(self, owner: str) -> Iterable[str]:
        """Give the files of an owner as they will be: of what is as it was left, the last build says which there are."""
        return self.owned[owner].keys if owner in self.owned else self.outputs.rows[owner].paths

    @property
    def present(self) -> CurrentEpisodes:
        """The episodes as they are now."""
        return self.refreshed.present

    # 4. Publish.

    def publish(self, config: MkDocsConfig) -> Report | None:
        """Put all that is finished in its place. None: warnings are errors, and nothing was."""
        config.site_dir = str(self.site_dir)
        if config.strict and any(
            _count(handler) for handler in logging.getLogger("mkdocs").handlers
        ):
            log.info("The site is as it was")
            return None
        written = {
            path.relative_to(self.rendered_dir).as_posix(): path
            for path in sorted(self.rendered_dir.rglob("*"))
            if path.is_file()
        }
        self._announce((*self.stage.files, *written))
        # Style sheets before the pages that need them, pages before the lists that lead to them.
        for path, place in sorted(written.items(), key=lambda each: each[0].endswith(".html")):
            self.outputs.put(place, path, digest_of(place.read_bytes()))
        for path, place in self.stage.files.items():
            self.outputs.put(place, path, self.stage.digests[path])
        rows = self.left = self._describe(written)
        self.outputs.prune(rows)
        self._finish(rows)
        self._index()
        return Report(
            compiled=self.refreshed.compiled,
            rendered=tuple(self.rendered),
            replaced=tuple(self.outputs.replaced),
            removed=tuple(self.outputs.removed),
            episodes=len(self.present.known),
        )

    def _index(self) -> None:
        """Index the words of the site, of which we know what each page holds."""
        if index(self.site_dir, self._sources(), self.folder / "search") is None:
            log.warning(
                "no search on this site: Pagefind is not installed (pip install pagefind_bin)"
            )

    def _sources(self) -> Iterator[IndexSource]:
        """Give all who have pages in the site."""
        staying = {*map(_owner_of, self._overview.shares[1:])}
        for owner, row in self.left.items():
            pages = partial(self._pages_of, owner)
            if owner in self.present.known:
                version = f"{row.version}{row.content}{self.present.topics_digest(owner)}"
                yield IndexSource(
                    name=owner,
                    episode=owner,
                    version=version,
                    pages=pages,
                    topics=partial(self.present.topics_of, owner),
                )
            elif owner in staying:
                yield IndexSource(
                    name=owner,
                    episode="",
                    version=f"{row.version}{row.content}",
                    pages=pages,
                    topics=dict,
                )
            else:
                yield from (page_source(path, digest) for path, digest in pages().items())

    def _pages_of(self, owner: str) -> dict[str, str]:
        """Give the pages that an owner has in the site: by path, the digest of what each holds."""
        marks = (
            self.described[owner].marks if owner in self.described else self.outputs.marks(owner)
        )
        return {
            path: mark.digest
            for path, mark in marks.items()
            if mark.digest and path.endswith(".html")
        }

    def _announce(self, paths: tuple[str, ...]) -> None:
        """Note what will be put into the site: should this build not come to its end, the next one must know whose it is."""
        assert self.cache is not None
        left = {
            path
            for owner in (*self.owned, _WRITTEN)
            if owner in self.outputs.rows
            for path in self.outputs.rows[owner].paths
        }
        new = [path for path in paths if path not in left]
        if new or not self.outputs.known:
            unfinished = sorted({*self.outputs.unfinished, *new})
            self.cache.write_note(
                self.site, json.dumps({"known": self.outputs.known, "unfinished": unfinished})
            )

    def _describe(self, written: Mapping[str, Path]) -> dict[str, Row]:
        kept = {*self.present.known, *map(_owner_of, self._overview.shares), _SITEMAP}
        rows = {owner: row for owner, row in self.outputs.rows.items() if owner in kept}
        for owner, expected in self.owned.items():
            fresh = self.stale[owner] | (expected.keys.keys() & written.keys())
            self.described[owner] = self.outputs.describe(expected, owner, fresh)
        # MkDocs renders a home page that has an `index.md`, whether or not it is the archive's turn.
        taken = {path for expected in self.owned.values() for path in expected.keys} | (
            {"index.html"} if self.home_written else set()
        )
        keys = {path: "" for path in written if path not in taken}
        self.described[_WRITTEN] = self.outputs.describe(
            Expected(version="", keys=keys), _WRITTEN, keys
        )
        return {**rows, **{owner: left.row for owner, left in self.described.items()}}

    def _finish(self, rows: Mapping[str, Row]) -> None:
        """Write the ledgers, then remember: in this order, an interrupted build is seen as one."""
        assert self.cache is not None
        episodes = {slug: self.present.known[slug] for slug in self.refreshed.touched}
        for (slug, name), place in self.ledgers.items():
            folder = self.present.folders[slug]
            write_file(self.root / ledger_of(folder, name), place.read_bytes())
            now = sign(self.root / folder.folder)
            episodes[slug] = episodes[slug].signed(episodes[slug].signature.renew(now, name))
        if self.refreshed.addresses is not None and not self.serving:
            write_file(self.root / archive.ADDRESSES, self.refreshed.addresses)
        before = self.outputs.rows
        self.cache.write(
            episodes=episodes.values(),
            gone=self.refreshed.gone,
            site=self.site,
            outputs={
                owner: left
                for owner, left in self.described.items()
                if before.get(owner) != left.row or self.outputs.marks(owner) != left.marks
            },
            looks={owner: rows[owner] for owner in self.outputs.renewed if owner in rows},
            left=before.keys() - rows.keys(),
            notes={
                **self.refreshed.notes,
                NOTE: self._overview.note(),
                self.site: json.dumps({"known": True}),
            },
        )
        if self.refreshed.compiled or self.refreshed.gone or self.build_options.anew:
            self.records.prune([*(known.key for known in self.present.known.values())])

    def close(self) -> None:
        """Let go of everything."""
        if self.cache is not None:
            self.cache.close()
            self.cache = None
            for folder in (self.stage.folder, self.rendered_dir):
                shutil.rmtree(folder, ignore_errors=True)
        self.lock.release()


def _owner_of(share: OutputGroup) -> str:
    return f":{share.name}"


def _count(handler: logging.Handler) -> bool:
    return isinstance(handler, CountHandler) and any(count for _, count in handler.get_counts())
