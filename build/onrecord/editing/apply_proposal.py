"""Add a reader's proposal to the overlay of an episode."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord import archive, overlays
from onrecord.errors import ContentError, Issue, any_error
from onrecord.inputs import MAX_BESIDE, EpisodeFiles, find_episode, read_files, read_shared
from onrecord.pipeline import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path


# In a letter or an issue the proposal is a fenced code block, as the form on the pages writes it.
_FENCED = re.compile(
    r"^[ \t>]*```[ \t]*(?:ya?ml)?[ \t]*\r?\n(.*?)^[ \t>]*```", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The effect of a proposal, before anything is written."""

    path: str
    """Path of the overlay, relative to the archive."""
    content: bytes
    """The overlay with the new entries."""
    added: tuple[str, ...]
    """One line for each new entry."""
    known: int
    """Number of entries that the overlay already has."""
    issues: tuple[Issue, ...]
    """Warnings about the overlay with the new entries."""


def read_proposal(root: Path, file: Path, *, by: str, on: date) -> Proposal:
    """Read a proposal, and validate the episode's overlay with its entries added.

    Args:
        root: of the archive.
        file: YAML, or a letter with a fenced block of YAML.
        by: the author, if the file names none.
        on: the date of the new entries.

    Raises:
        ConfigurationError: there is no such episode.
        ContentError: the proposal is invalid, or the overlay would be.
        OutsideError: a file cannot be read.
    """
    tree, issues = archive.read_validated(
        _unfence(archive.read_bytes(file, archive.MAX_BYTES)), file.name, "proposal"
    )
    if issues:
        raise ContentError(issues)
    folder = find_episode(root, tree.text("episode"))
    path = folder.overlay or f"{folder.folder}/overlay.yml"
    before = archive.read_bytes(root / path, MAX_BESIDE) if folder.overlay else b""
    files = read_files(root, folder, read_shared(root))
    there = {entry.describe() for entry in overlays.read_overlay(before, path)[0].entries}
    entries = [
        (entry, node)
        for kind, entry_type in overlays.KINDS.items()
        for entry, node in zip(entry_type.read(tree), tree.maps(kind), strict=False)
    ]
    new = [(entry, node) for entry, node in entries if entry.describe() not in there]
    credit = {"by": tree.text("by") or by, "on": on}
    content = before
    if new:
        prepared = prepare(files)
        content = overlays.insert(
            before,
            [(entry, _written(node, credit)) for entry, node in new],
            prepared.divided,
            prepared.entries,
        )
    return Proposal(
        path=path,
        content=content,
        added=tuple(entry.describe() for entry, _ in new),
        known=len(entries) - len(new),
        issues=_validate(files, archive.Document(path=path, content=content)),
    )


def _validate(files: EpisodeFiles, overlay: archive.Document) -> tuple[Issue, ...]:
    """Apply the overlay as a build would; give its warnings."""
    issues = prepare(replace(files, overlay=overlay)).issues
    if any_error(issues):
        raise ContentError(issues)
    return tuple(issue for issue in issues if issue.path == overlay.path)


def _unfence(content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    fenced = _FENCED.search(text)
    # Mail replies prefix quoted lines with "> ".
    return re.sub(r"^> ?", "", fenced[1], flags=re.MULTILINE).encode() if fenced else content


def _written(node: archive.YamlMap, credit: Mapping[str, object]) -> dict[str, object]:
    """Return what a proposed entry says, and who says so.

    Empty fields are left out but for those that are empty on purpose: deleted words, an unknown
    speaker.
    """
    written = {
        key: _value(value)
        for key, value in node.items()
        if not isinstance(value, archive.YamlText) or value.value is not None
    }
    for key, value in credit.items():
        written.setdefault(key, value)
    return {key: value for key, value in written.items() if value != "" or key in ("now", "person")}


def _value(value: archive.YamlValue) -> object:
    # ruamel.yaml writes subclasses of str and list only if they are its own.
    return list(map(str, value)) if isinstance(value, archive.YamlList) else str(value)
