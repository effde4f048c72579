"""The pages of one episode: its own, one for each chapter, and the whole transcript."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.model import (
    TRANSCRIPT,
    Episode,
    Link,
    Milliseconds,
    Page,
    Site,
    Turn,
    list_fixed_pages,
)
from onrecord.pages.chapter_rail import short_name
from onrecord.pages.citation import PROSE, cite_address
from onrecord.pages.edits import render_edits
from onrecord.pages.environment import fill
from onrecord.pages.episode_addresses import list_own_addresses
from onrecord.pages.episode_parts import ChapterHtml, EpisodeParts, collect_parts
from onrecord.pages.locator import TopicLine, list_chapter_topics, list_topics
from onrecord.pages.markdown import DESCRIPTION_LENGTH, page_description, render_markdown
from onrecord.pages.old_links import collect_old_links, group_aliases
from onrecord.pages.page_head import build_head
from onrecord.pages.stub_pages import render_stubs
from onrecord.pages.suggest_correction import suggest_url
from onrecord.pages.timeline import Timeline, draw_timeline
from onrecord.pages.transcript_page import render_transcript
from onrecord.pages.urls import chapter_url, episode_url, transcript_url
from onrecord.text.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markupsafe import Markup

    from onrecord.anchors import Publication
    from onrecord.model import FixedPage, FrontMatter
    from onrecord.pages.citation import CopyFormat

RENDERERS: dict[FixedPage, Callable[[EpisodeParts], Page]] = {TRANSCRIPT: render_transcript}
"""One for each row of `model.episode_pages.FIXED_PAGES`."""

# Topics at the head of a chapter: one line on a desktop screen.
CHAPTER_TOPICS = 6

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

    episode: Episode
    site: Site
    rail: Markup
    show: str
    chapter: ChapterHtml
    number: int
    count: int
    end: Milliseconds | None
    topics: tuple[TopicLine, ...]
    edits: Markup
    suggest: str
    """Address that begins a correction; empty if the archive takes none."""
    previous: ChapterHtml | None
    next: ChapterHtml | None
    approximate: bool
    """Most times on this page are interpolated."""
    old_links: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodePage:
    """Context of `pages/episode.html.jinja`."""

    episode: Episode
    site: Site
    rail: Markup
    numbering: str
    """Season and number of the episode; empty if neither is known."""
    duration: Milliseconds | None
    description: Markup
    chapters: tuple[ChapterHtml, ...]
    transcript_url: str
    topics: tuple[TopicLine, ...]
    timeline: Timeline
    downloads: tuple[Link, ...]
    citations: tuple[CopyFormat, ...]
    """Citations of the whole episode."""


def render_episode(
    episode: Episode,
    turns: Sequence[Sequence[Turn]],
    downloads: Sequence[str],
    published: Publication,
    site: Site,
) -> tuple[Page, ...]:
    """Render the pages of an episode, and a stub at each of its earlier addresses.

    Args:
        episode: compiled, each sentence with its anchor.
        turns: of each chapter, in order.
        downloads: names of the files beside the episode's page.
        published: what the pages owe to old links.
        site: where the episode is published.
    """
    old_links = collect_old_links(episode, published, site)
    stubs = render_stubs(episode, list_own_addresses(episode, published), old_links, site)
    if episode.front.withdrawn:
        return stubs
    parts = collect_parts(episode, turns, group_aliases(published), old_links, site)
    pages = (
        _episode_page(parts, downloads),
        *(_chapter_page(parts, number) for number in range(len(episode.chapters))),
        *(RENDERERS[page](parts) for page in list_fixed_pages(episode)),
    )
    return (*(replace(page, head=build_head(page, episode, site)) for page in pages), *stubs)


def _episode_page(parts: EpisodeParts, downloads: Sequence[str]) -> Page:
    episode, site = parts.episode, parts.site
    front, url = episode.front, episode_url(episode)
    context = EpisodePage(
        episode=episode,
        site=site,
        rail=parts.rail(url),
        numbering=describe_number(front),
        duration=episode.duration,
        description=render_markdown(front.description).html,
        chapters=parts.chapters,
        transcript_url=site.base + transcript_url(episode),
        topics=list_topics(episode, site),
        timeline=draw_timeline(episode, site),
        downloads=tuple(
            Link(title=DOWNLOADS.get(name, name), url=f"{site.base}{url}{name}")
            for name in downloads
        ),
        citations=cite_address(episode, site, url)[: len(PROSE)],
    )
    description = page_description(front.description)
    return Page(
        url=url,
        kind="episode",
        title=front.title,
        content=fill("episode", context),
        description=description or front.title,
        heading=episode.slug,
    )


def _chapter_page(parts: EpisodeParts, number: int) -> Page:
    episode, site, chapters = parts.episode, parts.site, parts.chapters
    chapter = chapters[number]
    sentences = episode.sentences[slice(*episode.chapters[number].sentences)]
    before = chapters[number - 1] if number else None
    after = chapters[number + 1] if number + 1 < len(chapters) else None
    interpolated = sum(sentence.timing == "interpolated" for sentence in sentences)
    urls = [chapter_url(episode, one) for one in episode.chapters]
    url = urls[number]
    context = ChapterPage(
        episode=episode,
        site=site,
        rail=parts.rail(url),
        show=episode.front.show or site.title,
        chapter=chapter,
        number=number + 1,
        count=len(chapters),
        end=after.start if after else sentences[-1].end,
        topics=list_chapter_topics(episode, number, site, CHAPTER_TOPICS),
        edits=render_edits(chapter.edits),
        suggest=suggest_url(episode, site, url),
        previous=before,
        next=after,
        approximate=interpolated * 2 > len(sentences),
        old_links=parts.old_links_of(url),
    )
    description = chapter.synopsis or f"{episode.front.title}: {sentences[0].text}"
    return Page(
        url=url,
        kind="chapter",
        title=f"{chapter.title} · {short_name(episode)}",
        content=fill("chapter", context),
        description=shorten(description, DESCRIPTION_LENGTH),
        heading=chapter.slug,
        anchors=tuple(sentence.id for sentence in sentences),
        previous=urls[number - 1] if before else episode_url(episode),
        next=urls[number + 1] if after else "",
    )


def describe_number(front: FrontMatter) -> str:
    """Return season and number of an episode as one line; empty if neither is known.

    >>> from onrecord.model import FrontMatter
    >>> describe_number(FrontMatter(season="2", number="5"))
    'Season 2, episode 5'
    >>> describe_number(FrontMatter(number="5")), describe_number(FrontMatter(number="Ch. 3"))
    ('Episode 5', 'Ch. 3')
    """
    named = (("season", front.season), ("episode", front.number))
    parts = [f"{name} {text}" if text.isdecimal() else text for name, text in named if text]
    line = ", ".join(parts)
    return line[:1].upper() + line[1:]
