"""What is remembered between builds, in SQLite: small facts, a row an episode and a row for each of its sites."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from onrecord.errors import Issue, OutsideError
from onrecord.model import (
    Dependencies,
    Details,
    EpisodeArtifacts,
    PassageHtml,
    Summary,
    TermColumns,
)
from onrecord.store.codec import decode, encode
from onrecord.store.row import Mark, Row
from onrecord.store.signature import Signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from onrecord.store.outputs import PublishedFiles

# Of the tables below. Code of another version makes them anew: what they hold can be made again.
_FORMAT = 7
_TABLES = """
CREATE TABLE episode (slug TEXT PRIMARY KEY, key TEXT, day TEXT, around TEXT, seen INTEGER, files TEXT, issues TEXT, summary TEXT,
    namings TEXT, numbers BLOB, addresses TEXT, proof INTEGER) WITHOUT ROWID;
CREATE TABLE shelf (slug TEXT PRIMARY KEY, key TEXT, pages TEXT, downloads TEXT, details TEXT, proof INTEGER) WITHOUT ROWID;
CREATE TABLE sought (slug TEXT PRIMARY KEY, key TEXT, looked TEXT, proof INTEGER) WITHOUT ROWID;
CREATE TABLE locators (slug TEXT PRIMARY KEY, key TEXT, lines BLOB, proof INTEGER) WITHOUT ROWID;
CREATE TABLE located (slug TEXT, place INTEGER, key TEXT, texts BLOB, proof INTEGER, PRIMARY KEY (slug, place)) WITHOUT ROWID;
CREATE TABLE output (site TEXT, owner TEXT, version TEXT, content TEXT, listed BLOB, looks BLOB, proof INTEGER,
    PRIMARY KEY (site, owner)) WITHOUT ROWID;
CREATE TABLE mark (site TEXT, owner TEXT, marks TEXT, proof INTEGER, PRIMARY KEY (site, owner)) WITHOUT ROWID;
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT, proof INTEGER) WITHOUT ROWID;
"""
_NAMES = frozenset({"episode", "shelf", "sought", "locators", "located", "output", "mark", "note"})
_EPISODES = "SELECT slug, key, day, around, seen, files, issues, summary, namings, numbers, addresses, proof FROM episode"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFact:
    """A page, without its content."""

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
    """A download, without its content."""

    url: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class CachedEpisode:
    """What each build reads of an episode as it was last compiled."""

    slug: str
    key: str
    """Fingerprint of all that it was compiled from; its pages are kept under this name."""
    day: str
    """The day of compiling, where the outcome depends on it."""
    around: str
    """Fingerprint of all that any episode is compiled with."""
    signature: Signature
    issues_text: str
    summary_text: str
    """But for the topics."""
    topics: TermColumns
    addresses_text: str

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """What was repaired."""
        return decode(tuple[Issue, ...], self.issues_text)

    @cached_property
    def summary(self) -> Summary | None:
        """What the archive chain reads of it."""
        summary = decode(Summary | None, self.summary_text)  # type: ignore[arg-type]  # mypy: a union is no type[T]
        return summary and replace(summary, topics=self.topics)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """All addresses that it ever had."""
        return decode(tuple[str, ...], self.addresses_text)

    def signed(self, signature: Signature) -> CachedEpisode:
        """Give it with another signature."""
        return replace(self, signature=signature)


@dataclass(frozen=True, kw_only=True)
class StoredEpisode:
    """The rest, read when somebody asks for it."""

    key: str
    pages_text: str
    downloads_text: str
    details_text: str

    @cached_property
    def pages(self) -> tuple[PageFact, ...]:
        """Its pages."""
        return decode(tuple[PageFact, ...], self.pages_text)

    @cached_property
    def downloads(self) -> tuple[DownloadFact, ...]:
        """Its downloads."""
        return decode(tuple[DownloadFact, ...], self.downloads_text)

    @cached_property
    def details(self) -> Details:
        """What pages of the archive show of it."""
        return decode(Details, self.details_text)


class Cache:
    """The file that remembers. A build changes it once, at its end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = self._open()

    def episodes(self) -> dict[str, CachedEpisode]:
        """Give all episodes remembered, by slug; a damaged row is not remembered."""
        found: dict[str, CachedEpisode] = {}
        for *row, proof in self._rows(_EPISODES):
            if proof != _proof(*row):
                continue
            slug, key, day, around, seen, files, issues, summary, term_forms, numbers, addresses = (
                row
            )
            found[slug] = CachedEpisode(
                slug=slug,
                key=key,
                day=day,
                around=around,
                signature=Signature(files=tuple(map(tuple, json.loads(files))), seen=seen),
                issues_text=issues,
                summary_text=summary,
                topics=TermColumns(term_forms, numbers),
                addresses_text=addresses,
            )
        return found

    def save(
        self, slug: str, rest: StoredEpisode, left: EpisodeArtifacts, dependencies: Dependencies
    ) -> None:
        """Keep the rest of an episode now, what it left, and what it looked for: those of a thousand would fill the memory."""
        key, row = rest.key, (rest.key, rest.pages_text, rest.downloads_text, rest.details_text)
        lines, looked = b"\n".join(left.locators), encode(dependencies)
        texts = [_join(each) for each in left.passage_html]
        passage_html: list[tuple[object, ...]] = [
            (slug, place, key, own, zlib.crc32(own)) for place, own in enumerate(texts)
        ]
        self._change(
            [
                ("REPLACE INTO shelf VALUES (?, ?, ?, ?, ?, ?)", [(slug, *row, _proof(*row))]),
                (
                    "REPLACE INTO sought VALUES (?, ?, ?, ?)",
                    [(slug, key, looked, _proof(key, looked))],
                ),
                (
                    "REPLACE INTO locators VALUES (?, ?, ?, ?)",
                    [(slug, key, lines, zlib.crc32(lines))],
                ),
                ("DELETE FROM located WHERE slug = ?", [(slug,)]),
                ("INSERT INTO located VALUES (?, ?, ?, ?, ?)", passage_html),
            ]
        )

    def dependencies(self, slug: str, key: str) -> Dependencies | None:
        """Give what an episode looks for in the files that all share; None where that is damaged, or of another state of the episode."""
        for known, looked, proof in self._rows(
            "SELECT key, looked, proof FROM sought WHERE slug = ?", slug
        ):
            if known == key and proof == _proof(key, looked):
                return decode(Dependencies, looked)
        return None

    def passage_html(self, slug: str, key: str, place: int) -> PassageHtml | None:
        """Give the passages of one of an episode's topics; None where they are damaged, or of another state of the episode."""
        for known, texts, proof in self._rows(
            "SELECT key, texts, proof FROM located WHERE slug = ? AND place = ?", slug, place
        ):
            if known == key and isinstance(texts, bytes) and proof == zlib.crc32(texts):
                return _divide(texts)
        return None

    def locators(self, slug: str, key: str) -> list[bytes] | None:
        """Give the locators of an episode's topics; None where they are damaged, or of another state of the episode."""
        for known, lines, proof in self._rows(
            "SELECT key, lines, proof FROM locators WHERE slug = ?", slug
        ):
            if known == key and isinstance(lines, bytes) and proof == zlib.crc32(lines):
                return lines.split(b"\n")
        return None

    def stored(self, slug: str, key: str) -> StoredEpisode | None:
        """Give the rest of what is remembered of an episode; None where that is damaged, or of another state of the episode."""
        for *row, proof in self._rows(
            "SELECT key, pages, downloads, details, proof FROM shelf WHERE slug = ?", slug
        ):
            if row[0] == key and proof == _proof(*row):
                _, pages, downloads, details = row
                return StoredEpisode(
                    key=key, pages_text=pages, downloads_text=downloads, details_text=details
                )
        return None

    def outputs(self, site: str) -> dict[str, Row]:
        """Give, by owner, the files that a build left in a site."""
        found: dict[str, Row] = {}
        for owner, *row, proof in self._rows(
            "SELECT owner, version, content, listed, looks, proof FROM output WHERE site = ?", site
        ):
            if proof == _proof(owner, *row):
                version, content, listed, looks = row
                found[owner] = Row(version=version, content=content, listed=listed, looks=looks)
        return found

    def marks(self, site: str, owner: str) -> dict[str, Mark]:
        """Give, by path, what the files of an owner were made of; nothing where that is damaged."""
        for marks, proof in self._rows(
            "SELECT marks, proof FROM mark WHERE site = ? AND owner = ?", site, owner
        ):
            if proof == _proof(owner, marks):
                return {path: Mark(key, digest) for path, key, digest in json.loads(marks)}
        return {}

    def note(self, name: str) -> str:
        """Give a note; empty where there is none."""
        for value, proof in self._rows("SELECT value, proof FROM note WHERE name = ?", name):
            if proof == _proof(name, value):
                return str(value)
        return ""

    def write_note(self, name: str, value: str) -> None:
        """Keep a note now, not at the end of the build."""
        self._change([("REPLACE INTO note VALUES (?, ?, ?)", [(name, value, _proof(name, value))])])

    def write(
        self,
        *,
        episodes: Iterable[CachedEpisode],
        gone: Sequence[str],
        site: str,
        outputs: Mapping[str, PublishedFiles],
        looks: Mapping[str, Row],
        left: Iterable[str],
        notes: Mapping[str, str],
    ) -> None:
        """Remember what a build has changed, all or nothing.

        Args:
            episodes: compiled or looked at anew.
            gone: slugs of episodes that are no longer there.
            site: where it was published.
            outputs: by owner, its files.
            looks: by owner, files that look another way and are as they were.
            left: owners that have no files any more.
            notes: others.
        """
        rows = [
            (each.slug, each.key, each.day, each.around, each.signature.seen, encode(each.signature.files), each.issues_text,
             each.summary_text, each.topics.term_forms, each.topics.numbers, each.addresses_text)
            for each in episodes
        ]  # fmt: skip
        files = {**looks, **{owner: own.row for owner, own in outputs.items()}}
        described = [
            (owner, row.version, row.content, row.listed, row.looks) for owner, row in files.items()
        ]
        marks = [
            (owner, encode([(path, *mark) for path, mark in own.marks.items()]))
            for owner, own in outputs.items()
        ]
        self._change(
            [
                ("DELETE FROM episode WHERE slug = ?", [(slug,) for slug in gone]),
                ("DELETE FROM shelf WHERE slug = ?", [(slug,) for slug in gone]),
                ("DELETE FROM sought WHERE slug = ?", [(slug,) for slug in gone]),
                ("DELETE FROM locators WHERE slug = ?", [(slug,) for slug in gone]),
                ("DELETE FROM located WHERE slug = ?", [(slug,) for slug in gone]),
                (
                    "DELETE FROM output WHERE site = ? AND owner = ?",
                    [(site, owner) for owner in left],
                ),
                (
                    "DELETE FROM mark WHERE site = ? AND owner = ?",
                    [(site, owner) for owner in left],
                ),
                (
                    "REPLACE INTO episode VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [(*row, _proof(*row)) for row in rows],
                ),
                (
                    "REPLACE INTO output VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [(site, *row, _proof(*row)) for row in described],
                ),
                (
                    "REPLACE INTO mark VALUES (?, ?, ?, ?)",
                    [(site, *row, _proof(*row)) for row in marks],
                ),
                (
                    "REPLACE INTO note VALUES (?, ?, ?)",
                    [(name, value, _proof(name, value)) for name, value in notes.items()],
                ),
            ]
        )

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return self._connect()
            except (sqlite3.DatabaseError, _ForeignError):
                self._remove()
                return self._connect()
        except (OSError, sqlite3.Error) as error:
            raise OutsideError(
                str(self.path), str(getattr(error, "strerror", None) or error)
            ) from error

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path, isolation_level=None)
        try:
            # After a power failure the file may be damaged, which is noticed; waiting for the disk would cost each build 20 ms.
            database.execute("PRAGMA synchronous = OFF")
            [(version,)] = database.execute("PRAGMA user_version")
            names = {
                name
                for (name,) in database.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                )
            }
            if not names and version == 0:
                database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_FORMAT}; COMMIT")
            elif version != _FORMAT or names != _NAMES:
                raise _ForeignError  # noqa: TRY301 - closed below like after any other failure
        except BaseException:
            database.close()
            raise
        return database

    def _remove(self) -> None:
        for ending in ("", "-journal", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                self.path.with_name(self.path.name + ending).unlink()

    def _rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        """Read; a damaged file is made anew and has no rows."""
        try:
            return self._database.execute(query, values).fetchall()
        except (sqlite3.DatabaseError, OverflowError):
            self._database.close()
            self._remove()
            self._database = self._open()
            return []

    def _change(self, changes: list[tuple[str, list[tuple[object, ...]]]]) -> None:
        try:
            self._database.execute("BEGIN IMMEDIATE")
            for statement, rows in changes:
                self._database.executemany(statement, rows)
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            raise OutsideError(str(self.path), str(error)) from error


class _ForeignError(Exception):
    """The file is not one of ours."""


def _join(passage_html: PassageHtml) -> bytes:
    return json.dumps(passage_html).encode()


def _divide(joined: bytes) -> PassageHtml:
    entries, places, alone = json.loads(joined)
    return PassageHtml(tuple((url, entry) for url, entry in entries), places, alone)


def _proof(*values: object) -> int:
    """Sum up a row: a disk that forgets is noticed."""
    proof = 0
    for value in values:
        proof = zlib.crc32(
            value if isinstance(value, bytes) else f"{value}\0".encode("utf-8", "surrogatepass"),
            proof,
        )
    return proof
