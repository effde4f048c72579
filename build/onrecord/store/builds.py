"""The last build: its result, the files that it read, and the warnings that it reported."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.files.stat import FileStat

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from onrecord.errors import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBuild:
    """The last build that finished."""

    site: str
    """Folder of the site."""
    is_default: bool
    """The site is where the configuration says."""
    environment_key: str
    """Fingerprint of libraries, environment variables and the day."""
    roots: tuple[str, ...]
    """Files and folders that it read; the first is the configuration."""
    warnings: int
    """Number of warnings, also of those that it did not repeat."""
    episodes: int
    """Number of episodes in the archive."""


def read_last_build(database: sqlite3.Connection) -> LastBuild | None:
    """Return the last build; None if the next one must run in any case."""
    for site, is_default, environment_key, roots, warnings, episodes in database.execute(
        "SELECT site, is_default, environment_key, roots, warnings, episodes FROM build"
    ):
        return LastBuild(
            site=site,
            is_default=bool(is_default),
            environment_key=environment_key,
            roots=tuple(json.loads(roots)),
            warnings=warnings,
            episodes=episodes,
        )
    return None


def write_last_build(database: sqlite3.Connection, build: LastBuild | None) -> None:
    """Record a build in place of the one before it."""
    database.execute("DELETE FROM build")
    if build:
        database.execute(
            "INSERT INTO build VALUES (?, ?, ?, ?, ?, ?)",
            (
                build.site,
                build.is_default,
                build.environment_key,
                json.dumps(build.roots),
                build.warnings,
                build.episodes,
            ),
        )


def read_input_files(database: sqlite3.Connection) -> dict[str, FileStat]:
    """Return the files that the last build read, by path."""
    rows = database.execute("SELECT path, mtime, ctime, size, inode FROM input_file")
    return {path: FileStat(*stat) for path, *stat in rows}


def write_input_files(database: sqlite3.Connection, files: Mapping[str, FileStat]) -> None:
    """Record the files that a build has read, in place of those before."""
    before = read_input_files(database)
    database.executemany(
        "DELETE FROM input_file WHERE path = ?", [(path,) for path in before.keys() - files.keys()]
    )
    database.executemany(
        "REPLACE INTO input_file VALUES (?, ?, ?, ?, ?)",
        [
            (path, *stat)
            for path, stat in files.items()
            if before.get(path) != stat and _is_text(path)
        ],
    )


def _is_text(name: str) -> bool:
    """Say whether a file name is Unicode text; other files are not recorded, so never current."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def without_reported(database: sqlite3.Connection, issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Return the errors, and the warnings that the last build did not have."""
    reported = {text for (text,) in database.execute("SELECT text FROM reported")}
    return tuple(
        issue for issue in issues if issue.severity == "error" or _text(issue) not in reported
    )


def write_reported(database: sqlite3.Connection, issues: Iterable[Issue]) -> None:
    """Record the warnings of a build in place of those of the one before it."""
    database.execute("DELETE FROM reported")
    database.executemany(
        "INSERT OR IGNORE INTO reported VALUES (?)", [(_text(issue),) for issue in issues]
    )


def _text(issue: Issue) -> str:
    """Return a warning without its position, which an edit above it changes, and without hints."""
    return str(replace(issue, line=1, column=1, hint=""))
