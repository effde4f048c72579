"""The order of the work, written here and nowhere else.

Two chains. The episode chain is a pure function of one episode folder and the site, so that any executor may run it.
The archive chain reads only the summaries that the episode chains leave.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING

from onrecord import anchors, archive, chapters, formats, overlays, pages, transcript
from onrecord.errors import ContentError, Issue
from onrecord.model import Download, Episode, FrontMatter, Page, Site, Slug, Summary, Transcript
from onrecord.verify import verify
from onrecord.write_file import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from markupsafe import Markup

    from onrecord.model import Cue

# Written by people; the longest ledger (3 hours, 3,000 sentences) has 2 MB.
MAX_BESIDE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeFiles:
    """The bytes of an episode folder: all that its chain depends on, beside the site."""

    slug: Slug
    transcript: formats.Source | None
    """None where only the ledger is left."""
    episode: archive.Document | None = None
    """`episode.yml`."""
    chapters: archive.Document | None = None
    """`chapters.json`."""
    ledger: archive.Document | None = None
    """`permalinks.jsonl`."""
    overlay: archive.Document | None = None
    """`overlay.yml`."""
    people: archive.Document | None = None
    """`content/people.yml`, which all episodes share."""
    corrections: archive.Document | None = None
    """`content/corrections.yml`, which all episodes share."""


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
    addresses: tuple[archive.Address, ...] = ()
    """Of all pages of episodes ever published, those included that have vanished."""
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
    received = formats.read(files.transcript) if files.transcript else Transcript(format="", cues=())
    written, written_issues = archive.read_episode(files.episode.content, files.episode.path) if files.episode else (FrontMatter(), ())
    marks, mark_issues = chapters.read_marks(files.chapters.content, files.chapters.path) if files.chapters else ((), ())
    entries, entry_issues = anchors.read_ledger(files.ledger) if files.ledger else ((), ())
    beside, beside_issues = read_overlays(files)
    stated = archive.merge(replace(received.front, chapters=marks or received.front.chapters), written)
    if stated.withdrawn:
        received = replace(received, cues=(), issues=())
    spoken = transcript.divide(received)
    cast = overlays.gather(stated.people, beside.people)
    applied = overlays.apply(
        beside.overlay, spoken, cast, ledger=entries, corrections=beside.corrections, labels=stated.labels, slug=files.slug
    )
    added = overlays.own_chapters(beside.overlay)
    divided = chapters.chapter(stated, applied.sentences, path=place_of(files), cues=received.cues, added=added)
    described, synopsis_issues = overlays.describe_chapters(divided.chapters, beside.overlay)
    issues = (
        *(*received.issues, *written_issues, *mark_issues, *entry_issues, *beside_issues),
        *(*applied.issues, *divided.issues, *synopsis_issues, *missing(files, stated)),
    )
    if any(issue.severity == "error" for issue in issues):
        return Record(slug=files.slug, issues=issues)

    published = anchors.publish(
        entries,
        applied.sentences,
        [f"episodes/{files.slug}/{chapter.slug}/" for chapter in described for _ in range(*chapter.sentences)],
        on=today,
        fingerprint=fingerprint(files.transcript.content if files.transcript else b""),
        whole=applied.whole,
    )
    present = overlays.speaking(stated.people, cast, published.sentences)
    front = complete(replace(stated, description=divided.description, people=present), files.slug, site)
    episode = Episode(slug=files.slug, front=front, sentences=published.sentences, chapters=described, notes=applied.notes, issues=issues)
    downloads = () if stated.withdrawn else write_downloads(episode, site)
    twins = () if stated.withdrawn else write_twins(episode, site)
    turns = [transcript.arrange(episode.sentences[slice(*chapter.sentences)]) for chapter in episode.chapters]
    rendered = pages.render_episode(episode, turns, [download.url.rpartition("/")[2] for download in downloads], published, site)
    kept = overlays.redact(words_of(received.cues), applied.removed)
    verify(rendered, episode.sentences, kept)
    return Record(
        slug=files.slug,
        issues=issues,
        pages=rendered,
        downloads=(*downloads, *twins),
        summary=pages.summarise(episode, published, site),
        ledger=anchors.write_ledger(published.entries),
    )


def compile_archive(
    summaries: Sequence[Summary], site: Site, introduction: Markup, vanished: Sequence[archive.Address] = ()
) -> tuple[Page, ...]:
    """The archive chain: from the summaries of all episodes to the pages that show several, and notes in place of what has vanished."""
    published = [summary for summary in summaries if not summary.withdrawn]
    return (
        *pages.render_archive(published, site, introduction),
        *pages.render_people(published, site),
        *pages.render_vanished([(address.page, address.gone) for address in vanished if address.gone], site),
    )


def write_archive_downloads(summaries: Sequence[Summary], site: Site) -> tuple[Download, ...]:
    """Give the files of the whole archive for programs: the feed, and the list of its texts."""
    return (
        Download(url=pages.FEED, content=pages.write_feed(summaries, site)),
        Download(url=pages.LLMS, content=pages.write_llms(summaries, site)),
    )


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
    known, address_issues = read_address_file(root)
    issues = (
        *listing.issues,
        *site_issues,
        *address_issues,
        *(issue for record in records for issue in record.issues),
        *archive.find_contested([record.summary for record in records if record.summary]),
    )
    # What is wrong with a file that episodes share is wrong in each of them.
    issues = tuple(dict.fromkeys(issues))
    if any(issue.severity == "error" for issue in issues):
        raise ContentError(issues)
    present = [address for record in records if record.summary for address in record.summary.addresses]
    addresses = archive.update_addresses(known, present, on=today)
    return Compiled(records=tuple(records), addresses=addresses, issues=(*issues, *archive.find_lost(addresses)))


def refuse_changes(root: Path, compiled: Compiled) -> None:
    """See that publishing would change no ledger that there is.

    Raises:
        ContentError: it would; an issue an episode says what would become of how many links.
    """
    issues: list[Issue] = []
    for record in compiled.records:
        path = f"{archive.EPISODES}/{record.slug}/{archive.LEDGER}"
        before = archive.read_bytes(root / path, MAX_BESIDE) if (root / path).exists() else record.ledger
        if before != record.ledger:
            line, changes = anchors.compare_ledgers(before, record.ledger)
            hint = "build without --frozen where the content is edited, look at the change, and commit it"
            issues.append(Issue(path=path, line=line, message="this build would change a published ledger", found=changes, hint=hint))
    if issues:
        raise ContentError(issues)


def publish_ledgers(root: Path, compiled: Compiled) -> None:
    """Write what has changed in the ledgers, once the pages are in the site.

    Raises:
        OutsideError: a ledger cannot be written.
    """
    for record in compiled.records:
        path = root / archive.EPISODES / record.slug / archive.LEDGER
        if record.ledger:
            _write_changed(path, record.ledger)
    if compiled.addresses:
        _write_changed(root / archive.ADDRESSES, archive.write_addresses(compiled.addresses))


def _write_changed(path: Path, content: bytes) -> None:
    if not path.exists() or path.read_bytes() != content:
        write_file(path, content)


def read_files(root: Path, folder: archive.EpisodeFolder) -> EpisodeFiles:
    """Give the bytes of an episode folder, never more of a file than its reader accepts."""

    def document(path: str) -> archive.Document | None:
        return archive.Document(path=path, content=archive.read_bytes(root / path, MAX_BESIDE)) if path else None

    def shared(name: str) -> archive.Document | None:
        path = f"{archive.CONTENT}/{name}"
        return document(path) if (root / path).is_file() else None

    return EpisodeFiles(
        slug=folder.slug,
        transcript=formats.Source(path=folder.transcript, content=archive.read_bytes(root / folder.transcript, formats.MAX_BYTES))
        if folder.transcript
        else None,
        episode=document(folder.episode),
        chapters=document(folder.chapters),
        ledger=document(folder.ledger),
        overlay=document(folder.overlay),
        people=shared("people.yml"),
        corrections=shared("corrections.yml"),
    )


def read_archive_file(root: Path) -> tuple[archive.ArchiveFront, tuple[Issue, ...]]:
    """Give what `content/archive.yml` says; nothing where there is none."""
    path = f"{archive.CONTENT}/archive.yml"
    if not (root / path).is_file():
        return archive.ArchiveFront(), ()
    return archive.read_archive(archive.read_bytes(root / path, MAX_BESIDE), path)


def read_address_file(root: Path) -> tuple[tuple[archive.Address, ...], tuple[Issue, ...]]:
    """Give the addresses of all pages of episodes ever published, as `content/addresses.jsonl` has them."""
    if not (root / archive.ADDRESSES).is_file():
        return (), ()
    return archive.read_addresses(
        archive.Document(path=archive.ADDRESSES, content=archive.read_bytes(root / archive.ADDRESSES, MAX_BESIDE))
    )


def missing(files: EpisodeFiles, stated: FrontMatter) -> Iterator[Issue]:
    """Say that a transcript is missing, unless the episode was withdrawn."""
    if not files.transcript and not stated.withdrawn:
        hint = "put the transcript back, or say 'withdrawn: {on: 2026-01-31, why: …}' in episode.yml; links then lead to a note"
        yield Issue(path=place_of(files), message="no transcript, for an episode that was published", hint=hint)


def place_of(files: EpisodeFiles) -> str:
    """Give the path that messages about an episode name."""
    return files.transcript.path if files.transcript else f"{archive.EPISODES}/{files.slug}"


def read_site(root: Path, *, title: str, url: str, base: str) -> Site:
    """Give the site: what `archive.yml` says of the archive, at the address that the renderer knows."""
    front, _ = read_archive_file(root)
    return Site(
        title=front.title or title,
        description=front.description,
        language=front.language or "en",
        licence=front.licence,
        links=front.links,
        suggestions=front.suggestions,
        comments=front.comments,
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
    edited = episode.notes or any(sentence.changes for sentence in episode.sentences)
    annotations = (Download(url=f"{folder}annotations.json", content=pages.write_annotations(episode, site)),) if edited else ()
    return (
        *texts,
        Download(url=f"{folder}chapters.json", content=pages.write_chapters(episode, site)),
        Download(url=f"{folder}chapters.xml", content=pages.write_simple_chapters(episode, site)),
        *annotations,
    )


def write_twins(episode: Episode, site: Site) -> tuple[Download, ...]:
    """Give each chapter as Markdown, beside the folder of its page; none for a renderer that would make pages of them."""
    if not site.markdown_downloads:
        return ()
    alone = (
        replace(
            episode,
            sentences=episode.sentences[slice(*chapter.sentences)],
            chapters=(replace(chapter, sentences=(0, chapter.sentences[1] - chapter.sentences[0])),),
        )
        for chapter in episode.chapters
    )
    return tuple(
        Download(url=f"episodes/{episode.slug}/{one.chapters[0].slug}.md", content=formats.WRITERS["md"].write(one)) for one in alone
    )


def read_overlays(files: EpisodeFiles) -> tuple[overlays.Beside, tuple[Issue, ...]]:
    """Give what people add to the transcript, and what they say of the whole archive; and what is wrong with these files."""
    overlay, wrong = overlays.read_overlay(files.overlay.content, files.overlay.path) if files.overlay else (overlays.Overlay(), ())
    people, unknown = overlays.read_people(files.people.content, files.people.path) if files.people else ((), ())
    shared = files.corrections
    corrections, faulty = overlays.read_corrections(shared.content, shared.path) if shared else ((), ())
    return overlays.Beside(overlay=overlay, people=people, corrections=corrections), (*wrong, *unknown, *faulty)


def words_of(cues: Sequence[Cue]) -> str:
    """Give the transcript's text: the texts of its cues joined by one space."""
    return " ".join(cue.text for cue in cues if cue.text)


def read_words(files: EpisodeFiles) -> str:
    """Give the words that the pages of an episode must hold once what was corrected is as it was received: all but those redacted."""
    if not files.transcript:
        return ""
    received = formats.read(files.transcript)
    beside, _ = read_overlays(files)
    entries = anchors.read_ledger(files.ledger)[0] if files.ledger else ()
    kept = overlays.apply(beside.overlay, transcript.divide(received), overlays.gather((), ()), ledger=entries, slug=files.slug)
    return overlays.redact(words_of(received.cues), kept.removed)


def fingerprint(content: bytes) -> str:
    """Give a short name for some bytes."""
    return blake2b(content, digest_size=8).hexdigest()
