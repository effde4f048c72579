"""What `people.yml` and `corrections.yml` say, which all episodes share; and what of it touches one episode."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.errors import Place
from onrecord.model import Dependencies, Person, Slug
from onrecord.overlays.archive_corrections import ArchiveCorrection, read_corrections
from onrecord.overlays.people import fold_name, gather, read_people
from onrecord.overlays.spoken import find_words, lay_out, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.archive import Document
    from onrecord.errors import Issue
    from onrecord.model import FrontMatter, Sentence
    from onrecord.overlays.overlay import Overlay


@dataclass(frozen=True, kw_only=True)
class Shared:
    """People and corrections of the archive."""

    people: tuple[Person, ...] = ()
    corrections: tuple[ArchiveCorrection, ...] = ()
    issues: tuple[Issue, ...] = ()
    """What is wrong with the files."""

    @property
    def errors(self) -> tuple[Issue, ...]:
        """What is so wrong that no episode can be compiled."""
        return tuple(issue for issue in self.issues if issue.severity == "error")

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[int]]:
        """Whom each name and alias may mean, as places among the people."""
        found: dict[str, list[int]] = {}
        for place, person in enumerate(self.people):
            for name in {*map(fold_name, (person.name, *person.aliases))}:
                found.setdefault(name, []).append(place)
        return found

    @cached_property
    def words(self) -> Sequence[frozenset[str]]:
        """Of each correction, the words without which it is not found."""
        wanted = ((plain(one.was), one.case) for one in self.corrections)
        return [find_words(was if case else was.lower()) for was, case in wanted]


def read_shared(people: Document | None, corrections: Document | None) -> Shared:
    """Give what the two files say; nothing where one is not there."""
    persons, unknown = read_people(people.content, people.path) if people else ((), ())
    found, faulty = (
        read_corrections(corrections.content, corrections.path) if corrections else ((), ())
    )
    return Shared(people=persons, corrections=found, issues=(*unknown, *faulty))


def seek(stated: FrontMatter, overlay: Overlay, sentences: Sequence[Sentence]) -> Dependencies:
    """Give what an episode looks for in the files that all share: by what it is itself, whatever these say.

    Args:
        stated: what the transcript and `episode.yml` say of it.
        overlay: of the episode.
        sentences: as received, with the labels of the file.
    """
    said = lay_out(sentences).plain
    named = (
        *(label.person for label in (*stated.labels, *overlay.labels)),
        *(entry.person for entry in overlay.speakers),
    )
    return Dependencies(
        stated=tuple(person.name for person in stated.people),
        labels=tuple(dict.fromkeys(one.speaker for one in sentences if one.speaker)),
        named=tuple(dict.fromkeys(filter(None, named))),
        words=find_words(said) | find_words(said.lower()),
    )


def relevant_to(shared: Shared, slug: Slug, dependencies: Dependencies) -> Shared:
    """Give what touches an episode: the people that it may mean, and the corrections whose words it has.

    Where the files have errors, or an entry means somebody who is not in them, all: a near name is to be offered.

    >>> shared = Shared(people=(Person(name="Ann Lee", aliases=("Annie",)), Person(name="Bo")))
    >>> [person.name for person in relevant_to(shared, Slug("talk"), Dependencies(labels=("annie",))).people]
    ['Ann Lee']
    """
    if shared.errors:
        return shared
    corrections = tuple(
        one
        for one, words in zip(shared.corrections, shared.words, strict=True)
        if words <= dependencies.words and (not one.episodes or slug in one.episodes)
    )
    return Shared(people=_meant(shared, dependencies), corrections=corrections)


def _meant(shared: Shared, dependencies: Dependencies) -> tuple[Person, ...]:
    """Give the people that an episode may mean, by name or alias."""
    names = {*map(fold_name, (*dependencies.stated, *dependencies.labels, *dependencies.named))}
    places = {place for name in names for place in shared.by_name.get(name, ())}
    # In any order of the file: no two have one name.
    people = tuple(
        sorted((shared.people[place] for place in places), key=lambda person: person.slug)
    )
    if not dependencies.named:
        return people
    cast = gather([Person(name=name) for name in dependencies.stated], people)
    return people if all(cast.find(name) for name in dependencies.named) else shared.people


def unplace(shared: Shared) -> Shared:
    """Give it without the lines of the corrections, but for those that may be told in a warning, which is remembered."""
    return replace(
        shared,
        corrections=tuple(
            replace(one, place=Place()) if one.count is None else one for one in shared.corrections
        ),
    )
