"""Creating an episode: a folder with the transcript as received and an `episode.yml`."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from onrecord import archive, formats
from onrecord.errors import ConfigurationError, ContentError, Issue, OutsideError, any_error
from onrecord.files.atomic_write import write_file
from onrecord.inputs import EpisodeFiles, read_archive_file, read_shared
from onrecord.intake.doubts import Doubt, find_doubts
from onrecord.intake.error_pages import is_error_page
from onrecord.intake.feeds import is_same_language
from onrecord.intake.report import Row, TranscriptReport, report_on
from onrecord.model import FrontMatter, Person, Slug
from onrecord.overlays import Shared
from onrecord.pipeline import is_unlikely_language, prepare
from onrecord.text.join_cues import text_of
from onrecord.text.languages import base_language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from onrecord.prepared import Prepared

# A file name has at most 255 bytes nearly everywhere.
_LONGEST_NAME: Final = 80
_LONGEST_BYTES: Final = 200
_ADDRESSES: Final = ("http://", "https://")


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
class Surroundings:
    """What an archive says that affects the reading of a new transcript."""

    language: str = ""
    """Of the archive; empty if `archive.yml` does not state it."""
    people: tuple[Person, ...] = ()
    """Of `people.yml`: labels that are their names are believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """An episode to create: its files, and the report on its transcript."""

    slug: Slug
    name: str
    """File name, path or address of the transcript."""
    detected: str
    """Its language, as its words show or its file states; empty if it is uncertain."""
    is_foreign: bool
    """Whether its words are unlikely in the language that is stated for it."""
    report: TranscriptReport
    doubts: tuple[Doubt, ...]
    files: tuple[tuple[str, bytes], ...]
    """Name in the episode's folder, and content."""

    @property
    def is_prose(self) -> bool:
        """Whether it has neither times nor speakers: any text can be read as prose."""
        return self.report.format == formats.prose.NAME

    @property
    def path(self) -> str:
        """Path of the transcript in the archive."""
        return f"{archive.EPISODES}/{self.slug}/{self.files[0][0]}"

    def rows(self, language: str) -> Iterator[Row]:
        """Yield the report, and what is doubtful, as rows.

        Args:
            language: of the archive.
        """
        yield from self.report.rows(
            f"{archive.EPISODES}/{self.slug}/{archive.EPISODE_FILE}", language
        )
        if self.doubts:
            yield Row("doubtful", "\n".join(doubt.reason for doubt in self.doubts))

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "slug": self.slug,
            "source": self.name,
            **self.report.as_json(),
            "doubtful": [{"name": doubt.name, "reason": doubt.reason} for doubt in self.doubts],
        }


def read_surroundings(root: Path) -> Surroundings:
    """Return what an archive says that affects the reading of a new transcript.

    What is wrong in its files is ignored: `onrecord build` reports it.
    """
    return Surroundings(
        language=read_archive_file(root)[0].language, people=read_shared(root).people
    )


def plan_addition(
    received: Received, slug: str, surroundings: Surroundings | None = None
) -> Addition:
    """Read a transcript and return the episode to create. Writes nothing.

    Args:
        received: The transcript.
        slug: Name of the episode.
        surroundings: Of the archive. The region of its language is kept where the transcript is of
            this language.

    Raises:
        ContentError: The transcript or its chapters cannot be read.
    """
    around = surroundings or Surroundings()
    given = received.front or FrontMatter()
    prepared = _prepare(received, Slug(slug), given, around.people)
    if any_error(prepared.issues):
        raise ContentError([one for one in prepared.issues if one.severity == "error"])
    words = text_of(prepared.received.cues)
    is_prose = prepared.received.format == formats.prose.NAME
    if is_prose and received.name.startswith(_ADDRESSES) and is_error_page(words):
        raise ContentError([_error_page(received.name, words)])
    front = _with_language(given, prepared.language, around.language)
    report = report_on(prepared, front, given)
    found = prepared.language
    is_foreign = bool(given.language) and (
        not is_same_language(found, given.language)
        if found
        else is_unlikely_language(words, given.language)
    )
    files = [
        (
            f"transcript.{_extension(received.path or received.name, report.format)}",
            received.content,
        ),
        (archive.EPISODE_FILE, _write_front(front, prepared, note=f"Added from {received.name}")),
    ]
    if received.chapters:
        files.append((archive.CHAPTERS, received.chapters))
    return Addition(
        slug=Slug(slug),
        name=received.name,
        detected=found,
        is_foreign=is_foreign,
        report=report,
        doubts=find_doubts(report),
        files=tuple(files),
    )


def _error_page(address: str, words: str) -> Issue:
    message = "a message of a server, no transcript"
    hint = "get the transcript again; if this is the whole one, add it as a file"
    return Issue(path=address, message=message, found=words, hint=hint)


def _prepare(
    received: Received, slug: Slug, given: FrontMatter, people: tuple[Person, ...]
) -> Prepared:
    """Read a transcript as a build will, without the language that a feed states, maybe wrongly."""
    path = (received.path or received.name).partition("?")[0]
    known = frozenset(archive.TEMPLATE_KEYS)
    written = archive.Document(
        path=archive.EPISODE_FILE,
        content=archive.write_episode(replace(given, language=""), known=known),
    )
    marks = archive.Document(path=f"{received.name}: chapters", content=received.chapters)
    return prepare(
        EpisodeFiles(
            slug=slug,
            transcript=formats.Source(path=path, content=received.content),
            episode=written,
            chapters=marks if received.chapters else None,
            shared=Shared(people=people),
        )
    )


def _with_language(given: FrontMatter, found: str, default: str) -> FrontMatter:
    if given.language or not found:
        return given
    is_ours = base_language(found) == base_language(default)
    return replace(given, language=default if is_ours else found)


def _write_front(front: FrontMatter, prepared: Prepared, *, note: str) -> bytes:
    """Return an `episode.yml`, without comments for keys that the transcript itself has."""
    stated, empty = prepared.received.front, FrontMatter()
    known = {key for key in archive.TEMPLATE_KEYS if getattr(stated, key) != getattr(empty, key)}
    if prepared.front.chapters:
        known.add("chapters")
    return archive.write_episode(front, note=note, known=frozenset(known))


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


def check_slug(slug: str, taken: Collection[str] = ()) -> None:
    """Check that an episode may have a name.

    Args:
        slug: The name.
        taken: Names that other new episodes are about to get.

    Raises:
        ConfigurationError: It is no slug, or taken.
    """
    if not archive.is_slug(slug):
        hint = (
            f"take {archive.slug_for(slug)!r}" if archive.slug_for(slug) else "give one with --slug"
        )
        raise ConfigurationError(f"{slug!r} cannot be part of an address\n    hint: {hint}")
    if slug in taken:
        raise ConfigurationError(
            f"another of these sources makes an episode {slug!r}\n"
            "    hint: add one of them alone, with --slug"
        )


def exists(root: Path, slug: str) -> bool:
    """Return whether an archive has an episode of this name."""
    place = root / archive.EPISODES / slug
    return place.exists() or place.is_symlink()


def check_free(root: Path, slug: str) -> None:
    """Check that an episode may have a name, and that none has it.

    Raises:
        ConfigurationError: The name is taken, or is no slug.
    """
    check_slug(slug)
    if exists(root, slug):
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
