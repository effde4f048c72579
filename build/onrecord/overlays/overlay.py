"""The entries of an `overlay.yml`: what people add to one transcript."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Literal, Self, TypeVar

from onrecord.errors import Issue, Severity
from onrecord.model import Milliseconds, Provenance, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord import archive
    from onrecord.model import Anchor
    from onrecord.overlays.application import Application
    from onrecord.overlays.overlay_migrator import OverlayMigrator
    from onrecord.overlays.rebase_result import Outcome
    from onrecord.overlays.word_alignment import WordAlignment

Stage = Literal["words", "speakers", "passages"]
"""Entries are applied in this order: those that change words, speakers, all others."""

E = TypeVar("E", bound="Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an entry stands, for messages."""

    path: str = ""
    line: int = 1
    column: int = 1

    def issue(
        self, message: str, *, found: str = "", hint: str = "", severity: Severity = "error"
    ) -> Issue:
        """Return an issue about the entry."""
        return Issue(
            path=self.path,
            line=self.line,
            column=self.column,
            message=message,
            found=found,
            hint=hint,
            severity=severity,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """How to find the words that an entry is about."""

    at: str = ""
    """As written; empty where the words alone select."""
    time: Milliseconds | None = None
    """The clock time; of an anchor, the time in it; None for an anchor without one."""
    anchor: Anchor | None = None
    words: str = ""
    """Words of the transcript; empty: the whole sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(ABC):
    """An entry of any kind."""

    kind: ClassVar[str]
    """The key of `overlay.yml` that holds the entries of this kind."""
    stage: ClassVar[Stage]
    is_confidential: ClassVar[bool] = False
    """The words of the entry must not be printed."""

    index: int
    """In its list, from 0."""
    provenance: Provenance = field(default_factory=Provenance)
    place: Place = field(default_factory=Place)

    @property
    def name(self) -> str:
        """The entry in messages: `corrections[3]`."""
        return f"{self.kind}[{self.index + 1}]"

    @property
    def people(self) -> tuple[str, ...]:
        """Names or aliases of the people whom the entry names."""
        return ()

    @classmethod
    @abstractmethod
    def read(cls, tree: archive.Mapping, path: str) -> Iterator[Self]:
        """Yield the entries of this kind in an overlay that conforms to its schema."""

    @abstractmethod
    def fields(self) -> Mapping[str, str]:
        """Return keys and values as written, those first that say where the entry belongs."""

    def describe(self) -> str:
        """Return the entry in a line; two entries that say the same have the same line."""
        values = (" ".join(value.split()) for value in self.fields().values())
        return f"{self.kind}: " + " · ".join(filter(None, values))

    @abstractmethod
    def locate(self, application: Application) -> Span | None:
        """Return the characters of the transcript's text that the entry is about, or report."""

    @classmethod
    @abstractmethod
    def apply(cls, entries: Sequence[Self], application: Application) -> None:
        """Apply all entries of this kind to a transcript."""

    @abstractmethod
    def carry_over(self, migrator: OverlayMigrator) -> Outcome:
        """Return what becomes of the entry in another transcription."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsEntry(Entry):
    """An entry that selects words of the transcript."""

    matches_shown: ClassVar[bool] = True
    """Its words may be those that are shown, after corrections."""
    is_exact: ClassVar[bool] = False
    """Punctuation around its words is part of them."""

    selector: Selector

    def locate(self, application: Application) -> Span | None:
        """Return the words that the selector finds."""
        return application.find(self)

    def carry_over(self, migrator: OverlayMigrator) -> Outcome:
        """Follow the words to the other transcription."""
        origin = migrator.origin(self)
        if origin.span is None:
            return migrator.lost(self)
        region = self.follow(migrator.words, origin.span)
        if region is None:
            return migrator.uncertain(self, origin.span)
        return migrator.keep(self, self, origin.span, region)

    def follow(self, words: WordAlignment, span: Span) -> Span | None:
        """Return where the words are in the other transcription, if that is certain."""
        return words.follow(span)

    def claims(self, span: Span) -> Span | None:
        """Return the characters that no other entry of this kind may be about."""
        return span if self.is_exact else None

    def moved(self, selector: Selector, extra: str) -> Self:
        """Return the entry with a selector whose words were extended by `extra`."""
        del extra
        return replace(self, selector=selector)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """All that people add to one transcript."""

    entries: tuple[Entry, ...] = ()

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """Return the entries of one kind, in the order of the file."""
        return tuple(entry for entry in self.entries if isinstance(entry, kind))
