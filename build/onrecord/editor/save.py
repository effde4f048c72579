"""Saving edits: validated as a build would, written at once, and undone by the journal."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from msgspec import structs

from onrecord import archive, overlays
from onrecord.editor.changes import write_changes
from onrecord.editor.edits import (
    CORRECTIONS_FILE,
    PEOPLE_FILE,
    AssignSpeaker,
    Outdated,
    changes_for,
    confirm_guesses,
)
from onrecord.editor.hunks import apply_hunks, invert, list_hunks
from onrecord.editor.journal import Record, append, done, next_redo, read_journal
from onrecord.editor.steps import changes_of, difference, is_made_by, read_lists
from onrecord.errors import ConfigurationError, ContentError, OutsideError, any_error
from onrecord.files.atomic_write import remove_unfinished, write_file
from onrecord.files.digest import short_digest
from onrecord.inputs import MAX_BESIDE, read_shared_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from onrecord.editor.edits import Edit, FileChanges
    from onrecord.editor.steps import Step
    from onrecord.editor.workspace import Workspace, Workspaces
    from onrecord.errors import Issue

Contents = dict[str, bytes]
"""Of files that become others, by path relative to the archive."""

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
    """Warnings about the overlay with the edit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An episode with edits that are not written yet."""

    workspace: Workspace
    contents: Contents


class ConflictError(ConfigurationError):
    """The files are not such that an edit can be written."""


class EditError(Exception):
    """One of several edits cannot be made; the cause says why."""

    def __init__(self, index: int) -> None:
        """Keep the index of the edit."""
        super().__init__(index)
        self.index = index


def save(
    workspaces: Workspaces,
    slug: str,
    edits: Sequence[Edit],
    *,
    credit: Mapping[str, object],
    title: str,
) -> Saved:
    """Make edits in the files of an archive as one step: all or none.

    Args:
        workspaces: of the archive.
        slug: of the episode on whose page the edits were made.
        edits: what the editor did, each to the episode as the ones before leave it.
        credit: who and when, for each new entry.
        title: the edits in a line, for the list of changes.

    Raises:
        ConfigurationError: there is no such episode.
        ConflictError: another program writes its files all the time.
        ContentError: the files are invalid.
        EditError: an edit cannot be made (caused by ContentError), or the editor saw other words
            than the files have now (by Outdated).
        OutsideError: a file cannot be written.
    """

    def make(workspace: Workspace) -> _Draft:
        draft = _Draft(workspace=workspace, contents={})
        guesses = [one for one in edits if isinstance(one, AssignSpeaker) and one.is_guess]
        if len(guesses) == len(edits) > 1:
            # One by one, 600 of a long meeting would take a minute. If one of them is refused, they
            # are made one by one all the same, to find it.
            with suppress(ContentError):
                return _make(workspaces.root, draft, confirm_guesses(workspace, guesses, credit))
        for index, edit in enumerate(edits):
            try:
                changes = changes_for(draft.workspace, edit, credit)
                draft = _make(workspaces.root, draft, changes)
            except (ContentError, Outdated) as error:
                raise EditError(index) from error
        return draft

    number = max((one.id for one in read_journal(workspaces.root)), default=0) + 1
    record = Record(id=number, do="edit", episode=slug, title=title)
    return _write(workspaces, record, make)


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
    hunks = {path: invert(each) for path, each in edit.hunks.items()}
    return _repeat(workspaces, structs.replace(edit, do="undo", steps=steps, hunks=hunks))


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
    return _repeat(workspaces, structs.replace(edit, do="redo"))


def recover(root: Path) -> None:
    """Take the last edit out of the journal if a process was killed before it wrote its files.

    Raises:
        OutsideError: a file cannot be read.
    """
    records = read_journal(root)
    last = records[-1] if records else None
    if last is None or last.do != "edit" or not last.digests:
        return
    if all(short_digest(_read(root, None, path)) == each for path, each in last.digests.items()):
        append(root, Record(id=last.id, do="undo", episode=last.episode))


def _repeat(workspaces: Workspaces, record: Record) -> Saved:
    root = workspaces.root

    def make(workspace: Workspace) -> _Draft:
        contents: Contents = {}
        for path in dict.fromkeys(step.path for step in record.steps):
            steps = [step for step in record.steps if step.path == path]
            contents[path] = _repeat_in(_read(root, workspace, path), record, path, steps)
        return _validated(root, _Draft(workspace=workspace, contents={}), contents)

    return _write(workspaces, record, make)


def _repeat_in(content: bytes, record: Record, path: str, steps: Sequence[Step]) -> bytes:
    """Return a file in which steps are made: line by line if that does no more, else by entry."""
    becomes = apply_hunks(content, record.hunks.get(path, ()))
    if becomes is not None and (
        short_digest(becomes) == record.digests.get(path)
        or is_made_by(steps, read_lists(content, path), read_lists(becomes, path))
    ):
        return becomes
    return write_changes(content, [each for step in steps for each in changes_of(step, content)])


def _make(root: Path, draft: _Draft, changes: FileChanges) -> _Draft:
    contents = draft.contents
    becomes = {
        path: write_changes(
            contents[path] if path in contents else _read(root, draft.workspace, path), each
        )
        for path, each in changes.items()
        if each
    }
    return _validated(root, draft, becomes) if becomes else draft


def _validated(root: Path, draft: _Draft, becomes: Contents) -> _Draft:
    """Return a draft with other contents of files.

    Raises:
        ContentError: they are invalid.
    """
    contents = {**draft.contents, **becomes}
    after = _with_files(root, draft.workspace, contents)
    if any_error(after.prepared.issues):
        raise ContentError([one for one in after.prepared.issues if one.severity == "error"])
    if after.quote_errors:
        # An edit is not refused for a quote that was wrong before.
        known = {(one.message, one.found) for one in draft.workspace.quote_errors}
        errors = [one for one in after.quote_errors if (one.message, one.found) not in known]
        if errors:
            raise ContentError(errors)
    return _Draft(workspace=after, contents=contents)


def _write(workspaces: Workspaces, record: Record, make: Callable[[Workspace], _Draft]) -> Saved:
    """Write the files of a draft, and add it to the journal.

    It is made again if somebody else wrote one of its files meanwhile.
    """
    root = workspaces.root
    for _ in range(ATTEMPTS):
        before = _open_valid(workspaces, record.episode)
        contents = {path: _read(root, before, path) for path in (PEOPLE_FILE, CORRECTIONS_FILE)}
        contents[before.path] = before.content
        draft = make(before)
        if not draft.contents.keys() <= contents.keys():
            raise ConflictError("the file has another name now: change it by hand")
        # A file that would say the same in another style stays as it is.
        steps = {
            path: difference(path, contents[path], each) for path, each in draft.contents.items()
        }
        becomes = {path: each for path, each in draft.contents.items() if steps[path]}
        if all(_read(root, None, path) == contents[path] for path in becomes):
            break
    else:
        raise ConflictError("another program writes this file all the time")
    after = draft.workspace
    if not becomes:
        return Saved(record=structs.replace(record, id=0), before=before, after=after, issues=())
    if record.do == "edit":
        record = structs.replace(
            record,
            steps=[step for path in becomes for step in steps[path]],
            hunks={path: list_hunks(contents[path], becomes[path]) for path in becomes},
            digests={path: short_digest(contents[path]) for path in becomes},
        )
        append(root, record)
    else:
        append(root, Record(id=record.id, do=record.do, episode=record.episode))
    # After the journal: an edit that is in a file can always be undone (see `recover`). People and
    # corrections first, since entries of the overlay may name them.
    try:
        for path in sorted(becomes, key=lambda path: path == before.path):
            remove_unfinished(root / path)
            write_file(root / path, becomes[path])
    except OutsideError:
        back: Literal["redo", "undo"] = "redo" if record.do == "undo" else "undo"
        append(root, Record(id=record.id, do=back, episode=record.episode))
        raise
    workspaces.keep(after)
    issues = tuple(issue for issue in after.prepared.issues if issue.path in becomes)
    return Saved(record=record, before=before, after=after, issues=issues)


def _open_valid(workspaces: Workspaces, slug: str) -> Workspace:
    """Open an episode; a file that somebody is editing elsewhere may be invalid for a while."""
    workspace = workspaces.open(slug)
    if any_error(workspace.prepared.issues):
        raise ContentError([one for one in workspace.prepared.issues if one.severity == "error"])
    return workspace


def _read(root: Path, workspace: Workspace | None, path: str) -> bytes:
    """Return a file as it is in a workspace; what is not in it, or without one, as it is now."""
    if workspace and path == workspace.path:
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
