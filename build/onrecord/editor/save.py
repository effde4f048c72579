"""Saving edits: validated as a build would, written at once, and undone by the journal."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import structs

from onrecord.editor.changes import write_changes
from onrecord.editor.draft import Draft, read_file
from onrecord.editor.edits import AssignSpeaker, Outdated, changes_for, confirm_guesses
from onrecord.editor.hunks import apply_hunks, invert
from onrecord.editor.journal import Record, append, done, next_redo, read_journal
from onrecord.editor.steps import changes_of, is_made_by, read_lists
from onrecord.editor.write_draft import write_draft
from onrecord.errors import ConfigurationError, ContentError
from onrecord.files.digest import short_digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from onrecord.editor.draft import Contents
    from onrecord.editor.edits import Edit
    from onrecord.editor.steps import Step
    from onrecord.editor.workspace import Workspace, Workspaces
    from onrecord.editor.write_draft import Saved


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

    def make(workspace: Workspace) -> Draft:
        draft = Draft(root=workspaces.root, workspace=workspace)
        guesses = [one for one in edits if isinstance(one, AssignSpeaker) and one.is_guess]
        if len(guesses) == len(edits) > 1:
            # One by one, 600 of a long meeting would take a minute. If one of them is refused, they
            # are made one by one all the same, to find it.
            with suppress(ContentError):
                return draft.with_changes(confirm_guesses(workspace, guesses, credit))
        for index, edit in enumerate(edits):
            try:
                draft = draft.with_changes(changes_for(draft.workspace, edit, credit))
            except (ContentError, Outdated) as error:
                raise EditError(index) from error
        return draft

    number = max((one.id for one in read_journal(workspaces.root)), default=0) + 1
    record = Record(id=number, do="edit", episode=slug, title=title)
    return write_draft(workspaces, record, make)


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
    if all(
        short_digest(read_file(root, None, path)) == each for path, each in last.digests.items()
    ):
        append(root, Record(id=last.id, do="undo", episode=last.episode))


def _repeat(workspaces: Workspaces, record: Record) -> Saved:
    def make(workspace: Workspace) -> Draft:
        draft = Draft(root=workspaces.root, workspace=workspace)
        contents: Contents = {}
        for path in dict.fromkeys(step.path for step in record.steps):
            steps = [step for step in record.steps if step.path == path]
            contents[path] = _repeat_in(draft.content(path), record, path, steps)
        return draft.with_contents(contents)

    return write_draft(workspaces, record, make)


def _repeat_in(content: bytes, record: Record, path: str, steps: Sequence[Step]) -> bytes:
    """Return a file in which steps are made: line by line if that does no more, else by entry."""
    becomes = apply_hunks(content, record.hunks.get(path, ()))
    if becomes is not None and (
        short_digest(becomes) == record.digests.get(path)
        or is_made_by(steps, read_lists(content, path), read_lists(becomes, path))
    ):
        return becomes
    return write_changes(content, [each for step in steps for each in changes_of(step, content)])
