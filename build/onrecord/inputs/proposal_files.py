"""The files in `proposals/` of an episode: what readers propose, which no build reads."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from onrecord import archive
from onrecord.errors import Issue, OutsideError, shown

if TYPE_CHECKING:
    from pathlib import Path

# The forms fill in about 400 bytes; an address with which a forge fills in a file has at most 8 kB.
MAX_PROPOSAL: Final = 64 * 1024
# For an episode at a time. The rest is not lost: it is read once these are taken.
MAX_PROPOSALS: Final = 200
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}[.]yml")


def list_proposals(root: Path, slug: str) -> tuple[tuple[archive.Document, ...], tuple[Issue, ...]]:
    """Read the proposals for an episode, by name, and report each file that cannot be one.

    Args:
        root: of the archive.
        slug: of the episode.

    Raises:
        OutsideError: a file or the folder cannot be read.
    """
    place = archive.proposals_folder(slug)
    folder = root / place
    if not folder.is_dir() or folder.is_symlink():
        return (), ()
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        raise OutsideError(place, error.strerror or str(error)) from error
    found: list[archive.Document] = []
    issues: list[Issue] = []
    for entry in entries:
        path = f"{place}/{shown(entry.name)}"
        if entry.name.startswith(".") or entry.name.lower().startswith("readme"):
            continue
        if not entry.is_file(follow_symlinks=False):
            issues.append(Issue(path=path, message="not a file", hint="remove it"))
        elif not _NAME.fullmatch(entry.name):
            message = "expected a name of letters, digits, '-', '_' and '.' that ends in '.yml'"
            issues.append(Issue(path=path, message=message, hint="rename it"))
        elif entry.stat(follow_symlinks=False).st_size > MAX_PROPOSAL:
            message = f"larger than {MAX_PROPOSAL // 1024} kB"
            issues.append(Issue(path=path, message=message, hint="make several files of it"))
        elif len(found) < MAX_PROPOSALS:
            content = archive.read_bytes(root / path, MAX_PROPOSAL)
            found.append(archive.Document(path=path, content=content))
    return tuple(found), tuple(issues)
