"""A compiled episode."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.model.basics import Provenance

if TYPE_CHECKING:
    from onrecord.errors import Issue
    from onrecord.model.basics import Milliseconds, Slug, Span
    from onrecord.model.front_matter import FrontMatter, Origin
    from onrecord.model.quotes import Quote, Repeated, Teaser, WithdrawnQuote
    from onrecord.model.topics import Term
    from onrecord.model.transcript import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An explanation of some words, by an editor or in the transcript file (a footnote)."""

    sentence: int
    """Index of the sentence in which the words end."""
    words: str
    """The words explained, as shown; a correction that overlaps them widens them."""
    text: str
    """Markdown. Links in it are relative to the page of the chapter: `../alignment/#t16m28s-y4m`,
    `#note-t16m28s-y4m`. They hold on the transcript's page too, and are resolved for no other."""
    provenance: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A titled span of an episode."""

    title: str
    slug: Slug
    start: Milliseconds | None
    """As stated; the first sentence may start earlier or later."""
    sentences: Span
    """Half-open range of the episode's sentences."""
    origin: Origin
    synopsis: str = ""
    keywords: tuple[str, ...] = ()
    """Subjects that the source lists for the chapter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One recording with its transcript, compiled."""

    slug: Slug
    front: FrontMatter
    sentences: tuple[Sentence, ...]
    chapters: tuple[Chapter, ...]
    notes: tuple[Note, ...] = ()
    """In the order of the words."""
    teaser: Teaser | None = None
    quotes: tuple[Quote, ...] = ()
    """In the order of the words."""
    withdrawn_quotes: tuple[WithdrawnQuote, ...] = ()
    issues: tuple[Issue, ...] = ()
    topics: tuple[Term, ...] = ()
    """By weight, heaviest first."""
    repeated: tuple[Repeated, ...] = ()
    """In the order of the words."""
    hidden: frozenset[str] = frozenset()
    """Speakers who have no page because `people.yml` hides them."""

    @property
    def duration(self) -> Milliseconds | None:
        """The end of the last sentence; None without times."""
        last = self.sentences[-1] if self.sentences else None
        return (last.end if last.end is not None else last.start) if last else None

    def start_of(self, chapter: Chapter) -> Milliseconds | None:
        """Return the start of a chapter as stated, else that of its first sentence."""
        if chapter.start is not None:
            return chapter.start
        return self.sentences[chapter.sentences[0]].start

    def chapter_with(self, sentence: int) -> Chapter:
        """Return the chapter that holds a sentence."""
        return next(
            chapter
            for chapter in self.chapters
            if chapter.sentences[0] <= sentence < chapter.sentences[1]
        )
