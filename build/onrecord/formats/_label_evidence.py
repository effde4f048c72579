"""The evidence that labels name speakers: their number, places and looks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from onrecord.formats._label_forms import ends_sentence, is_name_like, is_numbered

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Container, Sequence

_TWICE: Final = 2
_THRICE: Final = 3
# Shares of the units of a file.
_MOST: Final = 0.75
_NEARLY_ALL: Final = 0.95
_HALF: Final = 0.5
_FEW: Final = 0.1
_QUARTER: Final = 0.25
_ENOUGH_POINTS: Final = 3
_FIRST_UNITS: Final = 5
_FEW_WORDS: Final = 4
# What no label begins with, unless it recurs.
# Words of talk that are labels where they recur.
_QUESTIONS: Final = frozenset({"question", "answer"})
SPOKEN: Final = frozenset(
    """i you he she it we they my your his her our their this that these those the a an and but so
    or if when what why how who there here is are was were then now not just""".split()  # noqa: SIM905 - a table of words
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the labels of a file show."""

    before: Sequence[str]
    """The line before each unit."""
    colons: Sequence[str]
    """The label in front of each unit, or nothing."""
    counts: Counter[str]
    """Of these."""
    anywhere: Counter[str]
    """With those in front of other lines of a unit."""
    known: Container[str]

    def names(self) -> tuple[set[str], bool]:
        """Return the labels that are believed, and whether units have one as a rule."""
        size, labelled = len(self.colons), self.counts.total()
        known = {name for name in self.anywhere if fold(name) in self.known}
        recurring = {
            name
            for name in self.counts
            if self.anywhere[name] >= _TWICE and (not is_talk(name) or fold(name) in _QUESTIONS)
        }
        share = sum(self.counts[name] for name in recurring | known)
        alike = labelled == size and all(map(is_name_like, self.counts))
        if labelled >= max(_TWICE, _MOST * size) and (
            (alike and len(self.counts) >= _TWICE)
            or (
                share >= _HALF * size and (len(recurring) >= _TWICE or bool(known) or share == size)
            )
        ):
            once = {
                name
                for name in self.counts
                if not known
                and (
                    (labelled == size and may_be_name(name))
                    or (labelled >= _NEARLY_ALL * size and is_name_like(name))
                )
            }
            return recurring | known | once, True
        eligible = self._eligible(recurring, known)
        alone = len(eligible) == 1 and _TWICE * share >= size and share >= _TWICE
        if (len(eligible) >= _TWICE or alone) and self._points(eligible) >= _ENOUGH_POINTS:
            return eligible, False
        return known, False

    def _eligible(self, recurring: Collection[str], known: Collection[str]) -> set[str]:
        opener = next((name for name in self.colons if name), "")
        eligible = {
            *known,
            *(name for name in recurring if is_name_like(name) or self.anywhere[name] > _THRICE),
            *([opener] if opener and self.colons[0] == opener and is_name_like(opener) else []),
        }
        if any(self.anywhere[name] >= _TWICE and _is_capital(name) for name in eligible):
            eligible |= {
                name
                for name in self.anywhere
                if _is_capital(name) and is_name_like(name) and len(name.split()) >= _TWICE
            }
        return eligible

    def _points(self, eligible: Collection[str]) -> int:
        """Score the evidence for labels at changes: first place, share, look, alternation."""
        places = [place for place, name in enumerate(self.colons) if name in eligible]
        share = len(places) / len(self.colons)
        marked = sum(
            self.counts[name]
            for name in eligible
            if _is_capital(name) or " " in name or is_numbered(name) or fold(name) in self.known
        )
        ended = sum(ends_sentence(self.before[place]) for place in places)
        changes = sum(self.colons[one] != self.colons[other] for one, other in pairwise(places))
        return (
            (2 if places[:1] == [0] else 1 if places and places[0] < _FIRST_UNITS else 0)
            + (2 if share >= _QUARTER else 1 if share >= _FEW else 0)
            + 2 * (_TWICE * marked >= len(places))
            + (len(places) > _THRICE and _TWICE * changes >= len(places))
            + (len(places) > _THRICE and ended >= _MOST * len(places))
        )


def _is_capital(name: str) -> bool:
    return name.isupper() and len(name) >= _TWICE


def may_be_name(name: str) -> bool:
    """Return whether a label may be a name where all units have one: few words, not of talk."""
    words = name.split()
    return is_name_like(name) or (
        len(words) <= _FEW_WORDS and words[0].lower() not in SPOKEN and not is_talk(name)
    )


def is_talk(name: str) -> bool:
    """Return whether a label is a word that people say before a colon."""
    # A single word that is no name although it has a capital: `Remember:`.
    return len(name.split()) == 1 and not is_name_like(name[:1].upper() + name[1:])


def fold(name: str) -> str:
    """Return a name for comparison."""
    return " ".join(name.casefold().split())
