"""`redactions`: words that are removed from everything that is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from onrecord.model import REMOVED
from onrecord.overlays.alterations import Alteration, overlapping
from onrecord.overlays.word_search import find_occurrences, fold_case
from onrecord.overlays.words_entry import WordsEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Span
    from onrecord.overlays.application import Application
    from onrecord.overlays.overlay import Overlay, Stage
    from onrecord.overlays.word_alignment import WordAlignment


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionEntry(WordsEntry):
    """Words that are removed from everything that is published."""

    kind: ClassVar[str] = "redactions"
    stage: ClassVar[Stage] = "words"
    is_confidential: ClassVar[bool] = True
    is_exact: ClassVar[bool] = True

    @classmethod
    def apply(cls, overlay: Overlay, application: Application) -> None:
        """Remove words; corrections of removed words are left out."""
        removed = application.without_overlaps(
            Alteration(
                span=span,
                now=REMOVED,
                provenance=entry.provenance,
                place=entry.place,
                name=entry.name,
                removed=True,
            )
            for entry in overlay.of(cls)
            if (span := entry.locate(application))
        )
        hidden = [one.span for one in removed]
        for one in removed:
            _warn_of_others(one, hidden, application)
        kept: list[Alteration] = []
        for one in application.alterations:
            if overlapping(one.span, hidden):
                message = "these words are redacted; the correction is left out"
                application.report(one, message, hint="remove the entry", severity="warning")
            else:
                kept.append(one)
        application.set_alterations([*kept, *removed])

    def follow(self, words: WordAlignment, span: Span) -> Span | None:
        """Return the words between the same neighbours: one word too few would be published."""
        return words.follow_between(span, certain=True)


def _warn_of_others(one: Alteration, hidden: Sequence[Span], application: Application) -> None:
    """Warn if redacted words also occur elsewhere, in upper or lower case."""
    plain = fold_case(application.text.plain)
    others = [
        span
        for span in find_occurrences(plain, plain[slice(*one.span)])
        if not overlapping(span, hidden)
    ]
    if others:
        times = "once" if len(others) == 1 else f"{len(others)} times"
        message = f"the same words stand {times} elsewhere and are published there"
        hint = "add a redaction for each place that must not be"
        application.report(one, message, hint=hint, severity="warning")
