"""`people`: the people behind the labels of the transcript file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from onrecord.archive import read_labels
from onrecord.model import Label, Span
from onrecord.overlays.overlay import Entry, Stage
from onrecord.overlays.rebase_result import Move

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.archive import YamlMap
    from onrecord.overlays.application import Application
    from onrecord.overlays.overlay import Overlay
    from onrecord.overlays.rebase import OverlayMigrator
    from onrecord.overlays.rebase_result import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelEntry(Entry):
    """The person behind a label of the transcript file."""

    kind: ClassVar[str] = "people"
    stage: ClassVar[Stage] = "speakers"

    label: str
    person: str
    """Name or alias."""

    @property
    def people(self) -> tuple[str, ...]:
        """The person."""
        return (self.person,)

    @classmethod
    def read(cls, tree: YamlMap) -> Iterator[Self]:
        """Yield the entries of an overlay."""
        for index, one in enumerate(read_labels(tree, cls.kind)):
            yield cls(index=index, place=one.place, label=one.label, person=one.person)

    def fields(self) -> Mapping[str, str]:
        """Return keys and values as written."""
        return {"label": self.label, "person": self.person}

    def locate(self, application: Application) -> Span | None:
        """Return the first sentence with this label."""
        sentences = application.text.sentences
        return next((each.span for each in sentences if each.speaker == self.label), None)

    @classmethod
    def apply(cls, overlay: Overlay, application: Application) -> None:
        """Explain the labels."""
        application.labels += (
            Label(label=entry.label, person=entry.person, place=entry.place)
            for entry in overlay.of(cls)
        )

    def carry_over(self, migrator: OverlayMigrator) -> Outcome:
        """Keep the entry: a build warns if the other transcription lacks the label."""
        del migrator
        return Move(entry=self, becomes=self)
