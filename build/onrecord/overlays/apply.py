"""Applying an overlay to a transcript, which itself stays as received."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from onrecord.model import REMOVED, Note, Sentence, Span
from onrecord.overlays.alterations import alter
from onrecord.overlays.application import Application, Selection
from onrecord.overlays.archive_corrections import apply_archive_corrections
from onrecord.overlays.attribution import attribute, divide_at, read_labels
from onrecord.overlays.source_entries import list_source_entries
from onrecord.overlays.words_entry import WordsEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord import anchors
    from onrecord.errors import Issue
    from onrecord.model import ChapterMark, Cue, Label, Slug
    from onrecord.overlays.anchor_targets import AnchorTargets
    from onrecord.overlays.archive_corrections import ArchiveCorrection
    from onrecord.overlays.locate import Location
    from onrecord.overlays.overlay import Overlay, Selector
    from onrecord.overlays.people import PeopleIndex

W = TypeVar("W", bound=WordsEntry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A transcript with its overlay."""

    sentences: tuple[Sentence, ...]
    selections: tuple[Selection[WordsEntry], ...] = ()
    """The words that entries select without changing them."""
    chapters: tuple[ChapterMark, ...] = ()
    """Chapters that the overlay adds. One with the title of another chapter describes that one."""
    removed: tuple[Span, ...] = ()
    """Characters of the transcript's text that are redacted."""
    whole: tuple[str, ...] = ()
    """The text of each sentence as received, with the words that are redacted.

    It serves to find sentences in the ledger, and must never be published. Empty if nothing is
    redacted."""
    issues: tuple[Issue, ...] = ()

    def of(self, kind: type[W]) -> tuple[Selection[W], ...]:
        """Return the selections of one kind of entries, in the order of the file."""
        return tuple(one for one in self.selections if isinstance(one.entry, kind))  # type: ignore[misc]  # mypy does not narrow `one` by its entry

    @property
    def notes(self) -> tuple[Note, ...]:
        """The text in the margin, each at the last sentence of its words."""
        return tuple(
            Note(
                sentence=each.sentences[1] - 1,
                words=each.words,
                text=text,
                provenance=each.entry.provenance,
            )
            for each in sorted(self.selections, key=lambda each: (each.span[1], each.entry.index))
            if (text := each.entry.margin(each.words))
        )


def apply(
    overlay: Overlay,
    sentences: Sequence[Sentence],
    people: PeopleIndex,
    *,
    ledger: Sequence[anchors.Entry] = (),
    targets: AnchorTargets | None = None,
    corrections: Sequence[ArchiveCorrection] = (),
    labels: Sequence[Label] = (),
    cues: Sequence[Cue] = (),
    located: dict[Selector, Location] | None = None,
    slug: Slug,
) -> Applied:
    """Apply an overlay to a transcript.

    Steps: 1. alterations, those of the overlay before those of the archive; 2. speakers, who divide
    sentences where they change; 3. the sentences as they are shown; 4. selections.

    Args:
        overlay: of the episode.
        sentences: as received, with the labels of the file.
        people: the people whom entries may name.
        ledger: the anchors that entries may name.
        targets: the same, where they are matched with the sentences already.
        corrections: of the whole archive.
        labels: the people behind labels, as `episode.yml` says; the overlay wins.
        cues: of the transcript, for its own notes and subjects.
        located: words received that were found before in this transcript; more are added.
        slug: of the episode.
    """
    if not sentences:
        # The episode is withdrawn, or its transcript refused, which is reported elsewhere.
        return Applied(sentences=())
    application = Application(
        sentences,
        ledger=ledger,
        targets=targets,
        people=people,
        labels=labels,
        located=located,
    )
    # 1.
    alter_words(application, overlay, corrections, slug)
    # 2.
    application.run(overlay, "speakers")
    behind, label_issues = read_labels(application.labels, people, sentences)
    handovers = application.handovers
    divided = divide_at(sentences, sorted(handovers))
    attributed = attribute(divided, handovers, behind, people)
    # 3.
    alterations = application.alterations
    shown = alter(attributed, alterations)
    # 4.
    application.run(overlay, "passages")
    application.select_sources(list_source_entries(cues))
    removed = tuple(one.span for one in alterations if one.removed)
    issues = (*application.issues, *label_issues, *_find_emptied(shown, application))
    return Applied(
        sentences=shown,
        selections=application.selections(shown),
        chapters=tuple(application.chapters),
        removed=removed,
        whole=tuple(sentence.text for sentence in attributed) if removed else (),
        issues=tuple(sorted(issues, key=lambda issue: (issue.path, issue.line, issue.column))),
    )


def alter_words(
    application: Application,
    overlay: Overlay,
    corrections: Sequence[ArchiveCorrection],
    slug: Slug,
) -> None:
    """Apply what changes words: the entries of an overlay, then corrections of the archive."""
    application.run(overlay, "words")
    apply_archive_corrections(corrections, slug, application)


def _find_emptied(shown: Sequence[Sentence], application: Application) -> list[Issue]:
    """Report corrections that leave a sentence without words: its link would lead to nothing."""
    issues: list[Issue] = []
    for sentence in shown:
        if sentence.changes and not sentence.text.strip():
            one = next(
                one
                for one in application.alterations
                if one.span[0] < sentence.span[1] and sentence.span[0] < one.span[1]
            )
            message = f"{one.name or 'correction'}: nothing would be left of a sentence"
            hint = "redact the sentence, or keep a word of it"
            issues.append(one.place.issue(message, found=sentence.received, hint=hint))
    return issues


def redact(text: str, removed: Sequence[Span]) -> str:
    """Return the text of a transcript without the stretches that are redacted.

    >>> redact("call 555 now", [(5, 8)])
    'call […] now'
    """
    borders = [0, *(place for span in removed for place in span), len(text)]
    return REMOVED.join(
        text[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True)
    )
