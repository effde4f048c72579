"""The files of a built site: which are as the last build left them, stale, or to be removed."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from dataclasses import dataclass, field
from stat import S_ISREG
from typing import TYPE_CHECKING, Self

from onrecord.files.atomic_write import write_file
from onrecord.files.stat import find_changed, stat_file
from onrecord.store.fingerprint import digest_of
from onrecord.store.site_folder import make_writable, put_file, remove_file, walk

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

_STATS = "SELECT path, mtime, size, inode FROM site_file WHERE site = ?"


@dataclass(slots=True, kw_only=True)
class PublishedFiles:
    """The site in one folder. An episode, the archive's pages or the theme owns each file."""

    database: sqlite3.Connection
    folder: Path
    site: str
    """Its name in the database."""
    known: bool
    """A build has finished here; otherwise the files here may be foreign."""
    pending: Path
    """List of the files that a running build adds; the database is committed only at the end."""
    apart: str
    """A folder of the site that the search index manages."""
    versions: dict[str, str]
    """Versions of the files of each owner. Equal versions have equal files with equal keys."""
    damaged: Mapping[str, frozenset[str]]
    """Files that have changed since the last build, by owner."""
    unaccounted: set[str]
    """Files without an owner, to be removed unless this build claims them."""
    replaced: list[str] = field(default_factory=list)
    """What this build has put here."""
    removed: list[str] = field(default_factory=list)
    _digests: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(
        cls, database: sqlite3.Connection, folder: Path, *, state: Path, apart: str, clean: bool
    ) -> Self:
        """Look at the site, and make sure that files can be put there before any work is done.

        Args:
            database: what the last build recorded.
            folder: of the site.
            state: folder for the list of files that a build is about to add.
            apart: a folder of the site whose files are put there and removed by others.
            clean: trust nothing that is recorded.

        Raises:
            OutsideError: files cannot be put there.
        """
        make_writable(folder)
        name = str(folder.resolve())
        if clean or _lost_rows(database, name):
            database.execute("DELETE FROM site WHERE folder = ?", (name,))
        known = bool([*database.execute("SELECT 1 FROM site WHERE folder = ?", (name,))])
        database.execute("INSERT OR IGNORE INTO site VALUES (?, 0)", (name,))
        versions = database.execute("SELECT owner, version FROM site_owner WHERE site = ?", (name,))
        pending = state / f"publishing-{digest_of(name.encode())}.json"
        return cls(
            database=database,
            folder=folder,
            site=name,
            known=known,
            pending=pending,
            apart=apart,
            versions=dict(versions.fetchall()),
            damaged=_find_damaged(database, name, folder),
            unaccounted=_read_pending(pending),
        )

    def is_intact(self, owner: str, version: str) -> bool:
        """Say whether the files of an owner are those of the version, and as they were left."""
        return self.versions.get(owner) == version and owner not in self.damaged

    def find_left(self, owner: str) -> dict[str, str]:
        """Return the keys of an owner's files that are unchanged since the last build, by path."""
        rows = self.database.execute(
            "SELECT path, key FROM site_file WHERE site = ? AND owner = ?", (self.site, owner)
        )
        damaged = self.damaged.get(owner, frozenset())
        return {path: key for path, key in rows if path not in damaged}

    def find_stale(self, owner: str, keys: Mapping[str, str]) -> set[str]:
        """Return those of an owner's files that are missing, changed by others, or of another key.

        Args:
            owner: the owner of the files.
            keys: the current key of each file.
        """
        left = self.find_left(owner)
        return {path for path, key in keys.items() if left.get(path) != key}

    def pages(self, owner: str) -> dict[str, str]:
        """Return the HTML files of an owner by path, with the digests of their contents."""
        return {
            path: digest
            for path, digest in self.paths(owner).items()
            if digest and path.endswith(".html")
        }

    def paths(self, owner: str) -> dict[str, str]:
        """Return the files of an owner by path, with the digests of their contents."""
        rows = self.database.execute(
            "SELECT path, digest FROM site_file WHERE site = ? AND owner = ? ORDER BY path",
            (self.site, owner),
        )
        return dict(rows.fetchall())

    def announce(self, paths: Collection[str]) -> None:
        """Record the files about to be added.

        If this build does not finish, the next one removes those that it does not need.

        Raises:
            OutsideError: the note cannot be written.
        """
        rows = self.database.execute("SELECT path FROM site_file WHERE site = ?", (self.site,))
        new = set(paths) - {path for (path,) in rows}
        if new:
            write_file(self.pending, json.dumps(sorted(new | self.unaccounted)).encode())

    def put(self, staged: Path, path: str, digest: str) -> None:
        """Move a finished file into the site atomically; an identical file keeps its time.

        Args:
            staged: where it is.
            path: where it belongs.
            digest: of its content.

        Raises:
            OutsideError: it cannot be moved.
        """
        self._digests[path] = digest
        if put_file(staged, self.folder, path):
            self.replaced.append(path)

    def record(
        self, owner: str, version: str, keys: Mapping[str, str], stale: Collection[str]
    ) -> None:
        """Record the files of an owner, once the stale ones are replaced.

        Args:
            owner: whose files they are.
            version: equal versions have equal files with equal keys.
            keys: of all its files, by path.
            stale: those that were put into the site, or left out by the renderer.
        """
        gone = self.paths(owner).keys() - keys.keys()
        self._forget(gone)
        self.database.executemany(
            "REPLACE INTO site_file VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (self.site, path, owner, keys[path], self._digests.get(path, ""), *self._stat(path))
                for path in sorted(stale)
            ],
        )
        digest = digest_of("\0".join(self.paths(owner).values()).encode())
        self.database.execute(
            "REPLACE INTO site_owner VALUES (?, ?, ?, ?)", (self.site, owner, version, digest)
        )

    def owners(self) -> dict[str, str]:
        """Return the owners of files, each with a name for what all its files hold."""
        rows = self.database.execute(
            "SELECT owner, version || digest FROM site_owner WHERE site = ? ORDER BY owner",
            (self.site,),
        )
        return dict(rows.fetchall())

    def prune(self, owners: Collection[str]) -> None:
        """Remove the files that none of these owners has, and the folders that are then empty.

        Raises:
            OutsideError: something cannot be removed.
        """
        for owner in self.versions.keys() - set(owners):
            self._forget(self.paths(owner))
            self.database.execute(
                "DELETE FROM site_owner WHERE site = ? AND owner = ?", (self.site, owner)
            )
        gone = {*self.unaccounted, *(() if self.known else walk(self.folder, self.apart))}
        kept = self.database.execute("SELECT path FROM site_file WHERE site = ?", (self.site,))
        accounted = {path for (path,) in kept} if gone else set()
        self.removed += [
            path for path in sorted(gone - accounted) if remove_file(self.folder, path)
        ]

    def record_apart(self) -> None:
        """Record the files of the folder `apart`, so that a lost one is noticed."""
        folder = f"{self.folder}/{self.apart}"
        found = {
            f"{place}/{name}".removeprefix(f"{self.folder}/")
            for place, _, names in os.walk(folder)
            for name in names
        }
        rows = self.database.execute(f"{_STATS} AND owner = ?", (self.site, self.apart)).fetchall()
        changed = find_changed(str(self.folder), rows).keys() | (
            found - {path for path, *_ in rows}
        )
        self.database.executemany(
            "DELETE FROM site_file WHERE site = ? AND path = ?",
            [(self.site, path) for path, *_ in rows if path not in found],
        )
        self.database.executemany(
            "REPLACE INTO site_file VALUES (?, ?, ?, '', '', ?, ?, ?)",
            [(self.site, path, self.apart, *self._stat(path)) for path in changed & found],
        )

    def finish(self) -> None:
        """Count the rows of the site, so that lost ones are noticed."""
        self.database.execute(
            "UPDATE site SET files = (SELECT count(*) FROM site_file WHERE site = folder)"
            " WHERE folder = ?",
            (self.site,),
        )

    def _stat(self, path: str) -> tuple[int, int, int]:
        stat = stat_file(f"{self.folder}/{path}")
        return stat.mtime, stat.size, stat.inode

    def _forget(self, paths: Iterable[str]) -> None:
        gone = [*paths]
        self.unaccounted.update(gone)
        self.database.executemany(
            "DELETE FROM site_file WHERE site = ? AND path = ?",
            [(self.site, path) for path in gone],
        )


def _lost_rows(database: sqlite3.Connection, site: str) -> bool:
    query = (
        "SELECT files != (SELECT count(*) FROM site_file WHERE site = folder)"
        " FROM site WHERE folder = ?"
    )
    return any(lost for (lost,) in database.execute(query, (site,)))


def _find_damaged(
    database: sqlite3.Connection, site: str, folder: Path
) -> dict[str, frozenset[str]]:
    """Return the damaged files by owner. In a copied site all stats differ: contents decide."""
    changed = find_changed(str(folder), database.execute(_STATS, (site,)))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path, stat in changed.items():
        [[owner, digest, size]] = database.execute(
            "SELECT owner, digest, size FROM site_file WHERE site = ? AND path = ?", (site, path)
        )
        if digest and size == stat.size and _holds(folder / path, digest):
            database.execute(
                "UPDATE site_file SET mtime = ?, inode = ? WHERE site = ? AND path = ?",
                (stat.mtime, stat.inode, site, path),
            )
        else:
            found[owner].add(path)
    return {owner: frozenset(paths) for owner, paths in found.items()}


def _holds(path: Path, digest: str) -> bool:
    try:
        return S_ISREG(os.lstat(path).st_mode) and digest_of(path.read_bytes()) == digest
    except OSError:
        return False


def _read_pending(path: Path) -> set[str]:
    """Return the files that a build which did not finish was about to add."""
    try:
        return set(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return set()
