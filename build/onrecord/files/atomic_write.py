"""Writing a file atomically."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

from onrecord.errors import as_outside_error

if TYPE_CHECKING:
    from pathlib import Path


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
