"""The definition of *current*, for an episode and for a whole build.

The result of some files is current while its environment, which is all else that it depends on,
is unchanged, and

1. the stats of the files are those recorded, or else
2. their contents have the recorded fingerprint (its key). A whole build has no key: a changed stat
   means building again.

A file modified within one timestamp tick before it was read is not recorded, because its stat
proves nothing (`Snapshot.settled`).
"""

from __future__ import annotations

import os
import re
import site
import sqlite3
import sys
from contextlib import closing
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.files.stat import Snapshot, find_changed
from onrecord.store.builds import LastBuild, read_input_files, read_last_build
from onrecord.store.database import FILE, open_for_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from onrecord.files.stat import FileStat

# The folder in an archive for the store and other state.
STATE = ".onrecord"
# Only MkDocs can read a configuration that is made from another one.
_INHERITS = re.compile(r"^INHERIT\s*:", re.MULTILINE)
_ENVIRONMENT = re.compile(r"!ENV\b(.*)")
_NAME = re.compile(r"[A-Za-z_]\w*")


def is_current(
    *,
    same_environment: bool,
    recorded: Mapping[str, FileStat],
    now: Mapping[str, FileStat],
    has_same_key: Callable[[], bool] = lambda: False,
) -> bool:
    """Return whether a result is current: making it again would give the same.

    Args:
        same_environment: nothing else that it depends on has changed.
        recorded: stats of its files when it was made; none for a file whose stat proves nothing.
        now: their stats now.
        has_same_key: reads the files and compares fingerprints.
    """
    return (same_environment and recorded == now) or has_same_key()


def find_current_build(archive: Path, site_dir: Path | None) -> LastBuild | None:
    """Return the last build if building again would change no file, in the site or elsewhere.

    Args:
        archive: its folder.
        site_dir: folder of the site; None: as configured.
    """
    database = open_for_reading(archive / STATE / FILE)
    if database is None:
        return None
    with closing(database):
        try:
            build = read_last_build(database)
            if build is None or not _is_of(build, archive, site_dir):
                return None
            inputs = Snapshot.take(build.roots)
            same_inputs = inputs.complete and is_current(
                same_environment=build.environment_key == environment_key(build.roots[0]),
                recorded=read_input_files(database),
                now=inputs.files,
            )
            files = database.execute(
                "SELECT path, mtime, size, inode FROM site_file WHERE site = ?", (build.site,)
            )
            return build if same_inputs and not find_changed(build.site, files) else None
        except (sqlite3.Error, ValueError, TypeError, IndexError):
            # Another build is committing, or the store is damaged: the build finds that out.
            return None


def environment_key(configuration: str) -> str:
    """Return a fingerprint of the libraries, the environment variables and the day.

    These are what a build depends on beside files. Empty if they cannot be determined.

    An installed or upgraded library changes the folder that it is in.

    Args:
        configuration: path of `mkdocs.yml`, which need not exist.
    """
    try:
        text = Path(configuration).read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    except (OSError, ValueError):
        return ""
    if _INHERITS.search(text):
        return ""
    named = {
        name: os.environ.get(name)
        for line in _ENVIRONMENT.findall(text)
        for name in _NAME.findall(line)
    }
    folders = [*site.getsitepackages(), site.getusersitepackages()]
    libraries = [
        (folder, Path(folder).stat().st_mtime_ns) for folder in folders if Path(folder).is_dir()
    ]
    # Some notes give the day on which they were published.
    day = date.today().isoformat()  # noqa: DTZ011 - the publisher's own day
    facts = repr((sys.version, libraries, day, sorted(named.items())))
    return blake2b(facts.encode("utf-8", "surrogatepass")).hexdigest()


def _is_of(build: LastBuild, archive: Path, site_dir: Path | None) -> bool:
    """Return whether a build is of an archive, not of the folder it is a copy of, and of a site."""
    if Path(build.roots[0]).parent.resolve() != archive.resolve():
        return False
    return build.is_default if site_dir is None else str(site_dir.resolve()) == build.site
