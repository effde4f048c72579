"""An episode between the steps of its chain: received, prepared, published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord import archive, overlays

if TYPE_CHECKING:
    from onrecord import anchors, quotes
    from onrecord.errors import Issue
    from onrecord.inputs import EpisodeFiles
    from onrecord.model import Chapter, Dependencies, Episode, FrontMatter, Sentence, Transcript


@dataclass(frozen=True, kw_only=True)
class Received:
    """An episode as its files have it, before its overlay.

    Not slotted: anchors are matched when they are first asked for.
    """

    files: EpisodeFiles
    """Without the overlay and the shared files, on which nothing here depends."""
    names: tuple[str, ...]
    """The names that `episode.yml` and the overlay state, by which labels are recognised."""
    people: frozenset[str]
    """The names in `people.yml`, likewise."""
    written: FrontMatter
    """`episode.yml` alone."""
    transcript: Transcript
    """Without cues where the episode was withdrawn."""
    front: FrontMatter
    """`episode.yml` merged with what the transcript says of itself."""
    stated: str
    """The language that these state; empty if none."""
    language: str
    """The same, or the one detected in the transcript; empty if that is uncertain."""
    divided: tuple[Sentence, ...]
    entries: tuple[anchors.Entry, ...]
    """Of the ledger."""
    quoted: tuple[quotes.PublishedQuote, ...]
    """Of the ledger of quotes."""
    issues: tuple[Issue, ...]

    @cached_property
    def targets(self) -> overlays.AnchorTargets:
        """The sentences that the anchors of the ledger name."""
        return overlays.AnchorTargets(self.entries, self.divided)

    @cached_property
    def located(self) -> dict[overlays.Selector, overlays.Location]:
        """The words that entries were found to select, which a save need not search again."""
        return {}

    def is_current(self, files: EpisodeFiles, overlay: overlays.Overlay) -> bool:
        """Return whether the files of an episode would be read as this."""
        return (
            self.files == without_overlay(files)
            and self.names == overlays.list_stated_names(self.written, overlay)
            and self.people == files.shared.by_name.keys()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An episode with its overlay, before anything of it is published."""

    files: EpisodeFiles
    unedited: Received
    """The same without the overlay."""
    received: Transcript
    """Without cues where the episode was withdrawn."""
    front: FrontMatter
    """`episode.yml` merged with what the transcript says of itself."""
    language: str
    """As these state it, else detected in the transcript; empty if that is uncertain."""
    divided: tuple[Sentence, ...]
    """As received, before the overlay."""
    overlay: overlays.Overlay
    entries: tuple[anchors.Entry, ...]
    """Of the ledger."""
    quoted: tuple[quotes.PublishedQuote, ...]
    """Of the ledger of quotes."""
    dependencies: Dependencies
    """The names and words that it looks up in the shared files."""
    cast: overlays.PeopleIndex
    applied: overlays.Applied
    chapters: tuple[Chapter, ...]
    reading_issues: tuple[Issue, ...]
    """Found while the files were read."""
    issues: tuple[Issue, ...]
    """All of them: those of reading, of the overlay and of the chapters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An episode with its anchors, its quotes and its topics."""

    episode: Episode
    anchors: anchors.Publication
    quotes: quotes.Selection
    dependencies: Dependencies
    """Those of `Prepared`, with the words of topics that it may discuss."""


def without_overlay(files: EpisodeFiles) -> EpisodeFiles:
    """Return the files of an episode without its overlay and the shared files."""
    return replace(files, overlay=None, shared=overlays.Shared())


def list_claims(prepared: Prepared, published: Published) -> tuple[str, ...]:
    """Return the folders of addresses in which the ledger of an episode had no page before."""
    return archive.list_claims(
        (page for entry in prepared.entries for page in (entry.page, *entry.pages)),
        (entry.page for entry in published.anchors.entries),
    )
