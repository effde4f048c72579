"""Compile the whole archive without a store, for `onrecord check` and `onrecord pages`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from onrecord import archive
from onrecord.errors import ContentError, Issue, any_error
from onrecord.inputs import (
    EpisodeFiles,
    PublishedAddresses,
    read_files,
    read_published_addresses,
    read_shared,
    validate_archive,
)
from onrecord.model import (
    CompiledEpisode,
    EpisodeArtifacts,
    Heading,
    MemoryStore,
    Site,
    Slug,
    Summary,
)
from onrecord.pipeline import compile_headings, find_unmet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledArchive:
    """What is kept of all compiled episodes: all that the archive chain reads."""

    summaries: tuple[Summary, ...]
    store: MemoryStore
    addresses: PublishedAddresses
    headings: tuple[Heading, ...]
    """Headings of the topic index."""
    issues: tuple[Issue, ...]
    """Warnings: what was repaired."""


def compile_episodes(
    root: Path, site: Site, compile_one: Callable[[EpisodeFiles, date], CompiledEpisode]
) -> CompiledArchive:
    """Compile the episodes of the archive in the folder `root`, one by one.

    Args:
        root: of the archive, which holds `content/`.
        site: where all this is published.
        compile_one: compiles an episode as of a day. The result should have no pages and downloads,
            since the results of all episodes are in memory together.

    Raises:
        ContentError: with all issues of all episodes, when one of them is an error.
        OutsideError: a file cannot be read.
        InvariantError: a promise does not hold.
    """
    listing = archive.find(root)
    shared = read_shared(root)
    today = date.today()  # noqa: DTZ011 - the publisher's own day
    summaries: list[Summary] = []
    artifacts: dict[Slug, EpisodeArtifacts] = {}
    present: dict[Slug, tuple[str, ...]] = {}
    claims: dict[Slug, tuple[str, ...]] = {}
    found: list[Issue] = []
    for folder in listing.episodes:
        record = compile_one(read_files(root, folder, shared), today)
        found += record.issues
        present[record.slug], claims[record.slug] = record.addresses, record.claims
        artifacts[record.slug] = record.artifacts
        if record.summary:
            summaries.append(record.summary)
    addresses = read_published_addresses(root, present, claims, today)
    issues: tuple[Issue, ...] = (
        *listing.issues,
        *validate_archive(root, listing, shared),
        *addresses.file_issues,
        *found,
        *addresses.owner_issues,
    )
    headings: tuple[Heading, ...] = ()
    # An episode with errors gives nothing: its topics and passages would be reported as unmatched.
    if not any_error(issues):
        headings = compile_headings(summaries, site, addresses.held)
        issues = (*issues, *find_unmet(site, lambda: summaries, lambda: headings))
    # An error in a shared file is found in each episode.
    issues = tuple(dict.fromkeys(issues))
    if any_error(issues):
        raise ContentError(issues)
    return CompiledArchive(
        summaries=tuple(summaries),
        store=MemoryStore(artifacts),
        addresses=addresses,
        headings=headings,
        issues=(*issues, *addresses.lost),
    )
