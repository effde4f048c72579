"""One build at a time."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from onrecord.errors import as_outside_error

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from filelock import BaseFileLock


def lock(path: Path, waiting: Callable[[str], None]) -> BaseFileLock:
    """Take the lock of an archive; the system releases it however the process ends.

    Args:
        path: of its file, which holds the id of the process.
        waiting: is called with that id if another process holds the lock, before waiting for it.

    Raises:
        OutsideError: the file cannot be created.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - 50 ms, and a build with nothing to do takes no lock

    taken = FileLock(path, thread_local=False)
    with as_outside_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            taken.acquire(timeout=0)
        except Timeout:
            waiting(path.read_text("ascii", "replace").strip())
            taken.acquire()
    with suppress(OSError):  # A full disk: the id is for messages only.
        path.write_text(f"{os.getpid()}\n", "ascii")
    return taken
