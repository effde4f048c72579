"""Laying an overlay over a transcript, which itself stays as received."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from onrecord.model import REMOVED, Note, Sentence, Span
from onrecord.overlays.alterations import Edited, alter
from onrecord.overlays.finder import SelectorResolver
from onrecord.overlays.locate import by_anchor
from onrecord.overlays.overlay import Entry
from onrecord.overlays.speakers import attribute, divide_at, read_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord import anchors
    from onrecord.errors import Issue
    from onrecord.model import Label, Slug
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
    work = SelectorResolver(overlay, sentences, by_anchor(ledger))
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
    work.validate_words(shown, alterations)
    # 4.
    removed = [one.span for one in alterations if one.removed]
    offsets = [sentence.span[0] for sentence in shown]

    def select(entries: Iterable[E]) -> tuple[Selection[E], ...]:
        found = ((entry, work.select(entry, edited, removed)) for entry in entries)
        return tuple(
            Selection(
                entry=entry, span=span, sentences=_holding(span, offsets), words=edited.words(span)
            )
            for entry, span in found
            if span
        )

    notes = (
        Note(
            sentence=each.sentences[1] - 1,
            words=each.words,
            text=each.entry.note,
            provenance=each.entry.provenance,
        )
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
    return REMOVED.join(
        text[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True)
    )


def _holding(span: Span, offsets: Sequence[int]) -> Span:
    return max(0, bisect_right(offsets, span[0]) - 1), bisect_right(offsets, span[1] - 1)
