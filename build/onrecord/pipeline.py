"""The order of the work, written here and nowhere else.

Two chains. The episode chain is a pure function of one episode folder and the site, so that any executor may run it.
The archive chain reads only the summaries that the episode chains leave.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING

from onrecord import (
    anchors,
    archive,
    chapters,
    formats,
    overlays,
    pages,
    quotes,
    topics,
    transcript,
)
from onrecord.errors import ConfigurationError, ContentError, Issue, any_error, near
from onrecord.model import (
    AUTOMATIC_QUOTES,
    Chapter,
    Dependencies,
    Download,
    Episode,
    EpisodeArtifacts,
    FrontMatter,
    MemoryStore,
    Milliseconds,
    Page,
    Repeated,
    Site,
    Slug,
    Summary,
    Topic,
    Transcript,
    Turn,
)
from onrecord.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from markupsafe import Markup

    from onrecord.model import Cue, Draft, Facts, Heading

# Written by people; the longest ledger (3 hours, 3,000 sentences) has 2 MB.
CARDS = ".onrecord/cards"
MAX_BESIDE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeFiles:
    """The bytes of an episode folder, and what all episodes share: all that its chain depends on, beside the site."""

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
    quotes: archive.Document | None = None
    """`quotes.jsonl`."""
    shared: overlays.Shared = field(default_factory=overlays.Shared)
    """What files of the archive say that all episodes share."""


Inputs = tuple[EpisodeFiles, Site]
"""All that `compile_episode` is called with, but for the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the episode chain makes of an episode. With errors among its issues, nothing else."""

    slug: Slug
    issues: tuple[Issue, ...]
    pages: tuple[Page, ...] = ()
    downloads: tuple[Download, ...] = ()
    dependencies: Dependencies = field(default_factory=Dependencies)
    """What it looked for in the files that all episodes share."""
    summary: Summary | None = None
    left: EpisodeArtifacts = field(default_factory=EpisodeArtifacts)
    addresses: tuple[str, ...] = ()
    """Of all its pages, those included that only lead elsewhere."""
    ledger: bytes = b""
    """`permalinks.jsonl` as it must be once these pages are published."""
    quotes: bytes = b""
    """`quotes.jsonl`, the same."""
    claims: tuple[str, ...] = ()
    """Addresses of the folders in which this episode, by its ledger, was not published before."""

    @property
    def ledgers(self) -> dict[str, bytes]:
        """The files in the episode's folder that record what is published, by name; without those that have nothing to say."""
        written = {archive.LEDGER: self.ledger, archive.QUOTES: self.quotes}
        return {name: content for name, content in written.items() if content}


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

    @property
    def store(self) -> MemoryStore:
        """What the episodes left for the archive chain."""
        return MemoryStore({record.slug: record.left for record in self.records})


def compile_episode(
    files: EpisodeFiles, site: Site, today: date, cards: Path | None = None
) -> Record:
    """The episode chain: from the bytes of one folder to its pages, its downloads, its summary and its ledgers.

    Args:
        files: of the episode.
        site: where all this is published.
        today: the day that ledgers and notes give.
        cards: where pictures of quotes that were drawn earlier are kept; None for none.
    """
    received = (
        formats.read(files.transcript) if files.transcript else Transcript(format="", cues=())
    )
    written, written_issues = (
        archive.read_episode(files.episode.content, files.episode.path)
        if files.episode
        else (FrontMatter(), ())
    )
    marks, mark_issues = (
        chapters.read_marks(files.chapters.content, files.chapters.path)
        if files.chapters
        else ((), ())
    )
    entries, entry_issues = anchors.read_ledger(files.ledger) if files.ledger else ((), ())
    overlay, overlay_issues = read_overlay(files)
    quoted, quote_issues = quotes.read_quotes(files.quotes) if files.quotes else ((), ())
    stated = archive.merge(
        replace(received.front, chapters=marks or received.front.chapters), written
    )
    if stated.withdrawn:
        received = replace(received, cues=(), issues=())
    spoken = transcript.divide(received)
    dependencies = overlays.seek(stated, overlay, spoken)
    shared = overlays.relevant_to(files.shared, files.slug, dependencies)
    cast = overlays.gather(stated.people, shared.people)
    applied = overlays.apply(
        overlay,
        spoken,
        cast,
        ledger=entries,
        corrections=shared.corrections,
        labels=stated.labels,
        slug=files.slug,
    )
    added = overlays.own_chapters(overlay)
    divided = chapters.chapter(
        stated, applied.sentences, path=place_of(files), cues=received.cues, added=added
    )
    described, synopsis_issues = overlays.describe_chapters(divided.chapters, overlay)
    issues = (
        *(
            *shared.errors,
            *received.issues,
            *written_issues,
            *mark_issues,
            *entry_issues,
            *overlay_issues,
            *quote_issues,
        ),
        *(*applied.issues, *divided.issues, *synopsis_issues, *missing(files, stated)),
    )
    if any_error(issues):
        return Record(slug=files.slug, issues=issues)

    published = anchors.publish(
        entries,
        applied.sentences,
        [
            f"episodes/{files.slug}/{chapter.slug}/"
            for chapter in described
            for _ in range(*chapter.sentences)
        ],
        on=today,
        fingerprint=fingerprint(files.transcript.content if files.transcript else b""),
        whole=applied.whole,
    )
    present = overlays.speaking(stated.people, cast, published.sentences)
    front = complete(
        replace(stated, description=divided.description, people=present), files.slug, site
    )
    teaser = quotes.find_teaser(published.sentences)
    repeated = quotes.find_repeated(published.sentences, [repeat.words for repeat in site.repeats])
    selected = quotes.select(
        published.sentences,
        front,
        teaser,
        quoted,
        published.heirs,
        slug=files.slug,
        on=today,
        automatic=site.automatic_quotes,
        weights=weights_of(site),
        repeated=sentences_of(repeated),
        pins=tuple(map(pin, overlay.quotes)),
        soundbites=[
            (bite.start, Milliseconds(bite.start + bite.duration)) for bite in front.soundbites
        ],
    )
    issues = (*issues, *selected.issues)
    if any_error(selected.issues):
        return Record(slug=files.slug, issues=issues)
    episode = Episode(
        slug=files.slug,
        front=front,
        sentences=published.sentences,
        chapters=described,
        notes=applied.notes,
        teaser=teaser,
        quotes=selected.quotes,
        withdrawn_quotes=selected.withdrawn,
        issues=issues,
        repeated=repeated,
    )
    tagged = [(selection.sentences, selection.entry.topic) for selection in applied.topics]
    dependencies = replace(
        dependencies,
        language=front.language,
        terms=topics.seek(episode, [label for _, label in tagged]),
    )
    vocabulary = topics.relevant_to(site.topics, dependencies)
    episode = replace(
        episode, topics=topics.find_terms(without_repeats(episode), vocabulary, tagged)
    )
    downloads = () if stated.withdrawn else write_downloads(episode, site)
    twins = () if stated.withdrawn else write_twins(episode, site)
    turns = [arrange_apart(episode, chapter) for chapter in episode.chapters]
    rendered = pages.render_episode(
        episode, turns, [download.url.rpartition("/")[2] for download in downloads], published, site
    )
    kept = overlays.redact(words_of(received.cues), applied.removed)
    verify(rendered, episode.sentences, kept)
    pictures = draw_cards(episode, site, cards)
    summary, left = pages.summarise(
        episode,
        site,
        co_occurrences=topics.find_co_occurrences(episode.topics),
        locators=pages.write_locators(episode, site),
    )
    return Record(
        slug=files.slug,
        issues=issues,
        pages=(*rendered, *pages.render_quotes(episode, site, pictures)),
        downloads=(*downloads, *twins, *pages.write_quotes(episode, site, pictures)),
        dependencies=dependencies,
        summary=summary,
        left=left,
        addresses=(*pages.list_addresses(episode, published), *pages.list_quote_addresses(episode)),
        ledger=anchors.write_ledger(published.entries),
        quotes=quotes.write_quotes(selected.entries),
        claims=archive.list_claims(
            (page for entry in entries for page in (entry.page, *entry.pages)),
            (entry.page for entry in published.entries),
        ),
    )


def end_episodes() -> None:
    """Let go of what the episode chain alone needs, when no more are to be compiled."""
    topics.forget_frequencies()


def compile_headings(summaries: Sequence[Summary], site: Site) -> tuple[Heading, ...]:
    """Give the headings of the topic index, which the archive chain starts from and `find_unmet` looks at."""
    return topics.compile_headings(
        [summary for summary in summaries if not summary.withdrawn], site.topics
    )


def compile_archive(
    facts: Facts, site: Site, introduction: Markup, vanished: Sequence[archive.Address] = ()
) -> Iterator[Draft]:
    """The archive chain: from the summaries of all episodes to the pages that show several, and notes in place of what has vanished.

    Nothing is made yet: each draft says what it shows, and makes it when somebody asks, with details of the episodes that are seen there.
    """
    published = [summary for summary in facts.summaries if not summary.withdrawn]
    headings, store, unknown = facts.headings, facts.store, topics.list_unknown(published)
    apart, quoted = topics.distinctive_topics(headings), pages.list_on_topics(headings)
    yield from pages.render_archive(published, store, apart, site, introduction)
    yield from pages.render_people(published, store, site)
    yield from pages.render_quote_lists(published, store, headings, quoted, site)
    yield from pages.render_topic_index(headings, published, store, unknown, site)
    yield from pages.render_topics(headings, published, store, quoted, site)
    yield from pages.render_vanished(
        [(address.page, address.gone) for address in vanished if address.gone], site
    )
    yield from pages.write_quote_feed(published, store, site)
    yield from pages.write_topics_json(headings, store, site)
    yield pages.write_topics_skos(headings, site)
    yield pages.write_feed(published, store, site)
    yield pages.write_llms(published, site)


def compile_episodes(
    root: Path, site: Site, progress: Callable[[int, int], None] | None = None
) -> Compiled:
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
    shared = read_shared(root)
    today = date.today()  # noqa: DTZ011 - the publisher's own day
    records: list[Record] = []
    for number, folder in enumerate(listing.episodes, 1):
        records.append(compile_episode(read_files(root, folder, shared), site, today, root / CARDS))
        if progress:
            progress(number, len(listing.episodes))
    known, address_issues = read_address_file(root)
    summaries = [record.summary for record in records if record.summary]
    issues: tuple[Issue, ...] = (
        *listing.issues,
        *validate_archive(root, listing, shared),
        *address_issues,
        *(issue for record in records for issue in record.issues),
        *archive.find_contested({record.slug: record.addresses for record in records}),
        *archive.find_claimed(known, {record.slug: record.claims for record in records}),
    )
    # An episode with errors gives nothing: what it says would be missed here too.
    unmet = (
        ()
        if any_error(issues)
        else find_unmet(site, lambda: summaries, lambda: compile_headings(summaries, site))
    )
    # What is wrong with a file that episodes share is wrong in each of them.
    issues = tuple(dict.fromkeys((*issues, *unmet)))
    if any_error(issues):
        raise ContentError(issues)
    present = [address for record in records for address in record.addresses]
    addresses = archive.update_addresses(known, present, on=today)
    return Compiled(
        records=tuple(records), addresses=addresses, issues=(*issues, *archive.find_lost(addresses))
    )


def refuse_change(path: str, before: bytes, after: bytes) -> Issue:
    """Say what publishing would change in a ledger that there is: how many links would lead elsewhere."""
    hint = "build without --frozen where the content is edited, look at the change, and commit it"
    if path.endswith(archive.QUOTES):
        return Issue(path=path, message="this build would change the published quotes", hint=hint)
    line, changes = anchors.compare_ledgers(before, after)
    return Issue(
        path=path,
        line=line,
        message="this build would change a published ledger",
        found=changes,
        hint=hint,
    )


def read_files(root: Path, folder: archive.EpisodeFolder, shared: overlays.Shared) -> EpisodeFiles:
    """Give the bytes of an episode folder, never more of a file than its reader accepts, beside what all episodes share."""

    def document(path: str) -> archive.Document | None:
        return (
            archive.Document(path=path, content=archive.read_bytes(root / path, MAX_BESIDE))
            if path
            else None
        )

    return EpisodeFiles(
        slug=folder.slug,
        transcript=formats.Source(
            path=folder.transcript,
            content=archive.read_bytes(root / folder.transcript, formats.MAX_BYTES),
        )
        if folder.transcript
        else None,
        episode=document(folder.episode),
        chapters=document(folder.chapters),
        ledger=document(folder.ledger),
        overlay=document(folder.overlay),
        quotes=document(folder.quotes),
        shared=shared,
    )


def read_shared(root: Path) -> overlays.Shared:
    """Give what `people.yml` and `corrections.yml` say."""
    return overlays.read_shared(*find_shared(root))


def find_shared(root: Path) -> tuple[archive.Document | None, archive.Document | None]:
    """Give `people.yml` and `corrections.yml`, those that are there."""
    people, corrections = (
        archive.Document(path=path, content=archive.read_bytes(root / path, MAX_BESIDE))
        if (root / path).is_file()
        else None
        for path in (f"{archive.CONTENT}/people.yml", f"{archive.CONTENT}/corrections.yml")
    )
    return people, corrections


def relevant_inputs(files: EpisodeFiles, site: Site, dependencies: Dependencies) -> Inputs:
    """Give what an episode is compiled from, without what does not touch it of the files that all share: its record is the same."""
    shared = overlays.unplace(overlays.relevant_to(files.shared, files.slug, dependencies))
    return replace(files, shared=shared), replace(
        site, topics=topics.relevant_to(site.topics, dependencies)
    )


def read_archive_file(root: Path) -> tuple[archive.ArchiveFront, tuple[Issue, ...]]:
    """Give what `content/archive.yml` says; nothing where there is none."""
    path = f"{archive.CONTENT}/archive.yml"
    if not (root / path).is_file():
        return archive.ArchiveFront(), ()
    return archive.read_archive(archive.read_bytes(root / path, MAX_BESIDE), path)


def read_topic_file(root: Path) -> tuple[tuple[Topic, ...], tuple[Issue, ...]]:
    """Give the editor's vocabulary, `content/topics.yml`; nothing where there is none."""
    path = f"{archive.CONTENT}/topics.yml"
    return (
        archive.read_topics(archive.read_bytes(root / path, MAX_BESIDE), path)
        if (root / path).is_file()
        else ((), ())
    )


def validate_archive(
    root: Path, listing: archive.Listing, shared: overlays.Shared
) -> tuple[Issue, ...]:
    """Say what is wrong with the files about the whole archive."""
    scope = overlays.validate_scope(
        shared.corrections, [folder.slug for folder in listing.episodes]
    )
    return (*read_archive_file(root)[1], *shared.issues, *scope, *read_topic_file(root)[1])


def find_unmet(
    site: Site,
    summaries: Callable[[], Sequence[Summary]],
    headings: Callable[[], Sequence[Heading]],
) -> tuple[Issue, ...]:
    """Say what the editor asks for and no episode gives: topics of the vocabulary, passages that repeat.

    Without such wishes no summary need be read.
    """
    told = (
        {number for summary in summaries() for number in summary.repeats} if site.repeats else set()
    )
    unsaid = tuple(
        Issue(
            path=repeat.path,
            line=repeat.line,
            column=repeat.column,
            message="a passage that no episode has",
            found=repeat.words,
            hint="`onrecord suggest repeats` gives those that several have, as the transcripts have them",
            severity="warning",
        )
        for number, repeat in enumerate(site.repeats)
        if number not in told
    )
    if not any(topic.pin or topic.see_also for topic in site.topics):
        return unsaid
    return (*unsaid, *topics.find_unmet(site.topics, headings()))


def suggest_topics(root: Path, site: Site, slug: Slug) -> str:
    """Give proposals for `content/topics.yml` from one episode.

    Raises:
        ConfigurationError: there is no such episode.
        ContentError: it has errors.
    """
    folders = {folder.slug: folder for folder in archive.find(root).episodes}
    if slug not in folders:
        raise ConfigurationError(
            f"no episode {slug!r} in {root / archive.EPISODES}\n    hint: {near(slug, folders)}"
        )
    record = compile_episode(read_files(root, folders[slug], read_shared(root)), site, date.today())  # noqa: DTZ011 - the publisher's own day
    if not record.summary:
        raise ContentError(record.issues)
    return topics.suggest_topics(record.summary, record.left, site.topics)


def read_address_file(root: Path) -> tuple[tuple[archive.Address, ...], tuple[Issue, ...]]:
    """Give the addresses of all pages of episodes ever published, as `content/addresses.jsonl` has them."""
    if not (root / archive.ADDRESSES).is_file():
        return (), ()
    return archive.read_addresses(
        archive.Document(
            path=archive.ADDRESSES, content=archive.read_bytes(root / archive.ADDRESSES, MAX_BESIDE)
        )
    )


def missing(files: EpisodeFiles, stated: FrontMatter) -> Iterator[Issue]:
    """Say that a transcript is missing, unless the episode was withdrawn."""
    if not files.transcript and not stated.withdrawn:
        hint = "put the transcript back, or say 'withdrawn: {on: 2026-01-31, why: …}' in episode.yml; links then lead to a note"
        yield Issue(
            path=place_of(files),
            message="no transcript, for an episode that was published",
            hint=hint,
        )


def place_of(files: EpisodeFiles) -> str:
    """Give the path that messages about an episode name."""
    return files.transcript.path if files.transcript else f"{archive.EPISODES}/{files.slug}"


def read_site(root: Path, *, title: str, url: str, base: str) -> Site:
    """Give the site: what `archive.yml` says of the archive, at the address that the renderer knows."""
    front, _ = read_archive_file(root)
    vocabulary, _ = read_topic_file(root)
    return Site(
        title=front.title or title,
        description=front.description,
        language=front.language or "en",
        licence=front.licence,
        links=front.links,
        suggestions=front.suggestions,
        quote_weights=front.quote_weights,
        repeats=front.repeats,
        automatic_quotes=AUTOMATIC_QUOTES
        if front.automatic_quotes is None
        else front.automatic_quotes,
        comments=front.comments,
        url=url if not url or url.endswith("/") else url + "/",
        base=base,
        topics=vocabulary,
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
    annotations = (
        (Download(url=f"{folder}annotations.json", content=pages.write_annotations(episode, site)),)
        if edited
        else ()
    )
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
            chapters=(
                replace(chapter, sentences=(0, chapter.sentences[1] - chapter.sentences[0])),
            ),
        )
        for chapter in episode.chapters
    )
    return tuple(
        Download(
            url=f"episodes/{episode.slug}/{one.chapters[0].slug}.md",
            content=formats.WRITERS["md"].write(one),
        )
        for one in alone
    )


def read_overlay(files: EpisodeFiles) -> tuple[overlays.Overlay, tuple[Issue, ...]]:
    """Give what people add to the transcript, and what is wrong with that."""
    return (
        overlays.read_overlay(files.overlay.content, files.overlay.path)
        if files.overlay
        else (overlays.Overlay(), ())
    )


def words_of(cues: Sequence[Cue]) -> str:
    """Give the transcript's text: the texts of its cues joined by one space."""
    return " ".join(cue.text for cue in cues if cue.text)


def read_words(files: EpisodeFiles) -> str:
    """Give the words that the pages of an episode must hold once what was corrected is as it was received: all but those redacted."""
    if not files.transcript:
        return ""
    received = formats.read(files.transcript)
    overlay, _ = read_overlay(files)
    entries = anchors.read_ledger(files.ledger)[0] if files.ledger else ()
    kept = overlays.apply(
        overlay,
        transcript.divide(received),
        overlays.gather((), ()),
        ledger=entries,
        slug=files.slug,
    )
    return overlays.redact(words_of(received.cues), kept.removed)


def pin(entry: overlays.QuoteEntry) -> quotes.Pin:
    """Give what an entry of an overlay wants to be quoted."""
    selector, to, place = entry.selector, entry.to, entry.place
    return quotes.Pin(
        words=selector.words,
        at=selector.time,
        anchor=selector.anchor,
        to=(to.anchor or to.time) if to else None,
        id=entry.id,
        by=entry.provenance.by,
        on=entry.provenance.on,
        path=place.path,
        line=place.line,
        column=place.column,
    )


def sentences_of(repeated: Sequence[Repeated]) -> frozenset[int]:
    """Give the sentences of an episode that repeat what others say."""
    return frozenset(index for one in repeated for index in range(*one.sentences))


def without_repeats(episode: Episode) -> Episode:
    """Give an episode that is silent where it repeats what others say."""
    repeated = sentences_of(episode.repeated)
    if not repeated:
        return episode
    silent = (
        replace(each, text="") if index in repeated else each
        for index, each in enumerate(episode.sentences)
    )
    return replace(episode, sentences=tuple(silent))


def weights_of(site: Site) -> dict[str, float]:
    """Give what speaks for a sentence as a quote, and against it: the shipped weights, and in place of some the archive's own."""
    return {**quotes.WEIGHTS, **dict(site.quote_weights)}


def arrange_apart(episode: Episode, chapter: Chapter) -> tuple[Turn, ...]:
    """Give the turns of a chapter, those of the teaser apart."""
    first, last = chapter.sentences
    border = min(max(episode.teaser.end if episode.teaser else 0, first), last)
    return (
        *transcript.arrange(episode.sentences[first:border]),
        *transcript.arrange(episode.sentences[border:last]),
    )


def draw_cards(episode: Episode, site: Site, folder: Path | None) -> dict[Slug, bytes]:
    """Give the pictures of an episode's quotes, of those that can be drawn here; none where nobody keeps them."""
    if not folder:
        return {}
    drawn = {
        quote.id: pages.draw_card(pages.make_card(episode, quote, site), folder)
        for quote in episode.quotes
    }
    return {name: picture for name, picture in drawn.items() if picture}


def fingerprint(content: bytes) -> str:
    """Give a short name for some bytes."""
    return blake2b(content, digest_size=8).hexdigest()
