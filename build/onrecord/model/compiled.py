"""A compiled episode."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.model.dependencies import Dependencies
from onrecord.model.summary import EpisodeArtifacts

if TYPE_CHECKING:
    from onrecord.errors import Issue
    from onrecord.model.basics import Slug
    from onrecord.model.pages import Download, Page
    from onrecord.model.summary import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledEpisode:
    """A compiled episode. Where one of its issues is an error, nothing but issues."""

    slug: Slug
    issues: tuple[Issue, ...]
    pages: tuple[Page, ...] = ()
    downloads: tuple[Download, ...] = ()
    dependencies: Dependencies = field(default_factory=Dependencies)
    summary: Summary | None = None
    artifacts: EpisodeArtifacts = field(default_factory=EpisodeArtifacts)
    addresses: tuple[str, ...] = ()
    """Of all pages that it ever had, redirects and notes included."""
    ledger: bytes = b""
    """`permalinks.jsonl` once these pages are published."""
    quotes: bytes = b""
    """`quotes.jsonl`, likewise."""
    claims: tuple[str, ...] = ()
    """Folders of addresses in which its ledger had no page before."""
