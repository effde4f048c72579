"""Compiling what has changed since the last build, and remembering the rest."""

from __future__ import annotations

import os
from collections import deque
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Protocol

from onrecord import archive
from onrecord.errors import ContentError, Issue, any_error
from onrecord.incremental.addresses import settle_addresses
from onrecord.incremental.current_episodes import CurrentEpisodes, save
from onrecord.incremental.frozen import refuse_change
from onrecord.incremental.shared_files import NOTE as SHARED
from onrecord.incremental.shared_files import recall_shared
from onrecord.incremental.tasks import Task, compile_task, pack, worker_task
from onrecord.inputs import MAX_BESIDE, EpisodeFiles, Inputs, read_files, validate_archive
from onrecord.model import TermColumns
from onrecord.pipeline import CARDS, Record, end_episodes, find_unmet, relevant_inputs
from onrecord.store import (
    Cache,
    CachedEpisode,
    Records,
    Signature,
    StoredEpisode,
    code_version,
    encode,
    fingerprint,
    is_current,
    open_pool,
    run_all,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from pathlib import Path

    from onrecord.model import Dependencies, Site, Slug


# Which of an episode's files a ledger is.
_FIELDS: Final = {archive.LEDGER: "ledger", archive.QUOTES: "quotes"}


class RecordSink(Protocol):
    """Takes from a record what is not remembered."""

    def __call__(
        self,
        folder: archive.EpisodeFolder,
        record: Record,
        rest: StoredEpisode,
        ledgers: Mapping[str, bytes],
        /,
    ) -> None:
        """Take it, and the ledgers that are to be written, by name."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What a refresh works with."""

    executor: Callable[[int], AbstractContextManager[Executor | None]] = open_pool
    """Opens what runs the episode chain for so many episodes; None: this process does."""
    ahead: int = 2 * (os.cpu_count() or 1)
    """How many episodes are handed to it in advance."""
    anew: bool = False
    """Whatever is remembered, everything is compiled."""
    publishing: bool = True
    """Ledgers are written once this is done; a preview writes none."""
    frozen: bool = False
    """A ledger that there is must not change."""
    progress: Callable[[int, int], None] | None = None
    """Is told how many episodes are compiled, of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _UnderWay:
    """An episode that is being compiled."""

    folder: archive.EpisodeFolder
    looks: Signature
    """Of its files, before they were read."""
    files: EpisodeFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """The archive as it is now, and what has become of it since the last build."""

    present: CurrentEpisodes
    compiled: tuple[str, ...]
    """Slugs of those compiled in this build."""
    touched: tuple[str, ...]
    """Slugs of those whose row is to be written: compiled, or looked at anew."""
    gone: tuple[str, ...]
    """Slugs of those that are no longer there."""
    vanished: tuple[archive.Address, ...]
    """Addresses that nothing answers to any more."""
    addresses: bytes | None
    """`addresses.jsonl` as it must be once this is published; None: as it is."""
    notes: dict[str, str]
    """To be remembered once this is published."""
    issues: tuple[Issue, ...]
    """Warnings, of unchanged episodes too."""


class Refresh:
    """One run of the episode chains over what has changed."""

    def __init__(
        self, root: Path, site: Site, cache: Cache, records: Records, build_options: BuildOptions
    ) -> None:
        self.root, self.site, self.cache, self.records, self.build_options = (
            root,
            site,
            cache,
            records,
            build_options,
        )
        self.today = date.today()  # noqa: DTZ011 - the publisher's own day
        self.shared, self.note = recall_shared(
            root, "" if build_options.anew else cache.note(SHARED)
        )
        self.issues: dict[str, tuple[Issue, ...]] = {}
        self.remembered: dict[str, CachedEpisode] = {}
        self.episodes: dict[str, CachedEpisode] = {}
        self.compiled: list[str] = []
        self.touched: list[str] = []
        self.claims: dict[Slug, tuple[str, ...]] = {}

    def run(self, keep: RecordSink, must: Callable[[CachedEpisode], bool]) -> Refreshed:
        """Compile what is not current, and give the archive as it is now.

        Args:
            keep: is given each record compiled, to take from it what is not remembered.
            must: says of an episode that is current whether it is to be compiled all the same, because something made of it is lost.

        Raises:
            ContentError: with all issues of all episodes, when one of them is an error.
            OutsideError: a file cannot be read or written.
            InvariantError: a promise does not hold.
        """
        listing = archive.find(self.root)
        wide = [(path, archive.read_bytes(self.root / path, MAX_BESIDE)) for path in listing.files]
        around = fingerprint(code_version(), self.site, wide)
        remembered = self.remembered = {} if self.build_options.anew else self.cache.episodes()
        stale = [
            (folder, looks)
            for folder, looks in (
                (folder, Signature(files=folder.looks, seen=listing.seen))
                for folder in listing.episodes
            )
            if not self._keep_current(folder, looks, around, remembered.get(folder.slug), must)
        ]
        self._compile(stale, around, keep)
        if self.build_options.publishing:
            # A preview compiles again and again.
            end_episodes()
        folders = {str(folder.slug): folder for folder in listing.episodes}
        issues = [*listing.issues, *validate_archive(self.root, listing, self.shared)]
        later = [issue for slug in folders for issue in self.issues.get(slug, ())]
        return self._conclude(
            folders, issues, later, tuple(slug for slug in remembered if slug not in folders)
        )

    def _keep_current(
        self,
        folder: archive.EpisodeFolder,
        looks: Signature,
        around: str,
        known: CachedEpisode | None,
        must: Callable[[CachedEpisode], bool],
    ) -> bool:
        def key() -> str:
            dependencies = self.cache.dependencies(folder.slug, known.key) if known else None
            # Without what it looked for, nobody knows whether it is touched.
            return (
                key_of((read_files(self.root, folder, self.shared), self.site), dependencies)
                if dependencies
                else ""
            )

        if (
            known is None
            or not is_current(
                known, looks=looks, around=around, today=self.today.isoformat(), key=key
            )
            or must(known)
        ):
            return False
        self.issues[folder.slug] = known.issues
        if known.around != around or not known.signature.proves(looks):
            known = replace(known, around=around, signature=looks)
            self.touched.append(folder.slug)
        self.episodes[folder.slug] = known
        return True

    def _compile(
        self,
        stale: Sequence[tuple[archive.EpisodeFolder, Signature]],
        around: str,
        keep: RecordSink,
    ) -> None:
        under_way: deque[_UnderWay] = deque()

        def tasks(packed: str) -> Iterator[Task]:
            for folder, looks in stale:
                files = read_files(self.root, folder, self.shared)
                under_way.append(_UnderWay(folder=folder, looks=looks, files=files))
                yield worker_task((files, self.site), packed, self.today, self.root / CARDS)

        with self.build_options.executor(len(stale)) as executor:
            packed = pack(self.shared, self.site) if executor else ""
            for number, record in enumerate(
                run_all(compile_task, tasks(packed), executor, ahead=self.build_options.ahead), 1
            ):
                task = under_way.popleft()
                self.issues[record.slug] = record.issues
                if not any_error(record.issues):
                    self._take(task, record, around, keep)
                if self.build_options.progress:
                    self.build_options.progress(number, len(stale))

    def _take(self, task: _UnderWay, record: Record, around: str, keep: RecordSink) -> None:
        folder, files = task.folder, task.files
        if record.claims:
            self.claims[record.slug] = record.claims
        before = {
            name: document.content
            for name, document in (("ledger", files.ledger), ("quotes", files.quotes))
            if document
        }
        # Without a ledger an episode has published nothing and publishes nothing.
        changed = {
            name: content
            for name, content in record.ledgers.items()
            if content != before.get(_FIELDS[name])
        }
        refused = (
            [name for name in changed if _FIELDS[name] in before]
            if self.build_options.frozen
            else []
        )
        if refused:
            found = (
                refuse_change(ledger_of(folder, name), before[_FIELDS[name]], changed[name])
                for name in refused
            )
            self.issues[record.slug] = (*record.issues, *found)
            return
        if changed and self.build_options.publishing:
            # The ledgers will be written, and publishing the same again changes nothing: this is the record of that too.
            documents: dict[str, Any] = {
                _FIELDS[name]: archive.Document(path=ledger_of(folder, name), content=content)
                for name, content in changed.items()
            }
            files = replace(files, **documents)
        key = key_of((files, self.site), record.dependencies)
        self.records.write(key, record.pages)
        known = CachedEpisode(
            slug=record.slug,
            key=key,
            # What becomes of a link today has today's date, until the ledger holds it.
            day=self.today.isoformat() if changed and not self.build_options.publishing else "",
            around=around,
            signature=task.looks,
            issues_text=encode(record.issues),
            summary_text=encode(record.summary and replace(record.summary, topics=TermColumns())),
            topics=record.summary.topics if record.summary else TermColumns(),
            addresses_text=encode(record.addresses),
        )
        rest = save(key, record)
        self.cache.save(record.slug, rest, record.left, record.dependencies)
        keep(folder, record, rest, changed if self.build_options.publishing else {})
        self.episodes[record.slug] = known
        self.compiled.append(record.slug)
        self.touched.append(record.slug)

    def _conclude(
        self,
        folders: dict[str, archive.EpisodeFolder],
        issues: list[Issue],
        later: list[Issue],
        gone: tuple[str, ...],
    ) -> Refreshed:
        present = CurrentEpisodes(
            root=self.root,
            site=self.site,
            shared=self.shared,
            today=self.today,
            known={slug: self.episodes[slug] for slug in folders if slug in self.episodes},
            folders=folders,
            records=self.records,
            cache=self.cache,
        )
        note = "" if self.build_options.anew else self.cache.note("addresses")
        addresses = settle_addresses(present, self.remembered, self.claims, note)
        found = _once((*issues, *addresses.before, *later, *addresses.taken))
        # An episode with errors gives nothing: what it says would be missed here too.
        if not any_error(found):
            found = _once(
                (
                    *found,
                    *find_unmet(self.site, lambda: present.summaries, lambda: present.headings),
                )
            )
        if any_error(found):
            raise ContentError(found)
        return Refreshed(
            present=present,
            compiled=tuple(self.compiled),
            touched=tuple(self.touched),
            gone=gone,
            vanished=addresses.vanished,
            addresses=addresses.content,
            notes={SHARED: self.note}
            | (
                {"addresses": addresses.note}
                if addresses.note and (self.build_options.publishing or addresses.content is None)
                else {}
            ),
            issues=(*found, *archive.find_lost(addresses.vanished)),
        )


def ledger_of(folder: archive.EpisodeFolder, name: str) -> str:
    """Give the path of one of an episode's ledgers, which need not be there yet."""
    return f"{folder.folder}/{name}"


def key_of(inputs: Inputs, dependencies: Dependencies) -> str:
    """Give the name of the record that is compiled by this code from these inputs, as far as they touch the episode.

    What an episode looks for follows from what the key holds: the same key is never of two records, whatever a remembered search was of.
    """
    return fingerprint(code_version(), *relevant_inputs(*inputs, dependencies))


def _once(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """What is wrong with a file that episodes share is wrong in each of them, and told once."""
    return tuple(dict.fromkeys(issues))
