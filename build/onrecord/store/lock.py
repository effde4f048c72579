"""One build at a time."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from onrecord.errors import OutsideError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Lock:
    """A file that one process holds; the system lets go of it however the process ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    def take(self, waiting: Callable[[str], None]) -> None:
        """Take it; where another build has it, tell `waiting` whose it is and wait.

        Raises:
            OutsideError: the file cannot be made.
        """
        if self._handle is not None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise OutsideError(str(self.path), error.strerror or str(error)) from error
        if not _try(handle):
            holder = (
                os.pread(handle, 20, 0).decode("ascii", "replace").strip()
                if hasattr(os, "pread")
                else ""
            )
            waiting(holder)
            _wait(handle)
        with suppress(OSError):  # A full disk: the number is for messages only.
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
        self._handle = handle

    def release(self) -> None:
        """Let go of it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":
    import msvcrt
    import time

    # Behind the number, which others may read.
    _PLACE = 1024

    def _try(handle: int) -> bool:
        os.lseek(handle, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

    def _wait(handle: int) -> None:
        while not _try(handle):
            time.sleep(0.2)
else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
