"""Carrying an overlay over to a new transcription of the same recording."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.overlays.alterations import overlapping
from onrecord.overlays.application import Application
from onrecord.overlays.locate import locate
from onrecord.overlays.overlay import Overlay
from onrecord.overlays.read_fields import read_selector
from onrecord.overlays.rebase_result import Conflict, Move, Rebased, Unnecessary
from onrecord.overlays.transcript_text import join_sentences
from onrecord.overlays.word_alignment import WordAlignment
from onrecord.overlays.word_search import trim_punctuation
from onrecord.overlays.words_entry import WordsEntry
from onrecord.text.scripts import is_word_character
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord import anchors
    from onrecord.model import Sentence, Span
    from onrecord.overlays.locate import Location
    from onrecord.overlays.overlay import Entry, Selector
    from onrecord.overlays.rebase_result import Outcome

# Words by which a selector may grow to be unambiguous.
LONGER = 12
# The time of an entry stays as written if its words moved by no more milliseconds than this.
STAYS = 3_000


class OverlayMigrator:
    """Two transcriptions, and the stretches of the new one that entries are about already."""

    def __init__(
        self,
        overlay: Overlay,
        old: Sequence[Sentence],
        new: Sequence[Sentence],
        ledger: Sequence[anchors.Entry],
    ) -> None:
        """Apply the overlay to the old transcription, and align the words of the two."""
        self._application = Application(old, ledger=ledger)
        self._application.run(overlay, "words")
        self.old, self.new = self._application.text, join_sentences(new)
        self.words = WordAlignment(old, new)
        self._taken: defaultdict[str, list[Span]] = defaultdict(list)

    def origin(self, entry: WordsEntry) -> Location:
        """Return the words of an entry in the old transcription."""
        return self._application.location(entry)

    def locate(self, selector: Selector) -> Location:
        """Return the words of a selector in the old transcription."""
        return self._application.locate(selector)

    def shift(self, origin: Span, region: Span) -> int | None:
        """Return by how many milliseconds a stretch is later in the new transcription."""
        then, now = self.old.time_of(origin[0]), self.new.time_of(region[0])
        return None if then is None or now is None else now - then

    def stays(self, shift: int) -> bool:
        """Return whether a shift is too small to change a time that somebody wrote."""
        return abs(shift) <= STAYS

    def follow_sentence(self, selector: Selector) -> Selector | None:
        """Return a selector for the same sentence in the new transcription, if that is certain."""
        origin = self.locate(selector).span
        region = self.words.follow(origin) if origin else None
        found = self._select(selector, origin, region) if origin and region else None
        return found if found and not found.words else None

    def keep(
        self, entry: WordsEntry, changed: WordsEntry, origin: Span, span: Span
    ) -> Move | Conflict:
        """Keep an entry, if a build will find its words and no other entry is about them.

        Args:
            entry: for the old transcription.
            changed: the same, with its words changed for the new one, but not its selector.
            origin: of its words in the old transcription.
            span: of its words in the new one.
        """
        was, text = self.old.text[slice(*origin)], self.new.text[slice(*span)]
        if entry.selector.words and not entry.is_exact:
            # Words that were selected without the punctuation around them still are.
            start, end = trim_punctuation(text)
            span = (
                span[0] + start * is_word_character(was[0]),
                span[0] + end if is_word_character(was[-1]) else span[1],
            )
        selector = self._select(entry.selector, origin, span)
        if selector is None:
            why = "its words stand there several times"
            return Conflict(entry=entry, was=was, now=text, why=why)
        becomes = changed.moved(selector, selector.words[span[1] - span[0] :])
        claimed = becomes.claims((span[0], max(span[1], span[0] + len(selector.words))))
        if claimed:
            if overlapping(claimed, self._taken[entry.kind]):
                why = "another entry is about these words now"
                return Conflict(entry=entry, was=was, now=text, why=why)
            insort(self._taken[entry.kind], claimed)
        return Move(entry=entry, becomes=becomes)

    def lost(self, entry: WordsEntry) -> Conflict:
        """Return the conflict of an entry that is not found in the old transcription."""
        why = f"not found in the old transcription: {self.origin(entry).fault}"
        return Conflict(entry=entry, was=entry.selector.words, now="", why=why)

    def uncertain(self, entry: Entry, origin: Span) -> Conflict:
        """Return the conflict of an entry whose words cannot be followed."""
        between = self.words.between(origin)
        now = self.new.text[slice(*between)] if between else ""
        was = self.old.text[slice(*origin)]
        why = "its words are not certain to be the same"
        return Conflict(entry=entry, was=was, now=now, why=why)

    def _select(self, selector: Selector, origin: Span, span: Span) -> Selector | None:
        """Return a selector that a build will find in the new transcription, and only there.

        It has the same words, or as many more as that takes.
        """
        here = self.new.sentences[self.new.sentence_at(span[0])]
        at = selector.at if here.start is None else format_time(here.start)
        if not selector.words and here.start is not None:
            whole = read_selector(at, "")
            return whole if locate(whole, self.new).span == here.span else self._extend(at, span)
        shift = self.shift(origin, span)
        stays = shift is None or self.stays(shift)
        if stays and selector.anchor is None and self._finds(selector, span):
            return selector
        return self._extend(at, span)

    def _extend(self, at: str, span: Span) -> Selector | None:
        """Return a selector with the words of a span, and as many after it as needed."""
        for end in (span[1], *self.words.words_after(span[1], LONGER)):
            selector = read_selector(at, self.new.text[span[0] : end])
            if self._finds(selector, (span[0], end)):
                return selector
        return None

    def _finds(self, selector: Selector, span: Span) -> bool:
        found = locate(selector, self.new)
        return found.span == span and not found.doubt


def rebase(
    overlay: Overlay,
    old: Sequence[Sentence],
    new: Sequence[Sentence],
    *,
    ledger: Sequence[anchors.Entry] = (),
) -> Rebased:
    """Carry an overlay over to a new transcription of the same recording.

    Each entry is found in the old sentences as a build finds it, followed to the new ones by the
    alignment of words that anchors use, and given a selector that a build will find there. Nothing
    is dropped: entries that are not kept are listed as unnecessary or as conflicts. A redaction in
    conflict means that its words may be published: an update must not go on by itself then.

    Args:
        overlay: of the episode.
        old: sentences of the old transcription, as received (`transcript.divide`).
        new: sentences of the new one, likewise.
        ledger: of the episode, for entries that name anchors.
    """
    if not old or not new:
        outcomes = [_without_words(entry) for entry in overlay.entries]
    else:
        migrator = OverlayMigrator(overlay, old, new, ledger)
        outcomes = [entry.carry_over(migrator) for entry in overlay.entries]
    return Rebased(
        overlay=Overlay(
            entries=tuple(
                one.becomes if isinstance(one, Move) else one.entry
                for one in outcomes
                if not isinstance(one, Unnecessary)
            )
        ),
        moves=tuple(one for one in outcomes if isinstance(one, Move)),
        unnecessary=tuple(one.entry for one in outcomes if isinstance(one, Unnecessary)),
        conflicts=tuple(one for one in outcomes if isinstance(one, Conflict)),
    )


def _without_words(entry: Entry) -> Outcome:
    if not isinstance(entry, WordsEntry):
        return Move(entry=entry, becomes=entry)
    return Conflict(
        entry=entry, was=entry.selector.words, now="", why="there are no words to compare"
    )
