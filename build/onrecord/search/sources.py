"""The sources of the search index: episodes and single pages.

A source that has not changed is not opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.search.articles import describe, read_articles
from onrecord.store import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path


class IndexSource(NamedTuple):
    """An episode with its pages, or a single page.

    A plain tuple: beside a thousand episodes there are 4,000 single pages.
    """

    name: str
    """Slug of the episode, or path of the page."""
    version: str
    """Sources of the same version have the same pages with the same topics."""
    pages: Callable[[], Collection[str]]
    """Returns the paths of its pages."""
    topics: Callable[[], Mapping[str, Iterable[str]]]
    """Returns the topics of each page, by URL, in any order; may contain other pages."""


class IndexedPage(NamedTuple):
    """An article of a source."""

    digest: str
    """Digest of the HTML from which Pagefind indexes it."""
    words: int
    """How many words it has, about."""


class IndexedSource(NamedTuple):
    """The articles of a source."""

    version: str
    """Version of the source when it was opened."""
    pages: dict[str, IndexedPage]
    """The articles by path."""


# The sources that a build has seen, by name.
Manifest = dict[str, IndexedSource]


def page_source(path: str, digest: str) -> IndexSource:
    """Return the source of a page that belongs to no list of pages; its digest is its version."""
    return IndexSource(name=path, version=digest, pages=lambda: [path], topics=dict)


def read_sources(site_dir: Path, sources: Iterable[IndexSource], known: Manifest) -> Manifest:
    """Return the articles of all sources, in the order of the sources.

    Args:
        site_dir: the built site.
        sources: all that have pages in it.
        known: manifest of the last build. A source is not opened if its version is the same.
    """
    manifest: Manifest = {}
    for source in sources:
        indexed = known.get(source.name)
        if indexed is None or indexed.version != source.version:
            indexed = _read_source(site_dir, source)
        manifest[source.name] = indexed
    return manifest


def _read_source(site_dir: Path, source: IndexSource) -> IndexedSource:
    pages: dict[str, IndexedPage] = {}
    for article in read_articles(site_dir, source.pages(), source.topics()):
        html = describe(article)
        pages[article.path] = IndexedPage(digest=digest_of(html.encode()), words=html.count(" "))
    return IndexedSource(version=source.version, pages=pages)
