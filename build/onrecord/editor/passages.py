"""Entries about words that somebody selected on a page: notes, quotes, topics, redactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from onrecord.editor.select import find_at
from onrecord.editor.workspace import refuse
from onrecord.model import ChapterMark, Milliseconds
from onrecord.text.times import write_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.editor.changes import Change
    from onrecord.editor.workspace import Workspace
    from onrecord.model import Span

PassageKind = Literal["notes", "quotes", "topics", "redactions"]


def annotate(
    workspace: Workspace, kind: PassageKind, span: Span, values: Mapping[str, str]
) -> tuple[Change, ...]:
    """Return the change by which an entry is about selected words.

    Args:
        workspace: the episode.
        kind: of the entry.
        span: characters of the transcript's text, whole words.
        values: of the entry, apart from `at`. `words` is for quotes alone: those quoted, with "…"
            for what is left out; without it all words of the span.

    Raises:
        ContentError: the words cannot be told from others.
    """
    words = workspace.application.text.text[slice(*span)]
    at = find_at(workspace, span)
    if at is None:
        hint = "select more words"
        raise refuse(workspace, "these words stand several times nearby", hint, words)
    others = {key: value for key, value in values.items() if value and key != "words"}
    if kind == "quotes":
        # A quote is published as it is shown, and found by these words.
        words = values.get("words") or workspace.application.shown.words(span)
    entry = {"at": at, "words": words, **others}
    return (workspace.insert(kind, entry, span[0]),)


def add_chapter(
    workspace: Workspace, sentence: Span, title: str, synopsis: str
) -> tuple[Change, ...]:
    """Return the change by which a chapter starts with a sentence.

    Raises:
        ContentError: the transcript has no times, or no time lets a chapter start there: the
            sentence before starts at the same millisecond, or another chapter starts here.
    """
    index = workspace.prepared.applied.sentences.index(workspace.sentence_at(sentence[0]))
    time = workspace.prepared.applied.sentences[index].start
    if time is None:
        hint = "write a heading into the transcript"
        raise refuse(workspace, "a chapter of an overlay needs a time", hint, title)
    starts = (time - time % unit for unit in (1000, 100, 10, 1))
    start = next((one for one in starts if _starts(workspace, title, one, index)), None)
    if start is None:
        hint = "choose the sentence before or after it, or write a heading into the transcript"
        raise refuse(workspace, "no time lets a chapter start with this sentence", hint, title)
    values = {"start": write_time(start), "title": title, "synopsis": synopsis}
    entry = {key: value for key, value in values.items() if value}
    return (workspace.insert("chapters", entry, sentence[0]),)


def _starts(workspace: Workspace, title: str, start: int, index: int) -> bool:
    """Return whether a chapter with a start, in ms, would begin with the sentence of an index."""
    mark = ChapterMark(start=Milliseconds(start), title=title, origin="editor")
    divided = workspace.divide(*workspace.prepared.applied.chapters, mark)
    return any(
        one.title == title and (one.sentences[0] or divided.opening) == index
        for one in divided.chapters
    )
