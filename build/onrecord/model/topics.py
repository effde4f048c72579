"""Topics: the editor's vocabulary, the terms found in an episode, and their summary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord.errors import Place

if TYPE_CHECKING:
    from onrecord.model.basics import Anchor, Link, Milliseconds, Slug, Span

TopicOrigin = Literal["editor", "source", "auto"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubheadingRule:
    """A subheading, and words that a passage must contain to be listed under it."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An entry of the editor's vocabulary, `content/topics.yml`."""

    label: str
    aliases: tuple[str, ...] = ()
    """Other names, which lead to it in the index."""
    heard_as: tuple[str, ...] = ()
    """What recognisers write for it: found in the text, never shown."""
    definition: str = ""
    """Markdown."""
    group: str = ""
    """Name of the group under which the index lists it at its head; empty for none."""
    sources: tuple[Link, ...] = ()
    see_also: tuple[str, ...] = ()
    """Labels of related topics."""
    hide: bool = False
    """Whether to leave it out of the index."""
    pin: bool = False
    """Whether to keep it in the index, however rarely it is mentioned."""
    person: bool = False
    """Whether it is a person, whose name is inverted in the heading."""
    subheadings: tuple[SubheadingRule, ...] = ()
    place: Place = field(default_factory=Place)
    """Place of the label, for messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A range of sentences that discuss a topic: a locator that has no address yet."""

    sentences: Span
    """Half-open range of the episode's sentences."""
    chapter: int
    """Index of its chapter, which contains all of the passage."""
    first: Anchor
    last: Anchor
    start: Milliseconds | None
    end: Milliseconds | None
    mentions: int
    main: bool = False
    """Whether it has more mentions than any other passage of the episode."""
    speaker: str = ""
    """Speaker of `context`."""
    context: str = ""
    """A sentence that mentions the topic, shortened around the mention."""
    subheading: str = ""
    """Label of the editor's rule that the words match."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A topic in one episode."""

    key: str
    """Equal for all spellings of the term."""
    slug: Slug
    label: str
    """Heading in an index of this episode alone."""
    forms: tuple[str, ...]
    """Spellings in this episode, most frequent first."""
    weight: float
    origin: TopicOrigin
    passages: tuple[Passage, ...]
    """In the order of the episode."""
    named: bool = False
    """Whether it is a name, which keeps its capitals."""
    person: bool = False
    """Whether it is the name of a person, listed under the family name."""
    short: str = ""
    """Its acronym, if the episode has one."""


class TermForm(NamedTuple):
    """How an episode names a topic. Most episodes that discuss it use the same form."""

    key: str
    """Shared by all spellings of the topic."""
    slug: Slug
    label: str
    origin: TopicOrigin
    named: bool
    """It is a name: its capitals stay."""
    person: bool
    """It is the name of a person, and is listed under the family name."""
    short: str
    """The acronym used for it."""
    forms: tuple[str, ...]
    """As spoken, most frequent first; only for people, and for topics with an acronym."""


class TermSummary(NamedTuple):
    """A topic in one episode."""

    term_form: TermForm
    weight: int
    """In thousandths: sums of integers are the same in any order."""
    passages: int
    spoken: int
    """Passages of a chapter that name it more than once."""
    mentions: int
    chapters: tuple[int, ...]
    """Indexes of the chapters that discuss it."""
    quotes: tuple[int, ...]
    """Indexes of the quotes that share a sentence with a passage."""
    version: str = ""
    """Fingerprint of its passages, and of the title, address and date of the episode.

    Lists that show nothing else of the episode are current while this is unchanged.
    """


class CoOccurrence(NamedTuple):
    """Two topics of an episode whose passages overlap."""

    one: int
    """Index among the topics of the episode."""
    other: int
    """The same."""
    passages: int
    """How many passages overlap."""
