"""The labels that a file is believed to name its speakers by, asked of one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.formats._bracketed_names import find_enclosed
from onrecord.formats._known_names import is_no_label
from onrecord.formats._label_doubts import (
    find_dashed,
    find_odd_label,
    find_other_mark,
    find_stated,
    is_in_small_letters,
)
from onrecord.formats._label_forms import starts_with_dash
from onrecord.formats._label_words import fold, is_of_a_name, is_talk, looks_like_label
from onrecord.formats._no_labels import is_reported_speech
from onrecord.formats._sentence_ends import ends_sentence
from onrecord.formats._sounds import only_sounds
from onrecord.formats._stage_lines import in_capitals, is_credit, is_heading, is_stage_line

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Container

    from onrecord.formats._label_aliases import Aliases
    from onrecord.formats._label_forms import Candidate

_SHORT_WORDS = 3


class Line(NamedTuple):
    """A line of a cue or paragraph, and where it stands."""

    text: str
    candidate: Candidate | None
    """What may be a label in front of it."""
    above: str
    """The words above it, in the cue before too."""
    opens: bool
    """It is the first of its cue or paragraph."""
    alone: bool
    """It is a paragraph of its own in a text without times."""
    timed: bool
    """Its cue has a time; captions divide what one person says."""
    exchange: bool
    """Two people speak in its cue, each behind a dash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """The labels of a file that are believed."""

    names: frozenset[str]
    """Labels in front of a colon or in brackets that name speakers, as written."""
    aliases: Aliases
    """The other ways in which labels write these names."""
    stated: frozenset[str]
    """Labels without a colon, or longer than others, that other files state."""
    known: Container[str]
    """Names that other files state."""
    counts: Counter[str]
    """How often each label stands in front of a line."""
    chevrons: bool
    """`>>` is a change of speaker."""
    everywhere: bool
    """Units have labels as a rule."""
    brackets: bool
    """Names stand in square brackets without a colon."""
    dashes: bool
    """Labels stand behind dashes, which say that somebody else speaks."""
    inline: bool
    """Labels inside lines start turns."""
    capitals: bool
    """A line in capitals is unlike the others."""
    closed: bool
    """Words end with stops, so a heading is unlike them."""
    sentences: bool
    """Words begin with capitals and end with stops."""

    @property
    def any(self) -> bool:
        """Whether the file names speakers by labels, or says where they change."""
        return bool(self.names) or self.chevrons

    def trusts(self, candidate: Candidate) -> bool:
        """Return whether this is a label of a speaker."""
        if candidate.form == "chevron":
            return self.chevrons
        return candidate.name in self.names

    def is_quoted(self, line: Line) -> bool:
        """Return whether a sentence goes on in a line, and quotes what a believed label says."""
        if not self.sentences or line.candidate is None:
            return False
        small = line.text[line.candidate.end :][:1].islower()
        return small and not self.may_change_behind(line.above)

    def may_change_behind(self, text: str) -> bool:
        """Return whether somebody else may start behind a text."""
        return ends_sentence(text) or is_stage_line(text, capitals=self.capitals)

    def find_doubted(self, line: Line) -> str:
        """Return what may name somebody else at the start of a line, as it stands.

        Words of which `episode.yml` says that they are no label do not.

        Args:
            line: whose candidate is not believed; it opens a unit or follows the end of a sentence.
        """
        if not self.names:
            return ""
        opening = line.candidate
        if opening and not line.opens and is_reported_speech(opening.name):
            # Somebody goes on, and tells what was said.
            return ""
        ambiguous = opening is not None and opening.name in self.aliases.shared
        label = opening.name if opening and ambiguous else self._find_doubted(line)
        return "" if is_no_label(label, self.known) else label

    def _find_doubted(self, line: Line) -> str:
        candidate, text = line.candidate, line.text
        if candidate is not None and candidate.form in {"colon", "quote"}:
            small = is_in_small_letters(candidate, text)
            apart = small and self.may_change_behind(line.above)
            likely = apart or self._may_name(candidate.name, timed=line.timed)
            return candidate.name if likely else ""
        odd = (
            find_odd_label(text, everywhere=self.everywhere, names=self.names)
            if candidate is None
            else ""
        )
        return (
            odd
            or find_other_mark(text, self.names)
            or (find_dashed(text) if self.everywhere and not line.timed else "")
            or find_enclosed(text, self.names, brackets=self.brackets)
            or (find_stated(text, set(map(fold, self.stated))) if self.stated else "")
        )

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

    def leaves_open(self, line: Line) -> bool:
        """Return whether a line without a label is not said by the speaker before it.

        A dash in front of it says so where it parts the line from other words of its cue.
        """
        if not (line.exchange or self.may_change_behind(line.above)):
            return False
        if line.alone and self.closed and self.names and is_heading(line.text):
            return True
        apart = self.dashes or line.exchange or not line.opens
        if self.names and apart and starts_with_dash(line.text):
            return True
        heard = only_sounds(line.text) and not is_credit(line.text.strip("[]() "))
        return not heard and is_stage_line(line.text, capitals=self.capitals)
