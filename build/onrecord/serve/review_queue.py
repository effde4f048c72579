"""What deserves a look: suggestions for an episode, each with the edit that accepts it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from onrecord import overlays, quotes
from onrecord.editing.suggest_entries import corrected_elsewhere, names_of
from onrecord.editing.suggest_quotes import explain, publish_quotes
from onrecord.editor.edits import (
    AddChapter,
    AddEntry,
    Annotate,
    AssignSpeaker,
    CorrectWords,
    Edit,
)
from onrecord.editor.entries import list_proposed
from onrecord.editor.speaker_guesses import guess_speakers
from onrecord.editor.tokens import tokens_shown, without_first_space
from onrecord.errors import any_error
from onrecord.inputs import read_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.editor.workspace import Workspace
    from onrecord.model import Sentence, Span

# A list that nobody can finish is not begun.
MOST_WORDS: Final = 30
MOST_QUOTES: Final = 10
AROUND: Final = 40


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """Something to accept or to leave."""

    kind: str
    """`word`, `speaker`, `proposal`, `quote`, `chapter`, or `conflict` for an issue."""
    title: str
    detail: str
    confidence: float | None
    """0 to 1; None where a person proposes it."""
    span: Span | None
    """Characters of the transcript's text; None for an issue."""
    edit: Edit | None
    """None for an issue, which somebody must settle by hand."""


def list_suggestions(root: Path, workspace: Workspace) -> list[Suggestion]:
    """Return what deserves a look in an episode, by kind.

    Raises:
        OutsideError: a file cannot be read.
    """
    if not workspace.prepared.applied.sentences:
        return []
    return [
        *_conflicts(workspace),
        *_proposals(root, workspace),
        *_words(root, workspace),
        *_speakers(workspace),
        *_quotes(root, workspace),
        *_chapters(workspace),
    ]


def _conflicts(workspace: Workspace) -> Iterator[Suggestion]:
    """Yield the issues of the overlay, such as entries that no longer fit a new transcript."""
    for issue in workspace.prepared.issues:
        if issue.path == workspace.path:
            yield Suggestion(
                kind="conflict",
                title=f"{issue.path}:{issue.line}: {issue.message}",
                detail="; ".join(filter(None, (issue.found, issue.hint))),
                confidence=None,
                span=None,
                edit=None,
            )


def _proposals(root: Path, workspace: Workspace) -> Iterator[Suggestion]:
    for one in list_proposed(root, workspace):
        span = one.entry.locate(workspace.application)
        by = one.values.get("by", "")
        if span is None:
            continue
        yield Suggestion(
            kind="proposal",
            title=one.entry.describe(),
            detail=f"{one.path}{f', by {by}' if by else ''}",
            confidence=None,
            span=span,
            edit=AddEntry(kind=one.kind, values=dict(one.values)),
        )


def _words(root: Path, workspace: Workspace) -> Iterator[Suggestion]:
    prepared = workspace.prepared
    heard_as = list(dict.fromkeys(corrected_elsewhere(root, workspace.files)))
    found = overlays.suggest_corrections(prepared.divided, names_of(prepared), heard_as)
    count = 0
    for one in sorted(found, key=lambda one: (-one.confidence, one.span)):
        sentence = workspace.sentence_at(one.span[0])
        place = _place_shown(workspace, sentence, one.span)
        if place is None:
            continue
        start, end = place
        count += 1
        if count > MOST_WORDS:
            return
        before, after = sentence.text[:start], sentence.text[end:]
        yield Suggestion(
            kind="word",
            title=f"{one.was} → {one.now}",
            detail=f"{one.why}: … {before[-AROUND:]}{one.was}{after[:AROUND]} …",
            confidence=one.confidence,
            span=one.span,
            edit=CorrectWords(
                sentence=sentence.span, shown=sentence.text, typed=f"{before}{one.now}{after}"
            ),
        )


def _place_shown(workspace: Workspace, sentence: Sentence, span: Span) -> Span | None:
    """Return the characters of a sentence that show words received; None if they are altered."""
    place, start = 0, None
    for token in without_first_space(list(tokens_shown(workspace, sentence.span))):
        place += token.spaced
        overlaps = token.span[0] < span[1] and span[0] < token.span[1]
        if overlaps and token.alteration:
            return None
        if overlaps and start is None:
            start = place + max(0, span[0] - token.span[0])
        if start is not None and span[1] <= token.span[1]:
            return start, place + span[1] - token.span[0]
        place += len(token.text)
    return None


def _speakers(workspace: Workspace) -> Iterator[Suggestion]:
    for one in guess_speakers(workspace):
        sentence = one.sentence
        yield Suggestion(
            kind="speaker",
            title=one.person,
            detail=sentence.text,
            confidence=one.confidence,
            span=sentence.span,
            edit=AssignSpeaker(
                sentence=sentence.span, scope="from", person=one.person, until=one.until
            ),
        )


def _quotes(root: Path, workspace: Workspace) -> Iterator[Suggestion]:
    site = read_site(root, title="", url="", base="/")
    if any_error(workspace.prepared.issues):
        return
    sentences = workspace.prepared.applied.sentences
    pinned = [
        each
        for one in workspace.prepared.applied.of(overlays.QuoteEntry)
        for each in range(*one.sentences)
    ]
    published = publish_quotes(workspace.prepared, site)
    for one in published.shortlist(quotes.weights_of(site), MOST_QUOTES):
        first, last = sentences[one.candidate.first], sentences[one.candidate.last]
        if any(one.candidate.first <= each <= one.candidate.last for each in pinned):
            continue
        yield Suggestion(
            kind="quote",
            title=one.candidate.text,
            detail="; ".join(explain(one)),
            confidence=None,
            span=(first.span[0], last.span[1]),
            edit=Annotate(
                kind="quotes",
                start=(first.span, 0),
                end=(last.span, len(last.text)),
            ),
        )


def _chapters(workspace: Workspace) -> Iterator[Suggestion]:
    prepared = workspace.prepared
    for chapter in prepared.chapters:
        if chapter.origin != "auto" or chapter.start is None:
            continue
        sentence = prepared.applied.sentences[chapter.sentences[0]]
        yield Suggestion(
            kind="chapter",
            title=chapter.title,
            detail=sentence.text,
            confidence=None,
            span=sentence.span,
            edit=AddChapter(sentence=sentence.span, title=chapter.title),
        )
