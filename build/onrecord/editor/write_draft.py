"""Writing what an edit changes: the journal first, so that it can always be undone, then files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from msgspec import structs

from onrecord.editor.draft import read_file
from onrecord.editor.edits import CORRECTIONS_FILE, PEOPLE_FILE
from onrecord.editor.hunks import list_hunks
from onrecord.editor.journal import Record, append
from onrecord.editor.steps import difference
from onrecord.errors import (
    ConfigurationError,
    ContentError,
    OutsideError,
    any_error,
    as_outside_error,
)
from onrecord.files.atomic_write import remove_unfinished, write_file
from onrecord.files.digest import short_digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onrecord.editor.draft import Contents, Draft
    from onrecord.editor.steps import Step
    from onrecord.editor.workspace import Workspace, Workspaces
    from onrecord.errors import Issue

# A save takes 0.1 s; nothing but a program that writes all the time is in the way more often.
ATTEMPTS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """An edit that was saved."""

    record: Record
    """With the number 0 if nothing was to be changed, and nothing was recorded."""
    before: Workspace
    after: Workspace
    issues: tuple[Issue, ...]
    """Warnings about the files with the edit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _FileEdit:
    """Files that an edit changes."""

    before: Workspace
    after: Workspace
    was: Contents
    becomes: Contents
    steps: list[Step]


class ConflictError(ConfigurationError):
    """The files are not such that an edit can be written."""


def write_draft(
    workspaces: Workspaces, record: Record, make: Callable[[Workspace], Draft]
) -> Saved:
    """Write the files of a draft, and add it to the journal.

    Args:
        workspaces: of the archive.
        record: for the journal, still without steps if it is an edit.
        make: makes the draft; called again if somebody else wrote one of its files meanwhile.

    Raises:
        ConflictError: another program writes the files all the time, or the draft has others.
        ContentError: the files are invalid.
        OutsideError: a file cannot be read or written.
    """
    root = workspaces.root
    edit = _make_current(workspaces, record.episode, make)
    if not edit.becomes:
        record = structs.replace(record, id=0)
        return Saved(record=record, before=edit.before, after=edit.after, issues=())
    if record.do == "edit":
        record = structs.replace(
            record,
            steps=edit.steps,
            hunks={path: list_hunks(edit.was[path], each) for path, each in edit.becomes.items()},
            digests={path: short_digest(edit.was[path]) for path in edit.becomes},
        )
        append(root, record)
    else:
        append(root, Record(id=record.id, do=record.do, episode=record.episode))
    # After the journal: an edit that is in a file can always be undone (see `save.recover`).
    try:
        _write_files(root, edit)
    except OutsideError:
        back: Literal["redo", "undo"] = "redo" if record.do == "undo" else "undo"
        append(root, Record(id=record.id, do=back, episode=record.episode))
        raise
    workspaces.keep(edit.after)
    issues = tuple(issue for issue in edit.after.prepared.issues if issue.path in edit.becomes)
    return Saved(record=record, before=edit.before, after=edit.after, issues=issues)


def _make_current(
    workspaces: Workspaces, slug: str, make: Callable[[Workspace], Draft]
) -> _FileEdit:
    """Return what a draft changes in files that are on the disk as the draft found them."""
    root = workspaces.root
    for _ in range(ATTEMPTS):
        before = _open_valid(workspaces, slug)
        paths = (PEOPLE_FILE, CORRECTIONS_FILE, before.episode_path, before.path)
        was = {path: read_file(root, before, path) for path in paths}
        draft = make(before)
        if not draft.contents.keys() <= was.keys():
            raise ConflictError("the file has another name now: change it by hand")
        steps = {path: difference(path, was[path], each) for path, each in draft.contents.items()}
        # A file that would say the same in another style stays as it is.
        becomes = {path: each for path, each in draft.contents.items() if steps[path]}
        if all(read_file(root, None, path) == was[path] for path in becomes):
            return _FileEdit(
                before=before,
                after=draft.workspace,
                was=was,
                becomes=becomes,
                steps=[step for path in becomes for step in steps[path]],
            )
    raise ConflictError("another program writes this file all the time")


def _open_valid(workspaces: Workspaces, slug: str) -> Workspace:
    """Open an episode; a file that somebody is editing elsewhere may be invalid for a while."""
    workspace = workspaces.open(slug)
    if any_error(workspace.prepared.issues):
        raise ContentError([one for one in workspace.prepared.issues if one.severity == "error"])
    return workspace


def _write_files(root: Path, edit: _FileEdit) -> None:
    """Write people and corrections first, since entries of the overlay may name them."""
    for path in sorted(edit.becomes, key=lambda path: path == edit.before.path):
        remove_unfinished(root / path)
        if edit.becomes[path]:
            write_file(root / path, edit.becomes[path])
        else:
            with as_outside_error(root / path):
                (root / path).unlink(missing_ok=True)
