"""The folder of a site: files are put there whole, and removed."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from onrecord.errors import OutsideError, as_outside_error

if TYPE_CHECKING:
    from collections.abc import Iterator


def make_writable(folder: Path) -> None:
    """Create the folder if need be.

    Raises:
        OutsideError: files cannot be put there.
    """
    with as_outside_error(folder):
        folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutsideError(str(folder), "files cannot be written here")


def put_file(staged: Path, folder: Path, path: str) -> bool:
    """Move a finished file into a site atomically; an identical file keeps its time.

    Returns whether the file differs from the one that was there.

    Args:
        staged: the finished file.
        folder: of the site.
        path: in the site.

    Raises:
        OutsideError: it cannot be moved.
    """
    # Not pathlib: 72 files an episode.
    target = f"{folder}/{path}"
    with as_outside_error(target):
        if _is_file(target) and filecmp.cmp(staged, target, shallow=False):
            staged.unlink()
            return False
        try:
            _move(staged, target)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError, FileExistsError):
            _make_room(folder, Path(target))
            _move(staged, target)
    return True


def remove_file(folder: Path, path: str) -> bool:
    """Remove a file of a site, and the folders that are then empty; say whether there was one.

    Args:
        folder: of the site.
        path: in the site.

    Raises:
        OutsideError: it cannot be removed.
    """
    with as_outside_error(folder / path):
        try:
            (folder / path).unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
    with suppress(OSError):
        for parent in [*Path(path).parents][:-1]:
            (folder / parent).rmdir()
    return True


def _make_room(folder: Path, target: Path) -> None:
    """Make folders; remove files and folders that are in the way, but only within the site."""
    with suppress(OSError):
        # Most often nothing is in the way, and one folder is missing.
        target.parent.mkdir()
        return
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    for parent in reversed(target.relative_to(folder).parents[:-1]):
        if (folder / parent).is_file():
            (folder / parent).unlink()
    target.parent.mkdir(parents=True, exist_ok=True)


def walk(folder: Path, apart: str) -> Iterator[str]:
    """List the files of a site, except those in the folder `apart`.

    Like MkDocs, also skips names hidden at its top, such as `.git`.

    Empty folders are removed.
    """
    for place, folders, files in os.walk(folder, topdown=False):
        inside = Path(place).relative_to(folder)
        if inside.parts and (inside.parts[0].startswith(".") or inside.parts[0] == apart):
            continue
        # A link to a folder is listed among the folders.
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        yield from (
            (inside / name).as_posix()
            for name in (*files, *links)
            if inside.parts or not name.startswith(".")
        )
        if not files and not folders and inside.parts:
            with suppress(OSError):
                Path(place).rmdir()


def _is_file(path: str) -> bool:
    """Say whether there is a file, and no link to one."""
    try:
        return S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _move(staged: Path, target: str) -> None:
    """Move a file, at once, even from another file system."""
    try:
        os.replace(staged, target)  # noqa: PTH105 - in place of what is there
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = Path(target).with_name(f".{Path(target).name}.onrecord")
        try:
            shutil.copyfile(staged, near)
            os.replace(near, target)  # noqa: PTH105 - the same
        finally:
            near.unlink(missing_ok=True)
        staged.unlink()
