"""The pages and downloads that show several episodes: made again when something that they show has changed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.model import Download, Page
from onrecord.pipeline import compile_archive
from onrecord.refresh import Refreshed, download_fact, page_fact
from onrecord.store import Cache, DownloadFact, PageFact, code_version, decode, encode, fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup


@dataclass(slots=True, kw_only=True)
class Overview:
    """What the archive chain makes, as facts; the whole is read or made when somebody asks for it."""

    refreshed: Refreshed
    introduction: Markup
    version: str
    """Fingerprint of all that it shows."""
    pages: tuple[PageFact, ...] = ()
    downloads: tuple[DownloadFact, ...] = ()
    _pages: Mapping[str, Page] = field(default_factory=dict)
    _downloads: Mapping[str, Download] = field(default_factory=dict)

    def page(self, url: str) -> Page:
        """Give a page."""
        if not self._pages:
            kept = self.refreshed.records.read(self.version)
            if kept is None:
                self.make()
            else:
                self._pages = {page.url: page for page in kept}
        return self._pages[url]

    def download(self, url: str) -> Download:
        """Give a download: those are not kept."""
        if not self._downloads:
            self.make()
        return self._downloads[url]

    def make(self, *, keep: bool = True) -> None:
        """Run the archive chain, and keep what it makes."""
        refreshed = self.refreshed
        made = compile_archive(refreshed.summaries, refreshed.site, self.introduction, refreshed.vanished)
        self._pages = {each.url: each for each in made if isinstance(each, Page)}
        self._downloads = {each.url: each for each in made if isinstance(each, Download)}
        self.pages = tuple(map(page_fact, self._pages.values()))
        self.downloads = tuple(map(download_fact, self._downloads.values()))
        if keep:
            refreshed.records.write(self.version, tuple(self._pages.values()))

    def note(self) -> str:
        """Give what is to be remembered of it."""
        return json.dumps([self.version, encode(self.pages), encode(self.downloads)])


def refresh_archive(refreshed: Refreshed, introduction: Markup, cache: Cache) -> Overview:
    """Give the pages and downloads of the archive; run its chain when what they show has changed.

    Args:
        refreshed: the episodes.
        introduction: what people wrote for the home page, as HTML.
        cache: where the last build noted what it made.
    """
    version = fingerprint(code_version(), refreshed.site, introduction, refreshed.vanished, refreshed.digest)
    overview = Overview(refreshed=refreshed, introduction=introduction, version=version)
    try:
        known, pages, downloads = json.loads(cache.note("overview") or "[0, 0, 0]")
        if known == version:
            overview.pages = decode(tuple[PageFact, ...], pages)
            overview.downloads = decode(tuple[DownloadFact, ...], downloads)
            return overview
    except ValueError:
        # Written by something else: made again like after any other change.
        pass
    overview.make()
    return overview
