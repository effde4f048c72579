"""Creating an archive from the files in `new_archive_files`."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from onrecord import __version__
from onrecord.errors import ConfigurationError, OutsideError
from onrecord.files.atomic_write import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

_FILES: Final = "new_archive_files"
# Packaging tools leave out files that start with a dot.
_DOT: Final = "dot-"


def make_archive(target: Path) -> tuple[str, ...]:
    """Write a small but complete archive into a new or empty folder; return the paths of its files.

    Raises:
        ConfigurationError: The folder is not empty.
        OutsideError: It cannot be written.
    """
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            hint = "name a new folder, or an empty one"
            raise ConfigurationError(
                f"{target}: not an empty folder; nothing was written\n    hint: {hint}"
            )
    except OSError as error:
        raise OutsideError(str(target), error.strerror or str(error)) from error
    written = []
    for path, content in sorted(_files(files("onrecord.intake") / _FILES, "")):
        write_file(target / path, content.replace(b"@VERSION@", __version__.encode()))
        written.append(path)
    return tuple(written)


def _files(folder: Traversable, place: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        path = place + (
            f".{entry.name.removeprefix(_DOT)}" if entry.name.startswith(_DOT) else entry.name
        )
        if entry.is_dir():
            yield from _files(entry, f"{path}/")
        else:
            yield path, entry.read_bytes()
