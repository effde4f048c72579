"""Neutral parts for an episode without marks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.chapters.place import place
from onrecord.model import Chapter, Milliseconds, Sentence, Slug
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Sequence

# Ten minutes of talk are a page that is read in seven. Chapters guessed from the words agree with
# those of people little better than even ones do (Pk .35 to .38 against .43 to .50), so none are.
PART = 600_000
SHORT = 720_000
# The same for transcripts without times: words at 150 a minute.
PART_WORDS = 1500
SHORT_WORDS = 1800
# The border of a part may move farther than a mark that somebody typed: a minute does not matter.
SCALE = 20.0


def divide_evenly(sentences: Sequence[Sentence]) -> tuple[Chapter, ...]:
    """Return parts of about ten minutes, each from a sentence where a subject may start on.

    An episode of up to twelve minutes is one part.

    >>> say = Sentence(text="Hello.", span=(0, 6), start=None, end=None, timing="none")
    >>> [(chapter.title, chapter.slug, chapter.sentences) for chapter in divide_evenly([say, say])]
    [('Whole episode', 'whole-episode', (0, 2))]
    """
    starts = _by_time(sentences) if sentences[0].start is not None else _by_words(sentences)
    if len(starts) == 1:
        return (_part("Whole episode", Slug("whole-episode"), sentences, (0, len(sentences))),)
    return tuple(
        _part(
            _title(number, sentences[first].start), Slug(f"part-{number}"), sentences, (first, end)
        )
        for number, (first, end) in enumerate(pairwise([*starts, len(sentences)]), 1)
    )


def _part(title: str, slug: Slug, sentences: Sequence[Sentence], span: tuple[int, int]) -> Chapter:
    return Chapter(
        title=title, slug=slug, start=sentences[span[0]].start, sentences=span, origin="auto"
    )


def _title(number: int, start: Milliseconds | None) -> str:
    return f"Part {number}" if start is None else f"Part {number} · {format_time(start)}"


def _by_time(sentences: Sequence[Sentence]) -> list[int]:
    begin = sentences[0].start or 0
    length = (sentences[-1].end or sentences[-1].start or 0) - begin
    if length < SHORT:
        return [0]
    count = max(2, round(length / PART))
    starts = [0]
    for number in range(1, count):
        if starts[-1] + 1 < len(sentences):
            starts.append(
                place(
                    sentences,
                    begin + length * number // count,
                    (starts[-1] + 1, len(sentences)),
                    scale=SCALE,
                )
            )
    return starts


def _by_words(sentences: Sequence[Sentence]) -> list[int]:
    lengths = [sentence.text.count(" ") + 1 for sentence in sentences]
    total = sum(lengths)
    if total < SHORT_WORDS:
        return [0]
    wanted = total / max(2, round(total / PART_WORDS))
    starts, words = [0], 0
    for index, length in enumerate(lengths):
        if words >= wanted * len(starts) and total - words >= wanted / 2:
            starts.append(index)
        words += length
    return starts
