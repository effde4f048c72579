"""Selectors for words that somebody points at: the inverse of `overlays.locate`."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from onrecord import overlays
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.editor.workspace import Workspace
    from onrecord.model import Anchor, Span

# Words by which a selector may grow to be unambiguous, as in a migration.
LONGER: Final = 12


def find_at(workspace: Workspace, span: Span) -> str | None:
    """Return `at`, by which a build finds the words of a stretch there and nowhere else.

    It is the time of their sentence (0:00 in a transcript without times), else its published
    anchor; None if neither tells the words from the same ones elsewhere.

    Args:
        workspace: the episode.
        span: characters of the transcript's text, whole words.
    """
    application = workspace.application
    words = application.text.text[slice(*span)]
    start = workspace.sentence_at(span[0]).start
    times = "0:00" if start is None else format_time(start)
    # Anchors are matched with the transcript when they are first asked for, in 0.2 s.
    for at in chain([times], map(str, _anchors_at(application, span[0]))):
        found = application.locate(overlays.read_selector(at, words))
        if found.span == span and not found.doubt:
            return at
    return None


def _anchors_at(application: overlays.Application, offset: int) -> Iterator[Anchor]:
    yield from application.anchors_at(offset)


def select(workspace: Workspace, span: Span) -> tuple[str, str] | None:
    """Return `at` and the words by which a build finds a stretch, with more words if needed.

    None if they cannot be told from others.
    """
    text = workspace.application.text.text
    start, end = span
    for _ in range(LONGER):
        at = find_at(workspace, (start, end))
        if at is not None:
            return at, text[start:end]
        following = text.find(" ", end + 1)
        end = len(text) if following < 0 else following
    return None
