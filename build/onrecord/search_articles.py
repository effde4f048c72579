"""What the search index is made of: the articles of a built site, as their HTML says. What has not changed is not read again."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, cast

from onrecord.store import Signature, code_version, decode, encode, sign
from onrecord.write_file import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_BODY = re.compile(r"<article\b[^>]*\bdata-pagefind-body\b")
_MARK = re.compile(
    r'<div class="turn" data-speaker="(?P<speaker>[^"]*)"|<b>(?P<name>[^<]*)</b>|<(?:span|div)\b[^>]*?\bdata-start="(?P<start>[\d.]+)"'
)
_EPISODE = re.compile(r'<template id="facts">(.*?)</template>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page whose words are indexed."""

    url: str
    """From the root of the site."""
    digest: str
    """Of its HTML."""
    date: str
    """Of its episode; empty where it has none."""

    @property
    def episode(self) -> str:
        """Give the name of its episode; empty for a page of none."""
        parts = self.url.split("/")
        return parts[2] if parts[1] == "episodes" else ""

    def place(self, site_dir: Path) -> Path:
        """Give its file."""
        return site_dir / self.url.lstrip("/") / ("index.html" if self.url.endswith("/") else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """A folder of the site as it was when its pages were read."""

    path: str
    signature: Signature
    articles: tuple[Article, ...]


def gather(site_dir: Path, memory: Path | None = None) -> tuple[Article, ...]:
    """Give the articles of a site in the order of their addresses.

    Args:
        site_dir: the built site.
        memory: a file that remembers what the pages of each folder are, so that a look at the folder tells whether they still are.
    """
    before = _remembered(memory)
    folders: list[_Folder] = []
    for root, inner, files in os.walk(site_dir):
        inner.sort()
        if any(name.endswith(".html") for name in files):
            path = Path(root).relative_to(site_dir).as_posix()
            now = sign(Path(root))
            known = before.get(path)
            if known is None or not known.signature.proves(now):
                known = _Folder(path=path, signature=now, articles=_read(Path(root), site_dir, now))
            folders.append(known)
    if memory:
        write_file(memory, f"{code_version()}\n{encode(tuple(folders))}".encode())
    return tuple(sorted((article for folder in folders for article in folder.articles), key=lambda article: article.url))


def _remembered(memory: Path | None) -> Mapping[str, _Folder]:
    try:
        version, _, text = memory.read_text(encoding="utf-8").partition("\n") if memory else ("", "", "")
        folders = decode(tuple[_Folder, ...], text) if version == code_version() else ()
    except (OSError, ValueError):
        return {}
    return {folder.path: folder for folder in folders}


def _read(folder: Path, site_dir: Path, signature: Signature) -> tuple[Article, ...]:
    found: list[Article] = []
    for name, *_ in signature.files:
        if name.endswith(".html"):
            html = (folder / name).read_text(encoding="utf-8")
            if _BODY.search(html):
                url = "/" + (folder / name).relative_to(site_dir).as_posix().removesuffix("index.html")
                digest = blake2b(html.encode(), digest_size=12).hexdigest()
                found.append(Article(url=url, digest=digest, date=_facts(html).get("date", "")))
    return tuple(found)


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
