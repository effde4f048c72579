"""The files of a built site: which are as a build left them, which are to be replaced, which must go."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
from array import array
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from onrecord.errors import OutsideError
from onrecord.files.stat import look, look_at
from onrecord.store.row import Mark, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_NOTHING = Row(version="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The files that an owner (an episode, the archive, the theme) must have in the site."""

    version: str
    """Equal versions have equal files and keys."""
    keys: Mapping[str, str]
    """By path: fingerprint of all that the file depends on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFiles:
    """What a build has left of an owner."""

    row: Row
    marks: Mapping[str, Mark]
    """By path."""


@dataclass(slots=True, kw_only=True)
class Outputs:
    """The site in the folder `folder`."""

    folder: Path
    rows: dict[str, Row]
    """By owner, as the last build left them."""
    known: bool
    """The last build came to its end here; or else any file may be anybody's."""
    unfinished: Sequence[str] = ()
    """What a build that did not come to its end was about to put here."""
    apart: str = ""
    """A folder of the site that others see to."""
    marks: Callable[[str], Mapping[str, Mark]] = lambda _: {}
    """Reads, by path, what the files of an owner were made of; what is lost of it is not there."""
    _damaged: dict[str, frozenset[str]] = field(default_factory=dict)
    replaced: list[str] = field(default_factory=list)
    """What this build has put here."""
    removed: list[str] = field(default_factory=list)
    renewed: set[str] = field(default_factory=set)
    """Owners of files that look another way and hold the same: somebody has copied the site, or taken it from an archive."""
    _digests: dict[str, str] = field(default_factory=dict)

    def find_damaged(self, owner: str) -> frozenset[str]:
        """List the files of an owner that are not as the last build left them."""
        if owner not in self._damaged:
            row = self.rows.get(owner, _NOTHING)
            looks = look_at(str(self.folder), row.paths)
            self._damaged[owner] = (
                frozenset() if looks == row.looks else self._compare(owner, row, looks)
            )
        return self._damaged[owner]

    def is_intact(self, owner: str, version: str) -> bool:
        """Say whether the files of an owner are those of the version, and as they were left."""
        return (
            owner in self.rows
            and self.rows[owner].version == version
            and not self.find_damaged(owner)
        )

    def find_stale(self, owner: str, keys: Mapping[str, str]) -> set[str]:
        """List, of an owner's files by their keys, those that are missing, were changed by somebody else, or have another key."""
        if owner not in self.rows:
            return set(keys)
        left = self.marks(owner)
        damaged = self.find_damaged(owner)
        return {
            path
            for path, key in keys.items()
            if path in damaged or path not in left or left[path].key != key
        }

    def _compare(self, owner: str, row: Row, looks: bytes) -> frozenset[str]:
        """Give the files that look another way and do not hold the same, and remember how the others look."""
        before, now = array("q", row.looks), array("q", looks)
        marks, damaged = self.marks(owner), set[str]()
        for place, path in enumerate(row.paths):
            own = slice(3 * place, 3 * place + 3)
            if now[own] != before[own]:
                if (
                    now[own][1] == before[own][1]
                    and path in marks
                    and self._holds(path, marks[path].digest)
                ):
                    before[own] = now[own]
                    self.renewed.add(owner)
                else:
                    damaged.add(path)
        self.rows[owner] = replace(row, looks=before.tobytes())
        return frozenset(damaged)

    def _holds(self, path: str, digest: str) -> bool:
        place = self.folder / path
        try:
            return S_ISREG(os.lstat(place).st_mode) and digest_of(place.read_bytes()) == digest
        except OSError:
            return False

    def put(self, staged: Path, path: str, digest: str) -> None:
        """Move a finished file into the site, at once; a file that is the same stays, with its time.

        Args:
            staged: where it is.
            path: where it belongs.
            digest: of what it holds.

        Raises:
            OutsideError: it cannot be moved.
        """
        # Not pathlib: 72 files an episode.
        target = f"{self.folder}/{path}"
        self._digests[path] = digest
        try:
            if _is_file(target) and filecmp.cmp(staged, target, shallow=False):
                staged.unlink()
                return
            try:
                _move(staged, target)
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError, FileExistsError):
                self._make_room(Path(target))
                _move(staged, target)
        except OSError as error:
            raise OutsideError(target, error.strerror or str(error)) from error
        self.replaced.append(path)

    def open(self) -> None:
        """See that files can be put there, before any work is done for it.

        Raises:
            OutsideError: they cannot.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutsideError(str(self.folder), error.strerror or str(error)) from error
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise OutsideError(str(self.folder), "files cannot be written here")

    def _make_room(self, target: Path) -> None:
        """Make folders; remove a folder where a file is wanted, and files where folders are, but nothing outside of the site."""
        with suppress(OSError):
            # Most often nothing is in the way, and one folder is missing.
            target.parent.mkdir()
            return
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        for parent in reversed(target.relative_to(self.folder).parents[:-1]):
            if (self.folder / parent).is_file():
                (self.folder / parent).unlink()
        target.parent.mkdir(parents=True, exist_ok=True)

    def describe(self, expected: Expected, owner: str, stale: Iterable[str]) -> PublishedFiles:
        """Give what is left of an owner once its stale files are replaced."""
        row = self.rows.get(owner, _NOTHING)
        places = {path: place for place, path in enumerate(row.paths)}
        fresh, before, folder = (
            set(stale),
            self.marks(owner) if owner in self.rows else {},
            f"{self.folder}/",
        )
        paths = sorted(expected.keys)
        marks: dict[str, Mark] = {}
        for path in paths:
            if path in fresh:
                marks[path] = Mark(expected.keys[path], self._digests.get(path, ""))
            else:
                # Lost, of a file that is as it was.
                marks[path] = before.get(path) or Mark(
                    expected.keys[path], digest_of((self.folder / path).read_bytes())
                )
        looks = [
            (path, look(folder + path) if path in fresh else row.look(places[path]))
            for path in paths
        ]
        return PublishedFiles(
            row=Row.of(expected.version, name_all(mark.digest for mark in marks.values()), looks),
            marks=marks,
        )

    def prune(self, kept: Mapping[str, Row]) -> None:
        """Remove what nothing accounts for, and the folders that are empty then.

        Args:
            kept: the rows as they are now.

        Raises:
            OutsideError: something cannot be removed.
        """
        gone = set(self._unaccounted(kept))
        if not self.known or gone:
            gone -= {path for row in kept.values() for path in row.paths}
        for path in sorted(gone):
            try:
                (self.folder / path).unlink()
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:
                raise OutsideError(str(self.folder / path), error.strerror or str(error)) from error
            self.removed.append(path)
            for parent in Path(path).parents:
                if parent == Path():
                    break
                try:
                    (self.folder / parent).rmdir()
                except OSError:
                    break

    def _unaccounted(self, kept: Mapping[str, Row]) -> Iterator[str]:
        if not self.known:
            yield from (
                path
                for path in _walk(self.folder)
                if not self.apart or not path.startswith(f"{self.apart}/")
            )
        yield from self.unfinished
        for owner, row in self.rows.items():
            now = kept.get(owner)
            if now is None:
                yield from row.paths
            elif now.listed != row.listed:
                yield from set(row.paths).difference(now.paths)


def digest_of(content: bytes) -> str:
    """Name what a file holds."""
    return blake2b(content, digest_size=16).hexdigest()


def name_all(digests: Iterable[str]) -> str:
    """Name what several files hold, in an order."""
    return digest_of("\0".join(digests).encode())


def _walk(folder: Path) -> Iterator[str]:
    """List the files below a folder; like MkDocs, nothing hidden at its top, such as `.git`. Folders without files are removed."""
    for place, folders, files in os.walk(folder, topdown=False):
        inside = Path(place).relative_to(folder)
        if inside.parts and inside.parts[0].startswith("."):
            continue
        yield from (
            (inside / name).as_posix() for name in files if inside.parts or not name.startswith(".")
        )
        # A link to a folder is listed among the folders.
        yield from (
            (inside / name).as_posix() for name in folders if (Path(place) / name).is_symlink()
        )
        if not files and not folders and inside.parts:
            with suppress(OSError):
                Path(place).rmdir()


def _is_file(path: str) -> bool:
    """Say whether there is a file, and no link to one."""
    try:
        return S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _move(staged: Path, target: str) -> None:
    """Move a file, at once, even from another file system."""
    try:
        os.replace(staged, target)  # noqa: PTH105 - in place of what is there
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = Path(target).with_name(f".{Path(target).name}.onrecord")
        try:
            shutil.copyfile(staged, near)
            os.replace(near, target)  # noqa: PTH105 - the same
        finally:
            near.unlink(missing_ok=True)
        staged.unlink()
