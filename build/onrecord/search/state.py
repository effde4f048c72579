"""The search index as the last build left it: its record, and its folders in the site.

A shard is never changed: it is moved into the site as a whole, and removed when the list of shards
no longer names it.
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
from onrecord.search.shards import Shard  # noqa: TC001 - msgspec resolves it at run time
from onrecord.search.sources import Manifest  # noqa: TC001 - the same
from onrecord.store import digest_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardStamp:
    """A shard in the site."""

    shard: Shard
    checksum: str
    """Of the contents of its files."""
    stat_digest: str
    """Digest of the sizes, times and inodes of its files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """The record of a build."""

    version: str
    """Of the programs that made the index."""
    manifest: Manifest = field(default_factory=dict)
    stamps: tuple[ShardStamp, ...] = ()


def read_state(state_dir: Path, version: str) -> SearchState:
    """Read the record of the last build.

    It is empty if the file is missing, damaged, or was written by another version.
    """
    with suppress(OSError, msgspec.MsgspecError):
        checksum, _, content = (state_dir / _STATE).read_bytes().partition(b"\n")
        if checksum == digest_of(content).encode():
            state = msgspec.json.decode(content, type=SearchState)
            if state.version == version:
                return state
    return SearchState(version=version)


def write_state(state_dir: Path, state: SearchState) -> None:
    """Record the state for the next build, and remove what an interrupted one left."""
    content = msgspec.json.encode(state)
    write_file(state_dir / _STATE, digest_of(content).encode() + b"\n" + content)
    remove_others(state_dir, {_STATE})


def stamp_of(shard: Shard, folder: Path) -> ShardStamp:
    """Return the stamp of a shard that was just moved into the site."""
    return ShardStamp(shard=shard, checksum=_checksum(folder), stat_digest=_stat_digest(folder))


def check_stamp(stamp: ShardStamp, folder: Path) -> ShardStamp | None:
    """Return the stamp with the stats as they are now; None if the shard is damaged.

    In a copied site all stats differ: contents decide.
    """
    stats = _stat_digest(folder)
    if stats == stamp.stat_digest:
        return stamp
    if not folder.is_dir() or _checksum(folder) != stamp.checksum:
        return None
    return ShardStamp(shard=stamp.shard, checksum=stamp.checksum, stat_digest=stats)


def move_folder(source: Path, target: Path) -> None:
    """Move a finished shard into the site."""
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    # A site on another disk gets a copy.
    shutil.move(source, target)


def remove_others(folder: Path, names: Collection[str]) -> None:
    """Remove all files and folders whose names are not listed."""
    for path in folder.iterdir():
        if path.name not in names:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _stat_digest(folder: Path) -> str:
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


def _checksum(folder: Path) -> str:
    checksum = blake2b(digest_size=8)
    for path in sorted(path for path in folder.rglob("*") if not path.is_dir()):
        content = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        checksum.update(f"{name}\0{len(content)}\0".encode() + content)
    return checksum.hexdigest()
