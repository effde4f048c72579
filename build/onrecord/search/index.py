"""The search index: a step after the pages are there, which knows of them only what their HTML says.

Pagefind indexes whole sites at once and holds them in memory: 3.1 GB for 1000 episodes. So the episodes are divided into a few
parts, each indexed by itself and merged in the browser; a part whose pages are as they were stays, or is taken from where it was kept.
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
from onrecord.search.articles import describe, read_articles
from onrecord.search.cache import (
    Memory,
    ShardStamp,
    clear,
    find,
    forget,
    holds,
    is_whole,
    keep,
    look,
    put,
    put_file,
    read_memory,
    write_memory,
)
from onrecord.search.filters import settle_filters
from onrecord.search.shards import Part, divide, weigh
from onrecord.search.sources import gather, list_holders
from onrecord.store import code_version, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.search.sources import IndexSource

FOLDER = "pagefind"
_LIST = "parts.json"
# What our own dialog does not need of Pagefind: its interfaces, 400 kB.
_UNUSED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
)
# Not said by anybody.
_EXCLUDED = (
    *(".time", ".speaker", ".eyebrow", ".step", ".approx-note", ".unseen", ".suggest", ".edits"),
    *("[role=note]", "[data-gone]", "[data-moved]", "[data-alias]", "[data-range]", "nav", "aside"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """What the index holds."""

    pages: int
    parts: int
    made: int
    """Parts that were not as before."""


def index(
    site_dir: Path, *, holders: Iterable[IndexSource] | None = None, kept: Path | None = None
) -> Indexed | None:
    """Index the articles of a built site into its folder `pagefind`; None where Pagefind is not installed.

    Args:
        site_dir: the built site.
        holders: all that have pages in it; they are made of what it holds where nobody knows.
        kept: where parts are kept from build to build.
    """
    version = _version()
    if not version:
        return None
    if kept is None:
        with TemporaryDirectory() as folder:
            return index(site_dir, holders=holders, kept=Path(folder))
    kept.mkdir(parents=True, exist_ok=True)
    before = read_memory(kept)
    found, known = gather(
        site_dir, list_holders(site_dir) if holders is None else holders, before.known
    )
    parts = divide(found)
    left: dict[str, ShardStamp] = {}
    made = 0
    for part in parts:
        key, place = (
            digest_of(repr((version, code_version(), part.content)).encode()),
            site_dir / FOLDER / part.name,
        )
        there = before.parts.get(part.name)
        if there is None or there.key != key or there.looks != look(place):
            made += _renew(part, key, site_dir, kept)
            there = ShardStamp(key=key, looks=look(place))
        left[part.name] = there
    _write_list(parts, site_dir / FOLDER / _LIST, kept)
    clear(site_dir / FOLDER, {_LIST, *left})
    write_memory(kept, Memory(known=known, parts=left))
    forget(kept, {each.key for each in left.values()})
    return Indexed(pages=sum(part.articles for part in parts), parts=len(parts), made=made)


def _renew(part: Part, key: str, site_dir: Path, kept: Path) -> bool:
    """Put a part into the site, unless it is there already: somebody has copied the site. Say whether it had to be made."""
    place = site_dir / FOLDER / part.name
    for stored in find(kept, key):
        if holds(place, stored):
            return False
        if is_whole(stored):
            put(stored, place)
            return False
        shutil.rmtree(stored, ignore_errors=True)
    with TemporaryDirectory(dir=kept) as folder:
        put(keep(_make(part, site_dir, Path(folder)), kept, key), place)
    return True


def _make(part: Part, site_dir: Path, folder: Path) -> Path:
    """Index one part by the program itself. Pagefind's service for Python ends it before the last files are written whole."""
    from pagefind_bin import get_executable  # noqa: PLC0415 - an import that may be missing

    pages, made = folder / "pages", folder / "made"
    # One page at a time: beside Pagefind's memory, that of all pages would be as much again.
    for holder, _ in part.found:
        for article, html in read_articles(site_dir, holder.pages(), holder.topics()):
            (pages / article.path).parent.mkdir(parents=True, exist_ok=True)
            (pages / article.path).write_text(describe(html, article.topics), encoding="utf-8")
    command = [
        get_executable(),
        "--silent",
        "--site",
        str(pages),
        "--output-path",
        str(made),
        "--exclude-selectors",
        ",".join(_EXCLUDED),
    ]
    done = subprocess.run(  # noqa: S603
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise OutsideError(
            "pagefind", done.stderr.strip() or f"ended with status {done.returncode}"
        )
    for pattern in _UNUSED:
        for path in made.glob(pattern):
            path.unlink()
    settle_filters(made)
    return made


def _write_list(parts: Sequence[Part], path: Path, kept: Path) -> None:
    content = json.dumps({"parts": [[part.name, weigh(part, parts)] for part in parts]}).encode()
    if not path.is_file() or path.read_bytes() != content:
        put_file(content, path, kept)


def _version() -> str:
    """Give the version of Pagefind; empty where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 20 ms, for one step

    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return ""
