"""Chapters in an overlay: a synopsis by title, or a chapter of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.errors import near
from onrecord.model import Chapter, ChapterMark
from onrecord.overlays.spoken import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.errors import Issue
    from onrecord.overlays.overlay import Overlay


def own_chapters(overlay: Overlay) -> tuple[ChapterMark, ...]:
    """Give the chapters that the overlay would add: where the episode has one of the same title already, it means that one."""
    return tuple(
        ChapterMark(
            start=entry.start,
            title=entry.title,
            origin="editor",
            synopsis=entry.synopsis,
            path=entry.place.path,
            line=entry.place.line,
            column=entry.place.column,
        )
        for entry in overlay.chapters
        if entry.start is not None
    )


def describe_chapters(
    chapters: Sequence[Chapter], overlay: Overlay
) -> tuple[tuple[Chapter, ...], tuple[Issue, ...]]:
    """Give chapters with the synopses of the overlay, and what is wrong with these."""
    synopses = {_fold(entry.title): entry.synopsis for entry in overlay.chapters if entry.synopsis}
    titles = {_fold(chapter.title) for chapter in chapters}
    issues = tuple(
        entry.place.issue(
            "no chapter has this title",
            found=entry.title,
            hint=near(entry.title, [each.title for each in chapters]) + " Or say its 'start'",
        )
        for entry in overlay.chapters
        if chapters and entry.start is None and _fold(entry.title) not in titles
    )
    return tuple(
        replace(each, synopsis=synopses.get(_fold(each.title), each.synopsis)) for each in chapters
    ), issues


def _fold(title: str) -> str:
    return " ".join(plain(title).casefold().split())
