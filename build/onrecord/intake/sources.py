"""Finding and reading the transcripts to add: files, folders, globs and web addresses."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from onrecord import archive, formats
from onrecord.errors import ConfigurationError, OutsideError, shown
from onrecord.inputs import MAX_BESIDE
from onrecord.intake.add import Received, slug_of
from onrecord.intake.download import fetch
from onrecord.model import FrontMatter

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHAPTERS = ".chapters.json"
_PLAIN = "transcript"
# Files in the same folders that are prose, but no transcripts.
_PAPERS = frozenset(
    [
        "authors",
        "changelog",
        "changes",
        "code_of_conduct",
        "contributing",
        "copying",
        "licence",
        "license",
        "llms",
        "notice",
        "readme",
        "requirements",
        "robots",
        "security",
    ]
)


def expand(source: str) -> Iterator[str]:
    """Yield files or an address; for a folder all transcripts below it, by their extension.

    Hidden files and files such as README are left out.

    Raises:
        ConfigurationError: It is an address of another kind than http and https.
        OutsideError: There is no such file or folder.
    """
    if is_address(source):
        yield source
        return
    if "://" in source:
        raise ConfigurationError(f"{source}: only http and https addresses can be added")
    is_there = bool(source) and Path(source).exists()
    matches = [source] if is_there else sorted(glob.glob(source, recursive=True))  # noqa: PTH207 - may be absolute
    if not matches:
        raise OutsideError(source or "''", "no such file or folder")
    for match in matches:
        path = Path(match)
        if path.is_dir():
            yield from _transcripts_below(path)
        elif len(matches) == 1 or not _is_beside(path):
            yield match


def _transcripts_below(folder: Path) -> Iterator[str]:
    known = {extension for reader in formats.READERS for extension in reader.EXTENSIONS}
    inside = [
        str(file)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and file.suffix.lower().removeprefix(".") in known
        and not _is_beside(file)
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    ]
    if not inside:
        raise OutsideError(
            str(folder), f"no transcripts in this folder (looked for .{', .'.join(sorted(known))})"
        )
    yield from inside


def receive(source: str, *, allow_private: bool = False) -> Received:
    """Read a file or download an address. Chapters beside a file come with it.

    Raises:
        OutsideError: It cannot be read.
    """
    if is_address(source):
        fetched = fetch(source, limit=formats.MAX_BYTES, allow_private=allow_private)
        return Received(name=source, content=fetched.content, front=FrontMatter(source=source))
    path = Path(source)
    beside = [
        path.with_name(path.stem + _CHAPTERS),
        *([path.with_name(archive.CHAPTERS)] if path.stem == _PLAIN else []),
    ]
    marks = next(
        (
            archive.read_bytes(file, MAX_BESIDE)
            for file in beside
            if file.is_file() and file != path
        ),
        b"",
    )
    return Received(
        name=shown(path.name), content=archive.read_bytes(path, formats.MAX_BYTES), chapters=marks
    )


def name_for(source: str) -> str:
    """Return the default slug of a source. A file called `transcript` takes the name of its folder.

    >>> name_for("talks/On Anchors.en.vtt")
    'on-anchors-en'
    >>> name_for("https://a.example/talks/on-anchors/transcript.json?x=1")
    'on-anchors'
    """
    path = (
        Path(unquote(source.partition("?")[0].partition("#")[0]))
        if is_address(source)
        else Path(source).absolute()
    )
    return slug_of(path.parent.name if path.stem == _PLAIN else path.stem) or "episode"


def is_address(source: str) -> bool:
    """Return whether a source is a web address."""
    return source.lower().startswith(("http://", "https://"))


def _is_beside(path: Path) -> bool:
    return (
        path.name.endswith(_CHAPTERS)
        or path.name == archive.CHAPTERS
        or path.stem.lower() in _PAPERS
    )
