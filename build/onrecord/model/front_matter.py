"""The metadata of one episode."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from onrecord.errors import Place
from onrecord.model.basics import Slug

if TYPE_CHECKING:
    from datetime import date

    from onrecord.model.basics import Link, Milliseconds

Origin = Literal["editor", "description", "source", "auto"]
"""Where a chapter comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The human behind a speaker."""

    name: str
    role: str = ""
    """`host`, `guest`, `interviewer`, `interviewee`, or a word of the publisher's own."""
    # Known from `people.yml` only; messages need not repeat it.
    slug: Slug = field(default=Slug(""), repr=False)
    """Part of the address of the person's page; empty until the person is looked up."""
    aliases: tuple[str, ...] = field(default=(), repr=False)
    """Other names, and labels that transcripts use for this person."""
    links: tuple[Link, ...] = field(default=(), repr=False)
    wikidata: str = field(default="", repr=False)
    """Identifier: `Q` and digits."""
    description: str = field(default="", repr=False)
    """Markdown."""
    hidden: bool = field(default=False, repr=False)
    """The person has no page."""

    @property
    def is_host(self) -> bool:
        """Whether the person asks the questions."""
        return self.role in {"host", "interviewer"}

    @property
    def is_guest(self) -> bool:
        """Whether the person is asked."""
        return self.role in {"guest", "interviewee"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The person behind a label of the transcript file."""

    label: str
    person: str
    """Name or alias; empty if these words before a colon are no label."""
    place: Place = field(default_factory=Place)
    """Its place in the file, for messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterMark:
    """The stated start of a chapter."""

    start: Milliseconds
    title: str
    origin: Origin
    synopsis: str = ""
    keywords: tuple[str, ...] = ()
    """Subjects that the source lists for the chapter."""
    place: Place = field(default_factory=Place)
    """Its place in the file, for messages."""
    cue: int | None = None
    """Index of the first cue, if the mark is between cues (a heading in the transcript)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePoint:
    """One moment in the time of the transcript and of recordings that were cut differently."""

    transcript: Milliseconds
    audio: Milliseconds | None = None
    youtube: Milliseconds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """Where the recording is."""

    audio: str = ""
    youtube: str = ""
    time_map: tuple[TimePoint, ...] = ()
    """The offset of a recording from the transcript at a point holds until the next point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The day and reason for which an episode is no longer published."""

    on: date
    why: str = ""
    """The reason, shown to readers who follow a link to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundbite:
    """A stretch that the publisher recommends."""

    start: Milliseconds
    duration: Milliseconds
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """Metadata in a transcript file or an `episode.yml`. Empty where the file does not say."""

    title: str = ""
    show: str = ""
    date: date | None = None
    description: str = ""
    """Markdown."""
    language: str = ""
    """BCP 47."""
    encoding: str = ""
    """Character encoding of the transcript file; empty to detect it."""
    people: tuple[Person, ...] = ()
    labels: tuple[Label, ...] = ()
    """The people behind the labels of the transcript file."""
    media: Media = field(default_factory=Media)
    chapters: tuple[ChapterMark, ...] = ()
    links: tuple[Link, ...] = ()
    licence: str = ""
    rights: str = ""
    """Who holds the rights, in the words of the source."""
    usage: str = ""
    """Conditions of use, in the words of the source."""
    source: str = ""
    """Address the transcript was taken from."""
    soundbites: tuple[Soundbite, ...] = ()
    guid: str = ""
    """Identifier of the episode in the feed."""
    publisher: str = ""
    """Publisher of the recording, if it is not the show itself."""
    season: str = ""
    """Number of the season, as its publisher counts."""
    number: str = ""
    """Number of the episode, as its publisher counts."""
    image: str = ""
    """Address of the episode's picture."""
    withdrawn: Withdrawal | None = None
    """None for an episode that is published."""
    keywords: tuple[str, ...] = ()
    """Subjects that the source lists for the whole episode."""
