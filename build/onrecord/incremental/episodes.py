"""Compiling the episodes that have changed since the last build."""

from __future__ import annotations

import os
from collections import defaultdict, deque
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, NamedTuple

from onrecord import archive
from onrecord.errors import ContentError, Issue, any_error
from onrecord.incremental.current import is_current
from onrecord.incremental.current_episodes import CurrentEpisodes
from onrecord.incremental.executor import open_pool, run_all
from onrecord.incremental.ledgers import changed_ledgers, refuse_changes
from onrecord.inputs import (
    MAX_BESIDE,
    EpisodeFiles,
    Inputs,
    PublishedAddresses,
    read_files,
    read_published_addresses,
    read_shared,
    relevant_inputs,
    validate_archive,
)
from onrecord.pipeline import CARDS, compile_episode, find_unmet
from onrecord.store import code_version, fingerprint
from onrecord.store.builds import read_input_files, without_reported, write_reported
from onrecord.store.episodes import CachedEpisode
from onrecord.topics import forget_frequencies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from onrecord.files.stat import FileStat, Snapshot
    from onrecord.model import CompiledEpisode, Dependencies, Site, Slug
    from onrecord.overlays import Shared
    from onrecord.store.episodes import EpisodeStore


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How to build."""

    executor: Callable[[int], AbstractContextManager[Executor | None]] = open_pool
    """Opens what runs the episode chain for a number of episodes; None: this process does."""
    ahead: int = 2 * (os.cpu_count() or 1)
    """How many episodes are submitted to it in advance."""
    clean: bool = False
    """Ignore the results of earlier builds."""
    publishing: bool = True
    """Ledgers are written at the end; a preview writes none."""
    frozen: bool = False
    """An existing ledger must not change."""
    progress: Callable[[int, int], None] | None = None
    """Called with the number of episodes compiled, and of those to be compiled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """The archive as it is now."""

    episodes: CurrentEpisodes
    compiled: tuple[Slug, ...]
    """Episodes compiled in this build."""
    addresses: PublishedAddresses
    issues: tuple[Issue, ...]
    """Warnings, those of unchanged episodes too."""
    new_issues: tuple[Issue, ...]
    """Warnings that the last build did not have."""


class _Outcome(NamedTuple):
    """What has become of an episode."""

    issues: tuple[Issue, ...]
    cached: CachedEpisode | None = None
    """None if it has errors."""
    claims: tuple[str, ...] = ()
    """What `archive.list_claims` gives."""


@dataclass(frozen=True, kw_only=True)
class Refresh:
    """One run of the episode chain over what has changed."""

    root: Path
    site: Site
    snapshot: Snapshot
    """Stats of the archive's files before anything was read."""
    store: EpisodeStore
    options: BuildOptions
    sink: Callable[[CompiledEpisode, Mapping[str, bytes]], None]
    """Takes what the store does not keep: downloads, and ledgers to be written, by their path."""
    is_lost: Callable[[CachedEpisode], bool]
    """Says whether something is missing in the site that only compiling gives back."""
    today: date = field(default_factory=date.today)

    def run(self) -> Refreshed:
        """Compile what is not current.

        Raises:
            ContentError: with all issues of all episodes, if one of them is an error.
            OutsideError: a file cannot be read or written.
            InvariantError: a promise does not hold.
        """
        listing, shared = archive.find(self.root), read_shared(self.root)
        files = [(path, archive.read_bytes(self.root / path, MAX_BESIDE)) for path in listing.files]
        environment_key = fingerprint(code_version(), self.site, files)
        # 1. What is current.
        folders = {folder.slug: folder for folder in listing.episodes}
        known = {} if self.options.clean else self.store.load()
        self.store.remove(known.keys() - folders.keys())
        outcomes = dict(self._find_current(folders, known, shared, environment_key))
        # 2. The rest.
        stale = [folder for slug, folder in folders.items() if slug not in outcomes]
        outcomes |= self._compile(stale, shared, environment_key)
        if self.options.publishing:
            # A preview compiles again and again.
            forget_frequencies()
        cached = {
            slug: episode for slug in folders if (episode := outcomes[slug].cached) is not None
        }
        claims = {slug: outcome.claims for slug, outcome in outcomes.items() if outcome.claims}
        own = {slug: episode.addresses for slug, episode in cached.items()}
        addresses = read_published_addresses(self.root, own, claims, self.today)
        episodes = CurrentEpisodes(
            site=self.site, cached=cached, store=self.store, held=addresses.held
        )
        # 3. What is wrong, with the archive or with an episode.
        issues = [
            *(*listing.issues, *validate_archive(self.root, listing, shared)),
            *addresses.file_issues,
            *(issue for slug in folders for issue in outcomes[slug].issues),
            *addresses.owner_issues,
        ]
        # Which addresses are lost is known only if no episode has errors.
        found = (*self._refuse_errors(issues, episodes), *addresses.lost)
        new = self._find_new(found)
        write_reported(self.store.database, found)
        return Refreshed(
            episodes=episodes,
            compiled=tuple(folder.slug for folder in stale),
            addresses=addresses,
            issues=found,
            new_issues=new,
        )

    def _refuse_errors(
        self, issues: Sequence[Issue], episodes: CurrentEpisodes
    ) -> tuple[Issue, ...]:
        """Return all issues if they are warnings."""
        # An episode with errors has no topics: what it says would be missed here.
        if not any_error(issues):
            headings, summaries = lambda: episodes.headings, lambda: episodes.summaries
            issues = [*issues, *find_unmet(self.site, summaries, headings)]
        # An error in a shared file is an error of each episode, and reported once.
        found = tuple(dict.fromkeys(issues))
        if any_error(found):
            raise ContentError(self._find_new(found))
        return found

    def _find_new(self, issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
        """Return the errors, and the warnings that the last build did not have."""
        return issues if self.options.clean else without_reported(self.store.database, issues)

    def _find_current(
        self,
        folders: Mapping[Slug, archive.EpisodeFolder],
        known: Mapping[Slug, CachedEpisode],
        shared: Shared,
        environment_key: str,
    ) -> Iterator[tuple[Slug, _Outcome]]:
        recorded = _by_folder(read_input_files(self.store.database))
        now = _by_folder(self.snapshot.files)
        for slug, cached in known.items():
            if slug not in folders or cached.day not in {"", self.today.isoformat()}:
                continue
            folder = folders[slug]
            path = f"{self.root}/{folder.folder}"

            def has_same_key(
                folder: archive.EpisodeFolder = folder, cached: CachedEpisode = cached
            ) -> bool:
                inputs = read_files(self.root, folder, shared), self.site
                return cached.key == key_of(inputs, self.store.dependencies(cached.slug))

            if is_current(
                same_environment=cached.environment_key == environment_key,
                recorded=recorded[path],
                now=now[path],
                has_same_key=has_same_key,
            ) and not self.is_lost(cached):
                if cached.environment_key != environment_key:
                    self.store.confirm(slug, environment_key)
                yield slug, _Outcome(cached.issues, cached)

    def _compile(
        self, stale: Sequence[archive.EpisodeFolder], shared: Shared, environment_key: str
    ) -> Iterator[tuple[Slug, _Outcome]]:
        under_way: deque[tuple[archive.EpisodeFolder, EpisodeFiles]] = deque()

        def tasks() -> Iterator[_Task]:
            for folder in stale:
                under_way.append((folder, read_files(self.root, folder, shared)))
                yield _Task(under_way[-1][1], self.site, self.today, self.root / CARDS)

        with self.options.executor(len(stale)) as executor:
            records = run_all(compile_task, tasks(), executor, ahead=self.options.ahead)
            for number, record in enumerate(records, 1):
                yield record.slug, self._take(*under_way.popleft(), record, environment_key)
                if self.options.progress:
                    self.options.progress(number, len(stale))

    def _take(
        self,
        folder: archive.EpisodeFolder,
        files: EpisodeFiles,
        record: CompiledEpisode,
        environment_key: str,
    ) -> _Outcome:
        """Record an episode that was compiled."""
        if any_error(record.issues) or record.summary is None:
            return _Outcome(record.issues)
        publishing, changed = self.options.publishing, changed_ledgers(folder, files, record)
        if self.options.frozen and (refused := tuple(refuse_changes(files, changed))):
            return _Outcome((*record.issues, *refused))
        if publishing:
            # Compiling with the new ledgers gives the same record, so its key covers those.
            files = replace(
                files,
                ledger=changed.get(archive.LEDGER, files.ledger),
                quotes=changed.get(archive.QUOTES, files.quotes),
            )
        cached = CachedEpisode(
            slug=record.slug,
            key=key_of((files, self.site), record.dependencies),
            environment_key=environment_key,
            # New links get the date of today, until a ledger records it.
            day=self.today.isoformat() if changed and not publishing else "",
            issues=record.issues,
            summary=record.summary,
            addresses=record.addresses,
        )
        self.store.save(
            cached, record.artifacts, record.dependencies, record.pages, record.downloads
        )
        written = changed.values() if publishing else ()
        self.sink(record, {document.path: document.content for document in written})
        return _Outcome(record.issues, cached, record.claims)


class _Task(NamedTuple):
    """An episode as it is sent to an executor: by content, so that any machine may compile it."""

    files: EpisodeFiles
    site: Site
    today: date
    cards: Path
    """Folder of pictures drawn earlier, on the machine that sends the task."""


def compile_task(task: _Task) -> CompiledEpisode:
    """Run the episode chain in an executor."""
    # Another machine draws pictures too, and keeps them for itself.
    cards = task.cards if task.cards.parent.is_dir() else Path(gettempdir()) / "onrecord-cards"
    return compile_episode(task.files, task.site, task.today, cards)


def key_of(inputs: Inputs, dependencies: Dependencies) -> str:
    """Return the key of a record: the fingerprint of the code and of the relevant inputs.

    The dependencies follow from the inputs that the key covers, so two records never have the same
    key, whatever dependencies were recorded.
    """
    return fingerprint(code_version(), *relevant_inputs(*inputs, dependencies))


def _by_folder(files: Mapping[str, FileStat]) -> defaultdict[str, dict[str, FileStat]]:
    found: defaultdict[str, dict[str, FileStat]] = defaultdict(dict)
    for path, stat in files.items():
        found[path.rpartition("/")[0]][path] = stat
    return found
