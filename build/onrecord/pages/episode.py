"""The pages of one episode: its own, a page a chapter, and the whole transcript."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.model import Chapter, Episode, Link, Milliseconds, Page, Site, Turn
from onrecord.pages.annotations_json import describe_corrections
from onrecord.pages.apart import set_apart
from onrecord.pages.edits import Edited, gather_edits
from onrecord.pages.environment import fill
from onrecord.pages.facts import cite_whole, collect_facts
from onrecord.pages.jsonld import build_head
from onrecord.pages.locator import Line, list_chips, list_lines
from onrecord.pages.markdown import plain_text, render_markdown
from onrecord.pages.old_links import OldLinks, collect_old_links, group_aliases, render_old_links
from onrecord.pages.rail import (
    brief_name,
    build_rail,
    chapter_url,
    duration,
    episode_url,
    starts,
    transcript_url,
)
from onrecord.pages.strip import Strip, draw_strip
from onrecord.pages.stub import render_stubs
from onrecord.pages.suggest import suggest_url
from onrecord.pages.words import build_turns, typeset
from onrecord.text.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.anchors import Publication

# What search engines show of a description.
DESCRIPTION_LENGTH = 160

# Topics at the head of a chapter: one line on a desk.
CHIPS = 6

DOWNLOADS: Mapping[str, str] = {
    "transcript.vtt": "WebVTT",
    "transcript.srt": "SubRip",
    "transcript.json": "JSON",
    "transcript.txt": "Plain text",
    "transcript.md": "Markdown",
    "chapters.json": "Chapters, JSON",
    "chapters.xml": "Chapters, XML",
    "annotations.json": "Annotations, JSON",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterPage:
    """Context of `pages/chapter.html.jinja`."""

    rail: Markup
    title: str
    slug: str
    number: int
    count: int
    language: str
    start: Milliseconds | None
    end: Milliseconds | None
    synopsis: str
    topics: tuple[Line, ...]
    turns: Markup
    edits: Markup
    """What people changed in its words, and why."""
    suggest: str
    """Address that begins a correction; empty where the archive takes none."""
    suggestions: str
    """Where corrections go, for scripts that begin one for a sentence; empty likewise."""
    episode_slug: str
    previous: Link | None
    next: Link | None
    approximate: bool
    """Most times on this page are interpolated."""
    old_links: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterWords:
    """A chapter within the whole transcript, and in the episode's table of contents."""

    title: str
    slug: str
    url: str
    start: Milliseconds | None
    opening: Markup
    """Its first sentence."""
    synopsis: str
    turns: Markup
    edits: Markup
    """What people changed in its words, under a heading of the third level."""
    own_edits: Markup
    """The same for a page of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptPage:
    """Context of `pages/transcript.html.jinja`."""

    rail: Markup
    title: str
    episode_url: str
    language: str
    chapters: tuple[ChapterWords, ...]
    suggest: str
    suggestions: str
    episode_slug: str
    linked: Markup
    """Corrections as schema.org has them, JSON-LD; empty where there are none."""
    old_links: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodePage:
    """Context of `pages/episode.html.jinja`."""

    rail: Markup
    base: str
    episode: Episode
    show: str
    duration: Milliseconds | None
    description: Markup
    chapters: tuple[ChapterWords, ...]
    transcript_url: str
    topics: tuple[Line, ...]
    strip: Strip
    downloads: tuple[Link, ...]
    citations: tuple[tuple[str, Markup], ...]
    """Name of each style, and the episode in it."""


def render_episode(
    episode: Episode,
    turns: Sequence[Sequence[Turn]],
    downloads: Sequence[str],
    published: Publication,
    site: Site,
) -> tuple[Page, ...]:
    """Give the episode's own page, one for each chapter, the whole transcript, and a stub for each address that it had earlier.

    Args:
        episode: compiled, each sentence with its anchor.
        turns: of each chapter, in order.
        downloads: file names that stand beside the episode's page.
        published: what the pages owe to old links.
        site: where all this is published.
    """
    stubs = render_stubs(episode, published, site)
    if episode.front.withdrawn:
        return stubs
    aliases = group_aliases(published)
    owed = collect_old_links(episode, published, site)
    apart = set_apart(episode, site)
    edited = [gather_edits(episode, chapter, aliases, apart) for chapter in episode.chapters]
    words = tuple(
        _words(episode, *one, site) for one in zip(episode.chapters, turns, edited, strict=True)
    )
    facts = collect_facts(episode, site)
    pages = (
        _episode_page(episode, words, downloads, site, facts=facts),
        *(
            _chapter_page(episode, number, words, owed, site, facts=facts)
            for number in range(len(words))
        ),
        _transcript_page(episode, words, owed, site, facts=facts),
    )
    return (*(replace(page, head=build_head(page, episode, site)) for page in pages), *stubs)


def _words(
    episode: Episode, chapter: Chapter, turns: Sequence[Turn], edited: Edited, site: Site
) -> ChapterWords:
    return ChapterWords(
        title=chapter.title,
        slug=chapter.slug,
        url=site.base + chapter_url(episode, chapter),
        start=starts(episode, chapter),
        opening=Markup(typeset(episode.sentences[chapter.sentences[0]].text)),  # noqa: S704 - typeset escapes
        synopsis=chapter.synopsis,
        turns=build_turns(turns, edited.margin),
        edits=edited.listed(chapter, level=3),
        own_edits=edited.listed(chapter, level=2),
    )


def _episode_page(
    episode: Episode,
    words: Sequence[ChapterWords],
    downloads: Sequence[str],
    site: Site,
    *,
    facts: Markup,
) -> Page:
    url = episode_url(episode)
    content = fill(
        "episode",
        EpisodePage(
            base=site.base,
            rail=build_rail(episode, site, url, facts),
            episode=episode,
            show=episode.front.show or site.title,
            duration=duration(episode),
            description=render_markdown(episode.front.description).html,
            chapters=tuple(words),
            transcript_url=site.base + transcript_url(episode),
            topics=list_lines(episode, site),
            strip=draw_strip(episode, site),
            downloads=tuple(
                Link(title=DOWNLOADS.get(name, name), url=f"{site.base}{url}{name}")
                for name in downloads
            ),
            citations=cite_whole(episode, site, url),
        ),
    )
    return Page(
        url=url,
        kind="episode",
        title=episode.front.title,
        content=content,
        description=shorten(plain_text(episode.front.description), DESCRIPTION_LENGTH)
        or episode.front.title,
        heading=episode.slug,
    )


def _chapter_page(
    episode: Episode,
    number: int,
    words: Sequence[ChapterWords],
    owed: Mapping[str, OldLinks],
    site: Site,
    *,
    facts: Markup,
) -> Page:
    chapter, spoken = episode.chapters[number], words[number]
    sentences = episode.sentences[slice(*chapter.sentences)]
    before = chapter_url(episode, episode.chapters[number - 1]) if number else episode_url(episode)
    after = chapter_url(episode, episode.chapters[number + 1]) if number + 1 < len(words) else ""
    url = chapter_url(episode, chapter)
    content = fill(
        "chapter",
        ChapterPage(
            rail=build_rail(episode, site, url, facts),
            title=chapter.title,
            slug=chapter.slug,
            number=number + 1,
            count=len(words),
            language=episode.front.language,
            start=spoken.start,
            end=words[number + 1].start if after else sentences[-1].end,
            synopsis=chapter.synopsis,
            topics=list_chips(episode, number, site, CHIPS),
            turns=spoken.turns,
            edits=spoken.own_edits,
            suggest=suggest_url(episode, site, url),
            suggestions=site.suggestions,
            episode_slug=episode.slug,
            previous=Link(title=words[number - 1].title, url=words[number - 1].url)
            if number
            else None,
            next=Link(title=words[number + 1].title, url=words[number + 1].url) if after else None,
            approximate=sum(sentence.timing == "interpolated" for sentence in sentences) * 2
            > len(sentences),
            old_links=render_old_links(owed.get(url, OldLinks())),
        ),
    )
    return Page(
        url=url,
        kind="chapter",
        title=f"{chapter.title} · {brief_name(episode)}",
        content=content,
        description=shorten(
            chapter.synopsis or f"{episode.front.title}: {sentences[0].text}", DESCRIPTION_LENGTH
        ),
        heading=chapter.slug,
        anchors=tuple(sentence.id for sentence in sentences),
        previous=before,
        next=after,
    )


def _transcript_page(
    episode: Episode,
    words: Sequence[ChapterWords],
    owed: Mapping[str, OldLinks],
    site: Site,
    *,
    facts: Markup,
) -> Page:
    url = transcript_url(episode)
    content = fill(
        "transcript",
        TranscriptPage(
            rail=build_rail(episode, site, url, facts),
            title=episode.front.title,
            episode_url=site.base + episode_url(episode),
            language=episode.front.language,
            chapters=tuple(words),
            suggest=suggest_url(episode, site, url),
            suggestions=site.suggestions,
            episode_slug=episode.slug,
            linked=_link_corrections(episode, f"{site.url or site.base}{url}"),
            old_links=render_old_links(owed.get(url, OldLinks())),
        ),
    )
    return Page(
        url=url,
        kind="transcript",
        title=f"Full transcript · {brief_name(episode)}",
        content=content,
        description=shorten(
            f"The whole transcript of {episode.front.title}, on one page.", DESCRIPTION_LENGTH
        ),
        heading="transcript",
        anchors=tuple(sentence.id for sentence in episode.sentences),
    )


def _link_corrections(episode: Episode, address: str) -> Markup:
    corrections = describe_corrections(episode)
    if not corrections:
        return Markup()
    work = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": address,
        "name": episode.front.title,
        "correction": corrections,
    }
    # Inside a script nothing is escaped: no "<" may stand there.
    script = json.dumps(work, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(f'<script type="application/ld+json">{script}</script>\n')  # noqa: S704 - see above
