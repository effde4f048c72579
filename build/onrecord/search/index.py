"""Builds the search index from the HTML of a site that is otherwise complete.

Pagefind indexes a whole site at once and holds it in memory: 3.1 GB for 1000 episodes. So the pages
are divided into a few shards, each indexed by itself and merged in the browser (`shards.plan`).
"""

from __future__ import annotations

import gzip
import json
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from onrecord.errors import OutsideError
from onrecord.files.atomic_write import write_file
from onrecord.search.articles import address_of, describe, list_frequent_words, read_articles
from onrecord.search.bigrams import DIVIDED
from onrecord.search.bundle import MAGIC, rewrite_bundle
from onrecord.search.shards import Shard, ShardPage, plan
from onrecord.search.sources import read_sources
from onrecord.search.state import (
    SearchState,
    check_stamp,
    move_folder,
    read_state,
    remove_others,
    stamp_of,
    write_state,
)
from onrecord.store import code_version, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.search.sources import IndexedPage, IndexSource, Manifest

FOLDER = "pagefind"
_LIST = "parts.json"
# Pagefind's own interfaces, 400 kB, which our dialog does not use.
_UNUSED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexResult:
    """What the index holds."""

    pages: int
    shards: int
    built: int
    """Shards that had to be built."""


def index(
    site_dir: Path, sources: Iterable[IndexSource], state_dir: Path, *, clean: bool = False
) -> IndexResult | None:
    """Index the articles of a built site into its folder `pagefind`.

    None if Pagefind is not installed.

    Args:
        site_dir: the built site.
        sources: all that have pages in it, in order of arrival.
        state_dir: folder for the record of the index, from build to build.
        clean: index all pages again, into as few shards as they need.
    """
    pagefind = _pagefind_version()
    if not pagefind:
        return None
    folder, version = site_dir / FOLDER, f"{pagefind} {code_version()}"
    state_dir.mkdir(parents=True, exist_ok=True)
    before = SearchState(version=version) if clean else read_state(state_dir, version)
    listed = {source.name: source for source in sources}
    manifest = read_sources(site_dir, listed.values(), before.manifest)
    pages = {path: page for source in manifest.values() for path, page in source.pages.items()}
    checked = (check_stamp(stamp, folder / stamp.shard.name) for stamp in before.stamps)
    stamps = {stamp.shard.name: stamp for stamp in checked if stamp}
    staying, groups = plan(pages, [stamp.shard for stamp in stamps.values()])
    shards = [*staying]
    for group in groups:
        name = fingerprint(version, [(path, pages[path].digest) for path in group])[:10]
        with TemporaryDirectory(dir=state_dir) as temporary:
            html, bundle = Path(temporary, "pages"), Path(temporary, "bundle")
            _write_html(html, group, site_dir, listed, manifest)
            _run_pagefind(html, bundle)
            shard = Shard(
                name=name, pages=_read_pages(bundle, {path: pages[path] for path in group})
            )
            move_folder(bundle, folder / name)
        stamps[shard.name] = stamp_of(shard, folder / shard.name)
        shards.append(shard)
    # Readers have most of the largest shard in their caches, so Pagefind's own files come from it.
    shards.sort(key=lambda shard: (-len(shard.pages), shard.name))
    _write_list(shards, pages, folder / _LIST)
    # In this order a build that is killed leaves an index that is whole, and its record.
    state = SearchState(
        version=version, manifest=manifest, stamps=tuple(stamps[shard.name] for shard in shards)
    )
    write_state(state_dir, state)
    remove_others(folder, {_LIST, *(shard.name for shard in shards)})
    return IndexResult(pages=len(pages), shards=len(shards), built=len(groups))


def _write_html(
    folder: Path,
    paths: Iterable[str],
    site_dir: Path,
    sources: Mapping[str, IndexSource],
    manifest: Manifest,
) -> None:
    """Write the HTML from which Pagefind indexes pages."""
    wanted = set(paths)
    for name, indexed in manifest.items():
        # One source at a time: all together would need as much memory as Pagefind itself.
        if own := wanted & indexed.pages.keys():
            for article in read_articles(site_dir, own, sources[name].topics()):
                write_file(folder / article.path, describe(article).encode())


def _run_pagefind(html: Path, bundle: Path) -> None:
    """Index a folder with the Pagefind program.

    Its Python service stops the program before the last files are complete.
    """
    from pagefind_bin import get_executable  # noqa: PLC0415 - an import that may be missing

    command = [get_executable(), "--silent", "--site", str(html), "--output-path", str(bundle)]
    done = subprocess.run(  # noqa: S603
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise OutsideError(
            "pagefind", done.stderr.strip() or f"ended with status {done.returncode}"
        )
    for pattern in _UNUSED:
        for path in bundle.glob(pattern):
            path.unlink()
    rewrite_bundle(bundle)


def _read_pages(bundle: Path, pages: Mapping[str, IndexedPage]) -> dict[str, ShardPage]:
    """Return the pages of a shard with what Pagefind made of each."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for file in bundle.glob("fragment/*.pf_fragment"):
        content = json.loads(gzip.decompress(file.read_bytes()).removeprefix(MAGIC))
        found[content["url"]] = file.stem, tuple(content["filters"].get("in", ()))
    # A page without words has no fragment.
    return {
        path: ShardPage(page.digest, page.words, *found.get(f"/{address_of(path)}", ("", ())))
        for path, page in pages.items()
    }


def _write_list(shards: Sequence[Shard], pages: Mapping[str, IndexedPage], path: Path) -> None:
    """Write the list that the search page reads first: the shards, and what is stale in them."""
    live = [shard.find_live(pages) for shard in shards]
    kept = [page for each in live for page in each.values()]
    stale = [
        page
        for shard, own in zip(shards, live, strict=True)
        for name, page in shard.pages.items()
        if name not in own
    ]
    gone = {value for page in stale for value in page.values}
    if gone:
        gone.difference_update(*(page.values for page in kept))
    listed = {
        "parts": [
            [shard.name, Counter(sorted(page.language for page in own.values() if page.fragment))]
            for shard, own in zip(shards, live, strict=True)
        ],
        "stale": sorted({page.fragment for page in stale} - {page.fragment for page in kept}),
        "gone": sorted(gone),
        "divided": DIVIDED,
        "frequent": list_frequent_words(page.language for page in kept),
    }
    content = json.dumps(listed, ensure_ascii=False).encode()
    if not path.is_file() or path.read_bytes() != content:
        write_file(path, content)


def _pagefind_version() -> str:
    """Return the version of Pagefind; empty if it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 20 ms, for one step

    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return ""
