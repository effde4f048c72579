"""Parts of the search index in the site, and those that are kept from build to build: what is as it was is neither read nor written."""

from __future__ import annotations

import json
import os
import shutil
from array import array
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from stat import S_ISDIR
from typing import TYPE_CHECKING

from onrecord.files.atomic_write import write_file
from onrecord.search.sources import NOBODY, IndexedSource, Manifest
from onrecord.store import code_version, digest_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

# Among the kept parts.
_MEMORY = "memory"
# Names the other files of a part.
_ENTRY = "pagefind-entry.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardStamp:
    """A part as it was left in the site."""

    key: str
    """Of all that it was made of."""
    looks: str
    """Digest of sizes, times and inodes of its files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the last build knew."""

    known: Manifest = NOBODY
    """Of the holders of pages."""
    parts: Mapping[str, ShardStamp] = field(default_factory=dict)
    """By name."""


def read_memory(kept: Path) -> Memory:
    """Give what the last build knew: nothing, where that is missing, damaged, or written by other code."""
    try:
        proof, _, content = (kept / _MEMORY).read_bytes().partition(b"\n")
    except OSError:
        return Memory()
    if proof != _prove(content):
        return Memory()
    held, wordless, parts = json.loads(content)
    return Memory(
        known=Manifest(
            held={name: IndexedSource(*each) for name, *each in held}, wordless=frozenset(wordless)
        ),
        parts={name: ShardStamp(key=key, looks=looks) for name, key, looks in parts},
    )


def write_memory(kept: Path, memory: Memory) -> None:
    """Write it down for the next build."""
    parts = [(name, left.key, left.looks) for name, left in memory.parts.items()]
    held = [(name, *each) for name, each in memory.known.held.items()]
    content = json.dumps([held, [*memory.known.wordless], parts], separators=(",", ":")).encode()
    write_file(kept / _MEMORY, _prove(content) + b"\n" + content)


def _prove(content: bytes) -> bytes:
    return digest_of(code_version().encode() + content).encode()


def look(part: Path) -> str:
    """Name how the files of a part look: what looks the same is the same, what does not may be all the same."""
    seen = blake2b(digest_size=16)
    folders = [""]
    with suppress(FileNotFoundError, NotADirectoryError):
        while folders:
            inside = folders.pop()
            # Neither pathlib nor `scandir`: 9,000 files for a thousand episodes, of which the looks alone take 19 ms and all of this 27.
            folder = f"{part}/{inside}"
            names = sorted(os.listdir(folder))  # noqa: PTH208 - the same
            looks = array("q")
            for name in names:
                stat = os.lstat(folder + name)
                if S_ISDIR(stat.st_mode):
                    folders.append(f"{inside}{name}/")
                else:
                    looks.extend((stat.st_mtime_ns, stat.st_size, stat.st_ino))
            seen.update(
                "\0".join((inside, *names, "")).encode("utf-8", "surrogateescape") + looks.tobytes()
            )
    return seen.hexdigest()


def find(kept: Path, key: str) -> list[Path]:
    """Find what was kept of a key. Nothing says yet that it is as it was."""
    return sorted(kept.glob(f"{key}-*"))


def is_whole(stored: Path) -> bool:
    """Say whether a kept part is as it was."""
    return holds(stored, stored)


def holds(part: Path, stored: Path) -> bool:
    """Say whether a part in the site holds what was once kept as `stored`."""
    return stored.name.rpartition("-")[2] == _sum(part)


def keep(made: Path, kept: Path, key: str) -> Path:
    """Move a part that was just made, on the same disk, to those that are kept."""
    place = kept / f"{key}-{_sum(made)}"
    made.rename(place)
    return place


def put(stored: Path, part: Path) -> None:
    """Copy into the site, file by file, what is not as before: an interrupted build leaves each whole, and all that the entry names."""
    new, old = _list(stored), _list(part)
    for name in sorted(new, key=lambda name: (name == _ENTRY, name)):
        content = (stored / name).read_bytes()
        if name not in old or (part / name).read_bytes() != content:
            put_file(content, part / name, stored.parent)
    for name in old - new:
        (part / name).unlink()


def put_file(content: bytes, path: Path, kept: Path) -> None:
    """Move a file into the site, at once: a build that is killed leaves no other beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    near = kept / "moved"
    near.write_bytes(content)
    try:
        near.replace(path)
    except OSError:
        # The site is on another disk.
        write_file(path, content)


def clear(folder: Path, names: Collection[str]) -> None:
    """Remove all but what has one of the names."""
    for path in folder.iterdir():
        if path.name not in names:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def forget(kept: Path, keys: Collection[str]) -> None:
    """Remove the kept parts that are not in use, and what an interrupted build left of others."""
    clear(kept, {_MEMORY, *(place.name for key in keys for place in find(kept, key))})


def _list(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def _sum(folder: Path) -> str:
    made = blake2b(digest_size=8)
    for name in sorted(_list(folder)):
        content = (folder / name).read_bytes()
        made.update(f"{name}\0{len(content)}\0".encode() + content)
    return made.hexdigest()
