"""`people.yml`: the people of the archive, and finding the person behind a name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.archive import read_links, read_validated_list, slug_for
from onrecord.model import Person, Slug
from onrecord.overlays.kinds import LabelEntry
from onrecord.text.folding import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.archive import YamlMap
    from onrecord.errors import Issue
    from onrecord.model import FrontMatter, Sentence
    from onrecord.overlays.overlay import Overlay


def read_people(content: bytes, path: str) -> tuple[tuple[Person, ...], tuple[Issue, ...]]:
    r"""Return the people of a `people.yml`, and all issues with it.

    A person whose name or alias is taken is left out.

    >>> content = b"- {name: Ann Lee, aliases: [Annie]}\n- name: annie"
    >>> people, issues = read_people(content, "content/people.yml")
    >>> people[0].slug
    'ann-lee'
    >>> print(*issues)
    content/people.yml:2:3: error: two people with one name or alias: 'annie'
        hint: Ann Lee has it already
    """
    nodes, issues = read_validated_list(content, path, "people")
    people: list[Person] = []
    clashes: list[Issue] = []
    taken: dict[str, str] = {}
    for node in nodes:
        person = _person(node)
        if not person.slug:
            message = "a name needs letters or digits, for the address of its page"
            clashes.append(node.place.issue(message, found=person.name))
            continue
        names = list(
            dict.fromkeys((fold_name(person.name), person.slug, *map(fold_name, person.aliases)))
        )
        if clash := next((name for name in names if name in taken), None):
            shown = next(
                (name for name in (person.name, *person.aliases) if fold_name(name) == clash),
                person.name,
            )
            message, hint = "two people with one name or alias", f"{taken[clash]} has it already"
            clashes.append(node.place.issue(message, found=shown, hint=hint))
            continue
        taken |= dict.fromkeys(names, person.name)
        people.append(person)
    return tuple(people), (*issues, *clashes)


def _person(node: YamlMap) -> Person:
    return Person(
        name=node.line("name"),
        role=node.line("role"),
        slug=slug_for(node.line("name")),
        aliases=tuple(alias.line for alias in node.texts("aliases")),
        links=tuple(read_links(node, "links")),
        wikidata=node.text("wikidata"),
        description=node.text("description"),
        hidden=node.is_true("hide"),
    )


class PeopleIndex:
    """The people whom an episode may name, by name and alias."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Index the people. Of two with one name the first is meant; names win over aliases."""
        self.people = tuple(people)
        self._named: dict[str, Person] = {}
        for person in self.people:
            self._named.setdefault(fold_name(person.name), person)
        for person in self.people:
            for alias in person.aliases:
                self._named.setdefault(fold_name(alias), person)

    def find(self, name: str) -> Person | None:
        """Return the person with a name or alias; case does not matter.

        >>> people = PeopleIndex([Person(name="Ann Lee", aliases=("Speaker 1",))])
        >>> people.find("speaker 1").name
        'Ann Lee'
        """
        return self._named.get(fold_name(name))

    @property
    def names(self) -> tuple[str, ...]:
        """All names and aliases, for hints."""
        return tuple(name for person in self.people for name in (person.name, *person.aliases))


def merge_people(stated: Sequence[Person], known: Sequence[Person]) -> PeopleIndex:
    """Return the people of an episode, completed from the archive, and all others behind them.

    Args:
        stated: by the episode.
        known: in the archive.

    >>> known = [Person(name="Ann Lee", aliases=("Annie",), slug="ann-lee")]
    >>> merged = merge_people([Person(name="annie", role="host")], known)
    >>> [(person.name, person.role, person.slug) for person in merged.people]
    [('Ann Lee', 'host', 'ann-lee')]
    """
    archive = PeopleIndex(known)
    here = tuple(_complete(person, archive) for person in stated)
    slugs = {person.slug for person in here}
    return PeopleIndex((*here, *(person for person in known if person.slug not in slugs)))


def _complete(person: Person, archive: PeopleIndex) -> Person:
    found = archive.find(person.name)
    return (
        replace(found, role=person.role or found.role)
        if found
        else replace(person, slug=slug_for(person.name))
    )


def list_participants(
    stated: Sequence[Person], people: PeopleIndex, sentences: Sequence[Sentence]
) -> tuple[Person, ...]:
    """Return the people of an episode: those stated, then other speakers that the archive knows.

    One whom `people.yml` hides is among them if the episode states them, then without a page.

    Args:
        stated: by the episode.
        people: `merge_people` of these and the archive.
        sentences: with their speakers, who are listed in the order in which they first speak.
    """
    here = tuple(
        replace(person, slug=Slug(""), hidden=False) if person.hidden else person
        for person in people.people[: len(stated)]
    )
    heard = {
        name: person
        for name in dict.fromkeys(one.speaker for one in sentences)
        if name and (person := people.find(name)) and not person.hidden
    }
    names = {person.name for person in here}
    return (*here, *(person for person in heard.values() if person.name not in names))


def list_stated_names(front: FrontMatter, overlay: Overlay) -> tuple[str, ...]:
    """Return the names and labels that `episode.yml` and the overlay state."""
    labels = [entry.label for entry in overlay.of(LabelEntry)]
    return (
        *(person.name for person in front.people),
        *(label.label for label in front.labels if label.person),
        *labels,
    )
