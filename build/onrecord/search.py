"""The search index: a step after the pages are there, which knows of them only what their HTML says.

Pagefind indexes whole sites at once and holds them in memory: 3.1 GB for 1000 episodes. So the episodes are divided into a few
parts, each indexed by itself and merged in the browser; a part whose pages are as they were is taken from where it was kept.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from onrecord.errors import OutsideError
from onrecord.settle_filters import settle_filters
from onrecord.write_file import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FOLDER = "pagefind"
# Each part costs the reader about 75 kB at the first search, and the machine about 3 MB of memory an episode.
MAX_PARTS = 5
EPISODES_A_PART = 50
# What our own dialog does not need of Pagefind: its interfaces, 400 kB.
UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
# Not said by anybody.
EXCLUDED = (
    *(".time", ".speaker", ".eyebrow", ".step", ".approx-note", ".unseen", ".suggest", ".edits"),
    *("[role=note]", "[data-gone]", "[data-moved]", "[data-alias]", "[data-range]", "nav", "aside"),
)

_BODY = re.compile(r"<article\b[^>]*\bdata-pagefind-body\b")
_MARK = re.compile(
    r'<div class="turn" data-speaker="(?P<speaker>[^"]*)"|<b>(?P<name>[^<]*)</b>|<(?:span|div)\b[^>]*?\bdata-start="(?P<start>[\d.]+)"'
)
_EPISODE = re.compile(r'<template id="facts">(.*?)</template>')


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
    pages: tuple[tuple[str, str], ...] = field(repr=False)
    """Address and HTML of each."""

    @property
    def key(self) -> str:
        """Give the same name for the same pages, and for no others."""
        digest = blake2b(repr((EXCLUDED, _version())).encode(), digest_size=12)
        for url, html in self.pages:
            digest.update(f"{url}\0{html}\0".encode())
        return digest.hexdigest()


def index(site_dir: Path, *, kept: Path | None = None) -> Indexed | None:
    """Index the articles of a built site into its folder `pagefind`; None where Pagefind is not installed.

    Args:
        site_dir: the built site.
        kept: where parts are kept from build to build.
    """
    if not _version():
        return None
    parts = divide(site_dir)
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
            _make(part, target / part.name)
            for pattern in UNUSED:
                for path in (target / part.name).glob(pattern):
                    path.unlink()
            settle_filters(target / part.name)
            made += 1
            if kept:
                _keep(target / part.name, kept / f"{part.key}-{_sum(target / part.name)}")
        write_file(target / "parts.json", json.dumps({"parts": [part.name for part in parts]}).encode())
        _put(target, site_dir / FOLDER)
    if kept and kept.is_dir():
        _forget(kept, {part.key for part in parts})
    return Indexed(pages=sum(len(part.pages) for part in parts), parts=len(parts), made=made)


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


def divide(site_dir: Path) -> tuple[Part, ...]:
    """Give the articles of a site in parts. An episode's part depends on its name, so that another one does not move it."""
    topics = read_topics(site_dir)
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted(site_dir.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        if not _BODY.search(html):
            continue
        url = "/" + path.relative_to(site_dir).as_posix().removesuffix("index.html")
        parts = url.split("/")
        groups[parts[2] if parts[1] == "episodes" else ""].append((url, describe(html, topics.get(url.lstrip("/"), ()))))
    count = min(MAX_PARTS, max(1, -(-len(groups) // EPISODES_A_PART)))
    members: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(groups):
        members[int.from_bytes(blake2b(name.encode(), digest_size=4).digest()) % count].extend(groups[name])
    return tuple(Part(name=str(number + 1), pages=tuple(members[number])) for number in sorted(members))


def describe(html: str, topics: Iterable[str] = ()) -> str:
    """Add to a page what Pagefind is to know of it beside its words: who speaks when, and what it can be filtered by.

    >>> page = '<article data-pagefind-body><div class="turn" data-speaker="Ann"><span id="t" data-start="1.5">A.</span></div></article>'
    >>> describe(page, ["Birds"]).partition("<p hidden>")[2].replace("<span data-pagefind-", "").replace("></span>", " ")
    'meta="speakers:[[&quot;Ann&quot;, 1]]" meta="times:1" filter="in:topic:Birds" filter="in:person:Ann" </p></article>'
    """
    speakers, times = _spoken(html)
    facts = _facts(html)
    meta = {
        "speakers": json.dumps([(name, len(list(run))) for name, run in groupby(speakers)], ensure_ascii=False),
        "times": ",".join(times),
    }
    filters = [*(("topic", topic) for topic in topics), *(("person", name) for name in sorted(set(speakers) - {""}))]
    if facts.get("title"):
        meta["episode"] = facts["title"]
        filters.append(("episode", facts["title"]))
    # An attribute takes all behind the colon as it stands.
    added = [_span("meta", name, value) for name, value in meta.items() if value not in {"", "[]"}]
    # One filter with three kinds of values: Pagefind writes several in an order of chance, and the same pages must give the same files.
    added += [_span("filter", "in", f"{name}:{value}") for name, value in filters]
    before, end, after = html.rpartition("</article>")
    return f"{before}<p hidden>{''.join(added)}</p>{end}{after}"


def _span(kind: str, name: str, value: str) -> str:
    return f'<span data-pagefind-{kind}="{name}:{escape(value)}"></span>'


def _spoken(html: str) -> tuple[list[str], list[str]]:
    """Give who says each sentence and the second in which it starts, as the page names them."""
    speakers: list[str] = []
    times: list[str] = []
    speaker, expected = "", False
    for mark in _MARK.finditer(html):
        if mark["start"]:
            expected = False
            speakers.append(speaker)
            times.append(mark["start"].partition(".")[0])
        elif mark["name"] is not None:
            # The name that the page shows stands first in its turn.
            speaker, expected = (unescape(mark["name"]) if expected else speaker), False
        else:
            speaker, expected = unescape(mark["speaker"]), True
    return speakers, times


def _facts(html: str) -> Mapping[str, str]:
    match = _EPISODE.search(html)
    return cast("Mapping[str, str]", json.loads(match[1])) if match else {}


def read_topics(site_dir: Path) -> Mapping[str, Sequence[str]]:
    """Give the topics of each page, by its address, as `topics.json` lists them; none where there is no such file."""
    path = site_dir / "topics.json"
    found: dict[str, list[str]] = defaultdict(list)
    if path.is_file():
        for topic in json.loads(path.read_text(encoding="utf-8")).get("topics", ()):
            for locator in topic.get("locators", ()):
                page = re.sub(r"#.*", "", str(locator.get("url", "")))
                url = page[page.find("episodes/") :] if "episodes/" in page else page.lstrip("/")
                if topic["label"] not in found[url]:
                    found[url].append(topic["label"])
    return found


def _make(part: Part, target: Path) -> None:
    """Index one part by the program itself. Pagefind's service for Python ends it before the last files are written whole."""
    from pagefind_bin import get_executable  # noqa: PLC0415 - an import that may be missing

    with TemporaryDirectory() as folder:
        for url, html in part.pages:
            write_file(Path(folder) / url.lstrip("/") / ("index.html" if url.endswith("/") else ""), html.encode())
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
        if old.name.rpartition("-")[0] not in keys:
            shutil.rmtree(old, ignore_errors=True)


def _version() -> str:
    """Give the version of Pagefind; empty where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 20 ms, for one step

    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return ""
