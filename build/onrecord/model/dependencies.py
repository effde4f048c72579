"""The entries of the shared files that an episode depends on: no other entry affects it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependencies:
    """What one episode looks for in `people.yml`, `corrections.yml` and `topics.yml`."""

    stated: tuple[str, ...] = ()
    """Names of the people whom its transcript or `episode.yml` states, in their order."""
    labels: tuple[str, ...] = ()
    """Of its transcript, which may be somebody's names."""
    named: tuple[str, ...] = ()
    """Names in its entries, which must be somebody's."""
    words: frozenset[str] = frozenset()
    """Of its transcript as received."""
    language: str = ""
    terms: frozenset[str] = frozenset()
    """Folded words of which the names of the topics are made that it may speak of."""
