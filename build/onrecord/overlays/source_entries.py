"""Notes and subjects that the transcript file itself has, as entries that select its words.

They are applied like those of an overlay, but are no part of it: `update` takes those of the new
file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.overlays.kinds import NoteEntry, TopicEntry
from onrecord.overlays.overlay import Selector
from onrecord.text.join_cues import join_cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Cue, Span
    from onrecord.overlays.application import Application


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote(NoteEntry):
    """A footnote of the transcript file."""

    span: Span

    def locate(self, application: Application) -> Span | None:
        """Return the word in front of its mark."""
        del application
        return self.span


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTopic(TopicEntry):
    """A subject that the transcript file gives for some words."""

    span: Span

    def locate(self, application: Application) -> Span | None:
        """Return the words of the cue."""
        del application
        return self.span


SourceEntry = SourceNote | SourceTopic


def list_source_entries(cues: Sequence[Cue]) -> Iterator[SourceEntry]:
    """Yield an entry for each note and subject of the cues.

    >>> from onrecord.model import Cue, CueNote
    >>> note = CueNote(at=4, text="A *mill*.")
    >>> cue = Cue(start=None, end=None, text="Mill, yes.", notes=(note,), topics=("mills",))
    >>> [(entry.span, entry.kind) for entry in list_source_entries([cue])]
    [((0, 4), 'notes'), ((0, 10), 'topics')]
    """
    for cue, offset in zip(cues, join_cues(cues)[1], strict=True):
        for index, note in enumerate(cue.notes):
            start = cue.text.rfind(" ", 0, note.at - 1) + 1
            span = (offset + start, offset + note.at)
            yield SourceNote(index=index, selector=Selector(), note=note.text, span=span)
        for index, topic in enumerate(cue.topics if cue.text else ()):
            span = (offset, offset + len(cue.text))
            yield SourceTopic(index=index, selector=Selector(), topic=topic, span=span)
