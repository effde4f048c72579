"""Finished files, until all of them are: nothing of a build is visible before that."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from onrecord.errors import InvariantError, as_outside_error
from onrecord.store.fingerprint import digest_of

if TYPE_CHECKING:
    from pathlib import Path


class Stage:
    """A flat folder of numbered files: a second tree of folders would cost more than its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Path] = {}
        """The staged files, by path in the site."""
        self.digests: dict[str, str] = {}
        """Digests of their contents, by the same path."""

    def clear(self) -> None:
        """Remove the files of a build that did not finish.

        Raises:
            OutsideError: it cannot be removed, or the folder cannot be made.
        """
        with as_outside_error(self.folder):
            if self.folder.exists():
                shutil.rmtree(self.folder)
            self.folder.mkdir(parents=True)
        self.files.clear()
        self.digests.clear()

    def add(self, path: str, content: bytes) -> None:
        """Add a file.

        Raises:
            InvariantError: there is one at its path.
            OutsideError: it cannot be written, as on a full disk.
        """
        if path in self.files:
            raise InvariantError("a path of the site has one file", path, "it was added twice")
        place = self.folder / str(len(self.files))
        with as_outside_error(place):
            place.write_bytes(content)
        self.files[path] = place
        self.digests[path] = digest_of(content)
