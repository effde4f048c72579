"""Find the candidates for labels at the start of units (cues or paragraphs) and of their lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.formats._label_forms import find_candidate, words_above
from onrecord.formats._sentence_ends import ends_sentence
from onrecord.formats._sounds import only_sounds
from onrecord.formats._stage_lines import is_stage_line

if TYPE_CHECKING:
    from collections.abc import Sequence

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

    @property
    def candidates(self) -> list[Candidate]:
        return [one for one in (*self.first, *self.later) if one]


def find_openings(units: Sequence[Sequence[str]], *, capitals: bool) -> Openings:
    """Return the candidates at the start of units and of other lines.

    A line inside a cue or paragraph is a unit of its own where it has what may be a label, and the
    line before it ends a sentence.
    """
    first: list[Candidate | None] = []
    before: list[str] = []
    later: list[Candidate | None] = []
    last = ""
    for lines in units:
        if not lines or _is_nobodys(lines, capitals=capitals):
            continue
        for number, line in enumerate(lines):
            candidate = find_candidate(line)
            labelled = candidate is not None and candidate.form not in {"bracket", "address"}
            if number == 0 or (labelled and ends_sentence(last)):
                first.append(candidate)
                before.append(last)
            else:
                later.append(candidate)
            last = words_above(line, candidate)
    return Openings(first, before, later)


def _is_nobodys(lines: Sequence[str], *, capitals: bool) -> bool:
    """Return whether a unit without a label is a sound or a stage line."""
    whole = lines[0] if len(lines) == 1 else " ".join(lines)
    if only_sounds(whole):
        return True
    opening = find_candidate(lines[0])
    named = opening is not None and opening.form != "bracket"
    return not named and is_stage_line(whole, capitals=capitals)
