"""How files look: what a look says without reading them."""

from __future__ import annotations

import os
from array import array
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What is seen takes ten times as much before it is three numbers.
_AT_ONCE = 1000
MISSING = (0, -1, 0)
"""How a file looks that is not there. A renderer may leave out an empty page."""


def look(path: str) -> tuple[int, int, int]:
    """Give how a file looks now; a link is not followed."""
    try:
        stat = os.lstat(path)
    except OSError:
        return MISSING
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def look_at(folder: str, paths: Sequence[str]) -> bytes:
    """Look at files of a folder, as fast as can be: a thousand episodes have 70,000. Gives three numbers of 64 bits for each."""
    looks = array("q")
    try:
        # From the folder on, each look takes a third less.
        with _open(folder) as handle:
            start = f"{folder}/" if handle is None else ""
            for first in range(0, len(paths), _AT_ONCE):
                some = paths[first : first + _AT_ONCE]
                stats = [
                    os.stat(start + path, dir_fd=handle, follow_symlinks=False) for path in some
                ]
                looks.extend(
                    [
                        number
                        for stat in stats
                        for number in (stat.st_mtime_ns, stat.st_size, stat.st_ino)
                    ]
                )
    except OSError:
        return array("q", chain.from_iterable(look(f"{folder}/{path}") for path in paths)).tobytes()
    return looks.tobytes()


@contextmanager
def _open(folder: str) -> Iterator[int | None]:
    """Give a handle of a folder; None where there are none."""
    if os.stat not in os.supports_dir_fd:
        yield None
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)
