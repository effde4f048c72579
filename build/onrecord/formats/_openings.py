"""Find the candidates for labels at the start of units (cues or paragraphs) and of their lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

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

    first: list[Candidate | None]
    """The candidate in front of each unit, if it has one."""
    before: list[str]
    """The line before each unit."""
    later: list[Candidate | None]
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
    collector = _Collector(known)
    for lines in units:
        if lines and not _is_nobodys(lines, capitals=capitals):
            collector.read(lines)
    return collector.openings


@dataclass(slots=True)
class _Collector:
    """Collects the candidates of one unit after the other."""

    known: Container[str]
    openings: Openings = field(default_factory=lambda: Openings([], [], []))
    last: str = ""
    """The words of the line before."""

    def read(self, lines: Sequence[str]) -> None:
        """Read the lines of a unit."""
        tells = False
        for number, line in enumerate(lines):
            candidate = find_candidate(line)
            name = candidate.name if candidate and candidate.form in {"colon", "quote"} else ""
            if name and number == 0:
                tells = is_reported_speech(name)
            refusal = "" if not name else self._refusal(name, inside=number > 0 and not tells)
            if refusal:
                self.last = line if refusal == "quoted" else "."
                candidate = None
            elif name:
                (self.openings.below if number else self.openings.above)[name] += 1
            # A mark of the page at the start of a unit is no line of speech at all.
            if number or refusal != "mark":
                self._add(line, candidate, is_first=number == 0)

    def _refusal(self, name: str, *, inside: bool) -> Literal["", "mark", "quoted"]:
        """Return why a name is no label."""
        if fold(name) in self.known:
            return ""
        if is_reported_speech(name) and (inside or is_quoted_by_a_speaker(name)):
            return "quoted"
        return "mark" if is_mark_of_the_page(name) else ""

    def _add(self, line: str, candidate: Candidate | None, *, is_first: bool) -> None:
        labelled = candidate is not None and candidate.form not in {"bracket", "address"}
        if is_first or (labelled and ends_sentence(self.last)):
            self.openings.first.append(candidate)
            self.openings.before.append(self.last)
        else:
            self.openings.later.append(candidate)
        self.last = words_above(line, candidate)


def _is_nobodys(lines: Sequence[str], *, capitals: bool) -> bool:
    """Return whether a unit without a label is a sound or a stage line."""
    whole = lines[0] if len(lines) == 1 else " ".join(lines)
    if only_sounds(whole):
        return True
    opening = find_candidate(lines[0])
    named = opening is not None and opening.form != "bracket"
    return not named and is_stage_line(whole, capitals=capitals)
