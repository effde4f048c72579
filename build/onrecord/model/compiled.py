"""A compiled episode: its pages and downloads, and everything beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.model.summary import EpisodeArtifacts

if TYPE_CHECKING:
    from onrecord.errors import Issue
    from onrecord.model.basics import Slug
    from onrecord.model.summary import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page for any renderer: its HTML stands between the site's header and footer."""

    url: str
    """Directory address relative to the site, `episodes/x/y/`; empty for the home page."""
    kind: str
    title: str
    content: str
    """HTML."""
    description: str = ""
    heading: str = ""
    """Id of its first heading, the target of "skip to content"."""
    anchors: tuple[str, ...] = ()
    """Ids of the sentences in the content."""
    previous: str = ""
    """Address of the previous page in reading order."""
    next: str = ""
    head: str = ""
    """HTML for the page's `<head>`: metadata for machines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file beside the pages."""

    url: str
    content: str | bytes

    @property
    def encoded(self) -> bytes:
        """The bytes to write."""
        return self.content.encode() if isinstance(self.content, str) else self.content


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependencies:
    """What one episode looks for in `people.yml`, `corrections.yml` and `topics.yml`."""

    stated: tuple[str, ...] = ()
    """Names of the people whom its transcript or `episode.yml` states, in their order."""
    labels: tuple[str, ...] = ()
    """Labels of its transcript, which may be somebody's names."""
    named: tuple[str, ...] = ()
    """Names in its entries, which must be somebody's."""
    words: frozenset[str] = frozenset()
    """Words of its transcript as received."""
    language: str = ""
    terms: frozenset[str] = frozenset()
    """Folded words of which the names of the topics are made that it may speak of."""


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
    """Addresses of all pages that it ever had, redirects and notes included."""
    ledger: bytes = b""
    """`permalinks.jsonl` once these pages are published."""
    quotes: bytes = b""
    """`quotes.jsonl`, likewise."""
    claims: tuple[str, ...] = ()
    """Folders of addresses in which its ledger had no page before."""
