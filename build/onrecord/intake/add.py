"""Creating an episode: a folder with the transcript as received and an `episode.yml`."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from onrecord import archive, formats
from onrecord.errors import ConfigurationError, ContentError, Issue, OutsideError, any_error
from onrecord.files.atomic_write import write_file
from onrecord.inputs import EpisodeFiles
from onrecord.model import FrontMatter, Milliseconds, Slug
from onrecord.pipeline import prepare
from onrecord.text.languages import base_language
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# A file name has at most 255 bytes nearly everywhere.
_LONGEST_NAME: Final = 80
_LONGEST_BYTES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A transcript to add."""

    name: str
    """File name, path or address, for messages."""
    content: bytes
    path: str = ""
    """Name by which its format is recognised, if not `name`."""
    chapters: bytes = b""
    """Podcasting 2.0 chapters that came with it."""
    front: FrontMatter | None = None
    """Metadata from elsewhere, such as a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """An episode to create: a summary of its transcript, and its files."""

    slug: Slug
    name: str
    format: str
    duration: Milliseconds | None
    words: int
    speakers: tuple[str, ...]
    chapters: int
    language: str
    """As written to `episode.yml`; empty if it is uncertain."""
    detected: str
    """As its words show or its file states; empty if it is uncertain."""
    issues: tuple[Issue, ...]
    """Warnings about repairs."""
    files: tuple[tuple[str, bytes], ...]
    """Name in the episode's folder, and content."""

    @property
    def is_prose(self) -> bool:
        """Whether it has neither times nor speakers: any text can be read as prose."""
        return self.format == formats.prose.NAME

    def lines(self) -> Iterator[str]:
        """Return the summary as lines."""
        speakers = ", ".join(self.speakers[:6]) + (" …" if len(self.speakers) > 6 else "")  # noqa: PLR2004 - one line
        yield f"{self.name} -> {archive.EPISODES}/{self.slug}/{self.files[0][0]}"
        duration = "no times" if self.duration is None else format_time(self.duration)
        yield f"    format {self.format}, {duration}, {self.words:,} words"
        yield f"    speakers: {speakers or 'none named'}; chapters: {self.chapters or 'none'}"
        known = self.language or (
            "not known, so that of the archive; if it is another, "
            f"state it in {archive.EPISODES}/{self.slug}/{archive.EPISODE_FILE}"
        )
        yield f"    language: {known}"
        for issue in self.issues:
            yield f"    repaired: {issue.line}:{issue.column}: {issue.message}"

    def as_json(self) -> dict[str, Any]:
        """Return the summary as JSON."""
        return {
            "slug": self.slug,
            "source": self.name,
            "format": self.format,
            "duration_ms": self.duration,
            "words": self.words,
            "speakers": list(self.speakers),
            "chapters": self.chapters,
            "language": self.language,
            "repaired": [asdict(issue) for issue in self.issues],
        }


def plan_addition(received: Received, slug: str, language: str = "") -> Addition:
    """Read a transcript and return the episode to create. Writes nothing.

    Args:
        received: The transcript.
        slug: Name of the episode.
        language: Of the archive. Its region is kept where the transcript is of this language.

    Raises:
        ContentError: The transcript or its chapters cannot be read.
    """
    source = formats.Source(
        path=(received.path or received.name).partition("?")[0], content=received.content
    )
    marks = archive.Document(path=f"{received.name}: chapters", content=received.chapters)
    prepared = prepare(
        EpisodeFiles(
            slug=Slug(slug), transcript=source, chapters=marks if received.chapters else None
        )
    )
    if any_error(prepared.reading_issues):
        raise ContentError([one for one in prepared.reading_issues if one.severity == "error"])
    read = prepared.received
    ends = [time for cue in read.cues for time in (cue.start, cue.end) if time is not None]
    front = received.front or FrontMatter()
    if not front.language and prepared.language:
        is_ours = base_language(prepared.language) == base_language(language)
        front = replace(front, language=language if is_ours else prepared.language)
    stated = archive.merge(replace(prepared.front, description=read.front.description), front)
    known = frozenset(
        key
        for key in ("title", "show", "date", "description", "people", "chapters")
        if getattr(stated, key)
    )
    files = [
        (f"transcript.{_extension(received.path or received.name, read.format)}", received.content),
        (
            archive.EPISODE_FILE,
            archive.write_episode(front, note=f"Added from {received.name}", known=known),
        ),
    ]
    if received.chapters:
        files.append((archive.CHAPTERS, received.chapters))
    return Addition(
        slug=Slug(slug),
        name=received.name,
        format=read.format,
        duration=max(ends, default=None),
        words=sum(len(cue.text.split()) for cue in read.cues),
        speakers=tuple(dict.fromkeys(cue.voice for cue in read.cues if cue.voice)),
        chapters=len(stated.chapters),
        language=front.language,
        detected=prepared.language,
        issues=prepared.reading_issues,
        files=tuple(files),
    )


def write_addition(root: Path, addition: Addition) -> None:
    """Create the folder of an episode in one step.

    Raises:
        ConfigurationError: There is an episode of this name.
        OutsideError: It cannot be written.
    """
    check_free(root, addition.slug)
    episodes = root / archive.EPISODES
    try:
        episodes.mkdir(parents=True, exist_ok=True)
        # Hidden, so that a concurrent build ignores it.
        making = Path(tempfile.mkdtemp(dir=episodes, prefix=".adding-"))
        try:
            for name, content in addition.files:
                write_file(making / name, content)
            making.chmod(0o755)
            making.rename(episodes / addition.slug)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
    except OSError as error:
        raise OutsideError(str(episodes / addition.slug), error.strerror or str(error)) from error


def check_free(root: Path, slug: str, taken: Collection[str] = ()) -> None:
    """Check that no episode has a name, or is about to get it.

    Raises:
        ConfigurationError: The name is taken, or is no slug.
    """
    if not archive.is_slug(slug):
        hint = (
            f"take {archive.slug_for(slug)!r}" if archive.slug_for(slug) else "give one with --slug"
        )
        raise ConfigurationError(f"{slug!r} cannot be part of an address\n    hint: {hint}")
    place = root / archive.EPISODES / slug
    if slug in taken:
        raise ConfigurationError(
            f"another of these sources makes an episode {slug!r}\n"
            "    hint: add one of them alone, with --slug"
        )
    if place.exists() or place.is_symlink():
        hint = (
            f"give another name with --slug, or replace its transcript: onrecord update {slug} FILE"
        )
        raise ConfigurationError(
            f"an episode {slug!r} exists already; it was left as it is\n    hint: {hint}"
        )


def slug_of(name: str) -> Slug:
    """Return a slug short enough for a folder; empty if the name has no letters or digits.

    >>> slug_of("Ep. 7: On Anchors!")
    'ep-7-on-anchors'
    """
    slug = archive.slug_for(name)[:_LONGEST_NAME]
    while len(slug.encode()) > _LONGEST_BYTES:
        slug = slug[:-1]
    return archive.slug_for(slug)


def _extension(name: str, format_: str) -> str:
    """Return the extension of the name if the format has it, or the first one of the format."""
    own = formats.Source(path=name.partition("?")[0], content=b"").extension
    [reader] = [reader for reader in formats.READERS if format_ == reader.NAME]
    return own if own in reader.EXTENSIONS else reader.EXTENSIONS[0]
