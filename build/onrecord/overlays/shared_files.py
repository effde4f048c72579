"""`people.yml` and `corrections.yml`: files that all episodes share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from onrecord.errors import Place
from onrecord.model import Dependencies, Person, Slug
from onrecord.overlays.archive_corrections import ArchiveCorrection, read_corrections
from onrecord.overlays.people import merge_people, read_people
from onrecord.overlays.transcript_text import join_sentences
from onrecord.overlays.word_search import find_words, fold_case
from onrecord.text.folding import fold_name, fold_quotes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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
    """Issues of both files."""

    @property
    def errors(self) -> tuple[Issue, ...]:
        """Errors, which keep every episode from being compiled."""
        return tuple(issue for issue in self.issues if issue.severity == "error")

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[int]]:
        """The indexes of the people whom each name or alias may mean."""
        found: dict[str, list[int]] = {}
        for index, person in enumerate(self.people):
            for name in {*map(fold_name, (person.name, *person.aliases))}:
                found.setdefault(name, []).append(index)
        return found

    @cached_property
    def words(self) -> Sequence[frozenset[str]]:
        """The words that a transcript must have for each correction to be found."""
        wanted = ((fold_quotes(one.was), one.case) for one in self.corrections)
        return [find_words(was if case else fold_case(was)) for was, case in wanted]


def read_shared(people: Document | None, corrections: Document | None) -> Shared:
    """Return the content of the two files; nothing for a file that does not exist."""
    persons, people_issues = read_people(people.content, people.path) if people else ((), ())
    found, correction_issues = (
        read_corrections(corrections.content, corrections.path) if corrections else ((), ())
    )
    return Shared(people=persons, corrections=found, issues=(*people_issues, *correction_issues))


def find_dependencies(
    stated: FrontMatter,
    overlay: Overlay,
    sentences: Sequence[Sentence],
    compared: Collection[str] = (),
) -> Dependencies:
    """Return the keys by which an episode may depend on the shared files, whatever their content.

    Args:
        stated: by the transcript and `episode.yml`.
        overlay: of the episode.
        sentences: as received, with the labels of the file.
        compared: more labels of the file, which name speakers only if they are somebody's names.
    """
    text = join_sentences(sentences).plain
    named = (
        *(label.person for label in stated.labels),
        *(name for entry in overlay.entries for name in entry.people),
    )
    return Dependencies(
        stated=tuple(person.name for person in stated.people),
        labels=tuple(
            dict.fromkeys((*(one.speaker for one in sentences if one.speaker), *sorted(compared)))
        ),
        named=tuple(dict.fromkeys(filter(None, named))),
        words=_find_words(text),
    )


# Edits do not change the text as received, whose words take 50 ms for ten hours of speech.
@lru_cache(maxsize=8)
def _find_words(text: str) -> frozenset[str]:
    return find_words(text) | find_words(fold_case(text))


def relevant_to(shared: Shared, slug: Slug, dependencies: Dependencies) -> Shared:
    """Return the people whom an episode may mean, and the corrections whose words it has.

    All are returned if the files have errors; and all people if an entry names an unknown person,
    since hints offer the nearest names.

    >>> shared = Shared(people=(Person(name="Ann Lee", aliases=("Annie",)), Person(name="Bo")))
    >>> found = relevant_to(shared, Slug("talk"), Dependencies(labels=("annie",)))
    >>> [person.name for person in found.people]
    ['Ann Lee']
    """
    if shared.errors:
        return shared
    corrections = tuple(
        one
        for one, words in zip(shared.corrections, shared.words, strict=True)
        if words <= dependencies.words and (not one.episodes or slug in one.episodes)
    )
    return Shared(people=_relevant_people(shared, dependencies), corrections=corrections)


def _relevant_people(shared: Shared, dependencies: Dependencies) -> tuple[Person, ...]:
    names = {*map(fold_name, (*dependencies.stated, *dependencies.labels, *dependencies.named))}
    indexes = {index for name in names for index in shared.by_name.get(name, ())}
    # Sorted, so that the order of the file does not matter: no two people share a name.
    people = tuple(
        sorted((shared.people[index] for index in indexes), key=lambda person: person.slug)
    )
    if not dependencies.named:
        return people
    known = merge_people([Person(name=name) for name in dependencies.stated], people)
    return people if all(map(known.find, dependencies.named)) else shared.people


def without_positions(shared: Shared) -> Shared:
    """Return it without the lines of corrections, except those that a warning may name."""
    return replace(
        shared,
        corrections=tuple(
            replace(one, place=Place()) if one.count is None else one for one in shared.corrections
        ),
    )
