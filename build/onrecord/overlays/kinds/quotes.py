"""`quotes`: words to set apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, cast

from onrecord.overlays.read_fields import read_selector
from onrecord.overlays.rebase_result import Conflict, Move
from onrecord.overlays.words_entry import WordsEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord import archive
    from onrecord.overlays.application import Application
    from onrecord.overlays.overlay import Overlay, Selector, Stage
    from onrecord.overlays.rebase import OverlayMigrator
    from onrecord.overlays.rebase_result import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteEntry(WordsEntry):
    """Words to set apart."""

    kind: ClassVar[str] = "quotes"
    stage: ClassVar[Stage] = "passages"
    texts: ClassVar[tuple[str, ...]] = ("id",)

    id: str = ""
    to: Selector | None = None
    """Where the quote ends, if not with its words."""

    @classmethod
    def read_more(cls, node: archive.YamlMap) -> Mapping[str, object]:
        """Return the end of the quote."""
        to = node.text("to")
        return {"to": read_selector(to, "") if to else None}

    def fields(self) -> Mapping[str, str]:
        """Return keys and values as written."""
        end = self.to.at if self.to else ""
        return {**WordsEntry.fields(self), "to": end}

    @classmethod
    def apply(cls, overlay: Overlay, application: Application) -> None:
        """Do nothing: `quotes.select` finds the words, which may leave out some and add others."""

    def carry_over(self, migrator: OverlayMigrator) -> Outcome:
        """Follow the words and the end of the quote to the other transcription."""
        outcome = WordsEntry.carry_over(self, migrator)
        if not self.to or not isinstance(outcome, Move):
            return outcome
        end = migrator.follow_sentence(self.to)
        if end is None:
            why = "its end is not certain to be the same"
            return Conflict(entry=self, was=self.to.at, now="", why=why)
        return Move(entry=self, becomes=replace(cast("QuoteEntry", outcome.becomes), to=end))
