"""Episodes and edits as JSON for the browser."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final

import msgspec

from onrecord import overlays
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from onrecord.editor.workspace import Workspace
    from onrecord.errors import Issue
    from onrecord.model import Anchor, Sentence, Span

# Characters around words that are to be replaced everywhere.
AROUND: Final = 40

Json = dict[str, Any]


def show_sentences(
    workspace: Workspace, ids: Mapping[Span, Anchor], sentences: Sequence[Sentence]
) -> list[Json]:
    """Return sentences of an episode with their anchors, labels and chapters.

    Args:
        workspace: the episode.
        ids: anchors by the span of their sentence.
        sentences: those to be shown.
    """
    prepared = workspace.prepared
    places = {one.span: index for index, one in enumerate(prepared.applied.sentences)}
    chapters = [chapter.sentences[0] for chapter in prepared.chapters]
    received = [one.span[0] for one in prepared.divided]
    shown: list[Json] = []
    for one in sentences:
        chapter = bisect_right(chapters, places[one.span]) - 1
        label = prepared.divided[bisect_right(received, one.span[0]) - 1].speaker
        shown.append(
            {
                "id": ids.get(one.span, ""),
                "span": one.span,
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "speaker": one.speaker,
                "label": label,
                "chapter": prepared.chapters[chapter].slug if chapter >= 0 else "",
            }
        )
    return shown


def show_episode(
    workspace: Workspace, ids: Mapping[Span, Anchor], topics: Sequence[str], version: str
) -> Json:
    """Return an episode as a page needs it to be edited."""
    prepared, shared = workspace.prepared, workspace.files.shared
    front, sentences = prepared.front, prepared.applied.sentences
    people = overlays.list_participants(front.people, prepared.cast, sentences)
    labels = dict.fromkeys(one.speaker for one in prepared.divided if one.speaker)
    return {
        "slug": workspace.files.slug,
        "title": front.title,
        "description": prepared.unedited.front.description,
        "language": prepared.language,
        "people": [{"name": one.name, "role": one.role, "slug": one.slug} for one in people],
        "archive_people": [one.name for one in shared.people],
        "labels": list(labels),
        "topics": list(topics),
        "media": bool(front.media.audio or front.media.youtube),
        "version": version,
        "sentences": show_sentences(workspace, ids, sentences),
    }


def find_changed(before: Workspace, after: Workspace) -> list[Sentence]:
    """Return the sentences of an episode that an edit has changed, or divided otherwise."""
    was = {
        (one.span, one.text, one.speaker, one.attribution)
        for one in before.prepared.applied.sentences
    }
    return [
        one
        for one in after.prepared.applied.sentences
        if (one.span, one.text, one.speaker, one.attribution) not in was
    ]


def show_places(workspace: Workspace, was: str) -> Iterator[Json]:
    """Yield where words stand in an episode, each with the words around it."""
    text = workspace.application.text
    for start, end in text.occurrences(was):
        time = workspace.sentence_at(start).start
        yield {
            "episode": workspace.files.slug,
            "span": (start, end),
            "before": text.text[max(0, start - AROUND) : start],
            "words": text.text[start:end],
            "after": text.text[end : end + AROUND],
            "time": None if time is None else format_time(time),
        }


def show_issues(issues: Sequence[Issue]) -> list[Json]:
    """Return issues with their places and hints."""
    return [
        {
            "path": one.path,
            "line": one.line,
            "column": one.column,
            "message": one.message,
            "found": one.found,
            "hint": one.hint,
            "severity": one.severity,
        }
        for one in issues
    ]


class _Heading(msgspec.Struct):
    label: str


class _TopicIndex(msgspec.Struct):
    topics: list[_Heading]


def read_topics(site: Path) -> list[str]:
    """Return the headings of the topic index of a site; none if it has no index yet."""
    try:
        content = (site / "topics.json").read_bytes()
        return [one.label for one in msgspec.json.decode(content, type=_TopicIndex).topics]
    except (OSError, msgspec.DecodeError):
        return []
