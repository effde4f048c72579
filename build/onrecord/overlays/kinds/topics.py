"""`topics`: what some words are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from onrecord.overlays.overlay import Stage, WordsEntry
from onrecord.overlays.read_fields import each_selecting, read_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord import archive
    from onrecord.overlays.application import Application


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEntry(WordsEntry):
    """What some words are about."""

    kind: ClassVar[str] = "topics"
    stage: ClassVar[Stage] = "passages"

    topic: str
    """Its heading in the index."""

    @classmethod
    def read(cls, tree: archive.Mapping, path: str) -> Iterator[Self]:
        """Yield the entries of an overlay."""
        for node, fields in each_selecting(tree, cls.kind, path):
            yield cls(**fields, topic=read_line(node, "topic"))

    def fields(self) -> Mapping[str, str]:
        """Return keys and values as written."""
        return {"at": self.selector.at, "words": self.selector.words, "topic": self.topic}

    @classmethod
    def apply(cls, entries: Sequence[Self], application: Application) -> None:
        """Select the words that are about each topic."""
        application.select(entries)
