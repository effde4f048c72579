"""Carrying the entries of an overlay over to a new transcription, one by one."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from onrecord.model import Milliseconds
from onrecord.overlays.alterations import Alteration, Edited
from onrecord.overlays.archive_corrections import overlapping
from onrecord.overlays.follow import WordAlignment
from onrecord.overlays.locate import by_anchor, locate
from onrecord.overlays.overlay import (
    ChapterEntry,
    CorrectionEntry,
    Entry,
    Overlay,
    RedactionEntry,
    Selector,
    SpeakerEntry,
)
from onrecord.overlays.overlay_file import read_selector
from onrecord.overlays.rebase_result import Conflict, Move
from onrecord.overlays.spoken import lay_out, plain
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord import anchors
    from onrecord.model import Sentence, Span
    from onrecord.overlays.overlay import Kind

# Words that a selector may grow by to be found in one place only.
LONGER: Final = 12
# An entry's time is left as somebody wrote it where the words moved by no more than this.
STAYS: Final = 3_000
_APART: Final = frozenset({"speakers", "corrections", "redactions"})


class OverlayMigrator:
    """Two transcriptions, and what became so far of the entries for the first."""

    def __init__(
        self,
        overlay: Overlay,
        old: Sequence[Sentence],
        new: Sequence[Sentence],
        ledger: Sequence[anchors.Entry],
    ) -> None:
        self.moves: list[Move] = []
        self.unnecessary: list[CorrectionEntry] = []
        self.conflicts: list[Conflict] = []
        self._ledger = by_anchor(ledger)
        self._taken: defaultdict[Kind, list[Span]] = defaultdict(list)
        self._old, self._new = lay_out(old), lay_out(new)
        self._words = WordAlignment(old, new)
        self._shown = Edited(self._old, self._corrected(overlay)).occurrences

    def _corrected(self, overlay: Overlay) -> list[Alteration]:
        found: list[Alteration] = []
        for entry in overlay.corrections:
            span = locate(entry.selector, self._old, self._ledger).span
            if span and not overlapping(span, sorted(one.span for one in found)):
                found.append(
                    Alteration(
                        span=span, now=entry.now, provenance=entry.provenance, place=entry.place
                    )
                )
        return sorted(found, key=lambda one: one.span)

    def carry(self, entry: Entry) -> None:
        """Put an entry into one of the lists."""
        correction = isinstance(entry, CorrectionEntry)
        passage_html = locate(
            entry.selector, self._old, self._ledger, shown=None if correction else self._shown
        )
        if passage_html.span is None:
            self._conflict(
                entry,
                entry.selector.words,
                "",
                f"not found in the old transcription: {passage_html.fault}",
            )
            return
        was = self._old.text[slice(*passage_html.span)]
        if (
            isinstance(entry, CorrectionEntry)
            and not entry.now
            and self._words.is_left_out(passage_html.span)
        ):
            self.unnecessary.append(entry)
            return
        region = self._follow(passage_html.span, entry)
        if region is None:
            between = self._words.between(passage_html.span)
            now = self._new.text[slice(*between)] if between else ""
            self._conflict(entry, was, now, "its words are not certain to be the same")
            return
        if isinstance(entry, CorrectionEntry):
            self._carry_correction(entry, passage_html.span, region)
        else:
            self._keep(entry, passage_html.span, region)

    def shift_chapters(self, chapters: Sequence[ChapterEntry]) -> Iterator[ChapterEntry]:
        """Give the chapters whose first sentence is said at another time now; one whose first sentence is gone is a conflict."""
        for chapter in chapters:
            if chapter.start is None:
                continue
            passage_html = locate(read_selector(format_time(chapter.start), ""), self._old, {})
            region = self._words.follow(passage_html.span) if passage_html.span else None
            then = self._old.time_of(passage_html.span[0]) if passage_html.span else None
            now = self._new.time_of(region[0]) if region else None
            if then is None or now is None:
                was = (
                    self._old.text[slice(*passage_html.span)]
                    if passage_html.span
                    else chapter.title
                )
                self.conflicts.append(
                    Conflict(
                        entry=chapter,
                        was=was,
                        now="",
                        why="the words with which it starts are not certain to be the same",
                    )
                )
            elif abs(now - then) > STAYS:
                yield replace(chapter, start=Milliseconds(max(0, chapter.start + now - then)))

    def _carry_correction(self, entry: CorrectionEntry, origin: Span, region: Span) -> None:
        was = self._old.text[slice(*origin)]
        text = self._new.text[slice(*region)]
        if _alike(text, entry.now) and not _alike(text, was):
            self.unnecessary.append(entry)
            return
        if not _alike(text.casefold(), was.casefold()):
            self._conflict(
                entry, was, text, f"neither what was heard nor what was said ({entry.now!r})"
            )
            return
        # The two may end with other marks ("open AI," and "open AI"): the correction is about the words between.
        start, end = _core(text)
        now = entry.now if plain(text) == plain(was) else entry.now[slice(*_core(entry.now))]
        span = region if plain(text) == plain(was) else (region[0] + start, region[0] + end)
        if not now and entry.now:
            self._conflict(entry, was, text, "only its marks differ")
        elif self._new.text[slice(*span)] == now:
            self.unnecessary.append(entry)
        else:
            self._keep(entry, origin, span, now)

    def _keep(self, entry: Entry, origin: Span, span: Span, now: str = "") -> None:
        """Keep an entry with its place in the new transcription, if a build will find it there and no other entry has it."""
        was, text = self._old.text[slice(*origin)], self._new.text[slice(*span)]
        if entry.selector.words and not isinstance(entry, CorrectionEntry | RedactionEntry):
            # Words that were selected without the marks around them still are.
            start, end = _core(text)
            span = (
                span[0] + start * was[:1].isalnum(),
                span[0] + end if was[-1:].isalnum() else span[1],
            )
        selector = self._select(entry, origin, span)
        if selector is None:
            self._conflict(entry, was, text, "its words stand there several times")
            return
        extra = (
            selector.words[span[1] - span[0] :] if now or isinstance(entry, CorrectionEntry) else ""
        )
        # Of speakers the starts must differ, of corrections and redactions all characters.
        taken = (
            (span[0], span[0] + 1)
            if isinstance(entry, SpeakerEntry)
            else (span[0], span[1] + len(extra))
        )
        if entry.kind in _APART and overlapping(taken, self._taken[entry.kind]):
            self._conflict(entry, was, text, "another entry is about these words now")
            return
        insort(self._taken[entry.kind], taken)
        self.moves.append(Move(entry=entry, selector=selector, now=now + extra))

    def _conflict(self, entry: Entry, was: str, now: str, why: str) -> None:
        self.conflicts.append(Conflict(entry=entry, was=was, now=now, why=why))

    def _follow(self, span: Span, entry: Entry) -> Span | None:
        match entry:
            case SpeakerEntry():
                return self._words.follow_start(span)
            case RedactionEntry():
                # A word too few would be published.
                return self._words.follow_between(span, certain=True)
            case CorrectionEntry():
                return self._words.follow_between(span, certain=False)
            case _:
                return self._words.follow(span)

    def _select(self, entry: Entry, origin: Span, span: Span) -> Selector | None:
        """Give a selector that a build will find in the new transcription, and there only: its words, or as many more as that takes."""
        here = self._new.sentences[self._new.sentence_at(span[0])]
        at = entry.selector.at if here.start is None else format_time(here.start)
        if not entry.selector.words and here.start is not None:
            selector = read_selector(at, "")
            return (
                selector
                if locate(selector, self._new, {}).span == here.span
                else self._named(at, span)
            )
        then, now = self._old.time_of(origin[0]), self._new.time_of(span[0])
        stays = then is None or now is None or abs(now - then) <= STAYS
        if stays and entry.selector.anchor is None and self._finds(entry.selector, span):
            return entry.selector
        return self._named(at, span)

    def _named(self, at: str, span: Span) -> Selector | None:
        for end in (span[1], *self._words.words_after(span[1], LONGER)):
            selector = read_selector(at, self._new.text[span[0] : end])
            if self._finds(selector, (span[0], end)):
                return selector
        return None

    def _finds(self, selector: Selector, span: Span) -> bool:
        found = locate(selector, self._new, {})
        return found.span == span and not found.doubt


def _alike(text: str, other: str) -> bool:
    """Say whether two texts are the same words: marks do not count, capitals do, since a correction may be about them."""
    return _bare(text) == _bare(other)


def _bare(text: str) -> list[str]:
    return [
        "".join(character for character in word if character.isalnum())
        for word in plain(text).split()
    ]


def _core(text: str) -> Span:
    """Give where the words of a text are, without the marks around them.

    >>> _core("“open AI,”")
    (1, 8)
    """
    places = [place for place, character in enumerate(text) if character.isalnum()]
    return (places[0], places[-1] + 1) if places else (0, len(text))
