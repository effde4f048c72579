"""Finding the words that the entries of an overlay are about, and saying what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import REMOVED, Sentence, Span
from onrecord.overlays.alterations import Alteration, Edited
from onrecord.overlays.archive_corrections import correct, overlapping
from onrecord.overlays.locate import locate
from onrecord.overlays.overlay import Entry, QuoteEntry
from onrecord.overlays.speakers import Handover, find_person, settle
from onrecord.overlays.spoken import Spoken, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from onrecord import anchors
    from onrecord.errors import Issue
    from onrecord.model import Anchor, Slug
    from onrecord.overlays.archive_corrections import ArchiveCorrection
    from onrecord.overlays.overlay import Overlay, Selector
    from onrecord.overlays.people import Cast


class SelectorResolver:
    """The selectors of an overlay, located, and what is wrong with them."""

    def __init__(
        self,
        overlay: Overlay,
        sentences: Sequence[Sentence],
        ledger: Mapping[Anchor, anchors.Entry],
    ) -> None:
        self.spoken: Spoken = lay_out(sentences)
        self.issues: list[Issue] = []
        self._overlay = overlay
        self._ledger = ledger

    def find(self, entry: Entry, shown: Callable[[str], list[Span]] | None = None) -> Span | None:
        """Give what an entry selects, or report."""
        found = locate(entry.selector, self.spoken, self._ledger, shown=shown)
        if found.fault:
            self.issues.append(
                entry.place.issue(
                    f"{entry.name}: {found.fault}", found=entry.selector.words, hint=found.hint
                )
            )
        elif found.doubt:
            hint = "correct the time of the entry"
            self.issues.append(
                entry.place.issue(
                    f"{entry.name}: {found.doubt}",
                    found=entry.selector.words,
                    hint=hint,
                    severity="warning",
                )
            )
        return found.span

    def alter(self, corrections: Sequence[ArchiveCorrection], slug: Slug) -> list[Alteration]:
        """Give all alterations, in order, without overlaps."""
        corrected = self._apart(
            [
                Alteration(
                    span=span,
                    now=entry.now,
                    provenance=entry.provenance,
                    place=entry.place,
                    name=entry.name,
                )
                for entry in self._overlay.corrections
                if (span := self.find(entry))
            ]
        )
        edited = Edited(self.spoken, corrected)
        removed = self._apart(
            [
                Alteration(
                    span=span,
                    now=REMOVED,
                    provenance=entry.provenance,
                    place=entry.place,
                    removed=True,
                    name=entry.name,
                )
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
                self.issues.append(
                    one.place.issue(message, hint="remove the entry", severity="warning")
                )
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
                words = self.spoken.text[
                    max(one.span[0], before.span[0]) : min(one.span[1], before.span[1])
                ]
                message = f"{one.name}: {before.name} in line {before.place.line} is about these words too"
                self.issues.append(
                    one.place.issue(message, found=words, hint="make one entry of the two")
                )
            else:
                kept.append(one)
        return kept

    def _see_again(self, removed: Sequence[Alteration]) -> None:
        """Warn where words that are redacted stand somewhere else as well."""
        hidden = [one.span for one in removed]
        for one in removed:
            words = self.spoken.text[slice(*one.span)]
            others = [
                span for span in self.spoken.occurrences(words) if not overlapping(span, hidden)
            ]
            # One word may be any; who removes "Smith" sees to each place in any case.
            if others:
                times = "once" if len(others) == 1 else f"{len(others)} times"
                message = (
                    f"{one.name}: the same words stand {times} elsewhere and are published there"
                )
                self.issues.append(
                    one.place.issue(
                        message,
                        hint="add a redaction for each place that must not be",
                        severity="warning",
                    )
                )

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
                self.issues.append(
                    entry.place.issue(message, found=entry.person, hint="keep one of the two")
                )
            else:
                handovers[offset] = Handover(offset=offset, speaker=name, place=entry.place)
        return [handovers[offset] for offset in sorted(handovers)]

    def validate_words(self, shown: Sequence[Sentence], alterations: Sequence[Alteration]) -> None:
        """Report corrections that leave a sentence without words: its link would lead to nothing."""
        for sentence in shown:
            if sentence.changes and not sentence.text.strip():
                one = next(
                    one
                    for one in alterations
                    if one.span[0] < sentence.span[1] and sentence.span[0] < one.span[1]
                )
                message = f"{one.name or 'correction'}: nothing would be left of a sentence"
                hint = "redact the sentence, or keep a word of it"
                self.issues.append(one.place.issue(message, found=sentence.received, hint=hint))

    def _extend(self, span: Span, entry: Entry, to: Selector) -> Span | None:
        """Give a stretch as far as the end of the sentence that another selector names."""
        end = locate(to, self.spoken, self._ledger)
        if end.span and end.span[1] >= span[1]:
            return span[0], end.span[1]
        why = end.fault or "it ends before it starts"
        self.issues.append(entry.place.issue(f"{entry.name}.to: {why}", found=to.at, hint=end.hint))
        return None

    def select(self, entry: Entry, edited: Edited, removed: Sequence[Span]) -> Span | None:
        """Give what an entry selects, unless it is redacted."""
        span = self.find(entry, edited.occurrences)
        if span and isinstance(entry, QuoteEntry) and entry.to:
            span = self._extend(span, entry, entry.to)
        if span and overlapping(span, removed):
            message = f"{entry.name}: these words are redacted; the entry is left out"
            self.issues.append(
                entry.place.issue(message, hint="remove the entry", severity="warning")
            )
            return None
        return span
