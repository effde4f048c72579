"""Times of an episode."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.model import Chapter, Episode, Milliseconds


def duration(episode: Episode) -> Milliseconds | None:
    """Return the end of the last sentence; None without times."""
    last = episode.sentences[-1] if episode.sentences else None
    return (last.end if last.end is not None else last.start) if last else None


def chapter_start(episode: Episode, chapter: Chapter) -> Milliseconds | None:
    """Return the start of a chapter as stated, otherwise that of its first sentence.

    None without times.
    """
    if chapter.start is not None:
        return chapter.start
    return episode.sentences[chapter.sentences[0]].start
