"""What the archive's pages need of an episode: facts about it, and HTML that several pages show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from onrecord.model.basics import Milliseconds

_NUMBER = re.compile(r"(\d{1,18})")
# Greater than all numbers in slugs.
_WORDS = 10**18

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from onrecord.model import Attribution, Link, Person, QuoteOrigin, Slug
    from onrecord.model.topics import CoOccurrence, TermSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSummary:
    """How much one speaker says in an episode."""

    speaker: str
    """Name of a person, or a label of the transcript file."""
    attribution: Attribution
    words: int
    """Without the teaser and repeated passages."""
    turns: int
    duration: Milliseconds
    """Sum of the sentences, each from its start to its end; 0 without times."""
    url: str
    """Address of their first sentence, relative to the site."""
    slug: Slug
    """Part of the address of their page, if they have one; empty for a label that names nobody."""

    def joined_with(self, other: VoiceSummary) -> VoiceSummary:
        """Return what two voices say together, the first with its name."""
        return replace(
            self,
            words=self.words + other.words,
            turns=self.turns + other.turns,
            duration=Milliseconds(self.duration + other.duration),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteSummary:
    """A quote as lists and feeds show it."""

    id: Slug
    url: str
    words: str
    origin: QuoteOrigin
    speaker: str | None
    chapter: str
    """Title of the chapter."""
    context: str
    """Address of its words in the chapter."""
    start: Milliseconds | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The facts of an episode. The archive chain reads those of all episodes."""

    slug: Slug
    url: str
    title: str
    date: date | None
    show: str = ""
    """Name of the show; empty where lists need not name it."""
    duration: Milliseconds | None
    """End of the last sentence, which may be before the end of the recording; None if untimed."""
    people: tuple[Person, ...] = ()
    chapters: tuple[str, ...] = ()
    """Their addresses."""
    language: str = ""
    """BCP 47."""
    withdrawn: bool = False
    """The episode is not listed; only notes remain at its addresses."""
    voices: tuple[VoiceSummary, ...] = ()
    """Speakers, in the order in which they first speak."""
    repeats: tuple[int, ...] = ()
    """Indexes of the site's repeated passages that occur in it."""
    topics: tuple[TermSummary, ...] = ()
    """Heaviest first."""
    co_occurrences: tuple[CoOccurrence, ...] = ()
    quotes: tuple[str, ...] = ()
    """The speaker of each quote; empty if unknown."""
    version: str = ""
    """Fingerprint of the summary and the artifacts.

    A page that shows the episode is current while this is unchanged.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """HTML rendered while the episode was compiled, so that long lists only concatenate it."""

    excerpt: str = ""
    """First sentences of its description."""
    chapters: tuple[Link, ...] = ()
    """Links to its chapters, relative to the site."""
    feed: str = ""
    """Its element of the feed of episodes."""
    quotes: tuple[QuoteSummary, ...] = ()


class PassageHtml(NamedTuple):
    """The passages of one topic of an episode, as HTML."""

    entries: tuple[tuple[str, str], ...]
    """Address of each passage, escaped, and its entry in a list: the topic's words and time."""
    places: str
    """The main ones, run in, for the index of several episodes."""
    alone: str
    """All, by subheading or chapter if there are many, for the index of this episode alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeArtifacts:
    """What the chain of an episode leaves beside its summary."""

    details: Details = field(default_factory=Details)
    passage_html: tuple[PassageHtml, ...] = ()
    """The passages of each topic."""
    locators: tuple[bytes, ...] = ()
    """The passages of each topic in `topics.json`, separated by commas."""
    contexts: tuple[str, ...] = ()
    """A sentence of the main passage of each topic. Only proposals for `topics.yml` show it."""
    forms: tuple[tuple[str, ...], ...] = ()
    """The spoken forms of each topic, most frequent first, for the same proposals."""


class EpisodeStore(Protocol):
    """The artifacts of all episodes, as the archive chain reads them."""

    def details(self, slug: Slug, /) -> Details:
        """Return the details of an episode."""
        ...

    def passage_html(self, slug: Slug, place: int, /) -> PassageHtml:
        """Return the passages of one of its topics."""
        ...

    def locators(self, slug: Slug, /) -> Sequence[bytes]:
        """Return the locators of all its topics."""
        ...


@dataclass(frozen=True, slots=True)
class MemoryStore:
    """An episode store in memory."""

    left: Mapping[Slug, EpisodeArtifacts]

    def details(self, slug: Slug, /) -> Details:
        """Return the details of an episode."""
        return self.left[slug].details

    def passage_html(self, slug: Slug, place: int, /) -> PassageHtml:
        """Return the passages of one of its topics."""
        return self.left[slug].passage_html[place]

    def locators(self, slug: Slug, /) -> Sequence[bytes]:
        """Return the locators of all its topics."""
        return self.left[slug].locators


def from_oldest(summaries: Iterable[Summary]) -> list[Summary]:
    """Sort episodes by date, then by name: all lists use this order, forwards or backwards.

    Episodes without a date come first, so that they end a list of the newest, sorted by name there.
    """
    ordered = sorted(
        summaries,
        key=lambda one: (one.date.toordinal() if one.date else 0, _natural_key(one.slug), one.slug),
    )
    undated = sum(summary.date is None for summary in ordered)
    return ordered[:undated][::-1] + ordered[undated:]


def _natural_key(slug: Slug) -> list[tuple[int, str]]:
    """Return a sort key for which numbers have their values: 2 before 10.

    >>> sorted(["a-10", "a-2", "a", "10"], key=_natural_key)
    ['10', 'a', 'a-2', 'a-10']
    """
    # Digits of all scripts have values; numbers come before words.
    return [(int(part), "") if part.isdecimal() else (_WORDS, part) for part in _NUMBER.split(slug)]


def from_newest(summaries: Iterable[Summary]) -> list[Summary]:
    """Sort episodes as readers see them in lists."""
    return from_oldest(summaries)[::-1]
