"""Who has pages in a site, and what each has in the search index. What has not changed is not opened."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from onrecord.search.articles import address_of, read_articles
from onrecord.store import digest_of, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


class IndexSource(NamedTuple):
    """An episode with its pages, or a page of none. A plain tuple: beside a thousand episodes there are 4,000 such pages."""

    name: str
    """Of the episode, or the path of the page."""
    episode: str
    """Where its pages belong; empty for those of no episode, which are indexed together."""
    version: str
    """Equal versions have equal pages with equal topics. Of a page, that is the digest of what it holds."""
    pages: Callable[[], Mapping[str, str]]
    """By path, the digest of what each holds."""
    topics: Callable[[], Mapping[str, Iterable[str]]]
    """Of each page, by its address, in whatever order. There may be those of other pages among them."""


class IndexedSource(NamedTuple):
    """What a holder has in the index."""

    version: str
    """Of the holder, when it was opened."""
    date: str
    """Of its episode; empty where it has none."""
    articles: int
    digest: str
    """Of all that is indexed."""


class Manifest(NamedTuple):
    """What is remembered of the holders of a site."""

    held: Mapping[str, IndexedSource]
    """By the name of the holder."""
    wordless: frozenset[str]
    """Versions of those of which nothing is indexed."""


NOBODY = Manifest(held={}, wordless=frozenset())

Found = tuple[IndexSource, IndexedSource]


def gather(
    site_dir: Path, holders: Iterable[IndexSource], known: Manifest
) -> tuple[list[Found], Manifest]:
    """Give the holders of which words are indexed, in the order of their names, and what is to be remembered of all.

    Args:
        site_dir: the built site.
        holders: all that have pages in it.
        known: what was remembered. A holder that is of the same version is not opened.
    """
    found: list[Found] = []
    wordless: set[str] = set()
    for holder in holders:
        if holder.version in known.wordless:
            wordless.add(holder.version)
            continue
        held = known.held.get(holder.name)
        if held is None or held.version != holder.version:
            held = _open(site_dir, holder)
        if held.articles:
            found.append((holder, held))
        else:
            wordless.add(holder.version)
    found.sort(key=lambda each: each[0].name)
    return found, Manifest(
        held={holder.name: held for holder, held in found}, wordless=frozenset(wordless)
    )


def _open(site_dir: Path, holder: IndexSource) -> IndexedSource:
    articles = [article for article, _ in read_articles(site_dir, holder.pages(), holder.topics())]
    return IndexedSource(
        version=holder.version,
        date=next((article.date for article in articles if article.date), ""),
        articles=len(articles),
        digest=fingerprint(
            [(article.path, article.digest, article.topics) for article in articles]
        ),
    )


def hold_page(path: str, digest: str) -> IndexSource:
    """Give the holder of a page that stands alone."""
    return IndexSource(
        name=path,
        episode=_episode_of(path),
        version=digest,
        pages=lambda: {path: digest},
        topics=dict,
    )


def list_holders(site_dir: Path) -> Iterator[IndexSource]:
    """Read all pages of a site of which nobody knows anything."""
    pages = sorted(path.relative_to(site_dir).as_posix() for path in site_dir.rglob("*.html"))
    topics = _read_topics(site_dir)
    for episode, paths in groupby(sorted(pages, key=_episode_of), key=_episode_of):
        own = {path: digest_of((site_dir / path).read_bytes()) for path in paths}
        if episode:
            about = {url: topics[url] for url in map(address_of, own) if url in topics}
            yield _hold(episode, own, about)
        else:
            yield from (hold_page(path, digest) for path, digest in own.items())


def _hold(
    episode: str, pages: Mapping[str, str], topics: Mapping[str, Sequence[str]]
) -> IndexSource:
    return IndexSource(
        name=episode,
        episode=episode,
        version=fingerprint(pages, topics),
        pages=lambda: pages,
        topics=lambda: topics,
    )


def _episode_of(path: str) -> str:
    """Name the episode that a page belongs to by its path; empty for a page of none.

    >>> _episode_of("episodes/talk/index.html"), _episode_of("episodes/index.html"), _episode_of("about/index.html")
    ('talk', '', '')
    """
    top, _, rest = path.partition("/")
    return rest.partition("/")[0] if top == "episodes" and "/" in rest else ""


def _read_topics(site_dir: Path) -> Mapping[str, Sequence[str]]:
    """Give the topics of each page, by its address, as `topics.json` and the files of earlier episodes list them."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in (site_dir / "topics.json", *sorted(site_dir.glob("topics/*/earlier/*.json"))):
        for topic in (
            json.loads(path.read_text(encoding="utf-8")).get("topics", ()) if path.is_file() else ()
        ):
            for locator in topic.get("locators", ()):
                page = re.sub(r"#.*", "", str(locator.get("url", "")))
                found[page[page.find("episodes/") :]].append(topic["label"])
    return found
