"""An archive of a few sentences in memory, published as by a build, and its parsed pages."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date

from markupsafe import Markup

from onrecord import archive, formats
from onrecord.checks.built_page import BuiltPage, parse_built_page
from onrecord.errors import Issue
from onrecord.inputs import EpisodeFiles
from onrecord.model import CompiledEpisode, Facts, MemoryStore, Page, Site, Slug
from onrecord.pages import draft_stubs
from onrecord.pipeline import compile_archive, compile_episode, compile_headings

SITE = Site(title="Small archive", base="/base/", url="https://example.org/base/")


@dataclass(frozen=True)
class Spoken:
    """A sentence whose every word knows which word it was at first."""

    words: tuple[tuple[int, str], ...]
    start: int
    """In seconds."""
    speaker: str = "A"

    @property
    def text(self) -> str:
        return " ".join(word for _, word in self.words).capitalize() + "."

    @property
    def origins(self) -> frozenset[int]:
        return frozenset(origin for origin, _ in self.words)


@dataclass(frozen=True)
class Folder:
    """The folder of an episode."""

    key: int
    """Which episode it is, whatever its folder is called."""
    said: tuple[Spoken, ...]
    chapters: tuple[tuple[int, str], ...]
    """Index of the first sentence, and title."""
    withdrawn: bool = False
    timed: bool = True
    ledger: bytes = b""
    quotes: bytes = b""

    def files(self, slug: str) -> EpisodeFiles:
        place = f"content/episodes/{slug}"
        name, transcript = (
            ("transcript.vtt", self._as_webvtt())
            if self.timed
            else ("transcript.json", self._as_turns())
        )
        front = ["title: A talk", "chapters:"]
        front += [
            f'  - {{start: "{_clock(self.said[index].start)}", title: {title}}}'
            for index, title in self.chapters
        ]
        if self.withdrawn:
            front.append("withdrawn: {on: 2026-01-01, why: at the speaker's wish}")
        return EpisodeFiles(
            slug=Slug(slug),
            transcript=formats.Source(path=f"{place}/{name}", content=transcript.encode()),
            episode=archive.Document(
                path=f"{place}/episode.yml", content="\n".join(front).encode()
            ),
            ledger=archive.Document(path=f"{place}/permalinks.jsonl", content=self.ledger)
            if self.ledger
            else None,
            quotes=archive.Document(path=f"{place}/quotes.jsonl", content=self.quotes)
            if self.quotes
            else None,
        )

    def _as_webvtt(self) -> str:
        lines = ["WEBVTT", ""]
        for each in self.said:
            lines += [
                f"{_clock(each.start)}.000 --> {_clock(each.start + 1)}.000",
                f"<v {each.speaker}>{each.text}",
                "",
            ]
        return "\n".join(lines)

    def _as_turns(self) -> str:
        """Return a transcript without times, as of a QMSum meeting."""
        turns = [{"speaker": each.speaker, "content": each.text} for each in self.said]
        return json.dumps({"meeting_transcripts": turns, "topic_list": []})


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


@dataclass
class SmallArchive:
    """The folders of episodes by name, the file of addresses, and the pages of the last build."""

    folders: dict[str, Folder] = field(default_factory=dict)
    addresses: bytes = b""
    pages: dict[str, BuiltPage] = field(default_factory=dict)
    records: dict[str, tuple[Folder, CompiledEpisode]] = field(default_factory=dict)
    """Folders with their records; a folder that has not changed is not compiled again."""
    read: dict[str, BuiltPage] = field(default_factory=dict)

    def publish(self, folders: dict[str, Folder], on: date) -> list[Issue]:
        """Publish these folders; or say what is wrong with them, and change nothing."""
        records = {
            slug: self._compile(slug, folder, on) for slug, folder in sorted(folders.items())
        }
        summaries = [record.summary for record in records.values() if record.summary]
        known, damage = archive.read_addresses(self.addresses, archive.ADDRESSES)
        issues = [*damage, *(issue for record in records.values() for issue in record.issues)]
        present = {Slug(slug): record.addresses for slug, record in records.items()}
        issues += archive.find_contested(present)
        issues += archive.find_claimed(
            known, {Slug(slug): record.claims for slug, record in records.items()}
        )
        if errors := [issue for issue in issues if issue.severity == "error"]:
            return errors
        held = archive.list_holders(known)
        facts = Facts(
            summaries=summaries,
            headings=compile_headings(summaries, SITE, held),
            held=held,
            store=MemoryStore({Slug(slug): record.artifacts for slug, record in records.items()}),
        )
        drafts = [*compile_archive(facts, SITE, Markup())]
        own = [each for addresses in present.values() for each in addresses]
        live = {draft.url: draft.holder for draft in drafts if draft.is_page}
        addresses, stubs = draft_stubs(live, known, own, on, SITE)
        overview = [draft.make() for draft in (*drafts, *stubs)]
        self.folders = {
            slug: replace(folder, ledger=records[slug].ledger, quotes=records[slug].quotes)
            for slug, folder in folders.items()
        }
        self.records = {
            slug: (folder, replace(records[slug], claims=()))
            for slug, folder in self.folders.items()
        }
        self.addresses = archive.write_addresses(addresses)
        pages = [
            *(page for record in records.values() for page in record.pages),
            *(each for each in overview if isinstance(each, Page)),
        ]
        assert len({page.url for page in pages}) == len(pages), "two pages at one address"
        self.read = {
            page.content: self.read.get(page.content) or parse_built_page(page.content)
            for page in pages
        }
        self.pages = {page.url: self.read[page.content] for page in pages}
        return []

    def _compile(self, slug: str, folder: Folder, on: date) -> CompiledEpisode:
        before, record = self.records.get(slug, (None, None))
        return (
            record if record and before == folder else compile_episode(folder.files(slug), SITE, on)
        )
