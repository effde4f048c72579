"""`notes`: explanations, shown in the margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from onrecord.overlays.words_entry import WordsEntry

if TYPE_CHECKING:
    from onrecord.overlays.overlay import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEntry(WordsEntry):
    """An explanation."""

    kind: ClassVar[str] = "notes"
    stage: ClassVar[Stage] = "passages"
    markdown: ClassVar[tuple[str, ...]] = ("note",)

    note: str
    """Markdown."""

    def margin(self, words: str) -> str:
        """Return the explanation."""
        del words
        return self.note
