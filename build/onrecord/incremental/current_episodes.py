"""The episodes of an archive as they are now, most of them compiled by earlier builds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.model import headings_by_topic
from onrecord.pipeline import compile_headings
from onrecord.store import digest_of, fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.model import Heading, Site, Slug, Summary
    from onrecord.store.episodes import CachedEpisode, EpisodeStore


@dataclass(frozen=True, kw_only=True)
class CurrentEpisodes:
    """The facts of all episodes; the rest is read from the store on demand."""

    site: Site
    cached: Mapping[Slug, CachedEpisode]
    """The episodes by slug, sorted."""
    store: EpisodeStore
    held: Mapping[str, str]
    """Published addresses of people and topics, each with the one that keeps it."""

    @cached_property
    def summaries(self) -> tuple[Summary, ...]:
        """What the archive chain reads."""
        return tuple(each.summary for each in self.cached.values())

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the topic index."""
        return compile_headings(self.summaries, self.site, self.held)

    @cached_property
    def version(self) -> str:
        """Fingerprint of all summaries: covers what the archive's pages may show of an episode."""
        return fingerprint([(slug, each.summary.version) for slug, each in self.cached.items()])

    def topics_of(self, slug: Slug) -> dict[str, list[str]]:
        """Return the labels of the topics of each chapter of an episode, by the chapter's URL."""
        summary, found = self.cached[slug].summary, dict[str, list[str]]()
        for label, term in zip(self._labels.get(slug, ()), summary.topics, strict=False):
            for chapter in term.chapters:
                found.setdefault(summary.chapters[chapter], []).append(label)
        return found

    def topics_digest(self, slug: Slug) -> str:
        """Return a digest of the topics of an episode's pages."""
        labels = self._labels.get(slug, [])
        version = self.cached[slug].summary.version
        return digest_of("\0".join([version, *labels]).encode()) if labels else ""

    @cached_property
    def _labels(self) -> dict[Slug, list[str]]:
        """The label of the heading of each topic, by episode."""
        if not self.headings:
            return {}
        heading_of = headings_by_topic(self.headings)
        return {
            summary.slug: [
                self.headings[heading_of[episode, place]].label
                for place in range(len(summary.topics))
            ]
            for episode, summary in enumerate(self.headings[0].occurrences.ordered)
        }
