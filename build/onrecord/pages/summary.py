"""The summary of an episode, and its artifacts, from which the pages of the archive are made."""

from __future__ import annotations

from dataclasses import replace
from itertools import repeat
from typing import TYPE_CHECKING

from onrecord.model import (
    CoOccurrence,
    Details,
    Episode,
    EpisodeArtifacts,
    Link,
    Passage,
    Quote,
    QuoteSummary,
    Site,
    Summary,
    Term,
    TermForm,
    TermSummary,
)
from onrecord.pages.feed import write_entry
from onrecord.pages.markdown import plain_text
from onrecord.pages.passage_html import render_passages
from onrecord.pages.urls import chapter_url, episode_url, quote_url, sentences_url
from onrecord.pages.voices import summarise_voices
from onrecord.store import fingerprint
from onrecord.text.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

# Two or three sentences on a card.
EXCERPT_LENGTH = 240


def summarise(
    episode: Episode,
    site: Site,
    *,
    co_occurrences: Sequence[CoOccurrence] = (),
    locators: Sequence[bytes] = (),
) -> tuple[Summary, EpisodeArtifacts]:
    """Return the summary of an episode, and its artifacts.

    The archive chain reads all summaries; a page reads the artifacts that it needs.

    Args:
        episode: compiled.
        site: where it is published.
        co_occurrences: of its topics.
        locators: of each topic, in the form of `topics.json`; none if no list is made of them.
    """
    front, url = episode.front, episode_url(episode)
    quotes = tuple(_quote(episode, quote) for quote in episode.quotes)
    passage_html = tuple(render_passages(episode, term, site) for term in episode.topics)
    excerpt = shorten(plain_text(front.description), EXCERPT_LENGTH)
    details = Details(
        excerpt=excerpt,
        chapters=tuple(
            Link(title=chapter.title, url=chapter_url(episode, chapter))
            for chapter in episode.chapters
        ),
        feed=write_entry(episode, excerpt, site),
        quotes=quotes,
    )
    summary = Summary(
        slug=episode.slug,
        url=url,
        title=front.title,
        date=front.date,
        show=front.show or site.title,
        duration=episode.duration,
        people=front.people,
        chapters=tuple(chapter_url(episode, chapter) for chapter in episode.chapters),
        topics=tuple(
            _term(episode, term, fingerprint(url, front.title, front.date, html, located))
            for term, html, located in zip(
                episode.topics, passage_html, locators or repeat(b""), strict=False
            )
        ),
        co_occurrences=tuple(co_occurrences),
        language=front.language,
        withdrawn=front.withdrawn is not None,
        voices=summarise_voices(episode),
        quotes=tuple(quote.speaker or "" for quote in quotes),
        repeats=tuple(sorted({one.repeat for one in episode.repeated})),
    )
    artifacts = EpisodeArtifacts(
        details=details,
        passage_html=passage_html,
        locators=tuple(locators),
        contexts=tuple(_main_passage(term).context for term in episode.topics),
        forms=tuple(term.forms for term in episode.topics),
    )
    return replace(summary, version=fingerprint(summary, artifacts)), artifacts


def _main_passage(term: Term) -> Passage:
    return next((passage for passage in term.passages if passage.main), term.passages[0])


def _term(episode: Episode, term: Term, version: str) -> TermSummary:
    spans = [passage.sentences for passage in term.passages]
    return TermSummary(
        term_form=TermForm(
            key=term.key,
            slug=term.slug,
            label=term.label,
            origin=term.origin,
            named=term.named,
            person=term.person,
            short=term.short,
            forms=tuple(term.forms) if term.short or term.person else (),
        ),
        weight=round(1000 * term.weight),
        passages=len(term.passages),
        spoken=sum(passage.chapter >= 0 and passage.mentions > 1 for passage in term.passages),
        mentions=sum(passage.mentions for passage in term.passages),
        chapters=tuple(
            dict.fromkeys(passage.chapter for passage in term.passages if passage.chapter >= 0)
        ),
        quotes=tuple(
            number
            for number, quote in enumerate(episode.quotes)
            if any(
                start <= quote.parts[-1].sentence and quote.parts[0].sentence < end
                for start, end in spans
            )
        ),
        version=version,
    )


def _quote(episode: Episode, quote: Quote) -> QuoteSummary:
    first, last = quote.parts[0].sentence, quote.parts[-1].sentence
    return QuoteSummary(
        id=quote.id,
        url=quote_url(quote.id),
        words=quote.words,
        origin=quote.origin,
        speaker=quote.speaker,
        chapter=episode.chapter_with(first).title,
        context=sentences_url(episode, first, last),
        start=quote.start,
    )
