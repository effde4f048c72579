"""What a look at a folder says without reading a file, as in git's index."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Stat = tuple[str, int, int, int, int]
"""Name, times of last change of content and of inode in nanoseconds, size, inode."""

# A file may change twice within one tick of its file system's clock: 2 s for FAT, 10 ms at most where fractions are kept.
_COARSE, _FINE = 2_000_000_000, 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The regular files of a folder, and when they were looked at."""

    files: tuple[Stat, ...]
    seen: int
    """Nanoseconds of this machine's clock."""

    def proves(self, now: Signature) -> bool:
        """Say whether a look at the folder `now` shows that no file has changed since this one.

        It does not where a file had changed just before it was first seen: another change in the same tick would look the same.
        """
        return self.files == now.files and all(
            is_settled(changed, self.seen) for _, changed, _, _, _ in self.files
        )

    def renew(self, now: Signature, written: str) -> Signature:
        """Give the signature after we wrote the file `written`: that of `now`, unless somebody has changed another one meanwhile."""
        before, after = (
            [each for each in side.files if each[0] != written] for side in (self, now)
        )
        return now if before == after else self


def is_settled(changed: int, seen: int) -> bool:
    """Say whether a file that was changed at one time, and looked at later, would look another way after any other change.

    Args:
        changed: time of its last change, in nanoseconds.
        seen: when it was looked at.
    """
    return changed + (_FINE if changed % 1_000_000 else _COARSE) < seen


def sign(folder: Path) -> Signature:
    """Look at the regular files of a folder; hidden ones, such as an editor's, have no part in anything."""
    # Before the look: what changes after it must not seem to be older.
    seen = time.time_ns()
    files: list[Stat] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(".") and entry.is_file():
                stat = entry.stat()
                files.append(
                    (entry.name, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino)
                )
    return Signature(files=tuple(sorted(files)), seen=seen)
