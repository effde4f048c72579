"""The order of the work, written here and nowhere else.

Two chains. The episode chain is a pure function of one episode folder and the site, so that any executor may run it.
The archive chain reads only the summaries that the episode chains leave.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING

from onrecord import anchors, archive, chapters, formats, pages, transcript
from onrecord.errors import ContentError, Issue
from onrecord.model import Download, Episode, FrontMatter, Page, Site, Slug, Summary
from onrecord.verify import verify
from onrecord.write_file import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from markupsafe import Markup

# Written by people; the longest ledger (3 hours, 3,000 sentences) has 2 MB.
MAX_BESIDE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeFiles:
    """The bytes of an episode folder: all that its chain depends on, beside the site."""

    slug: Slug
    transcript: formats.Source
    episode: archive.Document | None = None
    """`episode.yml`."""
    chapters: archive.Document | None = None
    """`chapters.json`."""
    ledger: archive.Document | None = None
    """`permalinks.jsonl`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the episode chain makes of an episode. With errors among its issues, nothing else."""

    slug: Slug
    issues: tuple[Issue, ...]
    pages: tuple[Page, ...] = ()
    downloads: tuple[Download, ...] = ()
    summary: Summary | None = None
    ledger: bytes = b""
    """`permalinks.jsonl` as it must be once these pages are published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """All episodes of an archive, compiled."""

    records: tuple[Record, ...] = ()
    issues: tuple[Issue, ...] = ()
    """Warnings: what was repaired."""

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages of all episodes."""
        return tuple(page for record in self.records for page in record.pages)

    @property
    def downloads(self) -> tuple[Download, ...]:
        """The downloads of all episodes."""
        return tuple(download for record in self.records for download in record.downloads)

    @property
    def summaries(self) -> tuple[Summary, ...]:
        """What the archive chain reads."""
        return tuple(record.summary for record in self.records if record.summary)


def compile_episode(files: EpisodeFiles, site: Site, today: date) -> Record:
    """The episode chain: from the bytes of one folder to its pages, its downloads, its summary and its ledger."""
    received = formats.read(files.transcript)
    written, written_issues = archive.read_episode(files.episode.content, files.episode.path) if files.episode else (FrontMatter(), ())
    marks, mark_issues = chapters.read_marks(files.chapters.content, files.chapters.path) if files.chapters else ((), ())
    entries, entry_issues = anchors.read_ledger(files.ledger) if files.ledger else ((), ())
    stated = archive.merge(replace(received.front, chapters=marks or received.front.chapters), written)
    spoken = transcript.divide(received)
    divided = chapters.chapter(stated, spoken, path=files.transcript.path, cues=received.cues)
    issues = (*received.issues, *written_issues, *mark_issues, *entry_issues, *divided.issues)
    if any(issue.severity == "error" for issue in issues):
        return Record(slug=files.slug, issues=issues)

    published = anchors.publish(
        entries,
        spoken,
        [chapter.slug for chapter in divided.chapters for _ in range(*chapter.sentences)],
        on=today,
        fingerprint=fingerprint(files.transcript.content),
    )
    front = complete(replace(stated, description=divided.description), files.slug, site)
    episode = Episode(slug=files.slug, front=front, sentences=published.sentences, chapters=divided.chapters, issues=issues)
    downloads = write_downloads(episode, site)
    turns = [transcript.arrange(episode.sentences[slice(*chapter.sentences)]) for chapter in episode.chapters]
    rendered = pages.render_episode(episode, turns, [download.url.rpartition("/")[2] for download in downloads], site)
    verify(rendered, episode.sentences, received.cues)
    return Record(
        slug=files.slug,
        issues=issues,
        pages=rendered,
        downloads=downloads,
        summary=pages.summarise(episode, site),
        ledger=anchors.write_ledger(published.entries),
    )


def compile_archive(summaries: Sequence[Summary], site: Site, introduction: Markup) -> tuple[Page, ...]:
    """The archive chain: from the summaries of all episodes to the pages that show several."""
    return pages.render_archive(summaries, site, introduction)


def compile_episodes(root: Path, site: Site, progress: Callable[[int, int], None] | None = None) -> Compiled:
    """Run the episode chain on every episode of the archive in the folder `root`.

    Args:
        root: of the archive, which holds `content/`.
        site: where all this is published.
        progress: is told how many are done, of how many.

    Raises:
        ContentError: with all issues of all episodes, when one of them is an error.
        OutsideError: a file cannot be read.
        InvariantError: a promise does not hold.
    """
    listing = archive.find(root)
    _, site_issues = read_archive_file(root)
    today = date.today()  # noqa: DTZ011 - the publisher's own day
    records: list[Record] = []
    for number, folder in enumerate(listing.episodes, 1):
        records.append(compile_episode(read_files(root, folder), site, today))
        if progress:
            progress(number, len(listing.episodes))
    issues = (*listing.issues, *site_issues, *(issue for record in records for issue in record.issues))
    if any(issue.severity == "error" for issue in issues):
        raise ContentError(issues)
    return Compiled(records=tuple(records), issues=issues)


def publish_ledgers(root: Path, compiled: Compiled) -> None:
    """Write what has changed in the ledgers, once the pages are in the site.

    Raises:
        OutsideError: a ledger cannot be written.
    """
    for record in compiled.records:
        path = root / archive.EPISODES / record.slug / archive.LEDGER
        if not path.exists() or path.read_bytes() != record.ledger:
            write_file(path, record.ledger)


def read_files(root: Path, folder: archive.EpisodeFolder) -> EpisodeFiles:
    """Give the bytes of an episode folder, never more of a file than its reader accepts."""

    def document(path: str) -> archive.Document | None:
        return archive.Document(path=path, content=archive.read_bytes(root / path, MAX_BESIDE)) if path else None

    return EpisodeFiles(
        slug=folder.slug,
        transcript=formats.Source(path=folder.transcript, content=archive.read_bytes(root / folder.transcript, formats.MAX_BYTES)),
        episode=document(folder.episode),
        chapters=document(folder.chapters),
        ledger=document(folder.ledger),
    )


def read_archive_file(root: Path) -> tuple[archive.ArchiveFront, tuple[Issue, ...]]:
    """Give what `content/archive.yml` says; nothing where there is none."""
    path = f"{archive.CONTENT}/archive.yml"
    if not (root / path).is_file():
        return archive.ArchiveFront(), ()
    return archive.read_archive(archive.read_bytes(root / path, MAX_BESIDE), path)


def read_site(root: Path, *, title: str, url: str, base: str) -> Site:
    """Give the site: what `archive.yml` says of the archive, at the address that the renderer knows."""
    front, _ = read_archive_file(root)
    return Site(
        title=front.title or title,
        description=front.description,
        language=front.language or "en",
        licence=front.licence,
        links=front.links,
        url=url if not url or url.endswith("/") else url + "/",
        base=base,
    )


def complete(front: FrontMatter, slug: Slug, site: Site) -> FrontMatter:
    """Fill in what neither the transcript nor `episode.yml` says."""
    return replace(
        front,
        title=front.title or slug.replace("-", " ").capitalize(),
        language=front.language or site.language,
        licence=front.licence or site.licence,
    )


def write_downloads(episode: Episode, site: Site) -> tuple[Download, ...]:
    """Give the transcript in each format that can hold it, and the chapters."""
    folder = f"episodes/{episode.slug}/"
    texts = (
        Download(url=f"{folder}transcript.{extension}", content=text)
        for extension, text in formats.write(episode)
        if extension != "md" or site.markdown_downloads
    )
    return (*texts, Download(url=f"{folder}chapters.json", content=pages.write_chapters(episode, site)))


def fingerprint(content: bytes) -> str:
    """Give a short name for some bytes."""
    return blake2b(content, digest_size=8).hexdigest()
