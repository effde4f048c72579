"""Entries that somebody else proposes, in files of their own beside the overlay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

import msgspec

from onrecord import archive, overlays
from onrecord.editor.workspace import refuse
from onrecord.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from onrecord.editor.changes import Insert
    from onrecord.editor.workspace import Workspace

FOLDER: Final = "proposals"
"""In the folder of an episode."""

ProposedKind = Literal["corrections", "speakers", "notes"]
PROPOSED: Final[tuple[ProposedKind, ...]] = get_args(ProposedKind)


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
    folder = (root / workspace.path).parent / FOLDER
    for file in sorted(folder.glob("*.yml")):
        if file.is_symlink() or not file.is_file():
            continue
        path = file.relative_to(root).as_posix()
        content = archive.read_bytes(file, archive.MAX_BYTES)
        tree, _ = archive.read_validated(content, path, "proposal")
        if tree.text("episode") != workspace.files.slug:
            continue
        by = {"by": tree.text("by")} if tree.text("by") else {}
        for kind in PROPOSED:
            entries = overlays.KINDS[kind].read(tree)
            for entry, node in zip(entries, tree.maps(kind), strict=True):
                if entry.describe() not in known:
                    written = {key: str(value) for key, value in node.items()}
                    values = {**by, **written}
                    yield ProposedEntry(path=path, kind=kind, entry=entry, values=values)
