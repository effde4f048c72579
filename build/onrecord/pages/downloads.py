"""The files beside the pages of an episode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Download
from onrecord.pages.annotations_json import write_annotations
from onrecord.pages.chapter_files import write_chapters, write_simple_chapters
from onrecord.pages.urls import episode_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import Episode, Site


def write_downloads(
    episode: Episode, texts: Iterable[tuple[str, str]], site: Site
) -> tuple[Download, ...]:
    """Return an episode's transcripts, its chapters and its annotations; none if it is withdrawn.

    Args:
        episode: compiled.
        texts: the transcript in each format that can hold it, each with its extension.
        site: where the episode is published.
    """
    if episode.front.withdrawn:
        return ()
    folder = episode_url(episode)
    transcripts = (
        Download(url=f"{folder}transcript.{extension}", content=text)
        for extension, text in texts
        if extension != "md" or site.markdown_downloads
    )
    chapter_files = (
        Download(url=f"{folder}chapters.json", content=write_chapters(episode, site)),
        Download(url=f"{folder}chapters.xml", content=write_simple_chapters(episode, site)),
    )
    if not episode.notes and not any(sentence.changes for sentence in episode.sentences):
        return (*transcripts, *chapter_files)
    annotations = write_annotations(episode, site)
    return (
        *transcripts,
        *chapter_files,
        Download(url=f"{folder}annotations.json", content=annotations),
    )


def write_chapter_texts(episode: Episode, texts: Iterable[str], site: Site) -> tuple[Download, ...]:
    """Return each chapter as Markdown; none for a renderer that would make pages of them.

    Args:
        episode: compiled. A withdrawn one has no chapters.
        texts: the Markdown of each chapter, in order.
        site: where the episode is published.
    """
    if not site.markdown_downloads:
        return ()
    return tuple(
        Download(url=f"{episode_url(episode)}{chapter.slug}.md", content=text)
        for chapter, text in zip(episode.chapters, texts, strict=True)
    )
