"""The episodes of an archive as they are now, of which most were compiled long ago."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from onrecord.pipeline import CARDS, Record, compile_episode, draw_up, read_files
from onrecord.store import Cache, DownloadFact, PageFact, Records, Remembered, Shelved, encode, fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from onrecord import archive
    from onrecord.model import Download, Page, Site, Slug
    from onrecord.overlays import Shared
    from onrecord.summary import Details, Heading, Left, Located, Summary

# The details of so many episodes are held: each takes 15 kB, and the lists of quotes come back to them topic by topic.
DETAILED: Final = 2000


@dataclass(frozen=True, kw_only=True)
class Present:
    """The episodes as they are now: facts of all, the rest read when somebody asks for it."""

    root: Path
    site: Site
    shared: Shared
    today: date
    known: dict[str, Remembered]
    """By slug, in that order."""
    folders: dict[str, archive.EpisodeFolder]
    records: Records
    cache: Cache
    _details: dict[str, Details] = field(default_factory=dict)

    @cached_property
    def summaries(self) -> tuple[Summary, ...]:
        """What the archive chain reads."""
        return tuple(each.summary for each in self.known.values() if each.summary)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the topic index."""
        return draw_up(self.summaries, self.site)

    @cached_property
    def page_topics(self) -> dict[str, list[str]]:
        """The topics of each chapter's page, by its address, the heaviest of the archive first."""
        found: dict[Slug, list[list[str]]] = {}
        for heading in sorted(self.headings, key=lambda heading: (-heading.weight, heading.id)):
            for summary, place in heading.members:
                own = found.get(summary.slug)
                if own is None:
                    own = found[summary.slug] = [[] for _ in summary.chapters]
                for chapter in summary.topics[place].chapters:
                    own[chapter].append(heading.label)
        summaries = {summary.slug: summary for summary in self.summaries}
        pages = ((url, labels) for slug, own in found.items() for url, labels in zip(summaries[slug].chapters, own, strict=True))
        return {url: [*dict.fromkeys(labels)] for url, labels in pages if labels}

    @cached_property
    def digest(self) -> str:
        """Fingerprint of all summaries, which name their details."""
        return fingerprint([each.summary_text for each in self.known.values()])

    @cached_property
    def addressed(self) -> str:
        """Fingerprint of the addresses of all."""
        return fingerprint([each.addresses_text for each in self.known.values()])

    def shelved(self, slug: str) -> Shelved:
        """Give what is not read in each build; where it is lost, compile the episode again.

        Raises:
            OutsideError: a file cannot be read.
        """
        key = self.known[slug].key
        rest = self.cache.shelved(slug, key)
        if rest is None:
            self._shelve_again(slug)
            rest = self.cache.shelved(slug, key)
        assert rest, "it has just been put there"
        return rest

    def details(self, slug: str, /) -> Details:
        """Give what lists show of an episode.

        Raises:
            OutsideError: a file cannot be read.
        """
        if slug not in self._details:
            while len(self._details) >= DETAILED:
                del self._details[next(iter(self._details))]
            self._details[slug] = self.shelved(slug).details
        return self._details[slug]

    def located(self, slug: str, place: int, /) -> Located:
        """Give the passages of one of an episode's topics.

        Raises:
            OutsideError: a file cannot be read.
        """
        return self.cache.located(slug, self.known[slug].key, place) or self._shelve_again(slug).located[place]

    def locators(self, slug: str, /) -> Sequence[bytes]:
        """Give the locators of an episode's topics.

        Raises:
            OutsideError: a file cannot be read.
        """
        known = self.cache.locators(slug, self.known[slug].key)
        return self._shelve_again(slug).locators if known is None else known

    def pages_of(self, slug: str) -> tuple[Page, ...]:
        """Give the pages of an episode; where its record is lost, compile it again.

        Raises:
            OutsideError: a file cannot be read.
        """
        pages = self.records.read(self.known[slug].key)
        if pages is None:
            pages = self._compile_again(slug).pages
            self.records.write(self.known[slug].key, pages)
        return pages

    def _shelve_again(self, slug: str) -> Left:
        record = self._compile_again(slug)
        self.cache.shelve(slug, shelve(self.known[slug].key, record), record.left, record.sought)
        return record.left

    def _compile_again(self, slug: str) -> Record:
        return compile_episode(read_files(self.root, self.folders[slug], self.shared), self.site, self.today, self.root / CARDS)


def shelve(key: str, record: Record) -> Shelved:
    """Give what is remembered of an episode beside what each build reads."""
    return Shelved(
        key=key,
        pages_text=encode(tuple(map(page_fact, record.pages))),
        downloads_text=encode(tuple(map(download_fact, record.downloads))),
        details_text=encode(record.left.details),
    )


def page_fact(page: Page) -> PageFact:
    """Give what is remembered of a page."""
    return PageFact(
        url=page.url,
        kind=page.kind,
        title=page.title,
        heading=page.heading,
        previous=page.previous,
        next=page.next,
        digest=fingerprint(page),
    )


def download_fact(download: Download) -> DownloadFact:
    """Give what is remembered of a download."""
    return DownloadFact(url=download.url, digest=fingerprint(download.content))
