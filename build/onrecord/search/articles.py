"""What the search index is made of: the articles of a built site, as their HTML says."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_MARKED = b"data-pagefind-body"
_BODY = re.compile(r"<article\b[^>]*\bdata-pagefind-body\b")
# What it takes from elsewhere.
_HEAD = re.compile(r"<html\b[^>]*>|<meta charset[^>]*>|<title>[^<]*</title>")
_MARK = re.compile(
    r'<div class="turn" data-speaker="(?P<speaker>[^"]*)"|<b>(?P<name>[^<]*)</b>|<(?:span|div)\b[^>]*?\bdata-start="(?P<start>[\d.]+)"'
)
_EPISODE = re.compile(r'<template id="facts">(.*?)</template>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page whose words are indexed."""

    path: str
    """Of its file, from the root of the site."""
    digest: str
    """Of its HTML."""
    date: str
    """Of its episode; empty where it has none."""
    topics: tuple[str, ...]
    """In the order of the alphabet: what weighs most in the archive says nothing of the page, and changes with each episode."""


def address_of(path: str) -> str:
    """Give the address of a page, from the root of the site."""
    return path.removesuffix("index.html")


def read_articles(
    site_dir: Path, pages: Mapping[str, str], topics: Mapping[str, Iterable[str]]
) -> Iterator[tuple[Article, str]]:
    """Give the articles among some pages of a site in the order of their addresses, each with its HTML.

    Args:
        site_dir: the built site.
        pages: by path, the digest of what each page holds.
        topics: of each page, by its address.
    """
    for path in sorted(pages, key=address_of):
        html = _read(f"{site_dir}/{path}")
        if html:
            own = tuple(sorted(set(topics.get(address_of(path), ()))))
            yield (
                Article(
                    path=path, digest=pages[path], date=_facts(html).get("date", ""), topics=own
                ),
                html,
            )


def _read(path: str) -> str:
    """Read a page; empty where no words of it are indexed."""
    # Not pathlib: one more episode changes 1,300 lists of a thousand, which have no words of their own.
    with open(path, "rb") as file:  # noqa: PTH123
        content = file.read()
    if _MARKED not in content:
        return ""
    html = content.decode()
    return html if _BODY.search(html) else ""


def describe(html: str, topics: Iterable[str] = ()) -> str:
    """Give the article of a page with what Pagefind is to know of it beside its words: who speaks when, and what it can be filtered by.

    Without the shell around it, Pagefind takes a sixth less time.

    >>> page = '<article data-pagefind-body><div class="turn" data-speaker="Ann"><span id="t" data-start="1.5">A.</span></div></article>'
    >>> describe(page, ["Birds"]).partition("<p hidden>")[2].replace("<span data-pagefind-", "").replace("></span>", " ")
    'meta="speakers:[[&quot;Ann&quot;, 1]]" meta="times:1" filter="in:topic:Birds" filter="in:person:Ann" </p></article>'
    """
    speakers, times = _spoken(html)
    facts = _facts(html)
    meta = {
        "speakers": json.dumps(
            [(name, len(list(run))) for name, run in groupby(speakers)], ensure_ascii=False
        ),
        "times": ",".join(times),
    }
    filters = [
        *(("topic", topic) for topic in topics),
        *(("person", name) for name in sorted(set(speakers) - {""})),
    ]
    if facts.get("title"):
        meta["episode"] = facts["title"]
        filters.append(("episode", facts["title"]))
    # An attribute takes all behind the colon as it stands.
    added = [_span("meta", name, value) for name, value in meta.items() if value not in {"", "[]"}]
    # One filter with three kinds of values: Pagefind writes several in an order of chance, and the same pages must give the same files.
    added += [_span("filter", "in", f"{name}:{value}") for name, value in filters]
    before, end, _ = html.rpartition("</article>")
    start = before.find("<article")
    head = "".join(_HEAD.findall(before[:start]))
    return f"<!doctype html>{head}{before[start:]}<p hidden>{''.join(added)}</p>{end}"


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
