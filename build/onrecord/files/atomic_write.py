"""Writing a file so that it is never seen half."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

from onrecord.errors import OutsideError

if TYPE_CHECKING:
    from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Put `content` in place of what is there, at once, with folders as needed.

    Raises:
        OutsideError: it cannot be written; what was there is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            # mkstemp gives 0600; a published file is read by others.
            os.chmod(name, 0o644)  # noqa: PTH101 - a name, not a Path
            os.replace(name, path)  # noqa: PTH105 - the same
        except BaseException:
            with suppress(OSError):
                os.unlink(name)  # noqa: PTH108 - the same
            raise
    except OSError as error:
        raise OutsideError(str(path), error.strerror or str(error)) from error
