"""Pages and other files of the site."""

from __future__ import annotations

from dataclasses import dataclass


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
