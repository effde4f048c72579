"""`corrections`: misheard words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Self

from onrecord.overlays.alterations import Alteration
from onrecord.overlays.rebase_result import Conflict, Unnecessary
from onrecord.overlays.word_search import same_words, trim_punctuation
from onrecord.overlays.words_entry import WordsEntry
from onrecord.text.folding import fold_quotes

if TYPE_CHECKING:
    from onrecord.model import Span
    from onrecord.overlays.application import Application
    from onrecord.overlays.overlay import Overlay, Selector, Stage
    from onrecord.overlays.rebase import OverlayMigrator
    from onrecord.overlays.rebase_result import Outcome
    from onrecord.overlays.word_alignment import WordAlignment


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionEntry(WordsEntry):
    """Misheard words, and the words to show in their place."""

    kind: ClassVar[str] = "corrections"
    stage: ClassVar[Stage] = "words"
    matches_shown: ClassVar[bool] = False
    is_exact: ClassVar[bool] = True
    words_key: ClassVar[str] = "was"
    texts: ClassVar[tuple[str, ...]] = ("now",)

    now: str
    """Empty: nothing was said."""

    @classmethod
    def apply(cls, overlay: Overlay, application: Application) -> None:
        """Show other words in place of those received."""
        application.alter(
            Alteration(
                span=span,
                now=entry.now,
                provenance=entry.provenance,
                place=entry.place,
                name=entry.name,
            )
            for entry in overlay.of(cls)
            if (span := entry.locate(application))
        )

    def follow(self, words: WordAlignment, span: Span) -> Span | None:
        """Return the words between the same neighbours in the other transcription."""
        return words.follow_between(span, certain=False)

    def moved(self, selector: Selector, extra: str) -> Self:
        """Return the entry with more words on both sides."""
        return replace(self, selector=selector, now=self.now + extra)

    def carry_over(self, migrator: OverlayMigrator) -> Outcome:
        """Keep the correction where the other transcription has the same error."""
        origin = migrator.origin(self).span
        if origin and not self.now and migrator.words.is_left_out(origin):
            return Unnecessary(entry=self)
        return WordsEntry.carry_over(self, migrator)

    def decide(self, migrator: OverlayMigrator, origin: Span, region: Span) -> Outcome:
        """Decide by the words of the other transcription: wrong as before, right, or different."""
        was, text = migrator.old.text[slice(*origin)], migrator.new.text[slice(*region)]
        if same_words(text, self.now) and not same_words(text, was):
            return Unnecessary(entry=self)
        if not same_words(text.casefold(), was.casefold()):
            why = f"neither what was heard nor what was said ({self.now!r})"
            return Conflict(entry=self, was=was, now=text, why=why)
        now, span = self.now, region
        if fold_quotes(text) != fold_quotes(was):
            # Punctuation differs ("open AI," and "open AI"): correct the words between.
            start, end = trim_punctuation(text)
            span = region[0] + start, region[0] + end
            now = self.now[slice(*trim_punctuation(self.now))]
        if self.now and not now:
            return Conflict(entry=self, was=was, now=text, why="only its punctuation differs")
        if migrator.new.text[slice(*span)] == now:
            return Unnecessary(entry=self)
        return migrator.keep(self, replace(self, now=now), origin, span)
