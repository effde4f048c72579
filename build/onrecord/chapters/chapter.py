"""Dividing an episode into chapters by marks."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.chapters.description import read_description
from onrecord.chapters.parts import divide_evenly
from onrecord.chapters.place import place
from onrecord.errors import Place
from onrecord.model import (
    FIXED_SLUGS,
    Chapter,
    ChapterMark,
    Cue,
    FrontMatter,
    Milliseconds,
    Sentence,
)
from onrecord.text.folding import fold_name
from onrecord.text.join_cues import join_cues
from onrecord.text.slugs import LONGEST_SLUG, slug_for_title, unique_slug
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.errors import Issue
    from onrecord.model import Slug, Span

# Sentences before the first mark belong to its chapter (a jingle, a greeting), unless they are
# longer than this: milliseconds, or words where there are no times.
LONG_OPENING = 60_000
LONG_OPENING_WORDS = 150

# Slugs that no chapter has: those of the pages beside the chapters, and those that MkDocs takes for
# the page of a folder.
RESERVED = FIXED_SLUGS | {"index", "readme"}

MISTYPED = "is one of the two times mistyped?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chaptering:
    """An episode divided into chapters."""

    chapters: tuple[Chapter, ...]
    """In order; each has at least one sentence, and every sentence is in one."""
    description: str
    """Markdown: the description without the list of chapters."""
    opening: int = 0
    """Number of sentences of the first chapter that stand before its mark."""
    issues: tuple[Issue, ...] = ()


def chapter(
    front: FrontMatter,
    sentences: Sequence[Sentence],
    *,
    path: str,
    cues: Sequence[Cue] = (),
    added: Sequence[ChapterMark] = (),
) -> Chaptering:
    """Divide an episode by its marks, else by those in its description, else into neutral parts.

    Args:
        front: of the episode. Its chapters win over a list in its description; the list is removed
            from the description in any case.
        sentences: of the episode.
        path: of the file, for messages about marks that name none.
        cues: of the transcript, for marks between cues (headings).
        added: more marks; those with the title of a mark stated or described are ignored.
    """
    end = sentences[-1].end if sentences else None
    described = read_description(front.description, end or None)
    if not sentences:
        return Chaptering(chapters=(), description=described.rest)
    stated = [
        mark if mark.place.path else replace(mark, place=Place(path=path))
        for mark in _join(front.chapters or described.marks, added, cues)
    ]
    marks, issues = _check(stated, sentences, len(cues))
    starts = list(_place(marks, sentences, cues))
    for mark in marks[len(starts) :]:
        message = "no sentence is left for this chapter; it is left out"
        issues.append(_warn(mark, message, "are there more marks than sentences?"))
    chapters = _name(marks, starts, sentences) if starts else divide_evenly(sentences)
    is_first_marked = starts and len(chapters) == len(starts)
    return Chaptering(
        chapters=chapters,
        description=described.rest,
        opening=starts[0] if is_first_marked else 0,
        issues=tuple(issues),
    )


def _join(
    stated: Sequence[ChapterMark], added: Sequence[ChapterMark], cues: Sequence[Cue]
) -> list[ChapterMark]:
    """Return stated and added marks in one list, each added one before the first later mark."""
    titles = {fold_name(mark.title) for mark in stated}
    between_cues = any(mark.cue is not None for mark in stated)
    joined = list(stated)
    for mark in added:
        if fold_name(mark.title) in titles:
            continue
        # A list holds headings or times, never both.
        placed = replace(mark, cue=_first_cue(mark, cues)) if between_cues else mark
        # If the stated marks are out of order, the message is about them, not about this one.
        later = (index for index, other in enumerate(joined) if _order(other) > _order(placed))
        joined.insert(next(later, len(joined)), placed)
    return joined


def _first_cue(mark: ChapterMark, cues: Sequence[Cue]) -> int:
    starts = ((index, cue.start) for index, cue in enumerate(cues))
    later = (index for index, start in starts if start is not None and start >= mark.start)
    return next(later, len(cues))


def _check(
    stated: Sequence[ChapterMark], sentences: Sequence[Sentence], cues: int
) -> tuple[list[ChapterMark], list[Issue]]:
    """Return the marks that can be placed, in order, and issues about the others."""
    issues: list[Issue] = []
    marks: list[ChapterMark] = []
    for mark in stated:
        wrong = _refuse(mark, sentences, cues)
        if wrong:
            issues.append(_warn(mark, *wrong))
        else:
            marks.append(mark)
    for before, after in pairwise(marks):
        if _order(after) < _order(before):
            later = f"{before.title!r}, which starts later, at {format_time(before.start)}"
            message = f"a chapter stands after {later}; chapters are sorted"
            issues.append(_warn(after, message, MISTYPED))
    unlike: dict[int, ChapterMark] = {}
    for mark in sorted(marks, key=_order):
        other = unlike.setdefault(_order(mark), mark)
        if other is not mark:
            message = f"a chapter starts where {other.title!r} does; it is left out"
            issues.append(_warn(mark, message, MISTYPED))
    return list(unlike.values()), issues


def _refuse(mark: ChapterMark, sentences: Sequence[Sentence], cues: int) -> tuple[str, str] | None:
    """Return why a mark cannot be placed and a hint; None if it can."""
    if mark.cue is not None:
        message = "a chapter starts after the last words; it is left out"
        return None if mark.cue < cues else (message, "give it words, or take it away")
    if sentences[0].start is None:
        hint = "put headings into the transcript instead, or use a transcript with times"
        return "a chapter with a time, in a transcript without times, is left out", hint
    if mark.start < 0:
        message = "a chapter starts before the recording; it is left out"
        return message, "times count from the start, 0:00"
    end = sentences[-1].end or 0
    if mark.start >= end > 0:
        message = f"a chapter starts past the end, {format_time(end)}; it is left out"
        return message, "is the time mistyped, or the transcript cut short?"
    return None


def _order(mark: ChapterMark) -> int:
    # A list holds headings or times, never both.
    return mark.start if mark.cue is None else mark.cue


def _warn(mark: ChapterMark, message: str, hint: str) -> Issue:
    found = mark.title if mark.cue is not None else f"{format_time(mark.start)} {mark.title}"
    return mark.place.issue(message, found=found, hint=hint, severity="warning")


def _place(
    marks: Sequence[ChapterMark], sentences: Sequence[Sentence], cues: Sequence[Cue]
) -> Iterator[int]:
    """Yield the first sentences of marks, each after the one before, until none is left."""
    free = 0
    offsets = join_cues(cues)[1]
    for number, mark in enumerate(marks):
        if free >= len(sentences):
            return
        if mark.cue is not None:
            after = bisect_left(sentences, offsets[mark.cue], free, key=lambda one: one.span[0])
            start = min(after, len(sentences) - 1)
        else:
            # Each mark leaves one sentence for each of the following, if there are enough.
            last = max(free + 1, len(sentences) - (len(marks) - number - 1))
            exact = _exact(mark, sentences, (free, last))
            start = place(sentences, mark.start, (free, last)) if exact is None else exact
        yield start
        free = start + 1


def _exact(mark: ChapterMark, sentences: Sequence[Sentence], within: Span) -> int | None:
    """Return the sentence that starts at the very time an editor states, if there is one."""
    if mark.origin != "editor":
        return None
    first, last = within
    return next((i for i in range(first, last) if sentences[i].start == mark.start), None)


def chapter_slug(title: str, taken: set[str]) -> Slug:
    """Return the slug of a chapter, different from those in `taken`, and add it there.

    >>> taken = {*RESERVED}
    >>> [chapter_slug(title, taken) for title in ("Intro", "Intro!", "Transcript", "***")]
    ['intro', 'intro-2', 'transcript-2', 'chapter']
    """
    return unique_slug(slug_for_title(title) or "chapter", taken, longest=LONGEST_SLUG)


def _name(
    marks: Sequence[ChapterMark], starts: list[int], sentences: Sequence[Sentence]
) -> tuple[Chapter, ...]:
    placed = list(zip(starts, marks, strict=False))
    if _is_long(sentences[: starts[0]]):
        opening = ChapterMark(
            start=sentences[0].start or Milliseconds(0), title="Opening", origin="auto"
        )
        placed.insert(0, (0, opening))
    chapters: list[Chapter] = []
    taken = {*RESERVED}
    for number, (first, mark) in enumerate(placed):
        title = mark.title or format_time(mark.start)
        slug = chapter_slug(title, taken)
        end = placed[number + 1][0] if number + 1 < len(placed) else len(sentences)
        span = (first if number else 0, end)
        # A heading starts where its words do, whatever the file says of later ones.
        stated = mark.start if mark.cue is None else sentences[span[0]].start
        start = None if sentences[0].start is None else stated
        chapters.append(
            Chapter(
                title=title,
                slug=slug,
                start=start,
                sentences=span,
                origin=mark.origin,
                synopsis=mark.synopsis,
                keywords=mark.keywords,
            )
        )
    return tuple(chapters)


def _is_long(opening: Sequence[Sentence]) -> bool:
    if not opening:
        return False
    if opening[0].start is None:
        return sum(sentence.text.count(" ") + 1 for sentence in opening) > LONG_OPENING_WORDS
    return (opening[-1].end or 0) - opening[0].start > LONG_OPENING
