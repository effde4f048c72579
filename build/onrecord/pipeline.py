"""The order of the work, written here and nowhere else.

Two chains. The episode chain is a pure function of one episode folder and the site, so that any
executor may run it. The archive chain reads only the summaries that the episode chains leave.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

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
from onrecord.errors import Issue, any_error
from onrecord.files.digest import short_digest
from onrecord.inputs import EpisodeFiles, path_of, read_optional, report_missing
from onrecord.model import (
    CompiledEpisode,
    Episode,
    FrontMatter,
    Site,
    Summary,
    Transcript,
)
from onrecord.prepared import Prepared, Published, Received, list_claims, without_overlay
from onrecord.text.languages import canonical_tag, language_in_name
from onrecord.verify import verify, verify_addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from markupsafe import Markup

    from onrecord.model import Draft, Facts, Heading

# Relative to the archive.
CARDS: Final = ".onrecord/cards"


def compile_episode(
    files: EpisodeFiles, site: Site, today: date, cards: Path | None = None
) -> CompiledEpisode:
    """Run the episode chain: from the bytes of one folder to pages, downloads, summary and ledgers.

    Args:
        files: of the episode.
        site: where all this is published.
        today: the day that ledgers and notes give.
        cards: folder in which drawn quote cards are cached; None draws none.
    """
    prepared = prepare(files)
    if any_error(prepared.issues):
        return CompiledEpisode(slug=files.slug, issues=prepared.issues)
    published = publish(prepared, site, today)
    if any_error(published.quotes.issues):
        return CompiledEpisode(slug=files.slug, issues=published.episode.issues)
    return render(prepared, published, site, cards)


def receive(files: EpisodeFiles, overlay: overlays.Overlay) -> Received:
    """Read an episode's files, merge them, and divide the transcript."""
    written, episode_issues = read_optional(archive.read_episode, files.episode, FrontMatter())
    marks, mark_issues = read_optional(chapters.read_marks, files.chapters, ())
    names = overlays.list_stated_names(written, overlay)
    people = frozenset(files.shared.by_name)
    source = files.transcript and replace(
        files.transcript,
        names=names,
        no_labels=tuple(one.label for one in written.labels if not one.person),
        people=people,
        encoding=written.encoding,
    )
    received = formats.read(source) if source else Transcript(format="", cues=())
    entries, entry_issues = read_optional(anchors.read_ledger, files.ledger, ())
    quoted, quote_issues = quotes.read_quotes(files.quotes) if files.quotes else ((), ())
    front = archive.merge(
        replace(received.front, chapters=marks or received.front.chapters), written
    )
    if front.withdrawn:
        received = replace(received, cues=(), issues=())
    stated = canonical_tag(front.language) or language_in_name(path_of(files))
    language = stated or transcript.detect_language(transcript.text_of(received.cues))
    return Received(
        files=without_overlay(files),
        names=names,
        people=people,
        written=written,
        transcript=received,
        front=front,
        stated=stated,
        language=language,
        divided=transcript.divide(received, language),
        entries=entries,
        quoted=quoted,
        issues=(*received.issues, *episode_issues, *mark_issues, *entry_issues, *quote_issues),
    )


def is_unlikely_language(words: str, language: str) -> bool:
    """Return whether words are hardly in a language, whichever they are in."""
    return transcript.is_unlikely(words, language)


def prepare(
    files: EpisodeFiles,
    earlier: Received | None = None,
    added: Sequence[overlays.Entry] = (),
) -> Prepared:
    """Read an episode's files and apply the overlay.

    Args:
        files: of the episode.
        earlier: files of the episode that were read before; they are not read again if only the
            overlay or the shared files have changed.
        added: entries to apply in addition to those of the overlay.
    """
    overlay, overlay_issues = read_optional(
        overlays.read_overlay, files.overlay, overlays.Overlay()
    )
    overlay = replace(overlay, entries=(*overlay.entries, *added))
    received = (
        earlier if earlier and earlier.is_current(files, overlay) else receive(files, overlay)
    )
    front, divided = received.front, received.divided
    dependencies = overlays.find_dependencies(front, overlay, divided, received.transcript.compared)
    shared = overlays.relevant_to(files.shared, files.slug, dependencies)
    cast = overlays.merge_people(front.people, shared.people)
    applied = overlays.apply(
        overlay,
        divided,
        cast,
        targets=received.targets,
        corrections=shared.corrections,
        labels=front.labels,
        cues=received.transcript.cues,
        located=received.located,
        slug=files.slug,
    )
    chaptering = chapters.chapter(
        front,
        applied.sentences,
        path=path_of(files),
        cues=received.transcript.cues,
        added=applied.chapters,
    )
    described, synopsis_issues = overlays.describe_chapters(chaptering.chapters, overlay)
    reading_issues = (*shared.errors, *received.issues, *overlay_issues)
    later_issues = (
        *applied.issues,
        *chaptering.issues,
        *synopsis_issues,
        *report_missing(files, front),
    )
    return Prepared(
        files=files,
        unedited=received,
        received=received.transcript,
        front=replace(front, language=received.stated, description=chaptering.description),
        language=received.language,
        divided=divided,
        overlay=overlay,
        entries=received.entries,
        quoted=received.quoted,
        dependencies=dependencies,
        cast=cast,
        applied=applied,
        chapters=described,
        reading_issues=reading_issues,
        issues=(*reading_issues, *later_issues),
    )


def identify(prepared: Prepared, today: date) -> anchors.Publication:
    """Anchor each sentence, those without an anchor in the ledger by one minted today."""
    files = prepared.files
    return anchors.publish(
        prepared.entries,
        prepared.applied.sentences,
        [
            f"episodes/{files.slug}/{chapter.slug}/"
            for chapter in prepared.chapters
            for _ in range(*chapter.sentences)
        ],
        on=today,
        fingerprint=short_digest(files.transcript.content if files.transcript else b""),
        whole=prepared.applied.whole,
    )


def publish(prepared: Prepared, site: Site, today: date, *, with_topics: bool = True) -> Published:
    """Anchor each sentence, and find the quotes and, unless not wanted, topics of the episode."""
    files, overlay = prepared.files, prepared.overlay
    published = identify(prepared, today)
    sentences = published.sentences
    present = overlays.list_participants(prepared.front.people, prepared.cast, sentences)
    front = archive.fill_defaults(
        replace(prepared.front, people=present), files.slug, site, prepared.language
    )
    teaser = quotes.find_teaser(sentences)
    repeated = quotes.find_repeated(sentences, [repeat.words for repeat in site.repeats])
    selected = quotes.select(
        sentences,
        front,
        teaser,
        prepared.quoted,
        published.heirs,
        slug=files.slug,
        on=today,
        automatic=site.automatic_quotes,
        weights=quotes.weights_of(site),
        repeated=quotes.sentences_of(repeated) | quotes.find_adverts(sentences),
        pins=overlay.of(overlays.QuoteEntry),
    )
    episode = Episode(
        slug=files.slug,
        front=front,
        sentences=sentences,
        chapters=prepared.chapters,
        notes=prepared.applied.notes,
        teaser=teaser,
        quotes=selected.quotes,
        withdrawn_quotes=selected.withdrawn,
        issues=(*prepared.issues, *selected.issues),
        repeated=repeated,
        hidden=frozenset(person.name for person in prepared.cast.people if person.hidden),
    )
    dependencies = prepared.dependencies
    if with_topics:
        tags = prepared.applied.of(overlays.TopicEntry)
        tagged = [
            *((one.sentences, one.entry.topic) for one in tags),
            *((one.sentences, word) for one in prepared.chapters for word in one.keywords),
        ]
        terms = topics.find_topic_words(episode, [label for _, label in tagged])
        dependencies = replace(dependencies, language=front.language, terms=terms)
        vocabulary = topics.relevant_to(site.topics, dependencies)
        found = topics.find_terms(quotes.without_repeats(episode), vocabulary, tagged)
        episode = replace(episode, topics=found)
    return Published(episode=episode, anchors=published, quotes=selected, dependencies=dependencies)


def check_quotes(prepared: Prepared, today: date) -> tuple[Issue, ...]:
    """Return the issues that publishing would report about the quotes of the overlay."""
    pins = prepared.overlay.of(overlays.QuoteEntry)
    if not pins:
        return ()
    published = identify(prepared, today)
    return quotes.select(
        published.sentences,
        prepared.front,
        quotes.find_teaser(published.sentences),
        prepared.quoted,
        published.heirs,
        slug=prepared.files.slug,
        on=today,
        automatic=0,
        pins=pins,
    ).issues


def render(
    prepared: Prepared, published: Published, site: Site, cards: Path | None = None
) -> CompiledEpisode:
    """Make the pages and downloads of an episode, verify its words, and summarise it."""
    episode = published.episode
    downloads = pages.write_downloads(episode, formats.write(episode), site)
    turns = [transcript.arrange_chapter(episode, chapter) for chapter in episode.chapters]
    names = [download.url.rpartition("/")[2] for download in downloads]
    rendered = pages.render_episode(episode, turns, names, published.anchors, site)
    texts = (formats.write_chapter(episode, chapter) for chapter in episode.chapters)
    chapter_texts = pages.write_chapter_texts(episode, texts, site)
    verify(rendered, episode.sentences, published_words(prepared))
    drawn = pages.draw_cards(episode, site, cards)
    rendered = (*rendered, *pages.render_quotes(episode, site, drawn))
    addresses = pages.list_addresses(episode, published.anchors)
    verify_addresses(rendered, addresses)
    summary, artifacts = pages.summarise(
        episode,
        site,
        co_occurrences=topics.find_co_occurrences(episode.topics),
        locators=pages.write_locators(episode, site),
    )
    return CompiledEpisode(
        slug=episode.slug,
        issues=episode.issues,
        pages=rendered,
        downloads=(*downloads, *chapter_texts, *pages.write_quotes(episode, site, drawn)),
        dependencies=published.dependencies,
        summary=summary,
        artifacts=artifacts,
        addresses=addresses,
        ledger=anchors.write_ledger(published.anchors.entries),
        quotes=quotes.write_quotes(published.quotes.entries),
        claims=list_claims(prepared, published),
    )


def compile_headings(
    summaries: Sequence[Summary], site: Site, held: Mapping[str, str]
) -> tuple[Heading, ...]:
    """Return the headings of the topic index, which the archive chain starts from.

    Args:
        summaries: of all episodes.
        site: with the editor's vocabulary.
        held: published addresses, each with the person or topic that keeps it.
    """
    published = pages.shorten_titles(_without_withdrawn(summaries))
    return topics.compile_headings(published, site.topics, pages.below(held, "topics/"))


def compile_archive(facts: Facts, site: Site, introduction: Markup) -> Iterator[Draft]:
    """Run the archive chain: from summaries to the pages that show several episodes.

    Nothing is made yet: each draft has the fingerprint of what it shows, and makes its page when
    asked, with details of the episodes that are seen there. Pages of topics in `facts.unchanged`
    have no draft.
    """
    whole = _without_withdrawn(facts.summaries)
    published = pages.shorten_titles(whole)
    headings, store, unknown = facts.headings, facts.store, topics.list_unknown(published)
    held, unchanged = facts.held, facts.unchanged
    listed = [heading for heading in headings if heading.listed]
    distinctive = topics.distinctive_topics(headings)
    quoted = pages.list_on_topics(headings)
    people = pages.gather_profiles(published, held)
    yield from pages.render_archive(
        published, store, distinctive, site, introduction, people=bool(people)
    )
    yield from pages.render_people(people, published, store, site, held=held)
    yield from pages.render_quote_lists(
        published, store, headings, quoted, site, held=held, unchanged=unchanged
    )
    yield from pages.render_topic_index(listed, published, store, unknown, site, held=held)
    yield from pages.render_topics(headings, published, store, quoted, site, unchanged=unchanged)
    yield from pages.write_quote_feed(whole, store, site)
    yield from pages.write_topics_json(listed, store, site, unchanged=unchanged)
    yield pages.write_topics_skos(listed, site)
    if headings:
        yield pages.write_topic_finder(headings, alone=len(published) == 1)
    yield pages.write_feed(whole, store, site)
    yield pages.write_llms(whole, site)


def _without_withdrawn(summaries: Sequence[Summary]) -> list[Summary]:
    return [summary for summary in summaries if not summary.withdrawn]


def version_topics(headings: Sequence[Heading], summaries: Sequence[Summary]) -> dict[str, str]:
    """Return a fingerprint of what the pages of each topic show beside its episodes, by its key."""
    return pages.version_topics(headings, pages.shorten_titles(_without_withdrawn(summaries)))


def expects_topics(site: Site) -> bool:
    """Return whether the editor lists topics that some episode must have."""
    return any(topic.pin or topic.see_also for topic in site.topics)


def find_unmet(
    site: Site,
    summaries: Callable[[], Sequence[Summary]],
    headings: Callable[[], Sequence[Heading]],
) -> tuple[Issue, ...]:
    """Report repeated passages and pinned topics that the editor lists and no episode has."""
    # Nothing is read for an archive that lists neither.
    said = {number for one in summaries() for number in one.repeats} if site.repeats else set()
    unsaid = quotes.report_unsaid(site.repeats, said)
    if not expects_topics(site):
        return unsaid
    return (*unsaid, *topics.find_unmatched(site.topics, headings()))


def published_words(prepared: Prepared) -> str:
    """Return the transcript's text as received, without the words that are redacted."""
    return overlays.redact(transcript.text_of(prepared.received.cues), prepared.applied.removed)
