"""Writing a file atomically."""

from __future__ import annotations

import os
import re
import tempfile
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from onrecord.errors import as_outside_error

if TYPE_CHECKING:
    from pathlib import Path


# Written by `mkstemp`.
_UNFINISHED: Final = re.compile(r"\..+\.[a-z0-9_]{8}")
# Nobody takes longer to write a file.
_UNFINISHED_SECONDS: Final = 60


def write_file(path: Path, content: bytes) -> None:
    """Replace a file in one step; create its folders as needed.

    Raises:
        OutsideError: It cannot be written; the old file is unchanged.
    """
    with as_outside_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            # mkstemp sets 0600, but other users read published files.
            os.chmod(name, 0o644)  # noqa: PTH101 - a name, not a Path
            os.replace(name, path)  # noqa: PTH105 - the same
        except BaseException:
            with suppress(OSError):
                os.unlink(name)  # noqa: PTH108 - the same
            raise


def remove_unfinished(path: Path) -> None:
    """Remove what is left beside a file of processes that were killed while they wrote it."""
    for other in path.parent.glob(f".{path.name}.*"):
        with suppress(OSError):
            is_old = other.stat().st_mtime < time.time() - _UNFINISHED_SECONDS
            if is_old and _UNFINISHED.fullmatch(other.name):
                other.unlink()
