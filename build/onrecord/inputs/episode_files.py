"""The files of one episode, read whole: the only input of its chain beside the site."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from onrecord import archive, formats, overlays
from onrecord.errors import ConfigurationError, Issue, near
from onrecord.model import Site, Slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from onrecord.model import FrontMatter

T = TypeVar("T")
Default = TypeVar("Default")

# Files that people write, and ledgers: the longest ledger (3 hours, 3,000 sentences) has 2 MB.
MAX_BESIDE: Final = 16 * 1024 * 1024
MAX_TRANSCRIPT: Final = formats.MAX_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeFiles:
    """The bytes of an episode folder, and the files that all episodes share."""

    slug: Slug
    transcript: formats.Source | None
    """None if only the ledger is left."""
    episode: archive.Document | None = None
    """`episode.yml`."""
    chapters: archive.Document | None = None
    """`chapters.json`."""
    ledger: archive.Document | None = None
    """`permalinks.jsonl`."""
    overlay: archive.Document | None = None
    """`overlay.yml`."""
    quotes: archive.Document | None = None
    """`quotes.jsonl`."""
    shared: overlays.Shared = field(default_factory=overlays.Shared)
    """`people.yml` and `corrections.yml`."""


Inputs = tuple[EpisodeFiles, Site]
"""Everything that an episode is compiled from, except the date."""


def find_episode(root: Path, slug: str) -> archive.EpisodeFolder:
    """Return the folder of an episode that has a transcript.

    Raises:
        ConfigurationError: There is none of this name. The message suggests similar names.
    """
    episodes = {
        str(folder.slug): folder for folder in archive.find(root).episodes if folder.transcript
    }
    if slug not in episodes:
        hint = near(slug, episodes) or "there are none"
        raise ConfigurationError(f"{slug}: no such episode in {archive.EPISODES}\n    hint: {hint}")
    return episodes[slug]


def read_optional(
    reader: Callable[[bytes, str], tuple[T, tuple[Issue, ...]]],
    document: archive.Document | None,
    default: Default,
) -> tuple[T | Default, tuple[Issue, ...]]:
    """Read a document; return the default, without issues, where it does not exist."""
    return reader(document.content, document.path) if document else (default, ())


def read_files(root: Path, folder: archive.EpisodeFolder, shared: overlays.Shared) -> EpisodeFiles:
    """Read an episode folder, at most one byte more of each file than its reader accepts.

    Raises:
        OutsideError: a file cannot be read.
    """

    def document(path: str) -> archive.Document | None:
        if not path:
            return None
        return archive.Document(path=path, content=archive.read_bytes(root / path, MAX_BESIDE))

    transcript = folder.transcript and formats.Source(
        path=folder.transcript,
        content=archive.read_bytes(root / folder.transcript, MAX_TRANSCRIPT),
    )
    return EpisodeFiles(
        slug=folder.slug,
        transcript=transcript or None,
        episode=document(folder.episode),
        chapters=document(folder.chapters),
        ledger=document(folder.ledger),
        overlay=document(folder.overlay),
        quotes=document(folder.quotes),
        shared=shared,
    )


def path_of(files: EpisodeFiles) -> str:
    """Return the path that messages about an episode name."""
    return files.transcript.path if files.transcript else f"{archive.EPISODES}/{files.slug}"


def report_missing(files: EpisodeFiles, front: FrontMatter) -> Iterator[Issue]:
    """Report a missing transcript, unless the episode was withdrawn."""
    if not files.transcript and not front.withdrawn:
        yield Issue(
            path=path_of(files),
            message="no transcript, for an episode that was published",
            hint="put the transcript back, or say 'withdrawn: {on: 2026-01-31, why: …}' in "
            "episode.yml; links then lead to a note",
        )
