"""The pages and downloads that show several episodes: each is made again when what it shows has changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.model import Download, Page
from onrecord.pipeline import compile_archive
from onrecord.present import download_fact, page_fact
from onrecord.store import Cache, DownloadFact, PageFact, code_version, decode, encode, fingerprint
from onrecord.summary import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from onrecord.refresh import Refreshed
    from onrecord.summary import Draft

NOTE = "overview"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What is remembered of a page or download of the archive."""

    url: str
    shows: str
    """Of its draft."""
    page: PageFact | None
    download: DownloadFact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    """What the last build made."""

    version: str
    around: str
    made: tuple[Made, ...]


@dataclass(kw_only=True)
class Overview:
    """What the archive chain gives, as facts; the whole is made when somebody asks for it."""

    refreshed: Refreshed
    introduction: Markup
    noted: _Noted | None
    """What the last build made, as far as this one may rely on it."""

    @cached_property
    def around(self) -> str:
        """Fingerprint of what every page depends on beside what its draft names."""
        return fingerprint(code_version(), self.refreshed.present.site)

    @cached_property
    def version(self) -> str:
        """Fingerprint of all that is shown."""
        return fingerprint(self.around, self.introduction, self.refreshed.vanished, self.refreshed.present.digest)

    @cached_property
    def drafts(self) -> Mapping[str, Draft]:
        """What there is to make, by address."""
        now = self.refreshed.present
        facts = Facts(summaries=now.summaries, headings=now.headings, shelf=now)
        drafts = compile_archive(facts, now.site, self.introduction, self.refreshed.vanished)
        return {draft.url: draft for draft in drafts}

    @cached_property
    def made(self) -> tuple[Made, ...]:
        """The facts of all; where a draft shows what it showed in the last build, nothing is made."""
        if self.noted and self.noted.version == self.version:
            return self.noted.made
        before = {each.url: each for each in self.noted.made} if self.noted and self.noted.around == self.around else {}
        return tuple(self._make(draft, before.get(draft.url)) for draft in self.drafts.values())

    def _make(self, draft: Draft, before: Made | None) -> Made:
        if before and before.shows == draft.shows:
            return before
        made = self._fresh[draft.url] = draft.make()
        return Made(
            url=draft.url,
            shows=draft.shows,
            page=page_fact(made) if isinstance(made, Page) else None,
            download=None if isinstance(made, Page) else download_fact(made),
        )

    @cached_property
    def _fresh(self) -> dict[str, Page | Download]:
        return {}

    @cached_property
    def pages(self) -> Mapping[str, PageFact]:
        """The facts of the pages, by address."""
        return {each.url: each.page for each in self.made if each.page}

    @cached_property
    def downloads(self) -> Mapping[str, DownloadFact]:
        """Those of the downloads."""
        return {each.url: each.download for each in self.made if each.download}

    def fact(self, url: str) -> PageFact | None:
        """Give the facts of a page; before all are known, of that page alone."""
        if "made" in vars(self):
            return self.pages.get(url)
        made = self.drafts[url].make() if url in self.drafts else None
        return page_fact(made) if isinstance(made, Page) else None

    def page(self, url: str) -> Page:
        """Give a page."""
        made = self._load(url)
        assert isinstance(made, Page)
        return made

    def download(self, url: str) -> Download:
        """Give a download."""
        made = self._load(url)
        assert isinstance(made, Download)
        return made

    def _load(self, url: str) -> Page | Download:
        return self._fresh.pop(url, None) or self.drafts[url].make()

    def note(self) -> str:
        """Give what is to be remembered of it."""
        return encode(_Noted(version=self.version, around=self.around, made=self.made))


def refresh_archive(refreshed: Refreshed, introduction: Markup, cache: Cache, *, anew: bool = False) -> Overview:
    """Give the pages and downloads of the archive.

    Args:
        refreshed: the episodes.
        introduction: what people wrote for the home page, as HTML.
        cache: where the last build noted what it made.
        anew: whatever is remembered, everything is made.
    """
    try:
        noted = None if anew else decode(_Noted, cache.note(NOTE) or "[]")
    except ValueError:
        # Written by something else: made again like after any other change.
        noted = None
    return Overview(refreshed=refreshed, introduction=introduction, noted=noted)
