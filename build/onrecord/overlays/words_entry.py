"""Entries that select words of the transcript: what most kinds have in common."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Self

from onrecord.overlays.overlay import Entry, Selector
from onrecord.overlays.read_fields import each_entry, read_selector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from onrecord import archive
    from onrecord.model import Span
    from onrecord.overlays.application import Application
    from onrecord.overlays.overlay import Overlay
    from onrecord.overlays.rebase import OverlayMigrator
    from onrecord.overlays.rebase_result import Outcome
    from onrecord.overlays.word_alignment import WordAlignment


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsEntry(Entry):
    """An entry that selects words of the transcript."""

    matches_shown: ClassVar[bool] = True
    """Its words may be those that are shown, after corrections."""
    is_exact: ClassVar[bool] = False
    """Punctuation around its words is part of them."""
    words_key: ClassVar[str] = "words"
    texts: ClassVar[tuple[str, ...]] = ()
    """Fields of one line of plain text, with the same names in the file."""
    markdown: ClassVar[tuple[str, ...]] = ()
    """Fields of Markdown, which may have several lines, likewise."""

    selector: Selector

    def margin(self, words: str) -> str:
        """Return Markdown that is shown in the margin, marked behind the sentence; empty for none.

        Args:
            words: those selected, as shown. What is no Markdown needs `text.markdown`.
        """
        del words
        return ""

    @classmethod
    def read(cls, tree: archive.YamlMap) -> Iterator[Self]:
        """Yield the entries of this kind in an overlay that conforms to its schema."""
        create: Callable[..., Self] = cls
        for node, shared in each_entry(tree, cls.kind):
            selector = read_selector(node.text("at"), node.text(cls.words_key))
            texts = {key: node.line(key) for key in cls.texts}
            markdown = {key: node.text(key) for key in cls.markdown}
            yield create(**shared, selector=selector, **texts, **markdown, **cls.read_more(node))

    @classmethod
    def read_more(cls, node: archive.YamlMap) -> Mapping[str, object]:
        """Return fields that are not texts."""
        del node
        return {}

    def fields(self) -> Mapping[str, str]:
        """Return keys and values as written."""
        own = {key: str(getattr(self, key)) for key in (*self.texts, *self.markdown)}
        return {"at": self.selector.at, self.words_key: self.selector.words, **own}

    def locate(self, application: Application) -> Span | None:
        """Return the words that the selector finds."""
        return application.find(self)

    @classmethod
    def apply(cls, overlay: Overlay, application: Application) -> None:
        """Select the words of the entries."""
        application.select(overlay.of(cls))

    def carry_over(self, migrator: OverlayMigrator) -> Outcome:
        """Follow the words to the other transcription."""
        origin = migrator.origin(self)
        if origin.span is None:
            return migrator.lost(self)
        region = self.follow(migrator.words, origin.span)
        if region is None:
            return migrator.uncertain(self, origin.span)
        return self.decide(migrator, origin.span, region)

    def decide(self, migrator: OverlayMigrator, origin: Span, region: Span) -> Outcome:
        """Return the outcome for the entry, given its words in both transcriptions."""
        return migrator.keep(self, self, origin, region)

    def follow(self, words: WordAlignment, span: Span) -> Span | None:
        """Return where the words are in the other transcription, if that is certain."""
        return words.follow(span)

    def claims(self, span: Span) -> Span | None:
        """Return the characters that no other entry of this kind may be about."""
        return span if self.is_exact else None

    def moved(self, selector: Selector, extra: str) -> Self:
        """Return the entry with a selector whose words were extended by `extra`."""
        del extra
        return replace(self, selector=selector)
