"""The topics of one episode, as the archive chain reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.model import Slug, TopicOrigin


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


class CoOccurrence(NamedTuple):
    """Two topics of an episode whose passages overlap."""

    one: int
    """Index among the topics of the episode."""
    other: int
    """The same."""
    passages: int
    """How many passages overlap."""
