"""The pages and downloads that show several episodes: each is made again when what it shows has changed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from onrecord.incremental.current_episodes import download_fact, page_fact
from onrecord.incremental.pending import Pending
from onrecord.model import Download, Facts, Page
from onrecord.pipeline import compile_archive
from onrecord.store import (
    Cache,
    DownloadFact,
    PageFact,
    code_version,
    fingerprint,
    fingerprint_texts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from onrecord.incremental.episodes import Refreshed
    from onrecord.model import Draft

NOTE = "overview"
# Lists are divided from their oldest end (`paging.py`); an episode's quotes have a list of their own.
IMMUTABLE = re.compile(r"(?:^|/)(?:earlier|pages)/\d+(?:/|\.json)$|^quotes/episodes/")


class Output(NamedTuple):
    """What is remembered of a page or download of the archive. A plain tuple of texts: a thousand episodes have 5,000."""

    url: str
    fingerprint: str
    """Of its draft."""
    digest: str
    kind: str = ""
    """Empty for a download, which has no more fields."""
    title: str = ""
    heading: str = ""
    previous: str = ""
    next: str = ""

    @property
    def fact(self) -> PageFact:
        """The facts of a page."""
        return PageFact(
            url=self.url,
            kind=self.kind,
            title=self.title,
            heading=self.heading,
            previous=self.previous,
            next=self.next,
            digest=self.digest,
        )


@dataclass(frozen=True, kw_only=True)
class OutputGroup:
    """Pages and downloads of the archive that are looked at together."""

    name: str
    made: Sequence[Output]

    @cached_property
    def version(self) -> str:
        """Fingerprint of all that they hold."""
        return fingerprint_texts(*(text for each in self.made for text in (each.url, each.digest)))

    @property
    def pages(self) -> list[PageFact]:
        """The facts of the pages."""
        return [each.fact for each in self.made if each.kind]

    @property
    def downloads(self) -> list[DownloadFact]:
        """Those of the downloads."""
        return [
            DownloadFact(url=each.url, digest=each.digest) for each in self.made if not each.kind
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    """What the last build made."""

    version: str
    around: str
    made: tuple[Output, ...]


@dataclass(kw_only=True)
class ArchivePages:
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
        return fingerprint(
            self.around, self.introduction, self.refreshed.vanished, self.refreshed.present.digest
        )

    @cached_property
    def drafts(self) -> Mapping[str, Draft]:
        """What there is to make, by address."""
        now = self.refreshed.present
        facts = Facts(summaries=now.summaries, headings=now.headings, store=now)
        drafts = compile_archive(facts, now.site, self.introduction, self.refreshed.vanished)
        return {draft.url: draft for draft in drafts}

    @cached_property
    def made(self) -> tuple[Output, ...]:
        """The facts of all; where a draft shows what it showed in the last build, nothing is made."""
        if self.noted and self.noted.version == self.version:
            return self.noted.made
        before = (
            {each.url: each for each in self.noted.made}
            if self.noted and self.noted.around == self.around
            else {}
        )
        return tuple(self._make(draft, before.get(draft.url)) for draft in self.drafts.values())

    def _make(self, draft: Draft, before: Output | None) -> Output:
        if before and before.fingerprint == draft.fingerprint:
            return before
        made = draft.make()
        self._pending.put(made)
        if isinstance(made, Page):
            fact = page_fact(made)
            return Output(
                draft.url,
                draft.fingerprint,
                fact.digest,
                fact.kind,
                fact.title,
                fact.heading,
                fact.previous,
                fact.next,
            )
        return Output(draft.url, draft.fingerprint, download_fact(made).digest)

    @cached_property
    def _pending(self) -> Pending:
        return Pending()

    @cached_property
    def shares(self) -> tuple[OutputGroup, OutputGroup]:
        """All, those apart that stay as they are when a new episode comes: of a thousand episodes, 5,000 of 6,000."""
        staying = [each for each in self.made if IMMUTABLE.search(each.url)]
        changing = [each for each in self.made if not IMMUTABLE.search(each.url)]
        return OutputGroup(name="archive", made=changing), OutputGroup(name="earlier", made=staying)

    @cached_property
    def urls(self) -> frozenset[str]:
        """The addresses of all pages."""
        return frozenset(each.url for each in self.made if each.kind)

    @cached_property
    def _by_url(self) -> Mapping[str, Output]:
        return {each.url: each for each in self.made}

    def fact(self, url: str) -> PageFact | None:
        """Give the facts of a page; before all are known, of that page alone."""
        if "made" in vars(self):
            known = self._by_url.get(url)
            return known.fact if known and known.kind else None
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
        return self._pending.take(url) or self.drafts[url].make()

    def note(self) -> str:
        """Give what is to be remembered of it."""
        return json.dumps(
            [self.version, self.around, self.made], ensure_ascii=False, separators=(",", ":")
        )


def refresh_archive(
    refreshed: Refreshed, introduction: Markup, cache: Cache, *, anew: bool = False
) -> ArchivePages:
    """Give the pages and downloads of the archive.

    Args:
        refreshed: the episodes.
        introduction: what people wrote for the home page, as HTML.
        cache: where the last build noted what it made.
        anew: whatever is remembered, everything is made.
    """
    try:
        version, around, made = json.loads(cache.note(NOTE) or "[]")
        noted = (
            None
            if anew
            else _Noted(version=version, around=around, made=tuple(map(Output._make, made)))
        )
    except (ValueError, TypeError):
        # None, or one that was written by something else: made again like after any other change.
        noted = None
    return ArchivePages(refreshed=refreshed, introduction=introduction, noted=noted)
