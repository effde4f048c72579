"""How files look: what a look says without reading them."""

from __future__ import annotations

import os
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MISSING = (0, -1, 0)
"""How a file looks that is not there. A renderer may leave out an empty page."""


def look(path: str) -> tuple[int, int, int]:
    """Give how a file looks now; a link is not followed."""
    try:
        stat = os.lstat(path)
    except OSError:
        return MISSING
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def look_at(folder: str, paths: Iterable[str]) -> bytes:
    """Look at files of a folder, as fast as can be: a thousand episodes have 70,000. Gives three numbers of 64 bits for each."""
    looks = array("q")
    extend, see = looks.extend, os.lstat
    for path in paths:
        try:
            stat = see(f"{folder}/{path}")
        except OSError:
            extend(MISSING)
        else:
            extend((stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return looks.tobytes()
