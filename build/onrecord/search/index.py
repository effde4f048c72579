"""Builds the search index from the HTML of a site that is otherwise complete.

Pagefind indexes a whole site at once and holds it in memory: 3.1 GB for 1000 episodes. So the
episodes are divided into a few shards, each indexed by itself and merged in the browser. A shard
whose pages have not changed stays, or is copied from the cache.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from onrecord.errors import OutsideError
from onrecord.search.articles import describe, list_common_words, list_languages, read_articles
from onrecord.search.bigrams import DIVIDED
from onrecord.search.cache import (
    SearchState,
    ShardStamp,
    copy_shard,
    find_cached,
    is_same,
    prune,
    read_state,
    remove_others,
    replace_file,
    save_shard,
    stat_digest,
    write_state,
)
from onrecord.search.filters import sort_filter_values
from onrecord.search.shards import Shard, divide, weight
from onrecord.search.sources import read_sources
from onrecord.store import code_version, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.search.sources import IndexSource

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


def index(site_dir: Path, sources: Iterable[IndexSource], cache_dir: Path) -> IndexResult | None:
    """Index the articles of a built site into its folder `pagefind`.

    None if Pagefind is not installed.

    Args:
        site_dir: the built site.
        sources: all that have pages in it.
        cache_dir: where shards are kept from build to build.
    """
    version = _pagefind_version()
    if not version:
        return None
    cache_dir.mkdir(parents=True, exist_ok=True)
    before = read_state(cache_dir)
    entries, manifest = read_sources(site_dir, sources, before.manifest)
    shards = divide(entries)
    stamps: dict[str, ShardStamp] = {}
    built = 0
    for shard in shards:
        key = digest_of(repr((version, code_version(), shard.content)).encode())
        folder = site_dir / FOLDER / shard.name
        stamp = before.shards.get(shard.name)
        if stamp is None or stamp.key != key or stamp.stat_digest != stat_digest(folder):
            built += _update_shard(shard, key, site_dir, cache_dir)
            stamp = ShardStamp(key=key, stat_digest=stat_digest(folder))
        stamps[shard.name] = stamp
    _write_list(shards, site_dir / FOLDER / _LIST, cache_dir)
    remove_others(site_dir / FOLDER, {_LIST, *stamps})
    write_state(cache_dir, SearchState(manifest=manifest, shards=stamps))
    prune(cache_dir, {stamp.key for stamp in stamps.values()})
    return IndexResult(
        pages=sum(shard.articles for shard in shards), shards=len(shards), built=built
    )


def _update_shard(shard: Shard, key: str, site_dir: Path, cache_dir: Path) -> bool:
    """Put a shard into the site, unless it is there already, as in a copied site.

    Say whether it had to be built.
    """
    folder = site_dir / FOLDER / shard.name
    for cached in find_cached(cache_dir, key):
        if is_same(folder, cached):
            return False
        # Only a shard that is as it was saved is copied.
        if is_same(cached, cached):
            copy_shard(cached, folder)
            return False
        shutil.rmtree(cached, ignore_errors=True)
    with TemporaryDirectory(dir=cache_dir) as temporary:
        built = _build_shard(shard, site_dir, Path(temporary))
        copy_shard(save_shard(built, cache_dir, key), folder)
    return True


def _build_shard(shard: Shard, site_dir: Path, temporary: Path) -> Path:
    """Index a shard with the Pagefind program.

    Its Python service stops the program before the last files are complete.
    """
    from pagefind_bin import get_executable  # noqa: PLC0415 - an import that may be missing

    pages, bundle = temporary / "pages", temporary / "bundle"
    # One page at a time: all pages together would need as much memory as Pagefind itself.
    for source, _ in shard.entries:
        for article in read_articles(site_dir, source.pages(), source.topics()):
            (pages / article.path).parent.mkdir(parents=True, exist_ok=True)
            (pages / article.path).write_text(describe(article), encoding="utf-8")
    command = [get_executable(), "--silent", "--site", str(pages), "--output-path", str(bundle)]
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
    sort_filter_values(bundle)
    return bundle


def _write_list(shards: Sequence[Shard], path: Path, cache_dir: Path) -> None:
    listed = [
        [shard.name, weight(shard, shards), list_languages(path.parent / shard.name)]
        for shard in shards
    ]
    common = list_common_words(sorted({name for *_, languages in listed for name in languages}))
    facts = {"parts": listed, "divided": DIVIDED, "common": common}
    content = json.dumps(facts, ensure_ascii=False).encode()
    if not path.is_file() or path.read_bytes() != content:
        replace_file(content, path, cache_dir)


def _pagefind_version() -> str:
    """Return the version of Pagefind; empty if it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 20 ms, for one step

    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return ""
