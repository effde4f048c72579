"""Chapters for players, at the times of the recording. Chapters without a time are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.pages.json_text import json_file
from onrecord.pages.media import recording_time
from onrecord.pages.urls import chapter_url
from onrecord.pages.xml_text import quote_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Episode, Milliseconds, Site


def write_chapters(episode: Episode, site: Site) -> str:
    """Return the chapters as JSON (Podcasting 2.0 namespace, "JSON chapters" 1.2.0)."""
    chapters = [
        {"startTime": start / 1000, "title": title, "url": url}
        for start, title, url in _timed_chapters(episode, site)
    ]
    return json_file({"version": "1.2.0", "title": episode.front.title, "chapters": chapters})


def write_simple_chapters(episode: Episode, site: Site) -> str:
    """Return the chapters as XML (Podlove Simple Chapters 1.2); `chapters.read_marks` reads it."""
    lines = (
        f"  <psc:chapter start={quote_xml(_normal_play_time(start))} title={quote_xml(title)}"
        f" href={quote_xml(url)}/>\n"
        for start, title, url in _timed_chapters(episode, site)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">\n'
        f"{''.join(lines)}</psc:chapters>\n"
    )


def _timed_chapters(episode: Episode, site: Site) -> Iterator[tuple[Milliseconds, str, str]]:
    """Yield start, title and absolute address of each chapter that has a time."""
    for chapter in episode.chapters:
        if (start := episode.start_of(chapter)) is not None:
            yield (
                recording_time(start, episode.front.media),
                chapter.title,
                f"{site.address}{chapter_url(episode, chapter)}",
            )


def _normal_play_time(time: Milliseconds) -> str:
    """Return a time in the notation of RFC 2326, 3.6.

    >>> _normal_play_time(3_723_004)
    '01:02:03.004'
    """
    seconds, rest = divmod(time, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
