"""Finding the episodes of an archive: the folders of `content/episodes/`, one transcript each."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import ConfigurationError, Issue, as_outside_error, near, shown
from onrecord.model import Slug
from onrecord.text.slugs import fold, is_slug, slug_for

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTENT = "content"
EPISODES = f"{CONTENT}/episodes"
ADDRESSES = f"{CONTENT}/addresses.jsonl"

# Files beside a transcript that are read. All others (a notice, the sound) are ignored.
EPISODE_FILE, CHAPTERS, LEDGER, OVERLAY, QUOTES = (
    "episode.yml",
    "chapters.json",
    "permalinks.jsonl",
    "overlay.yml",
    "quotes.jsonl",
)
_BESIDE = (EPISODE_FILE, CHAPTERS, LEDGER, OVERLAY, QUOTES)
# A folder, whose files are not published: readers propose entries there.
PROPOSALS = "proposals"
_ARCHIVE_FILES = ("archive.yml", "people.yml", "topics.yml", "corrections.yml")

_TRANSCRIPT = re.compile(r"transcript(?:[.][a-z]{2,3}(?:-[A-Za-z]{2,4})?)?[.][A-Za-z0-9]+")

# Number of names in a message.
_LISTED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeFolder:
    """The paths of an episode's files: relative to the archive, with forward slashes, or empty."""

    slug: Slug
    folder: str
    """Differs from the slug on file systems that decompose accented letters."""
    transcript: str
    """Empty for a withdrawn episode, of which the ledger and `episode.yml` are left."""
    episode: str = ""
    """`episode.yml`."""
    chapters: str = ""
    """`chapters.json`, of Podcasting 2.0."""
    ledger: str = ""
    """`permalinks.jsonl`."""
    overlay: str = ""
    """`overlay.yml`."""
    quotes: str = ""
    """`quotes.jsonl`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The bytes of a file."""

    path: str
    """Relative to the archive, with forward slashes."""
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The episodes and files of an archive."""

    episodes: tuple[EpisodeFolder, ...]
    """The readable ones, by slug."""
    files: tuple[str, ...] = ()
    """Existing files about the whole archive, such as `content/archive.yml`."""
    issues: tuple[Issue, ...] = ()


def find(root: Path) -> Listing:
    """Return the episodes of the archive in a folder, and an issue for each fault of their folders.

    Reads no file.

    Raises:
        ConfigurationError: There is no `content/`.
        OutsideError: A folder cannot be read.
    """
    if not (root / CONTENT).is_dir():
        hint = (
            "change to the folder of an archive, name one with --archive DIR, "
            "or create one with 'onrecord new DIR'"
        )
        raise ConfigurationError(f"{root}: no folder {CONTENT!r} here\n    hint: {hint}")
    issues: list[Issue] = []
    entries = _entries(root, CONTENT, issues)
    issues.extend(_misnamed(CONTENT, entries, _ARCHIVE_FILES))
    files = tuple(
        f"{CONTENT}/{name}"
        for name in _ARCHIVE_FILES
        if name in entries and entries[name].is_file()
    )
    episodes = tuple(_episodes(root, issues)) if "episodes" in entries else ()
    if not episodes and not issues:
        hint = f"put a transcript into {EPISODES}/some-name/transcript.vtt (or .srt, .txt)"
        issues.append(
            Issue(path=EPISODES, message="no episodes yet", hint=hint, severity="warning")
        )
    return Listing(episodes=episodes, files=files, issues=tuple(issues))


def proposals_folder(slug: str) -> str:
    """Return the folder with what readers propose for an episode, relative to the archive."""
    return f"{EPISODES}/{slug}/{PROPOSALS}"


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a file up to one byte over `limit`, which shows the caller that it is too large.

    Raises:
        OutsideError: It cannot be read.
    """
    with as_outside_error(path), path.open("rb") as file:
        return file.read(limit + 1)


def _episodes(root: Path, issues: list[Issue]) -> Iterator[EpisodeFolder]:
    entries = _entries(root, EPISODES, issues)
    taken: dict[str, str] = {}
    for name, entry in entries.items():
        place = f"{EPISODES}/{shown(name)}"
        if not entry.is_dir():
            if _stem(name) != "readme":
                suffix = Path(shown(name)).suffix or ".txt"
                folder_name = slug_for(_stem(name)) or "some-name"
                hint = f"move it to {EPISODES}/{folder_name}/transcript{suffix}"
                issues.append(
                    Issue(
                        path=place, message="a file, expected a folder for each episode", hint=hint
                    )
                )
            continue
        # Some file systems decompose accented letters; addresses do not.
        slug = unicodedata.normalize("NFC", name)
        if not is_slug(slug):
            suggested = slug_for(slug)
            hint = (
                f"rename it to {suggested!r}"
                if suggested and suggested not in entries
                else "rename it"
            )
            message = (
                "the folder's name is part of the address: "
                "expected lower-case letters, digits, and single hyphens between them"
            )
            issues.append(Issue(path=place, message=message, found=name, hint=hint))
        elif first := taken.get(fold(slug)):
            # Escaped, because the two may look alike: composed and decomposed accents.
            message = f"{name!a} and {first!a} are one name for many file systems and readers"
            issues.append(
                Issue(path=place, message=message, hint="rename or remove one of the two")
            )
        elif folder := _episode(root, name, Slug(slug), issues):
            yield folder
        taken.setdefault(fold(slug), name)


def _episode(root: Path, name: str, slug: Slug, issues: list[Issue]) -> EpisodeFolder | None:
    place = f"{EPISODES}/{name}"
    entries = _entries(root, place, issues)
    issues.extend(_misnamed(place, entries, _BESIDE))
    files = [file for file, entry in entries.items() if entry.is_file()]
    transcripts = [file for file in files if _TRANSCRIPT.fullmatch(file)]
    withdrawn = not transcripts and LEDGER in files and EPISODE_FILE in files
    if len(transcripts) != 1 and not withdrawn:
        folders = [f"{file}/" for file in entries if file not in files]
        issues.append(_not_one(place, transcripts, files, folders))
        return None
    beside = {file: f"{place}/{file}" if file in files else "" for file in _BESIDE}
    return EpisodeFolder(
        slug=slug,
        folder=place,
        transcript=f"{place}/{transcripts[0]}" if transcripts else "",
        episode=beside[EPISODE_FILE],
        chapters=beside[CHAPTERS],
        ledger=beside[LEDGER],
        overlay=beside[OVERLAY],
        quotes=beside[QUOTES],
    )


def _not_one(place: str, transcripts: list[str], files: list[str], folders: list[str]) -> Issue:
    if transcripts:
        listed = ", ".join(transcripts)
        return Issue(
            path=place,
            message="several transcripts, expected one",
            found=listed,
            hint="keep one here; move the others elsewhere",
        )
    if not files and not folders:
        message = "an empty folder, expected 'transcript.' and an extension"
        return Issue(path=place, message=message, hint="put a transcript into it, or remove it")
    names = [shown(name) for name in files + folders]
    listed = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
    likely = [name for name in files if name not in _BESIDE and _stem(name) != "readme"]
    if len(likely) == 1:
        name = shown(likely[0])
        hint = f"rename {name!r} to 'transcript{Path(name).suffix.lower() or '.txt'}'"
    else:
        hint = "name the transcript 'transcript.vtt' (or .srt, .txt, …)"
    return Issue(
        path=place,
        message="no transcript, expected 'transcript.' and an extension",
        found=listed,
        hint=hint,
    )


def _misnamed(
    place: str, entries: dict[str, os.DirEntry[str]], known: tuple[str, ...]
) -> Iterator[Issue]:
    """Report files whose names resemble those that are read, and that would be ignored."""
    for name in entries:
        if name in known:
            continue
        right = re.sub(r"[.]yaml$", ".yml", name.lower())
        if right in known:
            yield Issue(
                path=f"{place}/{name}",
                message="not read under this name",
                hint=f"rename it to {right!r}",
            )
        elif name.endswith((".yml", ".yaml")):
            hint = near(name, known)
            yield Issue(
                path=f"{place}/{shown(name)}",
                message="not read: no file of this name is known",
                hint=hint,
                severity="warning",
            )


def _entries(root: Path, folder: str, issues: list[Issue]) -> dict[str, os.DirEntry[str]]:
    """Return the entries of a folder, by name.

    Hidden files are left out, and so are links that are broken or lead out of the archive.
    """
    with as_outside_error(folder), os.scandir(f"{root}/{folder}") as scanned:
        entries = sorted(scanned, key=lambda entry: entry.name)
    kept: dict[str, os.DirEntry[str]] = {}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not _is_inside(Path(entry.path), root):
            message = "a link that leads out of the archive, or nowhere"
            hint = "put the file or folder itself here"
            issues.append(
                Issue(
                    path=f"{folder}/{shown(entry.name)}",
                    message=message,
                    found=str(Path(entry.path).readlink()),
                    hint=hint,
                )
            )
            continue
        kept[entry.name] = entry
    return kept


def _is_inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13.
        return False


def _stem(name: str) -> str:
    return name.partition(".")[0].lower()
