"""Saving edits: validated as a build would, written at once, and undone by the journal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from onrecord import archive, overlays
from onrecord.editor.changes import write_changes
from onrecord.editor.edits import CORRECTIONS_FILE, PEOPLE_FILE, changes_for
from onrecord.editor.journal import (
    Record,
    append,
    changes_of,
    difference,
    done,
    next_redo,
    read_journal,
)
from onrecord.errors import ConfigurationError, ContentError, any_error
from onrecord.files.atomic_write import write_file
from onrecord.inputs import MAX_BESIDE, read_shared_documents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onrecord.editor.edits import Edit, FileChanges
    from onrecord.editor.workspace import Workspace, Workspaces
    from onrecord.errors import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """An edit that was saved."""

    record: Record
    """With the number 0 if nothing was to be changed, and nothing was recorded."""
    before: Workspace
    after: Workspace
    issues: tuple[Issue, ...]
    """Warnings about the overlay with the edit."""


def save(
    workspaces: Workspaces, slug: str, edit: Edit, *, credit: Mapping[str, object], title: str
) -> Saved:
    """Make an edit in the files of an archive.

    Args:
        workspaces: of the archive.
        slug: of the episode on whose page the edit was made.
        edit: what the editor did.
        credit: who and when, for each new entry.
        title: the edit in a line, for the list of changes.

    Raises:
        ConfigurationError: there is no such episode.
        ContentError: the edit cannot be made, or the files are invalid, now or with it.
        Outdated: the editor saw other words than the files have now.
        OutsideError: a file cannot be written.
    """
    workspace = _open_valid(workspaces, slug)
    changes = changes_for(workspace, edit, credit)
    records = read_journal(workspaces.root)
    number = max((one.id for one in records), default=0) + 1
    record = Record(id=number, do="edit", episode=slug, title=title)
    return _write(workspaces, workspace, changes, record)


def undo(workspaces: Workspaces, number: int | None = None) -> Saved:
    """Take an edit back: the last one, or that of a number.

    Raises:
        ConfigurationError: there is none to take back.
        ContentError: its entries have changed since.
        OutsideError: a file cannot be written.
    """
    edits = done(read_journal(workspaces.root))
    edit = next((one for one in reversed(edits) if number in (None, one.id)), None)
    if edit is None:
        raise ConfigurationError("there is nothing to undo")
    steps = [step.inverse() for step in reversed(edit.steps)]
    record = Record(id=edit.id, do="undo", episode=edit.episode, title=edit.title, steps=steps)
    return _repeat(workspaces, record)


def redo(workspaces: Workspaces) -> Saved:
    """Make the edit again that was undone last.

    Raises:
        ConfigurationError: there is none, or another edit was made since.
        ContentError: the entries that it changes are others now.
        OutsideError: a file cannot be written.
    """
    edit = next_redo(read_journal(workspaces.root))
    if edit is None:
        raise ConfigurationError("there is nothing to redo")
    return _repeat(workspaces, msgspec.structs.replace(edit, do="redo"))


def _open_valid(workspaces: Workspaces, slug: str) -> Workspace:
    """Open an episode; a file that somebody is editing elsewhere may be invalid for a while."""
    workspace = workspaces.open(slug)
    if any_error(workspace.prepared.issues):
        raise ContentError([one for one in workspace.prepared.issues if one.severity == "error"])
    return workspace


def _repeat(workspaces: Workspaces, record: Record) -> Saved:
    root, workspace = workspaces.root, _open_valid(workspaces, record.episode)
    changes: FileChanges = {}
    for step in record.steps:
        content = _content(root, workspace, step.path)
        changes[step.path] = (*changes.get(step.path, ()), *changes_of(step, content))
    return _write(workspaces, workspace, changes, record)


def _write(
    workspaces: Workspaces, workspace: Workspace, changes: FileChanges, record: Record
) -> Saved:
    """Validate the episode with its files changed, write them, and add to the journal."""
    root = workspaces.root
    changes = {path: each for path, each in changes.items() if each}
    if not changes:
        nothing = msgspec.structs.replace(record, id=0)
        return Saved(record=nothing, before=workspace, after=workspace, issues=())
    contents = {path: _content(root, workspace, path) for path in changes}
    becomes = {path: write_changes(contents[path], changes[path]) for path in changes}
    after = _with_files(root, workspace, becomes)
    if any_error(after.prepared.issues):
        raise ContentError([one for one in after.prepared.issues if one.severity == "error"])
    for path, content in becomes.items():
        write_file(root / path, content)
    if record.do == "edit":
        steps = [
            step for path in changes for step in difference(path, contents[path], becomes[path])
        ]
        record = msgspec.structs.replace(record, steps=steps)
        append(root, record)
    else:
        append(root, Record(id=record.id, do=record.do, episode=record.episode))
    workspaces.keep(after)
    issues = tuple(issue for issue in after.prepared.issues if issue.path in becomes)
    return Saved(record=record, before=workspace, after=after, issues=issues)


def _content(root: Path, workspace: Workspace, path: str) -> bytes:
    if path == workspace.path:
        return workspace.content
    return archive.read_bytes(root / path, MAX_BESIDE) if (root / path).is_file() else b""


def _with_files(root: Path, workspace: Workspace, contents: Mapping[str, bytes]) -> Workspace:
    """Return the episode with other files."""
    if {PEOPLE_FILE, CORRECTIONS_FILE} & set(contents):
        documents = zip((PEOPLE_FILE, CORRECTIONS_FILE), read_shared_documents(root), strict=True)
        people, corrections = (
            archive.Document(path=path, content=contents[path]) if path in contents else document
            for path, document in documents
        )
        shared = overlays.read_shared(people, corrections)
        workspace = workspace.with_files(replace(workspace.files, shared=shared))
    if workspace.path in contents:
        workspace = workspace.with_overlay(contents[workspace.path])
    return workspace
