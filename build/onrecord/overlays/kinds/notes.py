"""`notes`: explanations, shown in the margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from onrecord.overlays.overlay import Stage, WordsEntry
from onrecord.overlays.read_fields import each_selecting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord import archive
    from onrecord.overlays.application import Application


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEntry(WordsEntry):
    """An explanation."""

    kind: ClassVar[str] = "notes"
    stage: ClassVar[Stage] = "passages"

    note: str
    """Markdown."""

    @classmethod
    def read(cls, tree: archive.Mapping, path: str) -> Iterator[Self]:
        """Yield the entries of an overlay."""
        for node, fields in each_selecting(tree, cls.kind, path):
            yield cls(**fields, note=node.text("note"))

    def fields(self) -> Mapping[str, str]:
        """Return keys and values as written."""
        return {"at": self.selector.at, "words": self.selector.words, "note": self.note}

    @classmethod
    def apply(cls, entries: Sequence[Self], application: Application) -> None:
        """Attach the notes to their words."""
        application.select(entries)
