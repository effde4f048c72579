"""Carrying an overlay over to a new transcription: what is kept, what became unnecessary, and what a person must decide."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from onrecord import anchors
from onrecord.clock import clock
from onrecord.model import Milliseconds
from onrecord.overlays.alterations import Alteration, Edited
from onrecord.overlays.archive_corrections import overlapping
from onrecord.overlays.locate import by_anchor, locate
from onrecord.overlays.overlay import ChapterEntry, CorrectionEntry, Entry, Overlay, RedactionEntry, Selector, SpeakerEntry
from onrecord.overlays.overlay_file import read_selector
from onrecord.overlays.spoken import lay_out, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Sentence, Span
    from onrecord.overlays.overlay import Kind

# An entry is carried over if so many of its words are there again, and so many of the words around it: the margin of sentences (anchors).
ENOUGH: Final = 0.6
FAMILIAR: Final = 0.5
CONTEXT: Final = 6
# Words that a selector may grow by to be found in one place only.
LONGER: Final = 12
# Between two words that were neighbours, a redaction takes along what is new there, up to this many words.
INSERTED: Final = 8
# An entry's time is left as somebody wrote it where the words moved by no more than this.
STAYS: Final = 3_000
_APART: Final = frozenset({"speakers", "corrections", "redactions"})

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An entry that is kept, with a selector for the new transcription."""

    entry: Entry
    selector: Selector
    now: str = ""
    """Of a correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An entry that a person must look at. It stays in the file as it is."""

    entry: Entry | ChapterEntry
    was: str
    """The words in the old transcription."""
    now: str
    """What the new one has there; empty where nobody knows where that is."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebased:
    """What becomes of an overlay. Each of its entries is in exactly one of the lists."""

    overlay: Overlay
    """For the new transcription: what is kept, and what is in conflict, unchanged."""
    moves: tuple[Move, ...] = ()
    """What is kept."""
    chapters: tuple[ChapterEntry, ...] = ()
    """Chapters that start at another time now, with that time."""
    unnecessary: tuple[CorrectionEntry, ...] = ()
    """Corrections that the new transcription does not need: it says so itself."""
    conflicts: tuple[Conflict, ...] = ()


def rebase(overlay: Overlay, old: Sequence[Sentence], new: Sequence[Sentence], *, ledger: Sequence[anchors.Entry] = ()) -> Rebased:
    """Carry an overlay over to a new transcription of the same recording.

    Each entry is found in the old sentences as a build finds it, followed to the new ones by the alignment of all words that anchors use,
    and given a selector that a build will find there. Nothing is dropped: `unnecessary` and `conflicts` list what is not kept, the latter
    with both texts. A redaction in conflict means that its words may be published: an update should not go on by itself then.

    Args:
        overlay: of the episode.
        old: sentences of the old transcription, as received (`transcript.divide`).
        new: of the new one, likewise.
        ledger: of the episode, for entries that name anchors.
    """
    if not old or not new:
        return _all_in_conflict(overlay, "there are no words to compare")
    work = _Rebase(overlay, old, new, ledger)
    for entry in overlay.entries:
        work.carry(entry)
    shifted = {one.index: one for one in work.shift_chapters(overlay.chapters)}
    gone = {id(entry) for entry in work.unnecessary}
    moved = {id(move.entry): move for move in work.moves}

    def kept(entries: Sequence[E]) -> tuple[E, ...]:
        return tuple(_moved(entry, moved.get(id(entry))) for entry in entries if id(entry) not in gone)

    return Rebased(
        overlay=replace(
            overlay,
            speakers=kept(overlay.speakers),
            corrections=kept(overlay.corrections),
            notes=kept(overlay.notes),
            quotes=kept(overlay.quotes),
            topics=kept(overlay.topics),
            redactions=kept(overlay.redactions),
            chapters=tuple(shifted.get(one.index, one) for one in overlay.chapters),
        ),
        moves=tuple(work.moves),
        chapters=tuple(shifted.values()),
        unnecessary=tuple(work.unnecessary),
        conflicts=tuple(work.conflicts),
    )


class _Rebase:
    """The two transcriptions, aligned, and what was found so far."""

    def __init__(self, overlay: Overlay, old: Sequence[Sentence], new: Sequence[Sentence], ledger: Sequence[anchors.Entry]) -> None:
        self.moves: list[Move] = []
        self.unnecessary: list[CorrectionEntry] = []
        self.conflicts: list[Conflict] = []
        self._ledger = by_anchor(ledger)
        self._taken: defaultdict[Kind, list[Span]] = defaultdict(list)
        self._old, self._new = lay_out(old), lay_out(new)
        self._old_tokens, self._new_tokens = anchors.tokenise(old), anchors.tokenise(new)
        self._pairs = anchors.pair_tokens(self._old_tokens, self._new_tokens)
        self._shown = Edited(self._old, self._corrected(overlay)).occurrences

    def _corrected(self, overlay: Overlay) -> list[Alteration]:
        found: list[Alteration] = []
        for entry in overlay.corrections:
            span = locate(entry.selector, self._old, self._ledger).span
            if span and not overlapping(span, sorted(one.span for one in found)):
                found.append(Alteration(span=span, now=entry.now, provenance=entry.provenance, place=entry.place))
        return sorted(found, key=lambda one: one.span)

    def carry(self, entry: Entry) -> None:
        """Put an entry into one of the lists."""
        correction = isinstance(entry, CorrectionEntry)
        located = locate(entry.selector, self._old, self._ledger, shown=None if correction else self._shown)
        if located.span is None:
            self._conflict(entry, entry.selector.words, "", f"not found in the old transcription: {located.fault}")
            return
        was = self._old.text[slice(*located.span)]
        if isinstance(entry, CorrectionEntry) and not entry.now and self._is_left_out(located.span):
            self.unnecessary.append(entry)
            return
        region = self._follow(located.span, entry)
        if region is None:
            self._conflict(entry, was, self._around(located.span), "its words are not certain to be the same")
            return
        if isinstance(entry, CorrectionEntry):
            self._carry_correction(entry, located.span, region)
        else:
            self._keep(entry, located.span, region)

    def shift_chapters(self, chapters: Sequence[ChapterEntry]) -> Iterator[ChapterEntry]:
        """Give the chapters whose first sentence is said at another time now; one whose first sentence is gone is a conflict."""
        for chapter in chapters:
            if chapter.start is None:
                continue
            located = locate(read_selector(clock(chapter.start), ""), self._old, {})
            region = self._follow(located.span, None) if located.span else None
            then = self._old.time_of(located.span[0]) if located.span else None
            now = self._new.time_of(region[0]) if region else None
            if then is None or now is None:
                was = self._old.text[slice(*located.span)] if located.span else chapter.title
                self.conflicts.append(
                    Conflict(entry=chapter, was=was, now="", why="the words with which it starts are not certain to be the same")
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
            self._conflict(entry, was, text, f"neither what was heard nor what was said ({entry.now!r})")
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
            span = span[0] + start * was[:1].isalnum(), span[0] + end if was[-1:].isalnum() else span[1]
        selector = self._select(entry, origin, span)
        if selector is None:
            self._conflict(entry, was, text, "its words stand there several times")
            return
        extra = selector.words[span[1] - span[0] :] if now or isinstance(entry, CorrectionEntry) else ""
        # Of speakers the starts must differ, of corrections and redactions all characters.
        taken = (span[0], span[0] + 1) if isinstance(entry, SpeakerEntry) else (span[0], span[1] + len(extra))
        if entry.kind in _APART and overlapping(taken, self._taken[entry.kind]):
            self._conflict(entry, was, text, "another entry is about these words now")
            return
        insort(self._taken[entry.kind], taken)
        self.moves.append(Move(entry=entry, selector=selector, now=now + extra))

    def _is_left_out(self, span: Span) -> bool:
        """Say whether the words around some words are neighbours now."""
        tokens = self._tokens_of(span)
        before, after = self._pairs.get(tokens[0] - 1), self._pairs.get(tokens[-1] + 1)
        return before is not None and after is not None and after == before + 1 and self._familiar(tokens[0], tokens[-1] + 1)

    def _conflict(self, entry: Entry, was: str, now: str, why: str) -> None:
        self.conflicts.append(Conflict(entry=entry, was=was, now=now, why=why))

    def _follow(self, span: Span, entry: Entry | None) -> Span | None:
        """Give the place in the new transcription that is this place of the old one, if that is certain."""
        tokens = self._tokens_of(span)
        first, last = tokens[0], tokens[-1] + 1
        if not self._familiar(first, last):
            return None
        before, after = self._pairs.get(first - 1), self._pairs.get(last)
        if isinstance(entry, SpeakerEntry):
            return self._follow_start(first, last)
        found = [self._pairs[token] for token in tokens if token in self._pairs]
        if isinstance(entry, CorrectionEntry | RedactionEntry):
            # What stands between the same neighbours is meant, whatever it is.
            start = before + 1 if before is not None else min(found, default=None)
            end = after if after is not None else max(found, default=-2) + 1
            if first == 0 and before is None:
                start = 0
            if last == len(self._old_tokens.spans) and after is None:
                end = len(self._new_tokens.spans)
            if start is None or end <= start or end - start > len(tokens) + INSERTED:
                return None
            return self._new_tokens.spans[start][0], self._new_tokens.spans[end - 1][1]
        if len(found) < ENOUGH * len(tokens) or max(found) - min(found) > 2 * len(tokens) + INSERTED:
            return None
        return self._new_tokens.spans[min(found)][0], self._new_tokens.spans[max(found)][1]

    def _follow_start(self, first: int, last: int) -> Span | None:
        """Give the place at which a speaker starts: with the first word, or right behind the last of the one before."""
        start = self._pairs.get(first)
        if start is None and (before := self._pairs.get(first - 1)) is not None and before + 1 < len(self._new_tokens.spans):
            start = before + 1
        if start is None:
            return None
        spans = self._new_tokens.spans
        return spans[start][0], spans[min(len(spans), start + max(1, last - first)) - 1][1]

    def _familiar(self, first: int, last: int) -> bool:
        """Say whether the words around are the same and in one place: an entry alone proves nothing."""
        around = [*range(max(0, first - CONTEXT), first), *range(last, min(len(self._old_tokens.spans), last + CONTEXT))]
        found = [self._pairs[token] for token in around if token in self._pairs]
        if not around:
            return True
        near = len(found) >= FAMILIAR * len(around)
        return near and max(found) - min(found) <= 2 * (around[-1] - around[0] + 1) + INSERTED

    def _tokens_of(self, span: Span) -> list[int]:
        spans = self._old_tokens.spans
        return [index for index, (start, end) in enumerate(spans) if start < span[1] and span[0] < end] or [0]

    def _around(self, span: Span) -> str:
        """Give what the new transcription has between the nearest words that are certain; empty where these are far."""
        tokens = self._tokens_of(span)
        before = next((self._pairs[token] for token in range(tokens[0] - 1, tokens[0] - 1 - CONTEXT, -1) if token in self._pairs), None)
        after = next((self._pairs[token] for token in range(tokens[-1] + 1, tokens[-1] + 1 + CONTEXT) if token in self._pairs), None)
        if before is None or after is None or not 1 < after - before <= len(tokens) + 2 * CONTEXT + INSERTED:
            return ""
        return self._new.text[self._new_tokens.spans[before + 1][0] : self._new_tokens.spans[after - 1][1]]

    def _select(self, entry: Entry, origin: Span, span: Span) -> Selector | None:
        """Give a selector that a build will find in the new transcription, and there only: its words, or as many more as that takes."""
        here = self._new.sentences[self._new.sentence_at(span[0])]
        at = entry.selector.at if here.start is None else clock(here.start)
        if not entry.selector.words and here.start is not None:
            selector = read_selector(at, "")
            return selector if locate(selector, self._new, {}).span == here.span else self._named(at, span)
        then, now = self._old.time_of(origin[0]), self._new.time_of(span[0])
        stays = then is None or now is None or abs(now - then) <= STAYS
        if stays and entry.selector.anchor is None and self._finds(entry.selector, span):
            return entry.selector
        return self._named(at, span)

    def _named(self, at: str, span: Span) -> Selector | None:
        ends = [end for start, end in self._new_tokens.spans if end > span[1]][:LONGER]
        for end in (span[1], *ends):
            selector = read_selector(at, self._new.text[span[0] : end])
            if self._finds(selector, (span[0], end)):
                return selector
        return None

    def _finds(self, selector: Selector, span: Span) -> bool:
        found = locate(selector, self._new, {})
        return found.span == span and not found.doubt


def _moved(entry: E, move: Move | None) -> E:
    if move is None:
        return entry
    if isinstance(entry, CorrectionEntry):
        return replace(entry, selector=move.selector, now=move.now)
    return replace(entry, selector=move.selector)


def _alike(text: str, other: str) -> bool:
    """Say whether two texts are the same words: marks do not count, capitals do, since a correction may be about them."""
    return _bare(text) == _bare(other)


def _bare(text: str) -> list[str]:
    return ["".join(character for character in word if character.isalnum()) for word in plain(text).split()]


def _core(text: str) -> Span:
    """Give where the words of a text are, without the marks around them.

    >>> _core("“open AI,”")
    (1, 8)
    """
    places = [place for place, character in enumerate(text) if character.isalnum()]
    return (places[0], places[-1] + 1) if places else (0, len(text))


def _all_in_conflict(overlay: Overlay, why: str) -> Rebased:
    return Rebased(
        overlay=overlay, conflicts=tuple(Conflict(entry=entry, was=entry.selector.words, now="", why=why) for entry in overlay.entries)
    )
