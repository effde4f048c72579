"""`speakers`: changes of speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from onrecord.overlays.attribution import Handover, find_person, snap_to_sentence
from onrecord.overlays.words_entry import WordsEntry

if TYPE_CHECKING:
    from onrecord.model import Span
    from onrecord.overlays.application import Application
    from onrecord.overlays.overlay import Overlay, Stage
    from onrecord.overlays.word_alignment import WordAlignment


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerEntry(WordsEntry):
    """The person who speaks from the selected words on."""

    kind: ClassVar[str] = "speakers"
    stage: ClassVar[Stage] = "speakers"
    texts: ClassVar[tuple[str, ...]] = ("person",)

    person: str
    """Name or alias; empty if unknown."""

    @property
    def people(self) -> tuple[str, ...]:
        """The person, if known."""
        return (self.person,) if self.person else ()

    @classmethod
    def apply(cls, overlay: Overlay, application: Application) -> None:
        """Change speakers where editors state it."""
        text, handovers = application.text, application.handovers
        for entry in overlay.of(cls):
            span = entry.locate(application)
            name, issues = find_person(entry.person, application.people, entry.place, entry.name)
            application.issues += issues
            if span is None or issues:
                continue
            offset = snap_to_sentence(span[0], text.sentences[text.sentence_at(span[0])])
            if before := handovers.get(offset):
                message = f"the entry in line {before.place.line} starts with these words too"
                application.report(entry, message, found=entry.person, hint="keep one of the two")
            else:
                handovers[offset] = Handover(speaker=name, place=entry.place)

    def follow(self, words: WordAlignment, span: Span) -> Span | None:
        """Return where the speaker starts in the other transcription."""
        return words.follow_start(span)

    def claims(self, span: Span) -> Span | None:
        """Return the first character: two speakers may not start with the same word."""
        return span[0], span[0] + 1
