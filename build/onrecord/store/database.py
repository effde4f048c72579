"""The database of an archive: one SQLite file, changed in one transaction a build."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing, suppress
from pathlib import Path

from onrecord.errors import OutsideError

FILE = "store.sqlite"
_SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
# Any other schema is made again, since everything in it can be.
_VERSION = zlib.crc32(_SCHEMA.encode()) & 0x7FFF_FFFF


def open_database(path: Path) -> sqlite3.Connection:
    """Open the database for a build, and begin the transaction that `commit` ends.

    A foreign or damaged file is replaced.

    Raises:
        OutsideError: it cannot be created.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _begin(path)
        except sqlite3.DatabaseError:
            remove_database(path)
            return _begin(path)
    except (OSError, sqlite3.Error) as error:
        raise OutsideError(str(path), str(getattr(error, "strerror", None) or error)) from error


def open_for_reading(path: Path) -> sqlite3.Connection | None:
    """Open the database without taking or awaiting a lock; None if none has this version."""
    try:
        database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)
    except sqlite3.Error:
        return None
    with suppress(sqlite3.Error):
        if _version(database) == _VERSION:
            return database
    database.close()
    return None


def is_damaged(path: Path) -> bool:
    """Say whether the database, with which something went wrong, must be made again."""
    try:
        with closing(sqlite3.connect(path)) as database:
            [[found], *_] = database.execute("PRAGMA quick_check(1)")
    except sqlite3.Error:
        return True
    return bool(found != "ok")


def remove_database(path: Path) -> None:
    """Delete the database; the next build makes it again."""
    for ending in ("", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _begin(path: Path) -> sqlite3.Connection:
    # Isolation level None: we say where transactions begin and end.
    database = sqlite3.connect(path, isolation_level=None)
    try:
        if _version(database) != _VERSION:
            names = [*database.execute("SELECT name FROM sqlite_master LIMIT 1")]
            if names:
                raise sqlite3.DatabaseError("made by another version")  # noqa: TRY301 - closed below, like after any error
            database.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT")
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("BEGIN IMMEDIATE")
    except BaseException:
        database.close()
        raise
    return database


def _version(database: sqlite3.Connection) -> int:
    [[version]] = database.execute("PRAGMA user_version")
    return int(version)
