"""The articles of a built site, and the HTML from which Pagefind indexes each."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, cast

from onrecord.text.page_html import SENTENCE, parse_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_BODY = "article[data-pagefind-body]"
# Pagefind leaves these out, and their anchors with them.
_IGNORED = "[data-pagefind-ignore]"


@dataclass(frozen=True, kw_only=True)
class Article:
    """A page whose words are indexed, parsed."""

    tree: LexborHTMLParser
    node: LexborNode
    """The element with the words."""
    path: str = ""
    """Path of its file, relative to the site."""
    topics: tuple[str, ...] = ()
    """In alphabetical order. Ordered by weight they would change with each new episode."""

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """The facts of its episode that the page has for scripts; empty on other pages."""
        template = self.tree.css_first("#facts")
        text = "".join(part.text() for part in template.template_fragments()) if template else ""
        return cast("Mapping[str, str]", json.loads(text)) if text else {}


def address_of(path: str) -> str:
    """Return the address of a page relative to the site."""
    return path.removesuffix("index.html")


def read_articles(
    site_dir: Path, pages: Iterable[str], topics: Mapping[str, Iterable[str]]
) -> Iterator[Article]:
    """Yield the articles among some pages of a site, in the order of their addresses.

    Args:
        site_dir: the built site.
        pages: their paths.
        topics: of each page, by address.
    """
    for path in sorted(pages, key=address_of):
        # Not pathlib: one more episode changes 1,300 lists of a thousand, none of which is an
        # article.
        with open(f"{site_dir}/{path}", "rb") as file:  # noqa: PTH123
            content = file.read()
        article = parse_article(content.decode()) if b"data-pagefind-body" in content else None
        if article:
            own = tuple(sorted(set(topics.get(address_of(path), ()))))
            yield replace(article, path=path, topics=own)


def parse_article(html: str) -> Article | None:
    """Parse a page; None if none of its words are indexed."""
    tree = parse_page(html)
    node = tree.css_first(_BODY)
    return Article(tree=tree, node=node) if node else None


def describe(article: Article) -> str:
    r"""Return the HTML from which Pagefind indexes an article.

    It has the words, who says each sentence and when, and filters. Without the shell around it,
    Pagefind takes a sixth less time.

    >>> turn = '<div class="turn" data-speaker="Ann"><span id="t" data-start="1.5">A.</span></div>'
    >>> article = parse_article(f"<article data-pagefind-body>{turn}</article>")
    >>> print(describe(article).partition("<p hidden>")[2].replace("></span>", ">\n"))
    <span data-pagefind-meta="speakers:[[&quot;Ann&quot;, 1]]">
    <span data-pagefind-meta="times:1">
    <span data-pagefind-filter="in:person:Ann">
    </p></article>
    """
    spoken = [*_spoken(article.node)]
    names = [name for name, _ in spoken]
    episode = article.facts.get("title", "")
    runs = [(name, len([*run])) for name, run in groupby(names)]
    meta = {
        "speakers": json.dumps(runs, ensure_ascii=False) if runs else "",
        "times": ",".join(time for _, time in spoken),
        "episode": episode,
    }
    filters = [
        *(("topic", topic) for topic in article.topics),
        *(("person", name) for name in sorted({*names} - {""})),
        *([("episode", episode)] if episode else []),
    ]
    # An attribute holds everything after its colon verbatim.
    added = [_span("meta", name, value) for name, value in meta.items() if value]
    # One filter with three kinds of values: Pagefind writes several filters in random order, and
    # the same pages must give the same files.
    added += [_span("filter", "in", f"{name}:{value}") for name, value in filters]
    root, title = article.tree.css_first("html"), article.tree.css_first("title")
    language = escape(root.attributes.get("lang") or "") if root else ""
    words = (article.node.html or "").removesuffix("</article>")
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f"<title>{escape(title.text()) if title else ''}</title>"
        f"{words}<p hidden>{''.join(added)}</p></article>"
    )


def _span(kind: str, name: str, value: str) -> str:
    return f'<span data-pagefind-{kind}="{name}:{escape(value)}"></span>'


def _spoken(article: LexborNode) -> Iterator[tuple[str, str]]:
    """Yield the speaker and the second of each indexed sentence; each may be empty.

    Search finds both by the position of a sentence among those that Pagefind indexes.
    """
    for turn in article.css(f".turn:not({_IGNORED})"):
        shown = turn.css_first(".speaker b")
        name = shown.text() if shown else turn.attributes.get("data-speaker") or ""
        for sentence in turn.css(SENTENCE):
            yield name, (sentence.attributes.get("data-start") or "").partition(".")[0]
