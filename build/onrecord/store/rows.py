"""Rows of the database as values, and values as rows."""

from __future__ import annotations

import zlib
from collections import defaultdict
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from onrecord.errors import Issue
from onrecord.model import (
    CoOccurrence,
    Link,
    Page,
    Person,
    QuoteSummary,
    Slug,
    TermForm,
    TermSummary,
    VoiceSummary,
)
from onrecord.store.facts import OutputFact, fact_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping

Value = TypeVar("Value")

# 350 kB of HTML take 4 ms and 85 kB; level 6 takes 14 ms for 60 kB.
_LEVEL = 1
NUMBERS = msgspec.json.Decoder(tuple[int, ...])
TEXTS = msgspec.json.Decoder(tuple[str, ...])
LINKS = msgspec.json.Decoder(tuple[Link, ...])
PAIRS = msgspec.json.Decoder(tuple[tuple[str, str], ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Children:
    """Values that belong to episodes, by slug and in their order."""

    issues: Mapping[Slug, list[Issue]]
    people: Mapping[Slug, list[Person]]
    voices: Mapping[Slug, list[VoiceSummary]]
    topics: Mapping[Slug, list[TermSummary]]
    co_occurrences: Mapping[Slug, list[CoOccurrence]]
    speakers: Mapping[Slug, list[str]]
    """Speakers of quotes."""
    addresses: Mapping[Slug, list[str]]

    @classmethod
    def load(cls, database: sqlite3.Connection) -> Self:
        """Read those of all episodes."""

        def group(columns: str, table: str, read: Callable[..., Value]) -> dict[Slug, list[Value]]:
            found: defaultdict[Slug, list[Value]] = defaultdict(list)
            query = f"SELECT episode, {columns} FROM {table} ORDER BY episode, place"  # noqa: S608 - names of ours
            for slug, *row in database.execute(query):
                found[slug].append(read(*row))
            return found

        forms = {
            number: TermForm(
                *(key, slug, label, origin), bool(named), bool(person), short, TEXTS.decode(others)
            )
            for number, key, slug, label, origin, named, person, short, others in database.execute(
                "SELECT * FROM term_form"
            )
        }
        return cls(
            issues=group(
                'path, line, "column", message, found, hint, severity, affects',
                "issue",
                _reader(Issue),
            ),
            people=group(
                "name, role, slug, aliases, links, wikidata, description", "person", _read_person
            ),
            voices=group(
                "speaker, attribution, words, turns, duration, url, slug",
                "voice",
                _reader(VoiceSummary),
            ),
            topics=group(
                "topic.term_form, weight, passages, spoken, mentions, chapters, quotes, version",
                "topic JOIN term_form ON term_form.id = topic.term_form",
                lambda form, weight, passages, spoken, mentions, chapters, quotes, version: (
                    TermSummary(
                        *(forms[form], weight, passages, spoken, mentions),
                        *(NUMBERS.decode(chapters), NUMBERS.decode(quotes), version),
                    )
                ),
            ),
            co_occurrences=group("one, other, passages", "co_occurrence", CoOccurrence),
            speakers=group("coalesce(speaker, '')", "quote", str),
            addresses=group("url", "address", str),
        )


def _reader(kind: type[Value]) -> Callable[..., Value]:
    """Return what makes a value of columns that are named like its fields."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # a dataclass
    return lambda *row: kind(**dict(zip(names, row, strict=True)))


def _read_person(*row: str) -> Person:
    name, role, slug, aliases, links, wikidata, description = row
    return Person(
        name=name,
        role=role,
        slug=Slug(slug),
        aliases=TEXTS.decode(aliases),
        links=LINKS.decode(links),
        wikidata=wikidata,
        description=description,
    )


def person_row(person: Person) -> tuple[object, ...]:
    """Return the columns of a person."""
    return (
        *(person.name, person.role, person.slug, to_json(person.aliases), to_json(person.links)),
        *(person.wikidata, person.description),
    )


def page_row(page: Page) -> tuple[object, ...]:
    """Return the columns of a page."""
    return (
        *astuple(fact_of(page)),
        *(page.description, page.head, to_json(page.anchors)),
        zlib.compress(page.content.encode(), _LEVEL),
    )


def read_page(*row: Any) -> Page:  # noqa: ANN401 - columns of several types
    """Return the page with these columns, of `PAGES`."""
    url, kind, title, heading, previous, following, description, head, anchors, content = row
    return Page(
        url=url,
        kind=kind,
        title=title,
        content=zlib.decompress(content).decode(),
        description=description,
        heading=heading,
        anchors=TEXTS.decode(anchors),
        previous=previous,
        next=following,
        head=head,
    )


def to_json(value: object) -> str:
    """Return a list, or a value of ours, as a column holds it."""
    return msgspec.json.encode(value).decode()


read_fact, read_quote = _reader(OutputFact), _reader(QuoteSummary)
FACTS = "SELECT url, digest, kind, title, heading, previous, next FROM page"
PAGES = (
    "SELECT url, kind, title, heading, previous, next, description, head, anchors, content"
    " FROM page"
)
