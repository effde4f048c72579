"""Add a reader's proposal to the overlay of an episode."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord import archive, overlays
from onrecord.errors import ContentError, Issue, any_error
from onrecord.files.atomic_write import write_file
from onrecord.inputs import MAX_BESIDE, find_episode, read_files, read_shared
from onrecord.pipeline import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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
    """Of the overlay, relative to the archive."""
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
    there = {entry.describe() for entry in overlays.read_overlay(before, path)[0].entries}
    origin = {"by": tree.text("by") or by, "on": on}
    entries: dict[str, list[dict[str, object]]] = {}
    added: list[str] = []
    known_already = 0
    for kind, line, node in _list_entries(tree):
        if line in there:
            known_already += 1
            continue
        entries.setdefault(kind, []).append(_written(node, origin))
        added.append(line)
    content = overlays.add(before, entries) if entries else before
    return Proposal(
        path=path,
        content=content,
        added=tuple(added),
        known=known_already,
        issues=_validate(root, folder, path, content),
    )


def _list_entries(tree: archive.YamlMap) -> Iterator[tuple[str, str, archive.YamlMap]]:
    """Yield the kind of each entry, its line for people, and its fields."""
    for kind, entry_type in overlays.KINDS.items():
        lines = {entry.index: entry.describe() for entry in entry_type.read(tree)}
        for index, node in enumerate(tree.maps(kind)):
            yield kind, lines[index], node


def _written(node: archive.YamlMap, origin: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of an entry as they are written."""
    fields = {
        key: _value(value)
        for key, value in node.items()
        if not isinstance(value, archive.YamlText) or value.value is not None
    }
    whole = fields | {key: value for key, value in origin.items() if key not in fields}
    return {key: value for key, value in whole.items() if value != ""} | _emptied(whole)


def take_in(root: Path, proposal: Proposal) -> None:
    """Write the overlay.

    Raises:
        OutsideError: it cannot be written.
    """
    write_file(root / proposal.path, proposal.content)


def _validate(
    root: Path, folder: archive.EpisodeFolder, path: str, content: bytes
) -> tuple[Issue, ...]:
    """Apply the overlay as a build would; give its warnings."""
    files = read_files(root, folder, read_shared(root))
    overlay = archive.Document(path=path, content=content)
    issues = prepare(replace(files, overlay=overlay)).issues
    if any_error(issues):
        raise ContentError(issues)
    return tuple(issue for issue in issues if issue.path == path)


def _unfence(content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    fenced = _FENCED.search(text)
    # Mail replies prefix quoted lines with "> ".
    return re.sub(r"^> ?", "", fenced[1], flags=re.MULTILINE).encode() if fenced else content


def _value(value: archive.YamlValue) -> object:
    # ruamel.yaml writes subclasses of str and list only if they are its own.
    return list(map(str, value)) if isinstance(value, archive.YamlList) else str(value)


def _emptied(written: dict[str, object]) -> dict[str, object]:
    """Keep fields that are empty on purpose: deleted words, an unknown speaker."""
    return {key: "" for key in ("now", "person") if written.get(key) == ""}
