"""An overlay that is being applied: the transcript, and what the entries have changed so far."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from onrecord.overlays.alterations import AlteredText, overlapping
from onrecord.overlays.anchor_targets import AnchorTargets
from onrecord.overlays.kinds import KINDS
from onrecord.overlays.locate import locate
from onrecord.overlays.people import PeopleIndex
from onrecord.overlays.transcript_text import join_sentences
from onrecord.overlays.words_entry import WordsEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord import anchors
    from onrecord.errors import Issue, Severity
    from onrecord.model import Anchor, ChapterMark, Label, Sentence, Span
    from onrecord.overlays.alterations import Alteration
    from onrecord.overlays.attribution import Handover
    from onrecord.overlays.locate import Location
    from onrecord.overlays.overlay import Entry, Overlay, Selector, Stage
    from onrecord.overlays.source_entries import SourceEntry

W_co = TypeVar("W_co", bound=WordsEntry, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Generic[W_co]):
    """An entry, and the words that it selects."""

    entry: W_co
    span: Span
    """Characters of the transcript's text as received, as in `Sentence.span`."""
    sentences: Span
    """Half-open range of the episode's sentences with these words."""
    words: str
    """The words, as shown."""


class Application:
    """A transcript, and the changes that the entries of an overlay make to it."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        *,
        ledger: Sequence[anchors.Entry] = (),
        targets: AnchorTargets | None = None,
        people: PeopleIndex | None = None,
        labels: Iterable[Label] = (),
        located: dict[Selector, Location] | None = None,
    ) -> None:
        """Start with the transcript as received.

        Args:
            sentences: of the transcript.
            ledger: for entries that name anchors.
            targets: the same, where it is matched with the sentences already.
            people: whom entries may name.
            labels: who is behind the labels of the transcript, before the overlay.
            located: words received that were found before in this transcript; more are added.
        """
        self.text = join_sentences(sentences)
        self.people = people or PeopleIndex(())
        self.issues: list[Issue] = []
        self.alterations: Sequence[Alteration] = ()
        self.shown = AlteredText(self.text, ())
        self.handovers: dict[int, Handover] = {}
        """Changes of speaker, by their offset in the text."""
        self.labels = list(labels)
        self.chapters: list[ChapterMark] = []
        self.found: list[tuple[WordsEntry, Span]] = []
        """Entries that select words which are shown."""
        self._targets = targets or AnchorTargets(ledger, sentences)
        self._locations: dict[int, Location] = {}
        self._located = {} if located is None else located

    def run(self, overlay: Overlay, stage: Stage) -> None:
        """Apply the entries of all kinds that belong to a stage."""
        for kind in KINDS.values():
            if kind.stage == stage:
                kind.apply(overlay, self)

    def locate(self, selector: Selector, *, as_shown: bool = False) -> Location:
        """Return the words that a selector means, as received or, if there are none, as shown."""
        shown = self.shown.occurrences if as_shown else None
        return locate(selector, self.text, self._targets, shown=shown)

    def anchors_at(self, offset: int) -> Sequence[Anchor]:
        """Return the published anchors of the sentence with a character of the text."""
        return self._targets.anchors_of(self.text.sentence_at(offset))

    def location(self, entry: WordsEntry) -> Location:
        """Return the words that an entry means; the place where they were found first stays."""
        if id(entry) not in self._locations:
            self._locations[id(entry)] = self._locate(entry)
        return self._locations[id(entry)]

    def _locate(self, entry: WordsEntry) -> Location:
        selector = entry.selector
        known = self._located.get(selector)
        if known is not None:
            return known
        shown = self.shown.occurrences if entry.matches_shown else None
        found = locate(selector, self.text, self._targets, shown=shown)
        # Words that are only shown are elsewhere once a correction has changed.
        if not shown or not selector.words or self.text.occurrences(selector.words):
            self._located[selector] = found
        return found

    def find(self, entry: WordsEntry) -> Span | None:
        """Return the words that an entry means, or report why not."""
        found, words = self.location(entry), entry.selector.words
        if found.fault:
            self.report(entry, found.fault, found=words, hint=found.hint)
        elif found.doubt:
            hint = "correct the time of the entry"
            self.report(entry, found.doubt, found=words, hint=hint, severity="warning")
        return found.span

    def report(
        self,
        entry: Entry | Alteration,
        message: str,
        *,
        found: str = "",
        hint: str = "",
        severity: Severity = "error",
    ) -> None:
        """Report an issue about an entry, or about what it alters."""
        message = f"{entry.name}: {message}"
        self.issues.append(entry.place.issue(message, found=found, hint=hint, severity=severity))

    def alter(self, alterations: Iterable[Alteration]) -> None:
        """Add alterations; those that overlap others of the same kind are reported."""
        self.set_alterations([*self.alterations, *self.without_overlaps(alterations)])

    def set_alterations(self, alterations: Iterable[Alteration]) -> None:
        """Replace the alterations, which must not overlap."""
        self.alterations = sorted(alterations, key=lambda one: one.span)
        self.shown = AlteredText(self.text, self.alterations)

    def without_overlaps(self, alterations: Iterable[Alteration]) -> list[Alteration]:
        """Return those that do not overlap an earlier one, and report the others."""
        kept: list[Alteration] = []
        for one in sorted(alterations, key=lambda each: each.span):
            if not kept or one.span[0] >= kept[-1].span[1]:
                kept.append(one)
                continue
            before = kept[-1]
            words = self.text.text[one.span[0] : min(one.span[1], before.span[1])]
            message = f"{before.name} in line {before.place.line} is about these words too"
            self.report(one, message, found=words, hint="make one entry of the two")
        return kept

    def select(self, entries: Iterable[WordsEntry]) -> None:
        """Select the words of entries, without those that are redacted."""
        removed = [one.span for one in self.alterations if one.removed]
        for entry in entries:
            span = entry.locate(self)
            if span and overlapping(span, removed):
                message = "these words are redacted; the entry is left out"
                self.report(entry, message, hint="remove the entry", severity="warning")
            elif span:
                self.found.append((entry, span))

    def select_sources(self, entries: Iterable[SourceEntry]) -> None:
        """Select the words of the transcript's own notes and subjects.

        A note in a sentence with a redaction is left out: it may repeat what was removed.
        """
        removed = [one.span for one in self.alterations if one.removed]
        for entry in entries:
            first = self.text.sentence_at(entry.span[0])
            last = self.text.sentence_at(entry.span[1] - 1)
            sentences = self.text.sentences[first].span[0], self.text.sentences[last].span[1]
            if not overlapping(sentences, removed):
                self.found.append((entry, entry.span))

    def selections(self, sentences: Sequence[Sentence]) -> tuple[Selection[WordsEntry], ...]:
        """Return what entries select, among the sentences as they are divided in the end."""
        offsets = [sentence.span[0] for sentence in sentences]
        return tuple(
            Selection(
                entry=entry,
                span=span,
                sentences=(
                    max(0, bisect_right(offsets, span[0]) - 1),
                    bisect_right(offsets, span[1] - 1),
                ),
                words=self.shown.words(span),
            )
            for entry, span in self.found
        )
