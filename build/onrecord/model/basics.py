"""Types that all value types are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from datetime import date

Milliseconds = NewType("Milliseconds", int)

Anchor = NewType("Anchor", str)
"""The fragment identifier of a sentence."""

Slug = NewType("Slug", str)
"""One part of an address."""

Span = tuple[int, int]
"""Half-open range, of characters unless a field says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A titled address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Who made an entry, when, why, and from which sources. Empty where the entry does not say."""

    by: str = ""
    on: date | None = None
    why: str = ""
    sources: tuple[str, ...] = ()
    """Addresses, or words that name a source."""
