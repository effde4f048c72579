"""An episode with edits that are not written yet, validated as a build would."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onrecord import archive, overlays
from onrecord.editor.changes import write_changes
from onrecord.editor.edits import CORRECTIONS_FILE, PEOPLE_FILE
from onrecord.errors import ContentError, any_error
from onrecord.inputs import MAX_BESIDE, read_shared_documents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onrecord.editor.edits import FileChanges
    from onrecord.editor.workspace import Workspace

Contents = dict[str, bytes]
"""Of files, by path relative to the archive; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An episode with edits that are not written yet."""

    root: Path
    """Of the archive."""
    workspace: Workspace
    contents: Contents = field(default_factory=dict)
    """Of the files that are edited."""

    def with_changes(self, changes: FileChanges) -> Draft:
        """Return the draft with changes of files, each counted in the file as it is here.

        Raises:
            ContentError: the files would be invalid.
        """
        becomes = {
            path: write_changes(self.content(path), each) for path, each in changes.items() if each
        }
        return self.with_contents(becomes) if becomes else self

    def content(self, path: str) -> bytes:
        """Return a file as it is in the draft."""
        known = self.contents.get(path)
        return read_file(self.root, self.workspace, path) if known is None else known

    def with_contents(self, becomes: Contents) -> Draft:
        """Return the draft with other contents of files.

        Raises:
            ContentError: they are invalid.
        """
        contents = {**self.contents, **becomes}
        after = _with_files(self.root, self.workspace, contents)
        if any_error(after.prepared.issues):
            raise ContentError([one for one in after.prepared.issues if one.severity == "error"])
        if after.quote_errors:
            # An edit is not refused for a quote that was wrong before.
            known = {(one.message, one.found) for one in self.workspace.quote_errors}
            errors = [one for one in after.quote_errors if (one.message, one.found) not in known]
            if errors:
                raise ContentError(errors)
        return replace(self, workspace=after, contents=contents)


def read_file(root: Path, workspace: Workspace | None, path: str) -> bytes:
    """Return a file as it is in a workspace; what is not in it, or without one, as it is now."""
    if workspace and path == workspace.path:
        return workspace.content
    if workspace and path == workspace.episode_path:
        return workspace.files.episode.content if workspace.files.episode else b""
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
    if workspace.episode_path in contents:
        workspace = workspace.with_episode(contents[workspace.episode_path])
    if workspace.path in contents:
        workspace = workspace.with_overlay(contents[workspace.path])
    return workspace
