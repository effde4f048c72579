"""What the chain of an episode leaves for that of the archive: facts of all episodes, and details of those that a page shows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import sub
from typing import TYPE_CHECKING, NamedTuple, Protocol

from onrecord.model.term_columns import TermColumns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from onrecord.model.values import (
        Attribution,
        Download,
        Link,
        Milliseconds,
        Page,
        Person,
        QuoteOrigin,
        Slug,
        TopicOrigin,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSummary:
    """How much one speaker says in an episode."""

    speaker: str
    """Name of a person, or a label of the file."""
    attribution: Attribution
    words: int
    turns: int
    duration: Milliseconds
    """From the start to the end of each sentence, together; 0 without times."""
    url: str
    """Address of their first sentence, relative to the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteSummary:
    """What lists and feeds say of a quote."""

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
    duration: Milliseconds | None
    people: tuple[Person, ...] = ()
    chapters: tuple[str, ...] = ()
    """Their addresses."""
    language: str = ""
    """BCP 47."""
    withdrawn: bool = False
    """Nothing of it is to be listed; it only has notes for those who follow an old link."""
    voices: tuple[VoiceSummary, ...] = ()
    """Who speaks, in the order in which they first do."""
    repeats: tuple[int, ...] = ()
    """Of the site's, those that it says."""
    topics: TermColumns = field(default_factory=TermColumns)
    quotes: tuple[str, ...] = ()
    """Who says each; empty where that is not known."""
    version: str = ""
    """Fingerprint of the whole, with the details: what shows the episode is as it was where this is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What pages show of an episode, made ready by its own chain, so that a list of many is put together and not composed."""

    show: str = ""
    excerpt: str = ""
    """First sentences of its description."""
    chapters: tuple[Link, ...] = ()
    """With addresses relative to the site."""
    feed: str = ""
    """Its element of the feed of episodes."""
    quotes: tuple[QuoteSummary, ...] = ()
    contexts: tuple[str, ...] = ()
    """Of each topic: a sentence of its main passage."""
    forms: tuple[tuple[str, ...], ...] = ()
    """Of each topic: as it is said, most often first."""


class PassageHtml(NamedTuple):
    """The passages of an episode's topic, as HTML."""

    entries: tuple[tuple[str, str], ...]
    """Address of each passage, escaped, and its entry in a list: the words that name the topic, with their time."""
    places: str
    """In the index of several episodes: the main ones, run in."""
    alone: str
    """In the index of this episode alone: all, by subheading or chapter where there are many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeArtifacts:
    """What an episode's chain leaves beside its summary."""

    details: Details = field(default_factory=Details)
    passage_html: tuple[PassageHtml, ...] = ()
    """Of each topic."""
    locators: tuple[bytes, ...] = ()
    """Of each topic, its passages in `topics.json`, with commas between."""


class EpisodeStore(Protocol):
    """Where the archive chain finds what episodes left: the more of it a page needs, the less it is."""

    def details(self, slug: Slug, /) -> Details:
        """Give the details of an episode."""
        ...

    def passage_html(self, slug: Slug, place: int, /) -> PassageHtml:
        """Give the passages of one of its topics."""
        ...

    def locators(self, slug: Slug, /) -> Sequence[bytes]:
        """Give the locators of all its topics."""
        ...


@dataclass(frozen=True, slots=True)
class MemoryStore:
    """A shelf in memory."""

    left: Mapping[Slug, EpisodeArtifacts]

    def details(self, slug: Slug, /) -> Details:
        """Give the details of an episode."""
        return self.left[slug].details

    def passage_html(self, slug: Slug, place: int, /) -> PassageHtml:
        """Give the passages of one of its topics."""
        return self.left[slug].passage_html[place]

    def locators(self, slug: Slug, /) -> Sequence[bytes]:
        """Give the locators of all its topics."""
        return self.left[slug].locators


class Occurrence(NamedTuple):
    """A topic of an episode in the index of the archive."""

    summary: Summary
    place: int
    """Among the episode's topics."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The topics of episodes that are one heading, from the oldest episode on: columns, like those of the episodes."""

    ordered: Sequence[Summary]
    """All episodes of the index, from the oldest on."""
    starts: Sequence[int]
    """Where the topics of each episode start, were those of all in a row."""
    positions: Sequence[int]
    """In that row."""
    episodes: Sequence[int]
    """Of each, the place of its episode among all: twice, where that has an acronym and what it stands for."""
    weights: Sequence[int]
    mentions: Sequence[int]

    def __len__(self) -> int:
        return len(self.positions)

    def __iter__(self) -> Iterator[Occurrence]:
        places = map(sub, self.positions, map(self.starts.__getitem__, self.episodes))
        return map(Occurrence, map(self.ordered.__getitem__, self.episodes), places)

    @property
    def newest(self) -> list[int]:
        """The episodes, each once, from the newest on."""
        return [*dict.fromkeys(reversed(self.episodes))]

    @property
    def mentioned(self) -> Mapping[int, int]:
        """How often each episode mentions it, from the oldest on."""
        counts = dict(zip(self.episodes, self.mentions, strict=True))
        if len(counts) < len(self.episodes):
            counts = dict.fromkeys(counts, 0)
            for episode, mentions in zip(self.episodes, self.mentions, strict=True):
                counts[episode] += mentions
        return counts

    def of(self, episode: int) -> list[Occurrence]:
        """Give those of one episode."""
        start, end = bisect_left(self.episodes, episode), bisect_right(self.episodes, episode)
        return [
            Occurrence(self.ordered[episode], position - self.starts[episode])
            for position in self.positions[start:end]
        ]


def from_oldest(summaries: Iterable[Summary]) -> list[Summary]:
    """Give episodes in the one order that all lists have, forwards or backwards: by day, then by name.

    Those without a day come first, so that they are the last of a list of the newest, by name there.
    """
    ordered = sorted(
        summaries,
        key=lambda summary: (summary.date.toordinal() if summary.date else 0, summary.slug),
    )
    undated = sum(summary.date is None for summary in ordered)
    return ordered[:undated][::-1] + ordered[undated:]


def from_newest(summaries: Iterable[Summary]) -> list[Summary]:
    """Give episodes in the order of lists that readers see."""
    return from_oldest(summaries)[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A topic in the index of the archive."""

    id: Slug
    label: str
    """As the index has it: "Sutskever, Ilya"."""
    letter: str
    """Under which it stands; `#` for what starts with none."""
    aliases: tuple[str, ...]
    """Each is a see reference to this heading."""
    slugs: tuple[Slug, ...]
    """Other addresses that lead to it."""
    see_also: tuple[Slug, ...]
    weight: float
    origin: TopicOrigin
    occurrences: Occurrences
    episodes: int
    """Number of those that have it."""
    passages: int
    """Number of its locators."""
    spoken: int
    """Of these, that name it more than once."""
    definition: str = ""
    """Markdown."""
    sources: tuple[Link, ...] = ()


def find_headings(headings: Sequence[Heading]) -> list[int]:
    """Give for each topic of all episodes, in the row in which `Occurrences` have their positions, the place of its heading."""
    occurrences = headings[0].occurrences
    found = [0] * (occurrences.starts[-1] + len(occurrences.ordered[-1].topics))
    for place, heading in enumerate(headings):
        for position in heading.occurrences.positions:
            found[position] = place
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page or download of the archive that is made when somebody asks for it."""

    url: str
    fingerprint: str
    """Fingerprint of all that it is made of, but for the site and the code."""
    make: Callable[[], Page | Download]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the archive chain reads."""

    summaries: Sequence[Summary]
    """Of all episodes."""
    headings: Sequence[Heading]
    """Of the topic index, in the order of the alphabet."""
    store: EpisodeStore
