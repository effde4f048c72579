"""`chapters`: a synopsis for a chapter, or a chapter of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Self

from onrecord.archive import read_start
from onrecord.errors import near
from onrecord.model import Chapter, ChapterMark, Milliseconds, Span
from onrecord.overlays.overlay import Entry, Overlay, Stage
from onrecord.overlays.read_fields import each_entry, read_selector
from onrecord.overlays.rebase_result import Conflict, Move
from onrecord.text.folding import fold_name
from onrecord.text.times import write_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord import archive
    from onrecord.errors import Issue
    from onrecord.overlays.application import Application
    from onrecord.overlays.rebase import OverlayMigrator
    from onrecord.overlays.rebase_result import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterEntry(Entry):
    """A synopsis for the chapter of this title; with a start, a chapter of its own."""

    kind: ClassVar[str] = "chapters"
    stage: ClassVar[Stage] = "passages"

    title: str
    synopsis: str = ""
    start: Milliseconds | None = None

    @classmethod
    def read(cls, tree: archive.YamlMap) -> Iterator[Self]:
        """Yield the entries of an overlay."""
        for node, fields in each_entry(tree, cls.kind):
            yield cls(
                **fields,
                title=node.line("title"),
                synopsis=node.line("synopsis"),
                start=read_start(node, "start"),
            )

    def fields(self) -> Mapping[str, str]:
        """Return keys and values as written."""
        start = "" if self.start is None else write_time(self.start)
        return {"start": start, "title": self.title, "synopsis": self.synopsis}

    def locate(self, application: Application) -> Span | None:
        """Return the first sentence of the chapter; None where a chapter has no start."""
        if self.start is None:
            return None
        return application.locate(read_selector(write_time(self.start), "")).span

    @classmethod
    def apply(cls, overlay: Overlay, application: Application) -> None:
        """Add the chapters that have a start."""
        application.chapters += (
            ChapterMark(
                start=entry.start,
                title=entry.title,
                origin="editor",
                synopsis=entry.synopsis,
                place=entry.place,
            )
            for entry in overlay.of(cls)
            if entry.start is not None
        )

    def carry_over(self, migrator: OverlayMigrator) -> Outcome:
        """Let the chapter start with the same sentence."""
        if self.start is None:
            return Move(entry=self, becomes=self)
        origin = migrator.locate(read_selector(write_time(self.start), "")).span
        region = migrator.words.follow(origin) if origin else None
        shift = migrator.shift(origin, region) if origin and region else None
        if shift is None:
            was = migrator.old.text[slice(*origin)] if origin else self.title
            why = "the words with which it starts are not certain to be the same"
            return Conflict(entry=self, was=was, now="", why=why)
        if migrator.stays(shift):
            return Move(entry=self, becomes=self)
        start = max(0, self.start + shift)
        # A time of whole seconds stays one.
        start -= start % 1000 if self.start % 1000 == 0 else 0
        return Move(entry=self, becomes=replace(self, start=Milliseconds(start)))


def describe_chapters(
    chapters: Sequence[Chapter], overlay: Overlay
) -> tuple[tuple[Chapter, ...], tuple[Issue, ...]]:
    """Return chapters with the synopses of an overlay, and issues about synopses without one."""
    entries = overlay.of(ChapterEntry)
    synopses = {fold_name(entry.title): entry.synopsis for entry in entries if entry.synopsis}
    titles = {fold_name(chapter.title): chapter.title for chapter in chapters}
    issues = tuple(
        entry.place.issue(
            "no chapter has this title",
            found=entry.title,
            hint=near(entry.title, titles.values(), otherwise="say its 'start'"),
        )
        for entry in entries
        if chapters and entry.start is None and fold_name(entry.title) not in titles
    )
    return tuple(
        replace(each, synopsis=synopses.get(fold_name(each.title), each.synopsis))
        for each in chapters
    ), issues
