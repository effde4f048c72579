"""Open what readers propose: letters, and files in the folders `proposals/`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from onrecord import archive
from onrecord.errors import Issue, OutsideError
from onrecord.inputs import find_episode, list_proposals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

# In a letter or an issue the proposal is a fenced code block, as the form on the pages writes it.
_FENCED: Final = re.compile(
    r"^[ \t>]*```[ \t]*(?:ya?ml)?[ \t]*\r?\n(.*?)^[ \t>]*```", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposals:
    """The bytes of proposals."""

    documents: tuple[tuple[archive.Document, str], ...]
    """Each with the episode in whose folder the file is; empty for a letter."""
    issues: tuple[Issue, ...]
    """About files in `proposals/` that cannot be proposals."""


def open_proposals(root: Path, files: Sequence[Path]) -> OpenProposals:
    """Read proposals.

    Args:
        root: of the archive.
        files: letters and files in `proposals/`; none: all files in `proposals/`.

    Raises:
        ConfigurationError: a file is in the folder of an episode that does not exist.
        OutsideError: a file cannot be read.
    """
    if not files:
        episodes = archive.find(root).episodes
        return _open_folders(root, [str(folder.slug) for folder in episodes if folder.transcript])
    named = [(_path_in(root, file), file) for file in files]
    letters = tuple((_read_letter(file), "") for path, file in named if not slug_of(path))
    inside = _open_named(root, {path for path, _ in named if slug_of(path)})
    return replace(inside, documents=(*letters, *inside.documents))


def _open_named(root: Path, paths: AbstractSet[str]) -> OpenProposals:
    """Read some of the files in `proposals/`."""
    slugs = sorted({slug_of(path) for path in paths})
    for slug in slugs:
        find_episode(root, slug)
    inside = _open_folders(root, slugs)
    documents = tuple(one for one in inside.documents if one[0].path in paths)
    issues = tuple(issue for issue in inside.issues if issue.path in paths)
    found = {document.path for document, _ in documents} | {issue.path for issue in issues}
    for path in sorted(paths - found):
        raise OutsideError(path, "no such proposal")
    return OpenProposals(documents=documents, issues=issues)


def slug_of(path: str) -> str:
    """Return the episode of a file in `proposals/`; empty for any other file.

    >>> slug_of("content/episodes/a-talk/proposals/x.yml"), slug_of("letter.txt")
    ('a-talk', '')
    """
    folder, _, _ = path.rpartition("/")
    slug = folder.removesuffix(f"/{archive.PROPOSALS}").rpartition("/")[2]
    return slug if folder == archive.proposals_folder(slug) else ""


def _open_folders(root: Path, slugs: Iterable[str]) -> OpenProposals:
    documents: list[tuple[archive.Document, str]] = []
    issues: list[Issue] = []
    for slug in slugs:
        found, faults = list_proposals(root, slug)
        documents += [(document, slug) for document in found]
        issues += faults
    return OpenProposals(documents=tuple(documents), issues=tuple(issues))


def _path_in(root: Path, file: Path) -> str:
    """Return the path of a file in the archive, or the name of one that is elsewhere."""
    # The file itself may be a link, which is no proposal.
    place = file.parent.resolve() / file.name
    base = root.resolve()
    return place.relative_to(base).as_posix() if place.is_relative_to(base) else file.name


def _read_letter(file: Path) -> archive.Document:
    """Read YAML, or text with a fenced block of YAML."""
    content = archive.read_bytes(file, archive.MAX_BYTES)
    fenced = _FENCED.search(content.decode("utf-8", "replace"))
    if fenced:
        # Mail replies prefix quoted lines with "> ".
        content = re.sub(r"^> ?", "", fenced[1], flags=re.MULTILINE).encode()
    return archive.Document(path=file.name, content=content)
