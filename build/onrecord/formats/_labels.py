"""Which labels in front of words name speakers: one model for all readers.

A colon is also ordinary punctuation, and words must never go to somebody on a guess. So belief
comes from the whole file: from labels that stand in front of words again and again, from their
place, and from the names that `episode.yml` or the front matter say.

- **Everywhere**: three units in four (cues, or paragraphs of a text) have a label, and half of them
  one that recurs. Then spelling does not matter: meeting programs write `zoom_user`, `Tom's iPhone`
  and `Cllr. O'Dea, Finn`. A label that stands once is believed where all units have one: among two
  who recur only if it is a full name that is spelt as theirs, and else if it looks like a name.
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

from collections import Counter
from typing import TYPE_CHECKING

from onrecord.formats._belief import Belief
from onrecord.formats._bracketed_names import believe_bracketed
from onrecord.formats._inline_labels import change_speaker
from onrecord.formats._known_names import KnownNames, is_declared, is_no_label
from onrecord.formats._label_aliases import (
    find_aliases,
    find_examiners,
    find_stated_abbreviations,
)
from onrecord.formats._label_doubts import find_stated
from onrecord.formats._label_evidence import Evidence
from onrecord.formats._label_forms import (
    Candidate,
    Form,
    find_candidate,
    starts_with_dash,
)
from onrecord.formats._label_words import fold, is_name_like
from onrecord.formats._openings import find_openings
from onrecord.formats._sentence_ends import are_closed
from onrecord.formats._stage_lines import in_capitals

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Sequence
    from collections.abc import Set as AbstractSet

    from onrecord.formats._label_aliases import Aliases
    from onrecord.formats._openings import Openings

# Shares of the units of a file.
_MOST = 0.75
_HALF = 0.5
# Units in which a head may say for whom abbreviations stand.
_HEAD = 8
_FEW = 0.2
# Labels of questions and answers, which may have a full stop for a colon.
_QUESTIONS_AND_ANSWERS = (("Q", "A"), ("F", "A"), ("P", "R"), ("Q", "R"), ("D", "R"), ("В", "О"))


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
    openings = find_openings(units, known, capitals=capitals)
    head = (line for lines in units[:_HEAD] for line in lines)
    labels = [one.name for one in openings.candidates]
    aliases = find_aliases(set(labels), find_stated_abbreviations(head) | find_examiners(labels))
    evidence = _gather_evidence(openings, aliases, known)
    recurring, everywhere = evidence.names()
    believed = _settle_aliases(recurring, aliases, evidence)
    quoted = {name for name in openings.find_quoted() if fold(name) not in known}
    bracketed = believe_bracketed(openings.first, known)
    chevrons = _have_chevrons(units, openings.candidates)
    stated = _find_stated(units, known)
    behind_chevrons = _names_behind_chevrons(openings.candidates, known) if chevrons else set()
    names = frozenset(
        name
        for name in (believed - quoted) | bracketed | stated | behind_chevrons
        if not is_no_label(name, known)
    )
    closed, capital = _describe_turns(units, believed)
    return Belief(
        names=names,
        aliases=aliases,
        stated=stated,
        known=known,
        counts=evidence.anywhere,
        chevrons=chevrons,
        everywhere=everywhere or evidence.counts.total() >= _MOST * len(evidence.colons),
        brackets=bool(bracketed),
        dashes=bool(believed) and 2 * _count_dashed(units, believed) >= evidence.anywhere.total(),
        inline=bool(names) and not chevrons and change_speaker(units, names),
        capitals=capitals,
        closed=closed,
        sentences=closed and capital,
    )


def _gather_evidence(openings: Openings, aliases: Aliases, known: Container[str]) -> Evidence:
    """Return the labels in front of units and lines, under the names that they stand for."""
    marked = _find_marked(openings.candidates)

    def labels(found: Sequence[Candidate | None]) -> list[str]:
        """Return the name in front of each line, or nothing."""
        return [
            aliases.resolve(one.name) if one and (one.name, one.form) in marked else ""
            for one in found
        ]

    first = labels(openings.first)
    counts = Counter(filter(None, first))
    anywhere = counts + Counter(filter(None, labels(openings.later)))
    return Evidence(openings.before, first, counts, anywhere, known)


def _settle_aliases(recurring: AbstractSet[str], aliases: Aliases, evidence: Evidence) -> set[str]:
    """Return the believed labels with their aliases, and without ambiguous abbreviations.

    Nobody is believed where an ambiguous abbreviation alone recurs.
    """
    believed = set(recurring) | {
        alias for alias, name in aliases.names.items() if name in recurring
    }
    believed -= {name for name in aliases.shared if not is_declared(name, evidence.known)}
    if aliases.shared and all(evidence.anywhere[name] <= 1 for name in believed):
        return set()
    return believed


def _find_marked(candidates: Sequence[Candidate]) -> set[tuple[str, Form]]:
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


def _describe_turns(units: Sequence[Sequence[str]], names: Collection[str]) -> tuple[bool, bool]:
    """Return whether units with a believed label end with stops, and begin with capitals.

    Nearly all must do so.
    """
    if not names:
        return False, False
    labelled = [
        (lines[0][found.end :], lines[-1])
        for lines in units
        if lines and (found := find_candidate(lines[0])) and found.name in names
    ]
    small = sum(words[:1].islower() for words, _ in labelled)
    return are_closed([last for _, last in labelled]), small <= _FEW * len(labelled)


def _find_stated(units: Sequence[Sequence[str]], known: Container[str]) -> frozenset[str]:
    """Return the labels in front of lines that are no candidates, and that other files state."""
    stated = known.stated if isinstance(known, KnownNames) else known
    if not stated:
        return frozenset()
    lines = (line for lines in units for line in lines if _is_unnamed(find_candidate(line)))
    return frozenset(label for line in lines if (label := find_stated(line, stated)))


def _is_unnamed(candidate: Candidate | None) -> bool:
    return candidate is None or not candidate.name or candidate.form in {"stop", "bracket"}


def _count_dashed(units: Sequence[Sequence[str]], names: Container[str]) -> int:
    """Return how many lines have a believed label behind a dash."""
    dashed = (find_candidate(line) for lines in units for line in lines if starts_with_dash(line))
    return sum(one is not None and one.name in names for one in dashed)


def _have_chevrons(units: Sequence[Sequence[str]], candidates: Sequence[Candidate]) -> bool:
    """Return whether chevrons are changes of speaker: there are several."""
    inner = sum(" >> " in line for lines in units for line in lines)
    return sum(one.form == "chevron" for one in candidates) + inner > 1


def _names_behind_chevrons(candidates: Sequence[Candidate], known: Container[str]) -> set[str]:
    names = {one.name for one in candidates if one.form == "chevron" and one.name}
    return {name for name in names if is_name_like(name) or name.isupper() or fold(name) in known}
