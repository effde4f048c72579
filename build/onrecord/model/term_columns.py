"""The topics of an episode as the archive chain reads them: columns, since a thousand episodes have a hundred thousand of them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple, Self, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Slug, TopicOrigin

# Between the fields of a line; white space to Python, so that no word has it.
_BETWEEN = "\x85"
_APART = str.maketrans({"\n": " ", _BETWEEN: " "})


class TermForm(NamedTuple):
    """How an episode names a topic. Most episodes that speak of it have the same."""

    key: str
    """What all ways to write it share."""
    slug: Slug
    label: str
    origin: TopicOrigin
    named: bool
    """It is a name: its capitals stay."""
    person: bool
    """It is the name of a person, and stands under the family name."""
    short: str
    """The acronym that is said for it."""
    forms: tuple[str, ...]
    """As it is said, most often first; only of people, and of what has an acronym."""


class TermSummary(NamedTuple):
    """A topic in one episode."""

    term_form: TermForm
    weight: int
    """In thousandths: sums of whole numbers are the same in any order."""
    passages: int
    spoken: int
    """Passages of a chapter that name it more than once."""
    mentions: int
    chapters: tuple[int, ...]
    """Those that it is discussed in."""
    quotes: tuple[int, ...]
    """Those that share a sentence with a passage."""


class CoOccurrence(NamedTuple):
    """Two topics whose passages overlap."""

    one: int
    other: int
    """Among those of the episode."""
    passages: int


class Columns(NamedTuple):
    """The numbers of an episode's topics; the first four have one for each."""

    weights: list[int]
    passages: list[int]
    spoken: list[int]
    mentions: list[int]
    quoted: list[int]
    """Places of topics, of each with a quote beside it; one with two stands there twice."""
    quotes: list[int]
    told: list[int]
    """Places of topics, of each with a chapter that it is discussed in."""
    chapters: list[int]
    ones: list[int]
    """Places of topics that meet another; as often as they do."""
    others: list[int]


WEIGHTS, QUOTED, QUOTES = (Columns._fields.index(name) for name in ("weights", "quoted", "quotes"))


@dataclass(frozen=True, slots=True)
class TermColumns:
    """The topics of an episode, heaviest first."""

    term_forms: str = ""
    """Of each, in a line: two that are the same are told by comparing texts."""
    numbers: bytes = b""
    """The lengths of the columns, and the columns."""

    @classmethod
    def of(cls, terms: Sequence[TermSummary], co_occurrences: Sequence[CoOccurrence] = ()) -> Self:
        """Put topics into columns."""
        met = [
            co_occurrence for co_occurrence in co_occurrences for _ in range(co_occurrence.passages)
        ]
        columns = Columns(
            weights=[term.weight for term in terms],
            passages=[term.passages for term in terms],
            spoken=[term.spoken for term in terms],
            mentions=[term.mentions for term in terms],
            quoted=[place for place, term in enumerate(terms) for _ in term.quotes],
            quotes=[quote for term in terms for quote in term.quotes],
            told=[place for place, term in enumerate(terms) for _ in term.chapters],
            chapters=[chapter for term in terms for chapter in term.chapters],
            ones=[co_occurrence.one for co_occurrence in met],
            others=[co_occurrence.other for co_occurrence in met],
        )
        numbers = array("I", [len(column) for column in columns])
        for column in columns:
            numbers.extend(column)
        return cls("\n".join(_write(term.term_form) for term in terms), numbers.tobytes())

    @property
    def lines(self) -> list[str]:
        """The namings, one a topic, for `read_term_form`."""
        return self.term_forms.split("\n") if self.term_forms else []

    @property
    def columns(self) -> Columns:
        """The numbers."""
        numbers = memoryview(self.numbers).cast("I").tolist()
        count = len(Columns._fields)
        borders = [*accumulate(numbers[:count] or [0] * count, initial=count)]
        return Columns(*[numbers[start:end] for start, end in pairwise(borders)])

    def column(self, number: int) -> list[int]:
        """Give one of the columns, by its place among them: where a thousand episodes are asked for two, eight need not be read."""
        if not self.numbers:
            return []
        numbers = memoryview(self.numbers).cast("I")
        count = len(Columns._fields)
        start = count + sum(numbers[:number])
        return numbers[start : start + numbers[number]].tolist()

    def __len__(self) -> int:
        return self.term_forms.count("\n") + 1 if self.term_forms else 0

    def __iter__(self) -> Iterator[TermSummary]:
        columns = self.columns
        chapters, quotes = (
            [
                tuple(one for place, one in zip(places, ones, strict=True) if place == number)
                for number in range(len(self))
            ]
            for places, ones in ((columns.told, columns.chapters), (columns.quoted, columns.quotes))
        )
        term_forms = map(read_term_form, self.lines)
        return map(TermSummary, term_forms, *columns[:4], chapters, quotes)


def _write(term_form: TermForm) -> str:
    flags = f"{int(term_form.named)}{int(term_form.person)}"
    fields = (
        term_form.key,
        term_form.slug,
        term_form.label,
        term_form.origin,
        flags,
        term_form.short,
        *term_form.forms,
    )
    return _BETWEEN.join(field.translate(_APART) for field in fields)


@lru_cache(maxsize=65536)
def read_term_form(line: str) -> TermForm:
    """Read a line of namings."""
    key, slug, label, origin, flags, short, *forms = line.split(_BETWEEN)
    named, person = (flag == "1" for flag in flags)
    return TermForm(
        key,
        cast("Slug", slug),
        label,
        cast("TopicOrigin", origin),
        named,
        person,
        short,
        tuple(forms),
    )
