"""What deserves a look: suggestions for an episode, each with the edit that accepts it."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec
from msgspec.structs import replace

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
from onrecord.editor.workspace import MOST_OPEN
from onrecord.errors import any_error
from onrecord.files.digest import short_digest
from onrecord.inputs import read_site
from onrecord.serve.dismissed import read_dismissed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from onrecord.editor.workspace import Workspace
    from onrecord.model import Sentence, Site, Slug, Span
    from onrecord.overlays import CorrectionProposal

T = TypeVar("T")

# A list that nobody can finish is not begun.
MOST_WORDS: Final = 30
MOST_QUOTES: Final = 10
AROUND: Final = 40


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """Something to accept or to leave."""

    key: str = ""
    """Of what is suggested and the words that it is about, by which it is dismissed."""
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


class ReviewQueue:
    """The suggestions for the episodes of an archive. Its methods may be called from any thread."""

    def __init__(self, root: Path) -> None:
        """Know nothing yet.

        Args:
            root: of the archive.
        """
        self._root = root
        self._lock = Lock()
        self._words: OrderedDict[Slug, tuple[object, list[CorrectionProposal]]] = OrderedDict()
        self._quotes: OrderedDict[Slug, tuple[object, list[Suggestion]]] = OrderedDict()

    def find(self, workspace: Workspace, *, quick: bool) -> list[Suggestion]:
        """Return what deserves a look in an episode, by kind, without what was dismissed.

        Args:
            workspace: the episode, which no other thread uses.
            quick: leave out words and quotes, which take seconds in a long episode.

        Raises:
            OutsideError: a file cannot be read.
        """
        if not workspace.prepared.applied.sentences:
            return []
        found = [
            *_conflicts(workspace),
            *_proposals(self._root, workspace),
            *_speakers(workspace),
            *_chapters(workspace),
        ]
        if not quick:
            # One thread at a time: another one that waits finds the result.
            with self._lock:
                found += _words(workspace, self._find_words(workspace))
                found += self._find_quotes(workspace)
        dismissed = read_dismissed(self._root, workspace.files.slug)
        keyed = (replace(one, key=_key(workspace, one)) for one in found)
        return [one for one in keyed if one.key not in dismissed]

    def _find_words(self, workspace: Workspace) -> list[CorrectionProposal]:
        """Return suspicious words of the transcript as received, which edits do not change."""
        prepared = workspace.prepared
        heard_as = list(dict.fromkeys(corrected_elsewhere(self._root, workspace.files)))
        names = names_of(prepared)
        key = prepared.divided, names, heard_as
        return _recall(
            self._words,
            workspace.files.slug,
            key,
            lambda: sorted(
                overlays.suggest_corrections(prepared.divided, names, heard_as),
                key=lambda one: (-one.confidence, one.span),
            ),
        )

    def _find_quotes(self, workspace: Workspace) -> list[Suggestion]:
        site = read_site(self._root, title="", url="", base="/")
        key = workspace.files, site
        return _recall(self._quotes, workspace.files.slug, key, lambda: [*_quotes(workspace, site)])


def _recall(
    cache: OrderedDict[Slug, tuple[object, list[T]]],
    slug: Slug,
    key: object,
    find: Callable[[], list[T]],
) -> list[T]:
    """Return what was found for an episode, found again if the key has changed."""
    known = cache.get(slug)
    if known is None or known[0] != key:
        known = cache[slug] = key, find()
    cache.move_to_end(slug)
    if len(cache) > MOST_OPEN:
        cache.popitem(last=False)
    return known[1]


def _key(workspace: Workspace, one: Suggestion) -> str:
    """Return the key of a suggestion: another one once words of its sentences have changed."""
    span = one.span
    parts = [one.kind, one.title]
    if span is None:
        # Without the line, which other entries move.
        parts = [one.kind, one.title.partition(": ")[2], one.detail]
    else:
        first = workspace.sentence_at(span[0]).span[0]
        # With the sentence before: the same words somewhere else are another suggestion.
        before = workspace.sentence_at(max(0, first - 1)).span[0]
        sentences = workspace.prepared.applied.sentences
        parts += (each.text for each in sentences if before <= each.span[0] < span[1])
    return short_digest("\0".join(parts).encode())


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


def _words(workspace: Workspace, found: Iterable[CorrectionProposal]) -> Iterator[Suggestion]:
    count = 0
    for one in found:
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
        place += token.spaced and bool(token.text)
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


def _quotes(workspace: Workspace, site: Site) -> Iterator[Suggestion]:
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
