"""`quotes`: words to set apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Self, cast

from onrecord.overlays.overlay import Selector, Stage, WordsEntry
from onrecord.overlays.read_fields import each_selecting, read_line, read_selector
from onrecord.overlays.rebase_result import Move

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord import archive
    from onrecord.overlays.application import Application
    from onrecord.overlays.overlay_migrator import OverlayMigrator
    from onrecord.overlays.rebase_result import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteEntry(WordsEntry):
    """Words to set apart."""

    kind: ClassVar[str] = "quotes"
    stage: ClassVar[Stage] = "passages"

    id: str = ""
    to: Selector | None = None
    """Where the quote ends, if not with its words."""

    @classmethod
    def read(cls, tree: archive.Mapping, path: str) -> Iterator[Self]:
        """Yield the entries of an overlay."""
        for node, fields in each_selecting(tree, cls.kind, path):
            to = node.text("to")
            yield cls(**fields, id=read_line(node, "id"), to=read_selector(to, "") if to else None)

    def fields(self) -> Mapping[str, str]:
        """Return keys and values as written."""
        end = self.to.at if self.to else ""
        return {"at": self.selector.at, "words": self.selector.words, "to": end, "id": self.id}

    @classmethod
    def apply(cls, entries: Sequence[Self], application: Application) -> None:
        """Do nothing: `quotes.select` finds the words, which may leave out some and add others."""

    def carry_over(self, migrator: OverlayMigrator) -> Outcome:
        """Follow the words and the end of the quote to the other transcription."""
        outcome = WordsEntry.carry_over(self, migrator)
        if not self.to or not isinstance(outcome, Move):
            return outcome
        end = migrator.follow_sentence(self.to)
        if end is None:
            return migrator.conflict(self, self.to.at, "", "its end is not certain to be the same")
        return Move(entry=self, becomes=replace(cast("QuoteEntry", outcome.becomes), to=end))
