"""The search index: a step after the pages are there, which knows of them only what their HTML says.

Pagefind indexes whole sites at once and holds them in memory: 3.1 GB for 1000 episodes. So the episodes are divided into a few
parts, each indexed by itself and merged in the browser; a part whose pages are as they were is taken from where it was kept.
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from onrecord.errors import OutsideError
from onrecord.search_articles import Article, describe, gather, read_topics
from onrecord.settle_filters import settle_filters
from onrecord.store import code_version
from onrecord.write_file import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER = "pagefind"
# Each part costs the reader up to 75 kB at the first search, and the machine about 3.5 MB of memory an episode while it is made: with 240
# in one it stays under 1 GB, with six of them the reader fetches 270 kB to the first result at 1000 episodes (226 at one).
BIG, SMALL = 240, 20
MAX_PARTS = 6
# A word on one page of many is rarer to Pagefind than on one page of few, and it knows only the pages of its own part.
_SEEN = 1.5
# What our own dialog does not need of Pagefind: its interfaces, 400 kB.
UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
# Not said by anybody.
EXCLUDED = (
    *(".time", ".speaker", ".eyebrow", ".step", ".approx-note", ".unseen", ".suggest", ".edits"),
    *("[role=note]", "[data-gone]", "[data-moved]", "[data-alias]", "[data-range]", "nav", "aside"),
)
# Among the kept parts: what the pages of each folder of the site are.
MEMORY = "articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """What the index holds."""

    pages: int
    parts: int
    made: int
    """Parts that were not as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Pages that are indexed together."""

    name: str
    articles: tuple[Article, ...] = field(repr=False)
    topics: Mapping[str, Sequence[str]] = field(repr=False)
    """Of each page, by its address."""

    @property
    def key(self) -> str:
        """Give the same name for the same pages, and for no others."""
        pages = [(article.url, article.digest, self.topics_of(article)) for article in self.articles]
        return blake2b(repr((EXCLUDED, _version(), code_version(), pages)).encode(), digest_size=12).hexdigest()

    def topics_of(self, article: Article) -> tuple[str, ...]:
        """Give the topics of one of its pages."""
        return tuple(self.topics.get(article.url.lstrip("/"), ()))


def index(site_dir: Path, *, kept: Path | None = None) -> Indexed | None:
    """Index the articles of a built site into its folder `pagefind`; None where Pagefind is not installed.

    Args:
        site_dir: the built site.
        kept: where parts are kept from build to build.
    """
    if not _version():
        return None
    parts = divide(gather(site_dir, kept / MEMORY if kept else None), read_topics(site_dir))
    made = 0
    beside = (kept or site_dir).parent
    beside.mkdir(parents=True, exist_ok=True)
    for left in beside.glob(".search-*") if kept else ():
        shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(dir=beside, prefix=".search-") as folder:
        target = Path(folder) / FOLDER
        for part in parts:
            if kept and (place := _find(kept, part.key)):
                shutil.copytree(place, target / part.name)
                continue
            _make(part, site_dir, target / part.name)
            for pattern in UNUSED:
                for path in (target / part.name).glob(pattern):
                    path.unlink()
            settle_filters(target / part.name)
            made += 1
            if kept:
                _keep(target / part.name, kept / f"{part.key}-{_sum(target / part.name)}")
        write_file(target / "parts.json", json.dumps({"parts": [[part.name, weigh(part, parts)] for part in parts]}).encode())
        _put(target, site_dir / FOLDER)
    if kept and kept.is_dir():
        _forget(kept, {part.key for part in parts})
    return Indexed(pages=sum(len(part.articles) for part in parts), parts=len(parts), made=made)


def _put(made: Path, place: Path) -> None:
    """Move file by file, what is not as before: an interrupted build leaves each of them whole."""
    new = {path.relative_to(made): path for path in sorted(made.rglob("*")) if path.is_file()}
    old = {path.relative_to(place): path for path in sorted(place.rglob("*")) if path.is_file()}
    for name, path in new.items():
        if name in old and old[name].read_bytes() == path.read_bytes():
            continue
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            path.replace(place / name)
        except OSError:
            # The site is on another disk.
            write_file(place / name, path.read_bytes())
    for name in old.keys() - new.keys():
        old[name].unlink()
        with suppress(OSError):
            old[name].parent.rmdir()


def divide(articles: Sequence[Article], topics: Mapping[str, Sequence[str]]) -> tuple[Part, ...]:
    """Give the articles of a site in parts: old episodes in big ones, the rest in one of middle size, the newest in a small one.

    What stands in a part is said by the order of the episodes alone, from the oldest on, so that the same site has the same parts whatever
    was built before. A new episode goes into the small part; each twentieth makes the middle one anew, each 240th a big one.
    Measured with 1000 copies of the demo (48 minutes, 8 chapters): a part of 240 takes Pagefind 854 MB, all of them 35 s of CPU.
    """
    dates: dict[str, str] = {}
    for article in articles:
        dates[article.episode] = dates.get(article.episode) or article.date
    order = {name: place for place, name in enumerate(sorted(dates, key=lambda name: (not name, dates[name], name)))}
    sizes = plan(len(order))
    numbers = [number for number, size in enumerate(sizes, 1) for _ in range(size)]
    ranked = sorted(articles, key=lambda article: (order[article.episode], article.url))
    return tuple(
        Part(name=str(number), articles=tuple(own), topics=topics)
        for number, own in groupby(ranked, key=lambda article: numbers[order[article.episode]])
    )


def plan(episodes: int) -> tuple[int, ...]:
    """Give the sizes of parts.

    >>> plan(0), plan(7), plan(50), plan(240), plan(1013)
    ((), (7,), (40, 10), (220, 20), (240, 240, 240, 240, 40, 13))
    """
    big = BIG
    # The newest is never in a big one.
    others = max(0, episodes - 1)
    while others // big > MAX_PARTS - 2:
        big *= 2
    bigs, rest = divmod(others, big)
    middle = rest - rest % SMALL
    return tuple(size for size in (*[big] * bigs, middle, episodes - bigs * big - middle) if size)


def weigh(part: Part, parts: Sequence[Part]) -> float:
    """Say by how much the scores of a part are to be multiplied, so that a word is as rare in each part as in the biggest.

    BM25 takes the logarithm of how many pages there are for each that has the word. Of words that are on one page, it is made the same.
    """
    most = max(len(other.articles) for other in parts)
    return round(math.log1p(most / _SEEN) / math.log1p(len(part.articles) / _SEEN), 2)


def _make(part: Part, site_dir: Path, target: Path) -> None:
    """Index one part by the program itself. Pagefind's service for Python ends it before the last files are written whole."""
    from pagefind_bin import get_executable  # noqa: PLC0415 - an import that may be missing

    with TemporaryDirectory() as folder:
        # One page at a time: beside Pagefind's memory, that of all pages would be as much again.
        for article in part.articles:
            html = article.place(site_dir).read_text(encoding="utf-8")
            write_file(article.place(Path(folder)), describe(html, part.topics_of(article)).encode())
        command = [get_executable(), "--silent", "--site", folder, "--output-path", str(target), "--exclude-selectors", ",".join(EXCLUDED)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)  # noqa: S603 - of the package
    if done.returncode:
        raise OutsideError("pagefind", done.stderr.strip() or f"ended with status {done.returncode}")


def _find(kept: Path, key: str) -> Path | None:
    """Find a part that was kept; one that is no longer as it was is thrown away."""
    for place in kept.glob(f"{key}-*"):
        if place.name == f"{key}-{_sum(place)}":
            return place
        shutil.rmtree(place, ignore_errors=True)
    return None


def _sum(folder: Path) -> str:
    made = blake2b(digest_size=8)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        made.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return made.hexdigest()


def _keep(made: Path, place: Path) -> None:
    """Copy beside its place and move it there, so that an interrupted build leaves nothing half."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.parent) as beside:
        shutil.copytree(made, Path(beside) / place.name)
        if not place.exists():
            (Path(beside) / place.name).rename(place)


def _forget(kept: Path, keys: set[str]) -> None:
    for old in kept.iterdir():
        if old.name != MEMORY and old.name.rpartition("-")[0] not in keys:
            shutil.rmtree(old, ignore_errors=True)


def _version() -> str:
    """Give the version of Pagefind; empty where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 20 ms, for one step

    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return ""
