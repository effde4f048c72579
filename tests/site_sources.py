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
    digests = {
        path.relative_to(site_dir).as_posix(): digest_of(path.read_bytes())
        for path in sorted(site_dir.rglob("*.html"))
    }
    topics = _read_topics(site_dir)
    for episode, own in groupby(sorted(digests, key=_episode_of), key=_episode_of):
        if not episode:
            yield from (page_source(path, digests[path]) for path in own)
            continue
        pages = {path: digests[path] for path in own}
        about = {url: topics[url] for url in map(address_of, pages) if url in topics}
        yield IndexSource(
            name=episode,
            version=fingerprint(pages, about),
            pages=lambda pages=pages: pages,
            topics=lambda about=about: about,
        )


def _episode_of(path: str) -> str:
    """Return the slug of the episode that a page belongs to by its path; empty for other pages."""
    top, _, rest = path.partition("/")
    return rest.partition("/")[0] if top == "episodes" and "/" in rest else ""


def _read_topics(site_dir: Path) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in site_dir.glob("topics.json"):
        for topic in json.loads(path.read_text(encoding="utf-8"))["topics"]:
            for locator in topic["locators"]:
                page = re.sub(r"#.*", "", locator["url"])
                found[page[page.find("episodes/") :]].append(topic["label"])
    return found
