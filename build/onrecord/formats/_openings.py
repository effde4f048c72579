"""Find the candidates for labels at the start of units (cues or paragraphs) and of their lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.formats._label_forms import find_candidate, words_above
from onrecord.formats._label_words import fold
from onrecord.formats._no_labels import (
    is_mark_of_the_page,
    is_quoted_by_a_speaker,
    is_reported_speech,
)
from onrecord.formats._sentence_ends import ends_sentence
from onrecord.formats._sounds import only_sounds
from onrecord.formats._stage_lines import is_stage_line

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from onrecord.formats._label_forms import Candidate


@dataclass(frozen=True, slots=True)
class Openings:
    """Possible labels at the start of the lines of a file."""

    first: Sequence[Candidate | None]
    """The candidate in front of each unit, if it has one."""
    before: Sequence[str]
    """The line before each unit."""
    later: Sequence[Candidate | None]
    """The candidates in front of other lines."""
    above: Counter[str] = field(default_factory=Counter)
    """How often each name stands in front of the first line of a unit."""
    below: Counter[str] = field(default_factory=Counter)
    """How often each name stands in front of another line."""

    def find_quoted(self) -> set[str]:
        """Return the names that stand only inside paragraphs where the others all begin one.

        So one person tells what others said, in lines of their own.
        """
        if len(self.above) <= 1 or any(self.below[name] for name in self.above):
            return set()
        most = self.above.total() / 2
        return {name for name, count in self.below.items() if count < most}

    @property
    def candidates(self) -> list[Candidate]:
        return [one for one in (*self.first, *self.later) if one]


def find_openings(
    units: Sequence[Sequence[str]], known: Container[str] = (), *, capitals: bool
) -> Openings:
    """Return the candidates at the start of units and of other lines.

    A line inside a cue or paragraph is a unit of its own where it has what may be a label, and the
    line before it ends a sentence. Marks of the page and reported speech are no candidates, unless
    their name is known.
    """
    first: list[Candidate | None] = []
    before: list[str] = []
    later: list[Candidate | None] = []
    above: Counter[str] = Counter()
    below: Counter[str] = Counter()
    last = ""
    for lines in units:
        if not lines or _is_nobodys(lines, capitals=capitals):
            continue
        reports = False
        for number, line in enumerate(lines):
            candidate = find_candidate(line)
            if candidate and candidate.name and candidate.form in {"colon", "quote"}:
                name = candidate.name
                reported = is_reported_speech(name)
                reports = reported if number == 0 else reports
                quoted = reported and (is_quoted_by_a_speaker(name) or not (number == 0 or reports))
                if (quoted or is_mark_of_the_page(name)) and fold(name) not in known:
                    last = line if quoted else "."
                    if number == 0 and not quoted:
                        continue
                    candidate = None
                else:
                    (below if number else above)[name] += 1
            labelled = candidate is not None and candidate.form not in {"bracket", "address"}
            if number == 0 or (labelled and ends_sentence(last)):
                first.append(candidate)
                before.append(last)
            else:
                later.append(candidate)
            last = words_above(line, candidate)
    return Openings(first, before, later, above, below)


def _is_nobodys(lines: Sequence[str], *, capitals: bool) -> bool:
    """Return whether a unit without a label is a sound or a stage line."""
    whole = lines[0] if len(lines) == 1 else " ".join(lines)
    if only_sounds(whole):
        return True
    opening = find_candidate(lines[0])
    named = opening is not None and opening.form != "bracket"
    return not named and is_stage_line(whole, capitals=capitals)
