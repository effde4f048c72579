"""What the search index is made of: the articles of a built site, as their HTML says. What has not changed is not read again."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby
from typing import TYPE_CHECKING, cast

from onrecord.store import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_MARKED = b"data-pagefind-body"
_BODY = re.compile(r"<article\b[^>]*\bdata-pagefind-body\b")
_MARK = re.compile(
    r'<div class="turn" data-speaker="(?P<speaker>[^"]*)"|<b>(?P<name>[^<]*)</b>|<(?:span|div)\b[^>]*?\bdata-start="(?P<start>[\d.]+)"'
)
_EPISODE = re.compile(r'<template id="facts">(.*?)</template>')


Words = Mapping[str, str | None]
"""By what a page holds (its digest): the date of its episode, empty where it has none; None where no words of it are indexed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page whose words are indexed."""

    path: str
    """Of its file, from the root of the site."""
    digest: str
    """Of its HTML."""
    date: str
    """Of its episode; empty where it has none."""

    @property
    def url(self) -> str:
        """Give its address, from the root of the site."""
        return self.path.removesuffix("index.html")

    @property
    def episode(self) -> str:
        """Give the name of its episode; empty for a page of none."""
        top, _, rest = self.path.partition("/")
        return rest.partition("/")[0] if top == "episodes" and "/" in rest else ""


def list_pages(site_dir: Path) -> dict[str, str]:
    """Read all pages of a site: by path, the digest of what each holds."""
    pages = sorted(site_dir.rglob("*.html"))
    return {path.relative_to(site_dir).as_posix(): digest_of(path.read_bytes()) for path in pages}


def gather(site_dir: Path, pages: Mapping[str, str], known: Words) -> tuple[tuple[Article, ...], Words]:
    """Give the articles of a site in the order of their addresses, and what is to be remembered of its pages.

    Args:
        site_dir: the built site.
        pages: by path, the digest of what each page holds.
        known: what was remembered. A page that holds nothing new is not read.
    """
    words: dict[str, str | None] = {}
    articles: list[Article] = []
    for path, digest in pages.items():
        date = words[digest] = known[digest] if digest in known else _read(f"{site_dir}/{path}")
        if date is not None:
            articles.append(Article(path=path, digest=digest, date=date))
    return tuple(sorted(articles, key=lambda article: article.url)), words


def _read(path: str) -> str | None:
    # Not pathlib: one more episode changes 1,300 lists of a thousand, which have no words of their own.
    with open(path, "rb") as file:  # noqa: PTH123
        content = file.read()
    if _MARKED not in content:
        return None
    html = content.decode()
    return _facts(html).get("date", "") if _BODY.search(html) else None


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
