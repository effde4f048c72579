"""The sources of the search index: episodes and single pages.

A source that has not changed is not opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.search.articles import read_articles
from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path


class IndexSource(NamedTuple):
    """An episode with its pages, or a single page.

    A plain tuple: beside a thousand episodes there are 4,000 single pages.
    """

    name: str
    """Slug of the episode, or path of the page."""
    episode: str
    """Slug of the episode that the pages belong to.

    Empty for pages of no episode, which are indexed together.
    """
    version: str
    """Sources of the same version have the same pages with the same topics."""
    pages: Callable[[], Mapping[str, str]]
    """Returns the digest of each page, by path."""
    topics: Callable[[], Mapping[str, Iterable[str]]]
    """Returns the topics of each page, by URL, in any order; may contain other pages."""


class IndexedSource(NamedTuple):
    """What the index holds of a source."""

    version: str
    """Version of the source when it was opened."""
    date: str
    """Date of its episode, ISO 8601; empty if it has none."""
    articles: int
    """How many of its pages are indexed."""
    digest: str
    """Digest of everything that is indexed."""


# The sources that the last build read, by name.
Manifest = dict[str, IndexedSource]

SourceEntry = tuple[IndexSource, IndexedSource]


def page_source(path: str, digest: str) -> IndexSource:
    """Return the source of a page that belongs to no list of pages; its digest is its version."""
    return IndexSource(
        name=path,
        episode=_episode_of(path),
        version=digest,
        pages=lambda: {path: digest},
        topics=dict,
    )


def read_sources(
    site_dir: Path, sources: Iterable[IndexSource], known: Manifest
) -> tuple[list[SourceEntry], Manifest]:
    """Return the sources that have articles, sorted by name, and the manifest for the next build.

    Args:
        site_dir: the built site.
        sources: all that have pages in it.
        known: manifest of the last build. A source is not opened if its version is the same.
    """
    manifest: Manifest = {}
    entries: list[SourceEntry] = []
    for source in sources:
        indexed = known.get(source.name)
        if indexed is None or indexed.version != source.version:
            indexed = _read_source(site_dir, source)
        manifest[source.name] = indexed
        if indexed.articles:
            entries.append((source, indexed))
    return sorted(entries, key=lambda entry: entry[0].name), manifest


def _read_source(site_dir: Path, source: IndexSource) -> IndexedSource:
    found = [
        (article.facts.get("date", ""), article.path, article.digest, article.topics)
        for article in read_articles(site_dir, source.pages(), source.topics())
    ]
    return IndexedSource(
        version=source.version,
        date=next((date for date, *_ in found if date), ""),
        articles=len(found),
        digest=fingerprint([facts for _, *facts in found]),
    )


def _episode_of(path: str) -> str:
    """Return the slug of the episode that a page belongs to by its path; empty for other pages.

    >>> _episode_of("episodes/talk/index.html"), _episode_of("episodes/index.html")
    ('talk', '')
    """
    top, _, rest = path.partition("/")
    return rest.partition("/")[0] if top == "episodes" and "/" in rest else ""
