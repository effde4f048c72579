"""The settings of the site and of the archive as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from onrecord.model.quotes import AUTOMATIC_QUOTES

if TYPE_CHECKING:
    from onrecord.model.basics import Link
    from onrecord.model.quotes import Repeat
    from onrecord.model.topics import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """Where readers discuss sentences."""

    provider: Literal["isso", "giscus", "hypothesis", "mailto", ""] = ""
    url: str = ""
    """Address of the Isso server, or a mailto: address for letters."""
    repo: str = ""
    repo_id: str = ""
    category: str = ""
    category_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the archive is published, and its settings and metadata."""

    title: str
    description: str = ""
    """Markdown."""
    language: str = "en"
    licence: str = ""
    links: tuple[Link, ...] = ()
    url: str = ""
    """Address of the home page, with a slash at the end; empty if unknown."""
    base: str = "/"
    """Path of `url`, with slashes at both ends; links in pages start with it."""
    suggestions: str = ""
    """Where readers send corrections: a repository, an issue form, a mailto: address, or empty."""
    automatic_quotes: int = AUTOMATIC_QUOTES
    """Number of quotes of an episode that may be chosen by rank."""
    repeats: tuple[Repeat, ...] = ()
    """Intros, adverts and the like that episodes have in common."""
    quote_weights: tuple[tuple[str, float], ...] = ()
    """The archive's own weights of the quote ranking, which override the defaults by name."""
    topics: tuple[Topic, ...] = ()
    """The editor's vocabulary."""
    comments: Comments = field(default_factory=Comments)
    markdown_downloads: bool = True
    """Whether to offer transcripts as Markdown; not for renderers that make pages of such files."""

    @property
    def address(self) -> str:
        """Start of absolute addresses, for other programs: `url`, or `base` if it is unknown."""
        return self.url or self.base
