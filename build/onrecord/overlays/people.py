"""`people.yml`: who speaks in the archive; and finding the person that somebody means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.archive import read_links, read_validated_list, slug_for
from onrecord.model import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.archive import YamlMap
    from onrecord.errors import Issue
    from onrecord.model import Sentence


def read_people(content: bytes, path: str) -> tuple[tuple[Person, ...], tuple[Issue, ...]]:
    r"""Give the people of a `people.yml`, and all that is wrong with it; a person whose name is taken is left out.

    >>> people, issues = read_people(b"- {name: Ann Lee, aliases: [Annie]}\n- name: annie", "content/people.yml")
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
    )


class Cast:
    """The people that an episode may name, and who they are."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Keep the people, those of the episode first; of two with one name the first is meant, and names go before aliases."""
        self.people = tuple(people)
        self._named: dict[str, Person] = {}
        for person in self.people:
            self._named.setdefault(fold_name(person.name), person)
        for person in self.people:
            for alias in person.aliases:
                self._named.setdefault(fold_name(alias), person)

    def find(self, name: str) -> Person | None:
        """Give the person with a name or alias; small letters and capitals are the same.

        >>> Cast([Person(name="Ann Lee", aliases=("Speaker 1",))]).find("speaker 1").name
        'Ann Lee'
        """
        return self._named.get(fold_name(name))

    @property
    def names(self) -> tuple[str, ...]:
        """All names and aliases, for hints."""
        return tuple(name for person in self.people for name in (person.name, *person.aliases))


def gather(stated: Sequence[Person], known: Sequence[Person]) -> Cast:
    """Bring together the people that an episode states and those that the archive knows.

    >>> cast = gather([Person(name="annie", role="host")], [Person(name="Ann Lee", aliases=("Annie",), slug="ann-lee")])
    >>> [(person.name, person.role, person.slug) for person in cast.people]
    [('Ann Lee', 'host', 'ann-lee')]
    """
    archive = Cast(known)
    here = tuple(_complete(person, archive) for person in stated)
    slugs = {person.slug for person in here}
    return Cast((*here, *(person for person in known if person.slug not in slugs)))


def _complete(person: Person, archive: Cast) -> Person:
    found = archive.find(person.name)
    return (
        replace(found, role=person.role or found.role)
        if found
        else replace(person, slug=slug_for(person.name))
    )


def speaking(
    stated: Sequence[Person], cast: Cast, sentences: Sequence[Sentence]
) -> tuple[Person, ...]:
    """Give the people of an episode: those that it states, and those of the archive who speak in it, as they first do."""
    here = cast.people[: len(stated)]
    heard = {
        name: person
        for name in dict.fromkeys(one.speaker for one in sentences)
        if name and (person := cast.find(name))
    }
    names = {person.name for person in here}
    return (*here, *(person for person in heard.values() if person.name not in names))


def fold_name(name: str) -> str:
    """Give what all ways to write a name share.

    >>> fold_name("Ann  O’Hara")
    "ann o'hara"
    """
    return " ".join(name.casefold().replace("’", "'").split())
