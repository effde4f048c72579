"""The episodes of an archive as they are now, of which most were compiled long ago."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from onrecord.inputs import read_files
from onrecord.model import find_headings
from onrecord.pipeline import CARDS, Record, compile_episode, compile_headings
from onrecord.store import (
    Cache,
    CachedEpisode,
    DownloadFact,
    PageFact,
    Records,
    StoredEpisode,
    digest_of,
    encode,
    fingerprint,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from onrecord import archive
    from onrecord.model import (
        Details,
        Download,
        EpisodeArtifacts,
        Heading,
        Page,
        PassageHtml,
        Site,
        Summary,
    )
    from onrecord.overlays import Shared

# The details of so many episodes are held: each takes 15 kB, and the lists of quotes come back to them topic by topic. So do the files of
# locators, 30 kB.
DETAILED: Final = 2000


@dataclass(frozen=True, kw_only=True)
class CurrentEpisodes:
    """The episodes as they are now: facts of all, the rest read when somebody asks for it."""

    root: Path
    site: Site
    shared: Shared
    today: date
    known: dict[str, CachedEpisode]
    """By slug, in that order."""
    folders: dict[str, archive.EpisodeFolder]
    records: Records
    cache: Cache
    _details: dict[str, Details] = field(default_factory=dict)
    _locators: dict[str, Sequence[bytes]] = field(default_factory=dict)

    @cached_property
    def summaries(self) -> tuple[Summary, ...]:
        """What the archive chain reads."""
        return tuple(each.summary for each in self.known.values() if each.summary)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the topic index."""
        return compile_headings(self.summaries, self.site)

    @cached_property
    def _labels(self) -> dict[str, list[str]]:
        """Of each episode, under which heading each of its topics stands."""
        if not self.headings:
            return {}
        occurrences, labels = (
            self.headings[0].occurrences,
            [heading.label for heading in self.headings],
        )
        at = [*map(labels.__getitem__, find_headings(self.headings))]
        return {
            summary.slug: at[start : start + len(summary.topics)]
            for summary, start in zip(occurrences.ordered, occurrences.starts, strict=True)
        }

    @cached_property
    def _by_slug(self) -> dict[str, Summary]:
        return {summary.slug: summary for summary in self.summaries}

    def topics_of(self, slug: str) -> dict[str, list[str]]:
        """Give the topics of each chapter's page of an episode, by its address."""
        labels, found = self._labels.get(slug), dict[str, list[str]]()
        if labels:
            summary = self._by_slug[slug]
            columns = summary.topics.columns
            for place, chapter in zip(columns.told, columns.chapters, strict=True):
                found.setdefault(summary.chapters[chapter], []).append(labels[place])
        return found

    def topics_digest(self, slug: str) -> str:
        """Name the topics of an episode's pages: where this is the same, they are."""
        labels = self._labels.get(slug)
        return (
            digest_of("\0".join([self._by_slug[slug].version, *labels]).encode()) if labels else ""
        )

    @cached_property
    def digest(self) -> str:
        """Fingerprint of all summaries, which name their details."""
        return fingerprint([each.summary_text for each in self.known.values()])

    def stored(self, slug: str) -> StoredEpisode:
        """Give what is not read in each build; where it is lost, compile the episode again.

        Raises:
            OutsideError: a file cannot be read.
        """
        key = self.known[slug].key
        rest = self.cache.stored(slug, key)
        if rest is None:
            self._shelve_again(slug)
            rest = self.cache.stored(slug, key)
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
            self._details[slug] = self.stored(slug).details
        return self._details[slug]

    def passage_html(self, slug: str, place: int, /) -> PassageHtml:
        """Give the passages of one of an episode's topics.

        Raises:
            OutsideError: a file cannot be read.
        """
        return (
            self.cache.passage_html(slug, self.known[slug].key, place)
            or self._shelve_again(slug).passage_html[place]
        )

    def locators(self, slug: str, /) -> Sequence[bytes]:
        """Give the locators of an episode's topics.

        Raises:
            OutsideError: a file cannot be read.
        """
        if slug not in self._locators:
            while len(self._locators) >= DETAILED:
                del self._locators[next(iter(self._locators))]
            known = self.cache.locators(slug, self.known[slug].key)
            self._locators[slug] = self._shelve_again(slug).locators if known is None else known
        return self._locators[slug]

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

    def _shelve_again(self, slug: str) -> EpisodeArtifacts:
        record = self._compile_again(slug)
        self.cache.save(slug, save(self.known[slug].key, record), record.left, record.dependencies)
        return record.left

    def _compile_again(self, slug: str) -> Record:
        return compile_episode(
            read_files(self.root, self.folders[slug], self.shared),
            self.site,
            self.today,
            self.root / CARDS,
        )


def save(key: str, record: Record) -> StoredEpisode:
    """Give what is remembered of an episode beside what each build reads."""
    return StoredEpisode(
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
