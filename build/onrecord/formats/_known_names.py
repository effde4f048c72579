"""The names that other files state, and the labels of a transcript that were compared with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.formats._label_words import fold

if TYPE_CHECKING:
    from collections.abc import Container


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that are believed wherever they stand in front of words.

    The build compiles an episode again when `people.yml` gains or loses a name that its transcript
    was compared with, and only then; so each comparison is recorded.

    >>> known = KnownNames(frozenset({"ann"}), {"bo chen"})
    >>> "ann" in known, "bo chen" in known, "note" in known, sorted(known.compared)
    (True, True, False, ['bo chen', 'note'])
    """

    stated: Container[str]
    """Folded names and labels that files of the episode state."""
    people: Container[str] = frozenset()
    """Folded names and aliases of the people of the archive."""
    declared: frozenset[str] = frozenset()
    """Folded labels and whole names that files of the episode state."""
    no_labels: frozenset[str] = frozenset()
    """Folded words before colons that name nobody."""
    compared: set[str] = field(default_factory=set)
    """Labels that were compared with `people`."""

    def __contains__(self, name: object) -> bool:
        """Return whether a folded name is known."""
        label = str(name)
        if label in self.stated:
            return True
        label = label.replace("’", "'")
        self.compared.add(label)
        return label in self.people


def is_declared(name: str, known: Container[str]) -> bool:
    """Return whether a file of the episode states a label as a whole, and not as part of a name."""
    return isinstance(known, KnownNames) and fold(name) in known.declared


def is_no_label(name: str, known: Container[str]) -> bool:
    """Return whether `episode.yml` says that words before a colon name nobody."""
    if not isinstance(known, KnownNames) or not known.no_labels:
        return False
    return fold(name) in known.no_labels
