"""`topics`: topics of passages, tagged by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from onrecord.overlays.words_entry import WordsEntry

if TYPE_CHECKING:
    from onrecord.overlays.overlay import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEntry(WordsEntry):
    """The topic of a passage."""

    kind: ClassVar[str] = "topics"
    stage: ClassVar[Stage] = "passages"
    texts: ClassVar[tuple[str, ...]] = ("topic",)

    topic: str
    """Its heading in the index."""
