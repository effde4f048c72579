"""The shards of the search index: those in the site, and copies in a cache.

A shard that has not changed is neither read nor written.
"""

from __future__ import annotations

import os
import shutil
from array import array
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from stat import S_ISDIR
from typing import TYPE_CHECKING

import msgspec

from onrecord.files.atomic_write import write_file
from onrecord.search.sources import Manifest  # noqa: TC001 - msgspec resolves it at run time
from onrecord.store import code_version

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_STATE = "state.json"
# Names the other files of a shard.
_ENTRY = "pagefind-entry.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardStamp:
    """A shard as the last build left it in the site."""

    key: str
    """Fingerprint of everything it was made from."""
    stat_digest: str
    """Digest of sizes, times and inodes of its files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """What the last build recorded."""

    code: str = field(default_factory=code_version)
    manifest: Manifest = field(default_factory=dict)
    shards: dict[str, ShardStamp] = field(default_factory=dict)
    """The shards by name."""


def read_state(cache_dir: Path) -> SearchState:
    """Read what the last build recorded.

    The state is empty if the file is missing, damaged, or was written by other code.
    """
    try:
        state = msgspec.json.decode((cache_dir / _STATE).read_bytes(), type=SearchState)
    except (OSError, msgspec.MsgspecError):
        return SearchState()
    return state if state.code == code_version() else SearchState()


def write_state(cache_dir: Path, state: SearchState) -> None:
    """Record the state for the next build."""
    write_file(cache_dir / _STATE, msgspec.json.encode(state))


def stat_digest(folder: Path) -> str:
    """Return a digest of the sizes, times and inodes of files.

    If the digest is the same, so are the files; if it differs, they may still be the same.
    """
    digest = blake2b(digest_size=16)
    folders = [""]
    with suppress(FileNotFoundError, NotADirectoryError):
        while folders:
            inside = folders.pop()
            # Neither pathlib nor `scandir`: 9,000 files for a thousand episodes, of which `lstat`
            # alone takes 19 ms and all of this 27.
            place = f"{folder}/{inside}"
            names = sorted(os.listdir(place))  # noqa: PTH208 - as above
            stats = array("q")
            for name in names:
                stat = os.lstat(place + name)
                if S_ISDIR(stat.st_mode):
                    folders.append(f"{inside}{name}/")
                else:
                    stats.extend((stat.st_mtime_ns, stat.st_size, stat.st_ino))
            digest.update(
                "\0".join((inside, *names, "")).encode("utf-8", "surrogateescape") + stats.tobytes()
            )
    return digest.hexdigest()


def find_cached(cache_dir: Path, key: str) -> list[Path]:
    """Find the cached shards of a key. They may be damaged: see `is_same`."""
    return sorted(cache_dir.glob(f"{key}-*"))


def is_same(folder: Path, cached: Path) -> bool:
    """Return whether a folder has the files that were saved as `cached`, by their checksum."""
    return cached.name.rpartition("-")[2] == _checksum(folder)


def save_shard(built: Path, cache_dir: Path, key: str) -> Path:
    """Move a shard that was just built, on the same disk, into the cache."""
    cached = cache_dir / f"{key}-{_checksum(built)}"
    built.rename(cached)
    return cached


def copy_shard(cached: Path, folder: Path) -> None:
    """Copy into the site, file by file, what differs.

    An interrupted build leaves each file whole, and every file that the entry names.
    """
    new, old = _list_files(cached), _list_files(folder)
    for name in sorted(new, key=lambda name: (name == _ENTRY, name)):
        content = (cached / name).read_bytes()
        if name not in old or (folder / name).read_bytes() != content:
            replace_file(content, folder / name, cached.parent)
    for name in old - new:
        (folder / name).unlink()


def replace_file(content: bytes, path: Path, cache_dir: Path) -> None:
    """Move a file into the site in one step.

    A build that is killed leaves no other file beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = cache_dir / "temporary"
    temporary.write_bytes(content)
    try:
        temporary.replace(path)
    except OSError:
        # The site is on another disk.
        write_file(path, content)


def remove_others(folder: Path, names: Collection[str]) -> None:
    """Remove all files and folders whose names are not listed."""
    for path in folder.iterdir():
        if path.name not in names:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def prune(cache_dir: Path, keys: Collection[str]) -> None:
    """Remove the cached shards that are no longer in use, and what an interrupted build left."""
    cached = (path.name for key in keys for path in find_cached(cache_dir, key))
    remove_others(cache_dir, {_STATE, *cached})


def _list_files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def _checksum(folder: Path) -> str:
    checksum = blake2b(digest_size=8)
    for name in sorted(_list_files(folder)):
        content = (folder / name).read_bytes()
        checksum.update(f"{name}\0{len(content)}\0".encode() + content)
    return checksum.hexdigest()
