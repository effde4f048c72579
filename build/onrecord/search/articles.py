"""The articles of a built site, and the HTML from which Pagefind indexes each."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, cast

from onrecord.search.bigrams import divide_words
from onrecord.search.indexed_text import read_texts
from onrecord.text.languages import base_language
from onrecord.text.page_html import parse_page
from onrecord.text.word_lists import load_word_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from onrecord.search.indexed_text import IndexedText

_BODY = "article[data-pagefind-body]"

# Languages whose words Pagefind 1.5 stems; it has one index for each language of a shard.
_STEMMED = (
    "ar ca da de el en eo es et eu fi fr ga hi hu hy id it lt nb ne nl nn no pl pt ro ru sr sv ta"
    " tr yi"
)
STEMMED = frozenset(_STEMMED.split())
OTHER = "und"
"""The index of all other languages. Pages that Pagefind calls unknown it adds to another index."""


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


def list_frequent_words(languages: Iterable[str]) -> list[str]:
    """Return the words of languages that search leaves out beside other words."""
    lists = load_word_lists(__file__, "frequent_words.txt")
    words = {word for name in set(languages) for word in lists.get(name, ())}
    return sorted(word.replace("'", "") for word in words)


def describe(article: Article) -> str:
    r"""Return the HTML from which Pagefind indexes an article.

    It has the words, filters, and an empty element before each sentence whose id says what the
    page says of it: anchor, number of the speaker, second. So no result depends on what Pagefind
    counts or leaves out.

    >>> turn = '<p class="speaker"><b>Ann</b></p><span id="t" data-start="1.5">A.</span>'
    >>> html = f'<article data-pagefind-body><div class="turn">{turn}</div></article>'
    >>> article = parse_article(html)
    >>> print(describe(article).partition("<article")[2].replace("><", ">\n<"))
     data-pagefind-body>
    <a id="t|0|1">
    </a>A. <p hidden>
    <span data-pagefind-meta="speakers:[&quot;Ann&quot;]">
    </span>
    <span data-pagefind-filter="in:person:Ann">
    </span>
    </p>
    </article>
    """
    texts = read_texts(article.node)
    speakers = sorted({each.speaker for each in texts} - {""})
    heading = article.node.css_first("h1") or article.tree.css_first("title")
    episode = article.facts.get("title", "")
    meta = {
        "title": " ".join(heading.text().split()) if heading else "",
        "speakers": json.dumps(speakers, ensure_ascii=False) if speakers else "",
        "episode": episode,
    }
    filters = [
        *(("topic", topic) for topic in article.topics),
        *(("person", name) for name in speakers),
        *([("episode", episode)] if episode else []),
    ]
    # An attribute holds everything after its colon verbatim.
    added = [_span("meta", name, value) for name, value in meta.items() if value]
    # One filter with three kinds of values: Pagefind writes several filters in random order, and
    # the same pages must give the same files.
    added += [_span("filter", "in", f"{name}:{value}") for name, value in filters]
    numbers = {name: str(number) for number, name in enumerate(speakers)}
    words = "".join(
        f'<a id="{_address(each, numbers)}"></a>{escape(divide_words(each.text))} '
        for each in texts
    )
    return (
        f'<!doctype html><html lang="{_language(article)}"><meta charset="utf-8">'
        f"<article data-pagefind-body>{words}<p hidden>{''.join(added)}</p></article>"
    )


def _span(kind: str, name: str, value: str) -> str:
    return f'<span data-pagefind-{kind}="{name}:{escape(value)}"></span>'


def _address(text: IndexedText, numbers: Mapping[str, str]) -> str:
    """Return the id that `readSentences` of `passages.js` reads; only a dash for other text."""
    if not text.anchor:
        return "-"
    return escape(f"{text.anchor}|{numbers.get(text.speaker, '')}|{text.second}")


def _language(article: Article) -> str:
    """Return the language of the words if Pagefind has its stemmer, else one for all the others.

    Under their own tags Pagefind would divide queries in Chinese, Japanese or Thai by another rule.
    """
    spoken, page = article.node.css_first(".tr[lang]"), article.tree.css_first("html")
    tags = [node.attributes.get("lang") for node in (spoken, page) if node]
    language = base_language(next(filter(None, tags), "") or "")
    return language if language in STEMMED else OTHER
