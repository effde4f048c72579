"""Laying an overlay over a transcript, which itself stays as received."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from onrecord.model import REMOVED, Note, Sentence, Span
from onrecord.overlays.alterations import Alteration, Edited, alter
from onrecord.overlays.archive_corrections import correct, overlapping
from onrecord.overlays.locate import by_anchor, locate
from onrecord.overlays.overlay import Entry
from onrecord.overlays.speakers import Handover, attribute, divide_at, find_person, read_labels, settle
from onrecord.overlays.spoken import Spoken, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from onrecord import anchors
    from onrecord.errors import Issue
    from onrecord.model import Anchor, Label, Person, Slug
    from onrecord.overlays.archive_corrections import ArchiveCorrection
    from onrecord.overlays.overlay import Overlay, TopicEntry
    from onrecord.overlays.people import Cast

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Generic[E]):
    """An entry, and the words that it selects."""

    entry: E
    span: Span
    """Characters of the transcript's text as received, as in `Sentence.span`."""
    sentences: Span
    """Half-open range of the episode's sentences in which they lie."""
    words: str
    """As shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What people wrote that bears on one transcript."""

    overlay: Overlay
    people: tuple[Person, ...] = ()
    """Of the archive."""
    corrections: tuple[ArchiveCorrection, ...] = ()
    """Of the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A transcript with its overlay."""

    sentences: tuple[Sentence, ...]
    notes: tuple[Note, ...] = ()
    topics: tuple[Selection[TopicEntry], ...] = ()
    removed: tuple[Span, ...] = ()
    """Characters of the transcript's text that are redacted."""
    whole: tuple[str, ...] = ()
    """Of each sentence the words received, those that are redacted too: to find it again, never to be published. Empty where none are."""
    issues: tuple[Issue, ...] = ()


def apply(
    overlay: Overlay,
    sentences: Sequence[Sentence],
    cast: Cast,
    *,
    ledger: Sequence[anchors.Entry] = (),
    corrections: Sequence[ArchiveCorrection] = (),
    labels: Sequence[Label] = (),
    slug: Slug,
) -> Applied:
    """Lay an overlay over a transcript.

    Steps: 1. what is altered, overlay before archive; 2. who speaks, with borders of sentences where that changes; 3. the sentences as
    they are shown; 4. what notes and topics select (a quote may leave out words and put in others: the
    quotes find their own).

    Args:
        overlay: of the episode.
        sentences: as received, with the labels of the file.
        cast: the people that entries may name.
        ledger: what anchors lead to.
        corrections: of the whole archive.
        labels: who is behind the labels of the file, as `episode.yml` says; the overlay wins.
        slug: of the episode.
    """
    if not sentences:
        # The episode is withdrawn, or its transcript refused, which is told elsewhere.
        return Applied(sentences=())
    work = _Work(overlay, sentences, by_anchor(ledger))
    # 1.
    alterations = work.alter(corrections, slug)
    edited = Edited(work.spoken, alterations)
    # 2.
    handovers = work.hand_over(edited, cast)
    behind, wrong = read_labels((*labels, *overlay.labels), cast, sentences)
    work.issues += wrong
    divided = divide_at(sentences, sorted(handover.offset for handover in handovers))
    spoken = attribute(divided, handovers, behind, cast)
    # 3.
    shown = alter(spoken, alterations)
    work.see_words(shown, alterations)
    # 4.
    removed = [one.span for one in alterations if one.removed]
    offsets = [sentence.span[0] for sentence in shown]

    def select(entries: Iterable[E]) -> tuple[Selection[E], ...]:
        found = ((entry, work.select(entry, edited, removed)) for entry in entries)
        return tuple(
            Selection(entry=entry, span=span, sentences=_holding(span, offsets), words=edited.words(span)) for entry, span in found if span
        )

    notes = (
        Note(sentence=each.sentences[1] - 1, words=each.words, text=each.entry.note, provenance=each.entry.provenance)
        for each in sorted(select(overlay.notes), key=lambda each: (each.span[1], each.entry.index))
    )
    return Applied(
        sentences=shown,
        notes=tuple(notes),
        topics=select(overlay.topics),
        removed=tuple(removed),
        whole=tuple(sentence.text for sentence in spoken) if removed else (),
        issues=tuple(sorted(work.issues, key=lambda issue: (issue.path, issue.line, issue.column))),
    )


def redact(text: str, removed: Sequence[Span]) -> str:
    """Give the text of a transcript without the stretches that are redacted.

    >>> redact("call 555 now", [(5, 8)])
    'call […] now'
    """
    borders = [0, *(place for span in removed for place in span), len(text)]
    return REMOVED.join(text[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True))


def _holding(span: Span, offsets: Sequence[int]) -> Span:
    return max(0, bisect_right(offsets, span[0]) - 1), bisect_right(offsets, span[1] - 1)


class _Work:
    """The selectors of an overlay, located, and what is wrong with them."""

    def __init__(self, overlay: Overlay, sentences: Sequence[Sentence], ledger: Mapping[Anchor, anchors.Entry]) -> None:
        self.spoken: Spoken = lay_out(sentences)
        self.issues: list[Issue] = []
        self._overlay = overlay
        self._ledger = ledger

    def find(self, entry: Entry, shown: Callable[[str], list[Span]] | None = None) -> Span | None:
        """Give what an entry selects, or report."""
        found = locate(entry.selector, self.spoken, self._ledger, shown=shown)
        if found.fault:
            self.issues.append(entry.place.issue(f"{entry.name}: {found.fault}", found=entry.selector.words, hint=found.hint))
        elif found.doubt:
            hint = "correct the time of the entry"
            self.issues.append(entry.place.issue(f"{entry.name}: {found.doubt}", found=entry.selector.words, hint=hint, severity="warning"))
        return found.span

    def alter(self, corrections: Sequence[ArchiveCorrection], slug: Slug) -> list[Alteration]:
        """Give all alterations, in order, without overlaps."""
        corrected = self._apart(
            [
                Alteration(span=span, now=entry.now, provenance=entry.provenance, place=entry.place, name=entry.name)
                for entry in self._overlay.corrections
                if (span := self.find(entry))
            ]
        )
        edited = Edited(self.spoken, corrected)
        removed = self._apart(
            [
                Alteration(span=span, now=REMOVED, provenance=entry.provenance, place=entry.place, removed=True, name=entry.name)
                for entry in self._overlay.redactions
                if (span := self.find(entry, edited.occurrences))
            ]
        )
        self._see_again(removed)
        hidden = [one.span for one in removed]
        kept = [one for one in corrected if not overlapping(one.span, hidden)]
        for one in corrected:
            if one not in kept:
                message = f"{one.name}: these words are redacted; the correction is left out"
                self.issues.append(one.place.issue(message, hint="remove the entry", severity="warning"))
        own = sorted((*kept, *removed), key=lambda one: one.span)
        everywhere, issues = correct(corrections, slug, self.spoken, [one.span for one in own])
        self.issues += issues
        return sorted((*own, *everywhere), key=lambda one: one.span)

    def _apart(self, alterations: Sequence[Alteration]) -> list[Alteration]:
        """Give those that do not overlap an earlier one, and report the others."""
        kept: list[Alteration] = []
        for one in sorted(alterations, key=lambda each: each.span):
            if kept and one.span[0] < kept[-1].span[1]:
                before = kept[-1]
                words = self.spoken.text[max(one.span[0], before.span[0]) : min(one.span[1], before.span[1])]
                message = f"{one.name}: {before.name} in line {before.place.line} is about these words too"
                self.issues.append(one.place.issue(message, found=words, hint="make one entry of the two"))
            else:
                kept.append(one)
        return kept

    def _see_again(self, removed: Sequence[Alteration]) -> None:
        """Warn where words that are redacted stand somewhere else as well."""
        hidden = [one.span for one in removed]
        for one in removed:
            words = self.spoken.text[slice(*one.span)]
            others = [span for span in self.spoken.occurrences(words) if not overlapping(span, hidden)]
            # One word may be any; who removes "Smith" sees to each place in any case.
            if others:
                times = "once" if len(others) == 1 else f"{len(others)} times"
                message = f"{one.name}: the same words stand {times} elsewhere and are published there"
                self.issues.append(one.place.issue(message, hint="add a redaction for each place that must not be", severity="warning"))

    def hand_over(self, edited: Edited, cast: Cast) -> list[Handover]:
        """Give where speakers change, by place, as editors say."""
        handovers: dict[int, Handover] = {}
        for entry in self._overlay.speakers:
            span = self.find(entry, edited.occurrences)
            name, wrong = find_person(entry.person, cast, entry.place, entry.name)
            self.issues += wrong
            if span is None or wrong:
                continue
            offset = settle(span[0], self.spoken.sentences, self.spoken.sentence_at(span[0]))
            if before := handovers.get(offset):
                message = f"{entry.name}: the entry in line {before.place.line} starts with these words too"
                self.issues.append(entry.place.issue(message, found=entry.person, hint="keep one of the two"))
            else:
                handovers[offset] = Handover(offset=offset, speaker=name, place=entry.place)
        return [handovers[offset] for offset in sorted(handovers)]

    def see_words(self, shown: Sequence[Sentence], alterations: Sequence[Alteration]) -> None:
        """Report corrections that leave a sentence without words: its link would lead to nothing."""
        for sentence in shown:
            if sentence.changes and not sentence.text.strip():
                one = next(one for one in alterations if one.span[0] < sentence.span[1] and sentence.span[0] < one.span[1])
                message = f"{one.name or 'correction'}: nothing would be left of a sentence"
                hint = "redact the sentence, or keep a word of it"
                self.issues.append(one.place.issue(message, found=sentence.received, hint=hint))

    def select(self, entry: Entry, edited: Edited, removed: Sequence[Span]) -> Span | None:
        """Give what an entry selects, unless it is redacted."""
        span = self.find(entry, edited.occurrences)
        if span and overlapping(span, removed):
            message = f"{entry.name}: these words are redacted; the entry is left out"
            self.issues.append(entry.place.issue(message, hint="remove the entry", severity="warning"))
            return None
        return span
