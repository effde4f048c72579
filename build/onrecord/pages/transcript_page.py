"""The page of the whole transcript of an episode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import TRANSCRIPT, Page
from onrecord.pages.chapter_rail import short_name
from onrecord.pages.edits import render_edits
from onrecord.pages.environment import fill
from onrecord.pages.markdown import DESCRIPTION_LENGTH
from onrecord.pages.suggest_correction import suggest_url
from onrecord.pages.urls import transcript_url
from onrecord.text.shorten import shorten

if TYPE_CHECKING:
    from markupsafe import Markup

    from onrecord.model import Episode, Site
    from onrecord.pages.episode_parts import ChapterHtml, EpisodeParts, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptPage:
    """Context of `pages/transcript.html.jinja`."""

    episode: Episode
    site: Site
    rail: Markup
    show: str
    chapters: tuple[ChapterHtml, ...]
    marks: frozenset[Mark]
    """The kinds of marks in the words."""
    edits: Markup
    """List of the edits of all chapters."""
    suggest: str
    """Address that begins a correction; empty if the archive takes none."""
    old_links: Markup


def render_transcript(parts: EpisodeParts) -> Page:
    """Render the page of the whole transcript."""
    episode, site, url = parts.episode, parts.site, transcript_url(parts.episode)
    context = TranscriptPage(
        episode=episode,
        site=site,
        rail=parts.rail(url),
        show=episode.front.show or site.title,
        chapters=parts.chapters,
        marks=frozenset().union(*(chapter.marks for chapter in parts.chapters)),
        edits=render_edits(edit for chapter in parts.chapters for edit in chapter.edits),
        suggest=suggest_url(episode, site, url),
        old_links=parts.old_links_of(url),
    )
    description = f"The whole transcript of {episode.front.title}, on one page."
    return Page(
        url=url,
        kind="transcript",
        title=f"{TRANSCRIPT.title} · {short_name(episode)}",
        content=fill("transcript", context),
        description=shorten(description, DESCRIPTION_LENGTH),
        heading="transcript",
        anchors=tuple(sentence.id for sentence in episode.sentences),
    )
