"""The warnings that earlier builds have reported, which the next build does not repeat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from onrecord.errors import Issue


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
