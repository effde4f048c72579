"""Divides an episode for a page of plain text: chapters, and paragraphs of one speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.model import FrontMatter, Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Chapter, Episode, Sentence

# A paragraph is about 100 words, as long as those of the pages; a monologue without breaks is not
# read.
_LONGEST = 600
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PERSON = re.compile(r"(?P<name>[^()]+?)(?: \((?P<role>[^()]*)\))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A chapter with its paragraphs."""

    chapter: Chapter | None
    """None for what stands before the first chapter, or in an episode without."""
    paragraphs: tuple[tuple[Sentence, ...], ...]


def outline(episode: Episode) -> Iterator[Part]:
    """Return all sentences of the episode, once and in order."""
    position = 0
    for chapter in episode.chapters:
        first, last = chapter.sentences
        if position < first:
            yield Part(chapter=None, paragraphs=_paragraphs(episode.sentences[position:first]))
        yield Part(
            chapter=chapter, paragraphs=_paragraphs(episode.sentences[max(first, position) : last])
        )
        position = max(position, last)
    if position < len(episode.sentences):
        yield Part(chapter=None, paragraphs=_paragraphs(episode.sentences[position:]))


def _paragraphs(sentences: Sequence[Sentence]) -> tuple[tuple[Sentence, ...], ...]:
    paragraphs: list[list[Sentence]] = []
    length = 0
    for sentence in sentences:
        if (
            not paragraphs
            or sentence.paragraph
            or sentence.speaker != paragraphs[-1][-1].speaker
            or length + len(sentence.text) > _LONGEST
        ):
            paragraphs.append([])
            length = 0
        paragraphs[-1].append(sentence)
        length += len(sentence.text)
    return tuple(tuple(paragraph) for paragraph in paragraphs)


def head_line(episode: Episode) -> str:
    """Return what stands under the title: show, day, people; nothing when nothing is known."""
    front = episode.front
    people = ", ".join(
        f"{person.name} ({person.role})" if person.role else person.name for person in front.people
    )
    return squeeze(
        " · ".join(
            part
            for part in (front.show, front.date.isoformat() if front.date else "", people)
            if part
        )
    )


def read_head_line(line: str) -> FrontMatter | None:
    """Return the metadata in the line under the title, or None if it has no day and one part.

    >>> said = read_head_line("Show · 2023-03-27 · Ann (host), Bob")
    >>> said.show, said.date.isoformat(), said.people[0].role
    ('Show', '2023-03-27', 'host')
    """
    parts = line.split(" · ")
    place = next((number for number, part in enumerate(parts) if _DAY.fullmatch(part)), None)
    if place is None and len(parts) == 1:
        return None
    try:
        day = None if place is None else date.fromisoformat(parts[place])
    except ValueError:
        return None
    before, after = (parts[:1], parts[1:]) if place is None else (parts[:place], parts[place + 1 :])
    found = (
        _PERSON.fullmatch(person.strip())
        for person in ", ".join(after).split(",")
        if person.strip()
    )
    people = tuple(
        Person(name=person["name"], role=person["role"] or "") for person in found if person
    )
    return FrontMatter(show=" · ".join(before), date=day, people=people)
