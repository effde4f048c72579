"""Entries that somebody else proposes, in files of their own beside the overlay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

import msgspec

from onrecord import archive, overlays
from onrecord.editor.workspace import refuse
from onrecord.errors import ContentError, any_error
from onrecord.inputs import list_proposals, read_proposal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from onrecord.editor.changes import Insert
    from onrecord.editor.workspace import Workspace

ProposedKind = Literal["corrections", "speakers", "notes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedEntry:
    """An entry of a proposal that is not in the overlay."""

    path: str
    """Of the proposal, relative to the archive."""
    kind: ProposedKind
    entry: overlays.Entry
    values: Mapping[str, str]
    """Of the entry as written, and who proposes it."""


def add_entry(workspace: Workspace, kind: str, values: Mapping[str, str]) -> Insert:
    """Return the change by which an entry is in the overlay as it was written.

    Raises:
        ContentError: it is invalid, or its words are not in the transcript.
    """
    # JSON is YAML.
    content = msgspec.json.encode({kind: [values]})
    tree, issues = archive.read_validated(content, workspace.path, "overlay")
    if issues:
        raise ContentError(issues)
    entry = next(iter(overlays.KINDS[kind].read(tree)))
    span = entry.locate(workspace.application)
    if span is None:
        hint = "correct the entry, or leave it"
        raise refuse(workspace, "the words of the entry are not found", hint, entry.describe())
    return workspace.insert(kind, values, span[0])


def list_proposed(root: Path, workspace: Workspace) -> Iterator[ProposedEntry]:
    """Yield the entries that the files in `proposals/` of an episode would add to its overlay.

    Raises:
        OutsideError: a file cannot be read.
    """
    known = {entry.describe() for entry in workspace.prepared.overlay.entries}
    for document in list_proposals(root, workspace.files.slug)[0]:
        proposal, issues = read_proposal(document, workspace.files.slug)
        if any_error(issues):
            continue
        for one in proposal.entries:
            if one.entry.describe() not in known:
                values = {key: str(value) for key, value in one.values.items()}
                kind = cast("ProposedKind", one.entry.kind)
                yield ProposedEntry(path=proposal.path, kind=kind, entry=one.entry, values=values)
