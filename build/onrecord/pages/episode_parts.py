"""The parts that the pages of one episode share: made once, and shown on each in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from onrecord.pages.chapter_rail import build_rail
from onrecord.pages.edits import collect_edits
from onrecord.pages.environment import fill
from onrecord.pages.episode_facts import build_facts
from onrecord.pages.old_links import OldLinks
from onrecord.pages.text_marks import mark_text
from onrecord.pages.transcript_html import build_turns
from onrecord.pages.typography import typeset
from onrecord.pages.urls import chapter_url
from onrecord.pages.voices import link_speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.model import Anchor, Chapter, Episode, Milliseconds, Site, Turn
    from onrecord.pages.edits import ChapterEdits, Edit

Mark = Literal["quoted", "corrected", "annotated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterHtml:
    """A chapter, for its own page, the whole transcript, and the episode's table of contents."""

    title: str
    slug: str
    url: str
    start: Milliseconds | None
    opening: Markup
    """Its first sentence."""
    synopsis: str
    turns: Markup
    edits: tuple[Edit, ...]
    marks: frozenset[Mark]
    """The kinds of marks in its words, for their legend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeParts:
    """The parts that the pages of an episode share."""

    episode: Episode
    site: Site
    chapters: tuple[ChapterHtml, ...]
    facts: Markup
    old_links: Mapping[str, OldLinks]

    def rail(self, url: str) -> Markup:
        """Return the navigation for a page."""
        return build_rail(self.episode, self.site, url, self.facts)

    def old_links_of(self, url: str) -> Markup:
        """Return the marks of old links for a page."""
        return fill("old-links", self.old_links.get(url, OldLinks()))


def collect_parts(
    episode: Episode,
    turns: Sequence[Sequence[Turn]],
    aliases: Mapping[Anchor, Sequence[Anchor]],
    old_links: Mapping[str, OldLinks],
    site: Site,
) -> EpisodeParts:
    """Return the parts that the pages of an episode share.

    Args:
        episode: compiled, each sentence with its anchor.
        turns: of each chapter, in order.
        aliases: the old anchors in front of each sentence.
        old_links: the marks of each page.
        site: where the episode is published.
    """
    marks, person_urls = mark_text(episode, site), link_speakers(episode, site)
    return EpisodeParts(
        episode=episode,
        site=site,
        chapters=tuple(
            _chapter_html(
                episode,
                chapter,
                build_turns(own, edits.annotations, person_urls),
                edits,
                site,
            )
            for chapter, own in zip(episode.chapters, turns, strict=True)
            for edits in [collect_edits(episode, chapter, aliases, marks)]
        ),
        facts=build_facts(episode, site),
        old_links=old_links,
    )


def _list_marks(episode: Episode, chapter: Chapter, edits: ChapterEdits) -> Iterator[Mark]:
    if edits.edits:
        yield "corrected"
    if edits.annotations.notes:
        yield "annotated"
    quoted = edits.annotations.marks.quoted
    if any(sentence.id in quoted for sentence in episode.sentences[slice(*chapter.sentences)]):
        yield "quoted"


def _chapter_html(
    episode: Episode, chapter: Chapter, turns: Markup, edits: ChapterEdits, site: Site
) -> ChapterHtml:
    return ChapterHtml(
        title=chapter.title,
        slug=chapter.slug,
        url=site.base + chapter_url(episode, chapter),
        start=episode.start_of(chapter),
        opening=Markup(typeset(episode.sentences[chapter.sentences[0]].text)),  # noqa: S704 - typeset escapes
        synopsis=chapter.synopsis,
        turns=turns,
        edits=edits.edits,
        marks=frozenset(_list_marks(episode, chapter, edits)),
    )
