"""The entries of an overlay as they are listed to be changed, each with a handle."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from onrecord import archive
from onrecord.editor.steps import PEOPLE, Values, lists_of, read_lists
from onrecord.files.digest import short_digest

if TYPE_CHECKING:
    from onrecord.editor.workspace import Workspace
    from onrecord.model import Span

_HANDLE = re.compile(r"([a-z]+)\.([0-9]{1,9})\.([0-9a-f]{16})")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """An entry of an overlay."""

    entry: str
    """Its handle: kind, index and a digest of its values. It is good as long as these stay."""
    kind: str
    span: Span | None
    """Characters of the transcript's text; None if its words are not found."""
    line: int
    """In the file, counted from 1."""
    values: Values
    """As they are written."""
    text: str
    """The words received that it is about."""


def list_entries(workspace: Workspace) -> list[ListedEntry]:
    """Return the entries of an episode's overlay, in the order of the transcript.

    Without the labels that are explained, which are no list.
    """
    # Entries that are invalid are in neither.
    tree, _ = archive.read_validated(workspace.content, workspace.path, "overlay")
    lists = lists_of(tree)
    text = workspace.application.text.text
    listed: list[ListedEntry] = []
    for one in workspace.prepared.overlay.entries:
        if one.kind == PEOPLE:
            continue
        values = lists[one.kind][one.index]
        span = workspace.locate(one)
        listed.append(
            ListedEntry(
                entry=f"{one.kind}.{one.index}.{_digest(values)}",
                kind=one.kind,
                span=span,
                line=one.place.line,
                values=values,
                text=text[slice(*span)] if span else "",
            )
        )
    return sorted(listed, key=lambda one: one.span or (0, 0))


def find_entry(workspace: Workspace, handle: str) -> tuple[str, int] | None:
    """Return the kind and the index of the entry with a handle.

    None if it was changed or taken out meanwhile. Of entries that say the same, the one that is
    nearest to where it was is meant.
    """
    parts = _HANDLE.fullmatch(handle)
    if parts is None:
        return None
    kind, index, digest = parts[1], int(parts[2]), parts[3]
    entries = read_lists(workspace.content, workspace.path).get(kind, [])
    same = [place for place, values in enumerate(entries) if _digest(values) == digest]
    return (kind, min(same, key=lambda place: abs(place - index))) if same else None


def _digest(values: Values) -> str:
    return short_digest(msgspec.json.encode(values))
