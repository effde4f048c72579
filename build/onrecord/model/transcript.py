"""Transcripts: cues as received, and the sentences and turns made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from onrecord.model.basics import Anchor, Provenance
from onrecord.model.front_matter import FrontMatter

if TYPE_CHECKING:
    from onrecord.errors import Issue
    from onrecord.model.basics import Milliseconds, Span

Timing = Literal["exact", "interpolated", "none"]

Attribution = Literal["source", "editor", "none"]
"""Who attributes words to a speaker: the transcript file, an editor of the archive, or nobody."""

REMOVED = "[…]"
"""Shown in place of redacted words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTime:
    """A stretch of text with a time of its own in the file."""

    span: Span
    """Characters of the text of the cue or sentence."""
    start: Milliseconds
    end: Milliseconds | None = None
    """None where the file gives only starts (timestamps inside a WebVTT cue)."""
    confidence: float | None = None
    """0 to 1; None where the recogniser does not give it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueNote:
    """A footnote of the transcript file."""

    at: int
    """Character of the text of the cue behind the word that it is about."""
    text: str
    """Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Timed text exactly as the file gave it."""

    start: Milliseconds | None
    """None in a transcript without times."""
    end: Milliseconds | None
    """None where the file gives only starts."""
    text: str
    """Words without markup, with entities decoded and white space collapsed and stripped."""
    voice: str | None = None
    """Label of the speaker, as written."""
    identifier: str = ""
    """Name of the cue in the file; empty if it has none."""
    words: tuple[WordTime, ...] = ()
    line: int = 1
    """Line of the file where the cue starts."""
    paragraph: bool = False
    """Whether the file starts a paragraph here."""
    sentence: bool = False
    """Whether the file marks the cue as one sentence."""
    notes: tuple[CueNote, ...] = ()
    """In the order of the words."""
    topics: tuple[str, ...] = ()
    """Subjects that the file gives for the cue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """The content of one transcript file."""

    format: str
    """Name of the reader."""
    cues: tuple[Cue, ...]
    front: FrontMatter = field(default_factory=FrontMatter)
    issues: tuple[Issue, ...] = ()
    """Warnings for repaired faults, and errors for others."""
    compared: frozenset[str] = frozenset()
    """Folded labels that were compared with the names of the people of the archive."""
    doubted: tuple[tuple[str, int], ...] = ()
    """Labels that are not believed to name speakers, each with its first line in the file."""
    notes: tuple[str, ...] = ()
    """Texts of footnotes, in Markdown, whose places `formats.read` gives in the cues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A stretch of a sentence that is not shown as received."""

    span: Span
    """Characters of the sentence's text, as shown."""
    heard: str = ""
    """The words as received. Empty after a redaction: no output may contain redacted words."""
    removed: bool = False
    """Whether it is a redaction: the text has `REMOVED` in place of the words."""
    provenance: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The smallest linkable unit."""

    text: str
    """The words as shown: those received with all changes, white space collapsed."""
    span: Span
    """Characters of the transcript as received, which is its cues' texts joined by one space."""
    start: Milliseconds | None
    end: Milliseconds | None
    timing: Timing
    """Whether `start` is a time of the file or interpolated."""
    speaker: str | None = None
    """Name of a person, or a label of the file."""
    attribution: Attribution = "source"
    """Who attributes the sentence to the speaker; without meaning if there is none."""
    paragraph: bool = False
    """Whether the file starts a paragraph here."""
    words: tuple[WordTime, ...] = ()
    """Known times of words; spans are relative to the sentence's text."""
    id: Anchor = field(default=Anchor(""))
    """Empty until it is minted."""
    changes: tuple[Change, ...] = ()
    """Differences from the words received, in order, without overlaps."""

    @property
    def received(self) -> str:
        """The exact words of the transcript, except redacted ones.

        >>> fixed = Change(span=(0, 6), heard="open AI")
        >>> times = {"start": None, "end": None, "timing": "none"}
        >>> Sentence(text="OpenAI. Yes.", span=(0, 13), changes=(fixed,), **times).received
        'open AI. Yes.'
        """
        if not self.changes:
            return self.text
        text = self.text
        for change in reversed(self.changes):
            if not change.removed:
                text = text[: change.span[0]] + change.heard + text[change.span[1] :]
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A maximal run of sentences by one speaker, in paragraphs."""

    speaker: str | None
    attribution: Attribution
    paragraphs: tuple[tuple[Sentence, ...], ...]
