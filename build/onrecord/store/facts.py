"""Pages and downloads without their contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.store.fingerprint import fingerprint

if TYPE_CHECKING:
    from onrecord.model import Download, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFact:
    """A page without its content."""

    url: str
    kind: str
    title: str
    heading: str
    previous: str
    next: str
    digest: str
    """Fingerprint of the whole page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFact:
    """A download without its content."""

    url: str
    digest: str


def page_fact(page: Page) -> PageFact:
    """Give a page without its content."""
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
    """Give a download without its content."""
    return DownloadFact(url=download.url, digest=fingerprint(download.content))
