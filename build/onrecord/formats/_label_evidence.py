"""The evidence that labels name speakers: their number, places and looks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from onrecord.formats._label_words import (
    fold,
    is_full_name,
    is_in_capitals,
    is_name_like,
    is_numbered,
    is_talk,
    may_be_name,
)
from onrecord.formats._sentence_ends import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Sequence
    from collections.abc import Set as AbstractSet

_TWICE, _THRICE = 2, 3
# Shares of the units of a file.
_MOST = 0.75
_NEARLY_ALL = 0.95
_HALF = 0.5
_FEW = 0.1
_QUARTER = 0.25
_ENOUGH_POINTS = 3
_FIRST_UNITS = 5
_LETTERS = frozenset({"Q", "A"})
# Words of talk that are labels where they recur.
_QUESTIONS = frozenset({"question", "answer"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """The labels in front of the units of a file, and how often each occurs."""

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
        known = {name for name in self.anywhere if fold(name) in self.known}
        recurring = {
            name
            for name in self.counts
            if self.anywhere[name] > 1 and (not is_talk(name) or fold(name) in _QUESTIONS)
        }
        recurring -= self._listed(recurring) - known
        if self._is_rule(recurring, known):
            return recurring | known | (set() if known else self._once(recurring)), True
        eligible = self._eligible(recurring, known)
        if self._mark_changes(eligible, self._units_with(recurring | known)):
            return eligible, False
        return known, False

    def _units_with(self, names: Collection[str]) -> int:
        return sum(self.counts[name] for name in names)

    def _is_rule(self, recurring: set[str], known: set[str]) -> bool:
        """Return whether units have a label as a rule."""
        size, labelled = len(self.colons), self.counts.total()
        if labelled < max(2, _MOST * size):
            return False
        if labelled == size and len(self.counts) > 1 and all(map(is_name_like, self.counts)):
            return True
        share = self._units_with(recurring | known)
        several = len(recurring) > 1 or bool(known) or share == size
        return several and share >= _HALF * size

    def _listed(self, recurring: AbstractSet[str]) -> set[str]:
        """Return the labels that recur in nothing but a list or a quoted exchange.

        So one person tells what others said, in paragraphs one below the other: `Sarah: Go.`,
        `Thomas: No.`, `Sarah: Why?`. Two who speak often are not in it.
        """
        seldom = {name for name in self.counts if self.anywhere[name] <= _TWICE}
        seldom -= {name for name in seldom if is_full_name(name)}
        if seldom >= _LETTERS:
            # An examination.
            seldom -= _LETTERS
        if len(recurring - seldom) < _TWICE:
            return set()
        apart: set[str] = set()
        inside: Counter[str] = Counter()
        for is_seldom, names in groupby(self.colons, seldom.__contains__):
            run = list(names)
            if is_seldom and len(run) >= _THRICE:
                inside.update(run)
            else:
                apart.update(run)
        return inside.keys() - apart

    def _once(self, recurring: Collection[str]) -> set[str]:
        """Return the labels that are believed although they occur once, where labels are a rule.

        Among two or more who speak again and again, one that is heard once needs a full name that
        is spelt as theirs are: `Attic: old Mr Fay` is an entry of a list, `Translation:` the
        page's.
        """
        size, labelled = len(self.colons), self.counts.total()
        if labelled < _NEARLY_ALL * size:
            return set()
        if len(recurring) >= _TWICE:
            return {name for name in self.counts if self._is_spelt_like(name, recurring)}
        believable = may_be_name if labelled == size else is_name_like
        return {name for name in self.counts if believable(name)}

    def _is_spelt_like(self, name: str, others: Collection[str]) -> bool:
        """Return whether a label is a full name, and in capitals if others are and only then."""
        # `Q` and `A` show nothing.
        written = [other for other in others if len(other) > 1]
        capitals = sum(map(str.isupper, written))
        alike = not written or (capitals > 0 if name.isupper() else capitals < len(written))
        return alike and is_full_name(name)

    def _eligible(self, recurring: set[str], known: set[str]) -> set[str]:
        """Return the labels that may stand where the speaker changes."""
        likely = (name for name in recurring if is_name_like(name) or self.anywhere[name] > _THRICE)
        believable = is_full_name if len(recurring) >= _TWICE else is_name_like
        opener = (name for name in self.colons[:1] if name and believable(name))
        eligible = {*known, *likely, *opener}
        if any(self.anywhere[name] > 1 and is_in_capitals(name) for name in eligible):
            eligible |= {
                name for name in self.anywhere if is_in_capitals(name) and is_full_name(name)
            }
        return eligible

    def _mark_changes(self, eligible: Collection[str], share: int) -> bool:
        """Return whether labels stand where the speaker changes.

        One label alone must be in front of half of the units.
        """
        several = len(eligible) > 1
        alone = len(eligible) == 1 and share >= max(2, len(self.colons) / 2)
        return (several or alone) and self._points(eligible) >= _ENOUGH_POINTS

    def _points(self, eligible: Collection[str]) -> int:
        """Score the evidence for labels at changes: first place, share, look, alternation."""
        places = [place for place, name in enumerate(self.colons) if name in eligible]
        if not places:
            return 0
        share = len(places) / len(self.colons)
        first = 2 if places[0] == 0 else int(places[0] < _FIRST_UNITS)
        often = 2 if share >= _QUARTER else int(share >= _FEW)
        marked = self._units_with([name for name in eligible if self._is_marked(name)])
        look = 2 if 2 * marked >= len(places) else 0
        return first + often + look + self._turn_points(places)

    def _is_marked(self, name: str) -> bool:
        """Return whether a label is spelt like a name, and not like a word of a sentence."""
        return is_in_capitals(name) or " " in name or is_numbered(name) or fold(name) in self.known

    def _turn_points(self, places: Sequence[int]) -> int:
        """Score whether labels alternate, and stand behind the ends of sentences."""
        if len(places) <= _THRICE:
            return 0
        changes = sum(self.colons[one] != self.colons[other] for one, other in pairwise(places))
        ended = sum(ends_sentence(self.before[place]) for place in places)
        return (2 * changes >= len(places)) + (ended >= _MOST * len(places))
