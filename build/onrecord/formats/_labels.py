"""Which labels in front of words name speakers: one model for all readers.

A colon is also ordinary punctuation, and words must never go to somebody on a guess. So belief
comes from the whole file: from labels that stand in front of words again and again, from their
place, and from the names that `episode.yml` or the front matter say.

- **Everywhere**: three units in four (cues, or paragraphs of a text) have a label, and half of them
  one that recurs. Then spelling does not matter: meeting programs write `zoom_user`, `Tom's iPhone`
  and `Cllr. O'Dea, Finn`. A label that stands once is believed where all units have one.
- **At changes** (Podcasting 2.0, `transcripts.md`; the two real files have a label on 10 of 222
  cues and on 34 of 488): labels that recur and look like names, or the first of the file; several
  signs must agree (`_label_evidence`).
- **Chevrons** (`>>`, broadcast captions) say that somebody else speaks; a name with a colon behind
  them is theirs.

What looks like a label in such a file and is not believed keeps its words, and they are nobody's;
that is reported. So are words behind a believed name with another mark (`_label_doubts`), behind a
dash that says that somebody else speaks, and lines that nobody says (`_stage_lines`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._inline_labels import change_speaker
from onrecord.formats._known_names import KnownNames, is_declared, is_no_label
from onrecord.formats._label_doubts import (
    find_dashed,
    find_enclosed,
    find_odd_label,
    find_other_mark,
    find_stated,
    is_in_small_letters,
    starts_with_dash,
)
from onrecord.formats._label_evidence import Evidence, fold, is_talk, looks_like_label
from onrecord.formats._label_forms import (
    Candidate,
    Form,
    ends_sentence,
    find_candidate,
    is_manner,
    is_name_like,
    is_numbered,
    is_of_a_name,
    is_sound,
    only_sounds,
)
from onrecord.formats._stage_lines import are_closed, in_capitals, is_heading, is_stage_line

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping, Sequence

# Shares of the units of a file.
_MOST = 0.75
_HALF = 0.5
_THIRD = 1 / 3
_SHORT_WORDS = 3
# What a typist adds to a name, or leaves behind it: `CHEN [on the phone]:`, `KANE.:`.
_ADDED = re.compile(r"[ ]*\[[^\[\]]*\]\Z|[ ]*\.\Z")
# Labels of questions and answers, which may have a full stop for a colon.
_QUESTIONS_AND_ANSWERS = (("Q", "A"), ("F", "A"), ("P", "R"), ("Q", "R"), ("D", "R"), ("В", "О"))
_ABBREVIATED = re.compile(r"(?P<name>\S.*\S) \((?P<short>[^\W\d_]{1,6})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """The labels of a file that are believed."""

    names: frozenset[str] = frozenset()
    """Labels in front of a colon or in brackets that name speakers, as written."""
    chevrons: bool = False
    """`>>` is a change of speaker."""
    everywhere: bool = False
    """Units have labels as a rule."""
    brackets: bool = False
    """Names stand in square brackets without a colon."""
    dashes: bool = False
    """Labels stand behind dashes, which say that somebody else speaks."""
    inline: bool = False
    """Labels inside lines start turns."""
    capitals: bool = False
    """A line in capitals is unlike the others."""
    closed: bool = False
    """Words end with stops, so a heading is unlike them."""
    stated: frozenset[str] = frozenset()
    """Labels without a colon, or longer than others, that other files state."""
    full: Mapping[str, str] = field(default_factory=dict)
    """Names by their abbreviations, where the file says them: `Ann Lee (AL): …`, `AL: …`."""
    known: Container[str] = ()
    """Names that other files say."""
    counts: Counter[str] = field(default_factory=Counter)
    """How often each label stands in front of a unit."""

    @property
    def any(self) -> bool:
        """Whether the file names speakers by labels, or says where they change."""
        return bool(self.names) or self.chevrons

    def trusts(self, candidate: Candidate) -> bool:
        """Return whether this is a label of a speaker."""
        if candidate.form == "chevron":
            return self.chevrons
        return candidate.name in self.names

    def find_doubted(
        self, candidate: Candidate | None, line: str, *, ended: bool, timed: bool
    ) -> str:
        """Return what may name somebody else at the start of a line, as it stands.

        Words of which `episode.yml` says that they are no label do not.

        Args:
            candidate: of the line; it is not believed.
            line: that starts a unit, or stands behind the end of a sentence.
            ended: whether it stands behind the end of a sentence.
            timed: whether its unit has a time; captions divide what one person says.
        """
        label = self._find_doubted(candidate, line, ended=ended, timed=timed) if self.names else ""
        return "" if is_no_label(label, self.known) else label

    def _find_doubted(
        self, candidate: Candidate | None, line: str, *, ended: bool, timed: bool
    ) -> str:
        if candidate is not None and candidate.form in {"colon", "quote"}:
            apart = ended and is_in_small_letters(candidate, line)
            likely = apart or self._may_name(candidate.name, timed=timed)
            return candidate.name if likely else ""
        odd = (
            "" if candidate else find_odd_label(line, everywhere=self.everywhere, names=self.names)
        )
        return (
            odd
            or find_other_mark(line, self.names)
            or (find_dashed(line) if self.everywhere and not timed else "")
            or find_enclosed(line, self.names, brackets=self.brackets)
            or self._find_stated(line)
        )

    def _find_stated(self, line: str) -> str:
        return find_stated(line, set(map(fold, self.stated))) if self.stated else ""

    def leaves_open(self, line: str, *, apart: bool, alone: bool) -> bool:
        """Return whether a line without a label is not said by the speaker before it.

        Args:
            line: that starts behind the end of a sentence.
            apart: whether a dash in front of it parts it from other words of its unit.
            alone: whether it is a paragraph of its own in a text without times.
        """
        if alone and self.closed and self.names and is_heading(line):
            return True
        if self.names and starts_with_dash(line) and (self.dashes or apart):
            return True
        return not only_sounds(line) and is_stage_line(line, capitals=self.capitals)

    def _may_name(self, name: str, *, timed: bool) -> bool:
        """Return whether a label that is not believed may be a name all the same."""
        if is_talk(name):
            # Where all paragraphs have labels, one without is no part of what is said before it,
            # unless somebody reads out a letter.
            apart = not timed or in_capitals(name)
            return apart and self.everywhere and not is_of_a_name(name)
        words = name.split()
        recurs = self.counts[name] > 1 and len(words) <= _SHORT_WORDS
        return self.everywhere or recurs or words[-1] in self._ends or looks_like_label(name)

    @property
    def _ends(self) -> set[str]:
        """The last words of believed labels of several words: `Tom’s iPhone`, `Ann Lee (Guest)`."""
        return {words[-1] for name in self.names if len(words := name.split()) > 1}


def known_names(names: Collection[str]) -> frozenset[str]:
    """Return the ways in which labels write known names: whole, and each word of it alone.

    >>> sorted(known_names(["Ann Lee"]))
    ['ann', 'ann lee', 'lee']
    """
    whole = {fold(name) for name in names}
    return frozenset(whole | {word for name in whole for word in name.split() if len(word) > 1})


def believe(units: Sequence[Sequence[str]], known: Container[str] = ()) -> Belief:
    """Return the labels by which a file names its speakers.

    Args:
        units: of the file (cues or paragraphs), each the lines of its text.
        known: names that other files say, folded (`known_names`).

    >>> units = ["Ann: Hi."], ["Bob: Yo."], ["Note: this"], ["Ann: So"], ["Bob: What?"]
    >>> sorted(believe(units).names)
    ['Ann', 'Bob']
    >>> believe([["Hello."], ["Note: this"]]).names
    frozenset()
    """
    capitals = sum(in_capitals(" ".join(lines)) for lines in units) <= _HALF * len(units)
    first, later, before = _openings(units, capitals=capitals)
    candidates = [one for one in (*first, *later) if one]
    written = {one.name for one in candidates}
    shared = _shared_abbreviations(written)
    full = _abbreviations(written, shared)
    marked = _marks(candidates)
    colons = [_label(one, marked, full) for one in first]
    counts = Counter(filter(None, colons))
    anywhere = counts + Counter(filter(None, (_label(one, marked, full) for one in later)))
    believed, everywhere = Evidence(before, colons, counts, anywhere, known).names()
    believed |= {name for name, whole in full.items() if whole in believed}
    believed -= {name for name in shared if not is_declared(name, known)}
    behind_chevrons = _chevrons(units, candidates, known)
    in_brackets = _brackets(first, known)
    stated = _stated(units, known)
    behind_marks = in_brackets | (behind_chevrons or set())
    names = frozenset(
        name for name in believed | behind_marks | stated if not is_no_label(name, known)
    )
    return Belief(
        names=names,
        stated=stated,
        full=full,
        chevrons=behind_chevrons is not None,
        everywhere=everywhere or counts.total() >= _MOST * len(first),
        brackets=bool(in_brackets),
        dashes=2 * _behind_dashes(units, believed) >= anywhere.total() > 0,
        inline=behind_chevrons is None and change_speaker(units, names),
        capitals=capitals,
        known=known,
        closed=_are_turns_closed(units, believed),
        counts=anywhere,
    )


def _are_turns_closed(units: Sequence[Sequence[str]], names: Container[str]) -> bool:
    """Return whether nearly all units with a believed label end with a stop."""
    labelled = ((find_candidate(lines[0]), lines[-1]) for lines in units if lines)
    return are_closed([last for one, last in labelled if one and one.name in names])


def _stated(units: Sequence[Sequence[str]], known: Container[str]) -> frozenset[str]:
    """Return the labels in front of lines that are no candidates, and that other files state."""
    stated = known.stated if isinstance(known, KnownNames) else known
    if not stated:
        return frozenset()
    lines = (line for lines in units for line in lines if _is_unnamed(find_candidate(line)))
    return frozenset(label for line in lines if (label := find_stated(line, stated)))


def _is_unnamed(candidate: Candidate | None) -> bool:
    return candidate is None or not candidate.name or candidate.form in {"stop", "bracket"}


def _label(
    candidate: Candidate | None,
    marked: Container[tuple[str, Form]],
    full: Mapping[str, str],
) -> str:
    """Return a label with a mark behind it, in full; nothing where there is none."""
    if candidate is None or (candidate.name, candidate.form) not in marked:
        return ""
    return full.get(candidate.name, candidate.name)


def _marks(candidates: Sequence[Candidate]) -> set[tuple[str, Form]]:
    """Return the names and forms that count as labels with a mark behind them.

    A full stop is one behind the letters of questions and answers; a quotation is one behind names
    that more often say words of their own.
    """
    counts = Counter((one.name, one.form) for one in candidates)
    colons: set[tuple[str, Form]] = {(name, "colon") for name, form in counts if form == "colon"}
    quotes: set[tuple[str, Form]] = {
        (name, "quote")
        for (name, form), count in counts.items()
        if form == "quote" and counts[name, "colon"] >= count
    }
    stops: set[tuple[str, Form]] = {
        (name, "stop")
        for pair in _QUESTIONS_AND_ANSWERS
        if min(counts[name, "stop"] for name in pair) > 1
        for name in pair
    }
    return colons | quotes | stops


def _behind_dashes(units: Sequence[Sequence[str]], names: Container[str]) -> int:
    """Return how many lines have a believed label behind a dash."""
    dashed = (find_candidate(line) for lines in units for line in lines if starts_with_dash(line))
    return sum(one is not None and one.name in names for one in dashed)


def _chevrons(
    units: Sequence[Sequence[str]], candidates: Iterable[Candidate], known: Container[str]
) -> set[str] | None:
    """Return the names behind chevrons; None where chevrons are no changes of speaker."""
    names = [one.name for one in candidates if one.form == "chevron"]
    inner = sum(" >> " in line for lines in units for line in lines)
    if len(names) + inner <= 1:
        return None
    likely = (name for name in names if name and (is_name_like(name) or name.isupper()))
    return {*likely, *(name for name in names if name and fold(name) in known)}


def _openings(
    units: Sequence[Sequence[str]], *, capitals: bool
) -> tuple[list[Candidate | None], list[Candidate | None], list[str]]:
    """Return the candidates at the start of units and of other lines, and the line before units.

    A line inside a cue or paragraph is a unit of its own where it has what may be a label, and the
    line before it ends a sentence.
    """
    first: list[Candidate | None] = []
    later: list[Candidate | None] = []
    before: list[str] = []
    last = ""
    for lines in units:
        whole = " ".join(lines)
        if not lines or only_sounds(whole):
            continue
        opening = find_candidate(lines[0])
        named = opening is not None and opening.form != "bracket"
        if not named and is_stage_line(whole, capitals=capitals):
            continue
        for number, line in enumerate(lines):
            candidate = find_candidate(line)
            if number == 0 or (
                candidate and candidate.form not in {"bracket", "address"} and ends_sentence(last)
            ):
                first.append(candidate)
                before.append(last)
            else:
                later.append(candidate)
            # Below a label that stands alone, its words begin.
            last = "…," if candidate and candidate.end == len(line) else line
    return first, later, before


def _shared_abbreviations(names: Collection[str]) -> set[str]:
    """Return the abbreviations that may stand for several names: `AL` for Ann Lee and Al Long.

    >>> _shared_abbreviations(["Ann Lee (AL)", "Al Long", "AL", "Bo Chen (BC)", "BC"])
    {'AL'}
    """
    found = [full for name in names if (full := _ABBREVIATED.fullmatch(name))]
    initials = (("".join(word[0] for word in name.split()), name) for name in names if " " in name)
    claims = {(full["short"], full["name"]) for full in found}.union(initials)
    counts = Counter(short for short, _ in claims)
    return {full["short"] for full in found if counts[full["short"]] > 1}


def _abbreviations(names: Collection[str], shared: Container[str]) -> dict[str, str]:
    """Return names by the other ways in which labels of a file write them.

    These are `AL` if there is `Ann Lee (AL)` and nobody shares it, and `Ann Lee.` and `Ann Lee [off
    mic]` if there is `Ann Lee`.
    """
    found = [full for name in names if (full := _ABBREVIATED.fullmatch(name))]
    added = {name: bare for name in names if (bare := squeeze(_ADDED.sub("", name))) != name}
    return {name: bare for name, bare in added.items() if bare in names} | {
        written: full["name"]
        for full in found
        if full["short"] in names
        for written in (full.group(), full["short"])
        if written not in shared
    }


def _count_brackets(first: Iterable[Candidate | None]) -> Counter[str]:
    names = (one.name for one in first if one and one.form == "bracket")
    return Counter(name for name in names if not is_sound(name))


def find_recurring(enclosed: Iterable[str]) -> set[str]:
    """Return the words in brackets that recur and may be names: no sounds, and no manners.

    >>> sorted(find_recurring(["JOE", "WHISPERING", "ANN", "JOE", "WHISPERING"]))
    ['JOE']
    """
    counts = Counter(name for name in enclosed if is_name_like(name) and not is_sound(name))
    return {name for name, count in counts.items() if count > 1 and not is_manner(name)}


def _brackets(first: Sequence[Candidate | None], known: Container[str]) -> set[str]:
    """Return the names in square brackets without a colon that are speakers, not sounds."""
    counts = _count_brackets(first)
    like = {name for name in counts if is_name_like(name) and not is_manner(name)}
    sure = {name for name in counts if is_numbered(name) or fold(name) in known}
    if counts.total() >= _MOST * len(first):
        recurring = [counts[name] for name in like if counts[name] > 1]
        if len(recurring) > 1 and sum(recurring) >= _HALF * len(first):
            return like | sure
    names = find_recurring(counts.elements())
    if len(names) > 1 and sum(counts[name] for name in names) >= _THIRD * len(first):
        return names | sure
    return sure if sum(counts[name] for name in sure) > 1 else set()
