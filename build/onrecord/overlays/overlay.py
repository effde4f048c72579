"""The entries of an `overlay.yml`: what people add to one transcript."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, Self, TypeVar

from onrecord.errors import Place
from onrecord.model import Milliseconds, Provenance, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord import archive
    from onrecord.model import Anchor
    from onrecord.overlays.application import Application
    from onrecord.overlays.rebase import OverlayMigrator
    from onrecord.overlays.rebase_result import Outcome

Stage = Literal["words", "speakers", "passages"]
"""Entries are applied in this order: those that change words, speakers, all others."""

E = TypeVar("E", bound="Entry")


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
    """Index in its list, from 0."""
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
    def read(cls, tree: archive.YamlMap) -> Iterator[Self]:
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
    def apply(cls, overlay: Overlay, application: Application) -> None:
        """Apply all entries of this kind to a transcript."""

    @abstractmethod
    def carry_over(self, migrator: OverlayMigrator) -> Outcome:
        """Return the outcome for the entry in another transcription."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """All that people add to one transcript."""

    entries: tuple[Entry, ...] = ()

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """Return the entries of one kind, in the order of the file."""
        return tuple(entry for entry in self.entries if isinstance(entry, kind))
