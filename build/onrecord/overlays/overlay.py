"""What people add to one transcript: the entries of an `overlay.yml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from onrecord.errors import Place
from onrecord.model import Label, Milliseconds, Provenance

if TYPE_CHECKING:
    from onrecord.model import Anchor

Kind = Literal["speakers", "corrections", "notes", "quotes", "topics", "redactions"]
"""The lists of the file whose entries select words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """How to find the words that an entry is about."""

    at: str
    """As written."""
    time: Milliseconds | None
    """The clock time; of an anchor, the time in it; None for an anchor without one."""
    anchor: Anchor | None = None
    words: str = ""
    """Of the transcript; empty: the sentence at that time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the entries of all lists have."""

    kind: Kind
    index: int
    """In its list, from 0."""
    selector: Selector
    provenance: Provenance = field(default_factory=Provenance)
    place: Place = field(default_factory=Place)

    @property
    def name(self) -> str:
        """The entry in messages: `corrections[3]`."""
        return f"{self.kind}[{self.index + 1}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerEntry(Entry):
    """From these words on this person speaks."""

    person: str
    """Name or alias; empty: nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionEntry(Entry):
    """These words were something else."""

    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEntry(Entry):
    """An explanation."""

    note: str
    """Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteEntry(Entry):
    """Words to set apart."""

    id: str = ""
    to: Selector | None = None
    """Where the quote ends, if not with its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEntry(Entry):
    """What some words are about."""

    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionEntry(Entry):
    """Words that are removed from everything that is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterEntry:
    """A synopsis for a chapter, or a chapter of its own."""

    title: str
    synopsis: str
    start: Milliseconds | None
    place: Place
    index: int = 0
    """In its list, from 0."""
    kind: Literal["chapters"] = "chapters"

    @property
    def name(self) -> str:
        """The entry in messages: `chapters[3]`."""
        return f"{self.kind}[{self.index + 1}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """All that people add to one transcript."""

    speakers: tuple[SpeakerEntry, ...] = ()
    corrections: tuple[CorrectionEntry, ...] = ()
    notes: tuple[NoteEntry, ...] = ()
    chapters: tuple[ChapterEntry, ...] = ()
    quotes: tuple[QuoteEntry, ...] = ()
    topics: tuple[TopicEntry, ...] = ()
    redactions: tuple[RedactionEntry, ...] = ()
    labels: tuple[Label, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries that select words."""
        return (
            *self.speakers,
            *self.corrections,
            *self.notes,
            *self.quotes,
            *self.topics,
            *self.redactions,
        )
