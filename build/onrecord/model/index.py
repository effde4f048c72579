"""The topic index of the archive, and what the archive chain reads and gives."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from onrecord.model import Download, Link, Page, Slug, TopicOrigin
    from onrecord.model.summary import EpisodeStore, Summary
    from onrecord.model.topics import TermSummary


class Occurrence(NamedTuple):
    """A topic of an episode in the index of the archive."""

    summary: Summary
    place: int
    """Index among the topics of the episode."""

    @property
    def version(self) -> str:
        """What lists show of it: equal if they show the same."""
        return self.summary.title + self.summary.topics[self.place].version


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The topics of episodes that are listed under one heading, oldest episode first."""

    ordered: Sequence[Summary]
    """All episodes of the index, oldest first."""
    rows: Sequence[tuple[int, int]]
    """Index of the episode in `ordered` and index of the topic in the episode, sorted.

    An episode occurs twice if it has both an acronym and its expansion.
    """

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Occurrence]:
        return (Occurrence(self.ordered[episode], place) for episode, place in self.rows)

    @property
    def terms(self) -> Iterator[TermSummary]:
        """The topics."""
        return (self.ordered[episode].topics[place] for episode, place in self.rows)

    @property
    def episodes(self) -> list[int]:
        """Indexes of the episodes in `ordered`, each once."""
        return [*dict.fromkeys([episode for episode, _ in self.rows])]

    @property
    def newest(self) -> list[int]:
        """The same, newest first."""
        return self.episodes[::-1]

    @property
    def mentioned(self) -> Mapping[int, int]:
        """Number of mentions by episode, oldest first."""
        counts: Counter[int] = Counter()
        for (episode, _), term in zip(self.rows, self.terms, strict=True):
            counts[episode] += term.mentions
        return counts

    def versions(self, episodes: Iterable[int]) -> str:
        """Return what lists show of the topic in some episodes: equal if they show the same."""
        return "".join([each.version for episode in episodes for each in self.of(episode)])

    def of(self, episode: int) -> list[Occurrence]:
        """Return the topics of one episode."""
        start, end = (bisect_left(self.rows, (each,)) for each in (episode, episode + 1))
        return [Occurrence(self.ordered[episode], place) for _, place in self.rows[start:end]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A topic in the index of the archive."""

    id: Slug
    key: str
    """Folded name, the same for all spellings: the holder of its addresses."""
    keys: tuple[str, ...]
    """Keys of the topics of episodes that are listed here: its own, and those of its acronyms."""
    label: str
    """As listed in the index: "Sutskever, Ilya"."""
    letter: str
    """Letter under which it is listed; `#` if it starts with none."""
    aliases: tuple[str, ...]
    """Each is a see reference to this heading."""
    slugs: tuple[Slug, ...]
    """Other addresses that lead to it."""
    see_also: tuple[Slug, ...]
    weight: float
    origin: TopicOrigin
    occurrences: Occurrences
    episodes: int
    """Number of episodes with this heading."""
    passages: int
    """Number of its locators."""
    spoken: int
    """Number of those that name it more than once."""
    listed: bool = True
    """Whether the index of the archive lists it; else only its episodes link to its page."""
    definition: str = ""
    """Markdown."""
    group: str = ""
    """The editor's group; empty for none."""
    sources: tuple[Link, ...] = ()


def headings_by_topic(headings: Sequence[Heading]) -> dict[tuple[int, int], int]:
    """Return the index of the heading of each topic, by the row in `Occurrences`."""
    return {
        row: number for number, heading in enumerate(headings) for row in heading.occurrences.rows
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page or download of the archive that is made on demand."""

    url: str
    """Ends with a slash, or is empty, for a page."""
    fingerprint: str
    """Fingerprint of everything that it is made from, except the site and the code."""
    make: Callable[[], Page | Download]
    holder: str = ""
    """Owner of the address: name of a person, key of a topic; empty if it is about neither."""
    topic: str = ""
    """Key of the topic that it is about, and drafted with; empty if it is about none."""

    @property
    def is_page(self) -> bool:
        """It is a page, not a download."""
        return not self.url or self.url.endswith("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The input of the archive chain."""

    summaries: Sequence[Summary]
    """Summaries of all episodes."""
    headings: Sequence[Heading]
    """Headings of the topic index, in alphabetical order."""
    store: EpisodeStore
    held: Mapping[str, str] = field(default_factory=dict)
    """Published addresses of people and topics, each with the one that keeps it."""
    unchanged: Collection[str] = ()
    """Keys of the topics whose pages are those of the last build: they are not drafted."""
