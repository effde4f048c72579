"""Divide cues at the labels that are believed, and at what else shows that somebody else speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from onrecord.formats._belief import Line
from onrecord.formats._carried_voices import as_sound
from onrecord.formats._cue_parts import Part, cut, join_lines
from onrecord.formats._inline_labels import find_inline, find_remarks
from onrecord.formats._label_doubts import find_odd_label
from onrecord.formats._label_forms import find_candidate, find_chevrons, is_exchange, words_above
from onrecord.formats._label_reports import report_ambiguous, report_dash
from onrecord.formats._quoted_labels import find_quoted
from onrecord.formats._sounds import only_sounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.formats._belief import Belief
    from onrecord.formats._label_forms import Candidate
    from onrecord.formats._tally import Tally
    from onrecord.model import Cue


def name_by_labels(cues: Sequence[Cue], belief: Belief, tally: Tally) -> Iterator[Cue]:
    """Yield the cues of a file, divided at its labels.

    A label on a line of its own is for the words below, in the next cue too.
    """
    above = ""
    pending: str | None = None
    quoted = find_quoted(cues, belief) if belief.names else {}
    for at, cue in enumerate(cues):
        if at in quoted:
            tally.inline.append((quoted[at], cue.line))
            yield replace(join_lines(cue), voice="")
            above = cue.text
            continue
        if only_sounds(cue.text) and belief.may_change_behind(above):
            # A sound is nobody's; the speaker before it continues behind it.
            yield as_sound(cue)
            continue
        leading = True
        for part in _Divider(belief, tally, cue).divide(above):
            voice = pending if part.voice is None else part.voice
            named = cut(
                cue, part, belief.aliases.resolve(voice) if voice else voice, leading=leading
            )
            if named is None:
                pending = voice
                continue
            yield named
            pending, leading = None, False
        above = cue.text


class _Turn(NamedTuple):
    """A change of speaker in a line."""

    start: int
    """Offset at which it begins, its label with it."""
    words: int
    """Offset at which its words begin."""
    voice: str
    paragraph: bool = False


@dataclass(frozen=True, slots=True)
class _Divider:
    """Divides one cue."""

    belief: Belief
    tally: Tally
    cue: Cue

    def divide(self, above: str) -> Iterator[Part]:
        """Yield its parts in order; nothing but labels and marks is left out between them.

        Args:
            above: text of the cue before.
        """
        text = self.cue.text
        timed = self.cue.start is not None
        alone = not timed and "\n" not in text
        exchange = bool(self.belief.names) and is_exchange(text)
        start, voice, paragraph = 0, self.cue.voice, False
        offset = 0
        for one in text.split("\n"):
            line = Line(one, find_candidate(one), above, not offset, alone, timed, exchange)
            for turn in self._find_turns(line, voice):
                if end := offset + turn.start:
                    yield Part(start, end, voice, paragraph)
                start, voice, paragraph = offset + turn.words, turn.voice, turn.paragraph
            above = words_above(one, line.candidate)
            offset += len(one) + 1
        yield Part(start, len(text), voice, paragraph)

    def _find_turns(self, line: Line, voice: str | None) -> Iterator[_Turn]:
        """Yield the changes of speaker in a line.

        Args:
            line: of the cue.
            voice: of the line before.
        """
        if opening := self._find_opening(line):
            yield opening
            voice = opening.voice
        begin = line.candidate.end if line.candidate else 0
        if not self.belief.chevrons:
            yield from self._find_inline(line.text, begin, voice)
            return
        for start in find_chevrons(line.text):
            if start > begin and (found := find_candidate(line.text[start:])):
                turn = self._take_chevrons(line.text[start:], found)
                yield turn._replace(start=start, words=start + turn.words)

    def _find_opening(self, line: Line) -> _Turn | None:
        """Return the change of speaker at the start of a line."""
        candidate = line.candidate
        if candidate and self.belief.trusts(candidate):
            if candidate.form == "chevron":
                return self._take_chevrons(line.text, candidate)
            if self.belief.is_quoted(line):
                self.tally.inline.append((candidate.name, self.cue.line))
                return _Turn(candidate.start, candidate.start, "")
            return _Turn(candidate.start, candidate.end, candidate.name)
        begins = line.opens or self.belief.may_change_behind(line.above)
        if begins and (label := self.belief.find_doubted(line)):
            return _Turn(0, *self._take_doubted(line.text, label))
        if self.belief.leaves_open(line):
            report_dash(line.text, self.cue.line, self.tally)
            return _Turn(0, 0, "")
        return None

    def _take_chevrons(self, text: str, candidate: Candidate) -> _Turn:
        """Return the turn behind chevrons; what is no believed name stays among its words."""
        start, name = candidate.start, candidate.name
        if name in self.belief.names:
            return _Turn(start, candidate.end, name, paragraph=True)
        label = name or find_odd_label(text[candidate.end :], everywhere=False)
        words, voice = self._take_doubted(text, label)
        return _Turn(start, words or len(text) - len(text.lstrip("-> \t")), voice, paragraph=True)

    def _take_doubted(self, text: str, label: str) -> tuple[int, str]:
        """Return the offset of the words behind a doubted label, and their speaker.

        The label stays among its words, which are nobody's, unless another file states it.
        """
        if label in self.belief.stated:
            return skip_label(text, label), label
        if names := self.belief.aliases.shared.get(label):
            report_ambiguous(label, names, self.cue.line, self.tally)
        elif label:
            self.tally.doubted.setdefault(label, self.cue.line)
        return 0, ""

    def _find_inline(self, text: str, begin: int, voice: str | None) -> Iterator[_Turn]:
        """Yield the turns of believed labels behind a sentence of the line.

        A speaker may quote the own name: that is no change.
        """
        for start, end, name in find_remarks(text, begin, self.belief.names):
            self.tally.inline.append((name, self.cue.line))
            yield _Turn(start, start, "")
            yield _Turn(end, end, voice or "")
        for label in find_inline(text, begin, self.belief.names):
            bracketed = label.bracket and self.belief.brackets
            if bracketed or (label.starts and self.belief.inline):
                voice = label.name
                yield _Turn(label.start, label.end, voice, paragraph=True)
            elif label.name != voice:
                voice = ""
                self.tally.inline.append((label.name, self.cue.line))
                yield _Turn(label.start, label.start, voice)


def skip_label(line: str, label: str) -> int:
    """Return the offset of the words behind a label that a line begins with."""
    end = line.index(label) + len(label)
    return len(line) - len(line[end:].lstrip(":： \t"))
