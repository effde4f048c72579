"""The sources of the search index, read from the files of a site."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.search.articles import address_of
from onrecord.search.sources import IndexSource, page_source
from onrecord.store import digest_of, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


def list_sources(site_dir: Path) -> Iterator[IndexSource]:
    """Return a source for each episode of a site, and for each page of none."""
    sources = [
        page_source(path.relative_to(site_dir).as_posix(), digest_of(path.read_bytes()))
        for path in sorted(site_dir.rglob("*.html"))
    ]
    topics = _read_topics(site_dir)
    sources.sort(key=lambda source: source.episode)
    for episode, own in groupby(sources, key=lambda source: source.episode):
        if not episode:
            yield from own
            continue
        pages = {path: digest for source in own for path, digest in source.pages().items()}
        about = {url: topics[url] for url in map(address_of, pages) if url in topics}
        yield IndexSource(
            name=episode,
            episode=episode,
            version=fingerprint(pages, about),
            pages=lambda pages=pages: pages,
            topics=lambda about=about: about,
        )


def _read_topics(site_dir: Path) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in site_dir.glob("topics.json"):
        for topic in json.loads(path.read_text(encoding="utf-8"))["topics"]:
            for locator in topic["locators"]:
                page = re.sub(r"#.*", "", locator["url"])
                found[page[page.find("episodes/") :]].append(topic["label"])
    return found
