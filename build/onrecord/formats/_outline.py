"""Divides an episode for a page of plain text: chapters, and paragraphs of one speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Chapter, Episode, Sentence

# A paragraph is about 100 words, as long as those of the pages; a monologue without breaks is not read.
_LONGEST = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A chapter with its paragraphs."""

    chapter: Chapter | None
    """None for what stands before the first chapter, or in an episode without."""
    paragraphs: tuple[tuple[Sentence, ...], ...]


def outline(episode: Episode) -> Iterator[Part]:
    """Give all sentences of the episode, once and in order."""
    position = 0
    for chapter in episode.chapters:
        first, last = chapter.sentences
        if position < first:
            yield Part(chapter=None, paragraphs=_paragraphs(episode.sentences[position:first]))
        yield Part(chapter=chapter, paragraphs=_paragraphs(episode.sentences[max(first, position) : last]))
        position = max(position, last)
    if position < len(episode.sentences):
        yield Part(chapter=None, paragraphs=_paragraphs(episode.sentences[position:]))


def _paragraphs(sentences: Sequence[Sentence]) -> tuple[tuple[Sentence, ...], ...]:
    paragraphs: list[list[Sentence]] = []
    length = 0
    for sentence in sentences:
        if not paragraphs or sentence.paragraph or sentence.speaker != paragraphs[-1][-1].speaker or length + len(sentence.text) > _LONGEST:
            paragraphs.append([])
            length = 0
        paragraphs[-1].append(sentence)
        length += len(sentence.text)
    return tuple(tuple(paragraph) for paragraph in paragraphs)


def head_line(episode: Episode) -> str:
    """Give what stands under the title: show, day, people; nothing when nothing is known."""
    front = episode.front
    people = ", ".join(f"{person.name} ({person.role})" if person.role else person.name for person in front.people)
    return squeeze(" · ".join(part for part in (front.show, front.date.isoformat() if front.date else "", people) if part))
