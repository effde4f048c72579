"""The value types that flow through onrecord; behaviour is in the functions of the stages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NewType

if TYPE_CHECKING:
    from datetime import date

    from onrecord.errors import Issue

Milliseconds = NewType("Milliseconds", int)
Anchor = NewType("Anchor", str)
Slug = NewType("Slug", str)

Timing = Literal["exact", "interpolated", "none"]
Attribution = Literal["source", "editor", "none"]
"""Who says who speaks: the transcript file, a person who edits the archive, or nobody."""
Origin = Literal["editor", "description", "source", "auto"]
QuoteOrigin = Literal["editor", "teaser", "description", "soundbite", "auto"]

AUTOMATIC_QUOTES = 3

TopicOrigin = Literal["editor", "source", "auto"]

Span = tuple[int, int]
"""Half-open range of characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTime:
    """A stretch of a cue's text for which the file gives a time of its own."""

    span: Span
    """Characters of the cue's text."""
    start: Milliseconds
    end: Milliseconds | None = None
    """None where the file gives only starts (timestamps inside a WebVTT cue)."""
    confidence: float | None = None
    """0 to 1, where the recogniser says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Timed text exactly as the file gave it."""

    start: Milliseconds | None
    """None in a transcript without times."""
    end: Milliseconds | None
    """None where the file gives only starts."""
    text: str
    """Words without markup, entities decoded, each run of white space one space, none at the ends."""
    voice: str | None = None
    """Label of the speaker, as written."""
    identifier: str = ""
    """The cue's own name in the file, if it has one."""
    words: tuple[WordTime, ...] = ()
    line: int = 1
    """Line of the file where the cue starts."""
    paragraph: bool = False
    """The file starts a paragraph here."""
    sentence: bool = False
    """The file says that this is one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A titled address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The human behind a speaker."""

    name: str
    role: str = ""
    """`host`, `guest`, or a word of the publisher's own."""
    # What only `people.yml` says, and no message need repeat.
    slug: Slug = field(default=Slug(""), repr=False)
    """Part of the address of the person's page; empty where nobody has looked the person up."""
    aliases: tuple[str, ...] = field(default=(), repr=False)
    """Other names, and labels that transcripts give this person."""
    links: tuple[Link, ...] = field(default=(), repr=False)
    wikidata: str = field(default="", repr=False)
    """`Q` and digits."""
    description: str = field(default="", repr=False)
    """Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Who says so, when, why, and from what. Empty means: does not say."""

    by: str = ""
    on: date | None = None
    why: str = ""
    sources: tuple[str, ...] = ()
    """Addresses, or words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A stretch of a sentence that is not shown as it was received."""

    span: Span
    """Characters of the sentence's text, as shown."""
    heard: str = ""
    """The words received. Empty where they were removed: nothing that is made from a sentence may know them."""
    removed: bool = False
    """A redaction: the text holds `REMOVED` in place of the words."""
    provenance: Provenance = field(default_factory=Provenance)


REMOVED = "[…]"
"""What stands where words were removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An editor's explanation of some words."""

    sentence: int
    """Index of the sentence in which these words end."""
    words: str
    """Those that it explains, as shown."""
    text: str
    """Markdown."""
    provenance: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Who is behind a label of the transcript file."""

    label: str
    person: str
    """Name or alias."""
    path: str = ""
    """File, line and column, for messages."""
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterMark:
    """Where somebody says that a chapter starts."""

    start: Milliseconds
    title: str
    origin: Origin
    synopsis: str = ""
    keywords: tuple[str, ...] = ()
    """Subjects that the source names for the chapter."""
    path: str = ""
    """File, line and column of the mark, for messages."""
    line: int = 1
    column: int = 1
    cue: int | None = None
    """Index of the first cue, where the mark stands between cues (a heading in the transcript)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePoint:
    """Where one moment stands in the transcript's time and in that of a recording that was cut differently."""

    transcript: Milliseconds
    audio: Milliseconds | None = None
    youtube: Milliseconds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """Where the recording is."""

    audio: str = ""
    youtube: str = ""
    time_map: tuple[TimePoint, ...] = ()
    """From each point on, a recording is ahead of the transcript, or behind it, by as much as there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """Where readers talk about a sentence."""

    provider: Literal["isso", "giscus", "hypothesis", "mailto", ""] = ""
    url: str = ""
    """Of the Isso server, or the address of a letter."""
    repo: str = ""
    repo_id: str = ""
    category: str = ""
    category_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """That an episode is no longer published."""

    on: date
    why: str = ""
    """For readers who follow a link to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundbite:
    """A stretch that the publisher recommends."""

    start: Milliseconds
    duration: Milliseconds
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a transcript file or an `episode.yml` says about its episode. Empty means: does not say."""

    title: str = ""
    show: str = ""
    date: date | None = None
    description: str = ""
    """Markdown."""
    language: str = ""
    """BCP 47."""
    encoding: str = ""
    """Of the bytes of the transcript file; empty to find out."""
    people: tuple[Person, ...] = ()
    labels: tuple[Label, ...] = ()
    """Who is behind the labels of the transcript file."""
    media: Media = field(default_factory=Media)
    chapters: tuple[ChapterMark, ...] = ()
    links: tuple[Link, ...] = ()
    licence: str = ""
    source: str = ""
    """Address the transcript was taken from."""
    soundbites: tuple[Soundbite, ...] = ()
    guid: str = ""
    """What the feed calls the episode."""
    publisher: str = ""
    """Who brings out the recording, where it is not the show itself."""
    number: str = ""
    """Of the episode, as its publisher counts."""
    withdrawn: Withdrawal | None = None
    """None for an episode that is published."""
    keywords: tuple[str, ...] = ()
    """Subjects that the source names for the whole episode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What a reader makes of one file."""

    format: str
    """Name of the reader."""
    cues: tuple[Cue, ...]
    front: FrontMatter = field(default_factory=FrontMatter)
    issues: tuple[Issue, ...] = ()
    """What was repaired, as warnings, and what could not be, as errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The smallest linkable unit."""

    text: str
    """The words to show: those of the transcript with the recorded changes; white space inside is single spaces."""
    span: Span
    """Characters of the transcript's text, which is its cues' texts joined by one space. As received, whatever is changed."""
    start: Milliseconds | None
    end: Milliseconds | None
    timing: Timing
    """Whether `start` is the file's own or interpolated."""
    speaker: str | None = None
    """Name of a person, or a label of the file."""
    attribution: Attribution = "source"
    """Who says that it is this speaker; says nothing where there is none."""
    paragraph: bool = False
    """The file starts a paragraph here."""
    words: tuple[WordTime, ...] = ()
    """Known word times, spans relative to the sentence's text."""
    id: Anchor = Anchor("")
    """Empty until minted."""
    changes: tuple[Change, ...] = ()
    """Where the text differs from what was received, in order; they do not overlap."""

    @property
    def received(self) -> str:
        """The exact words of the transcript, without those that were removed.

        >>> fixed = Change(span=(0, 6), heard="open AI")
        >>> Sentence(text="OpenAI. Yes.", span=(0, 13), start=None, end=None, timing="none", changes=(fixed,)).received
        'open AI. Yes.'
        """
        if not self.changes:
            return self.text
        text = self.text
        for change in reversed(self.changes):
            if not change.removed:
                text = text[: change.span[0]] + change.heard + text[change.span[1] :]
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A maximal run of sentences by one speaker, divided for reading."""

    speaker: str | None
    attribution: Attribution
    paragraphs: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A titled span of an episode."""

    title: str
    slug: Slug
    start: Milliseconds | None
    """As stated by its mark; the first sentence has the time at which its subject starts."""
    sentences: Span
    """Half-open range of the episode's sentences."""
    origin: Origin
    synopsis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One recording with its transcript, compiled."""

    slug: Slug
    front: FrontMatter
    sentences: tuple[Sentence, ...]
    chapters: tuple[Chapter, ...]
    notes: tuple[Note, ...] = ()
    """In the order of the words."""
    teaser: Teaser | None = None
    quotes: tuple[Quote, ...] = ()
    """In the order of the words."""
    withdrawn_quotes: tuple[WithdrawnQuote, ...] = ()
    issues: tuple[Issue, ...] = ()
    topics: tuple[Term, ...] = ()
    """Heaviest first."""
    repeated: tuple[Repeated, ...] = ()
    """In the order of the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Words that several episodes have in common: an intro, an advert."""

    words: str
    path: str = ""
    """File, line and column, for messages."""
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """Where an episode says what others say too."""

    repeat: int
    """Index of it among those of the site."""
    sentences: Span
    """Half-open range of the episode's sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Where a topic is discussed in an episode: a locator before it has an address."""

    sentences: Span
    """Half-open range of the episode's sentences."""
    chapter: int
    """Index of its chapter; a passage never leaves it."""
    first: Anchor
    last: Anchor
    start: Milliseconds | None
    end: Milliseconds | None
    mentions: int
    main: bool = False
    """The passage of the episode that says most of it."""
    speaker: str = ""
    """Of the words below."""
    context: str = ""
    """A sentence that names the topic, shortened around it."""
    subheading: str = ""
    """Of an editor's rule that the words follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A topic in one episode."""

    key: str
    """What all ways to write it share."""
    slug: Slug
    label: str
    """As an index of this episode alone would have it."""
    forms: tuple[str, ...]
    """As it is said here, most often first."""
    weight: float
    origin: TopicOrigin
    passages: tuple[Passage, ...]
    """In the order of the episode."""
    named: bool = False
    """It is a name: its capitals stay."""
    person: bool = False
    """It is the name of a person, and stands under the family name."""
    short: str = ""
    """The acronym that is said for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubheadingRule:
    """Passages with some words stand under a subheading of their own."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An entry of the editor's vocabulary, `content/topics.yml`."""

    label: str
    aliases: tuple[str, ...] = ()
    """Other names for it, which lead to it in the index."""
    heard_as: tuple[str, ...] = ()
    """What a recogniser makes of it: found in the text, never shown."""
    definition: str = ""
    """Markdown."""
    sources: tuple[Link, ...] = ()
    see_also: tuple[str, ...] = ()
    """Labels of related topics."""
    hide: bool = False
    """Not to be in the index, whatever a program finds."""
    pin: bool = False
    """To be in the index however seldom it is said."""
    person: bool = False
    """It is a person: the heading is inverted."""
    subheadings: tuple[SubheadingRule, ...] = ()
    path: str = ""
    """File, line and column of the label, for messages."""
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A sentence of a teaser, and where in the episode it is really said."""

    sentence: int
    """Of the teaser."""
    first: int
    """Sentence in which the words start where they are really said."""
    last: int
    """Sentence in which they end."""
    start: int
    """Character of `first` at which they start."""
    end: int
    """Character of `last` at which they end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """Opening montage of excerpts from later in the episode (cold open)."""

    end: int
    """Its sentences are those before this one."""
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a sentence."""

    sentence: int
    """Index in the episode."""
    span: Span
    """Characters of its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Selected words set apart, verbatim (pull quote)."""

    id: Slug
    """Minted once; the address of its page."""
    words: str
    """As shown: the transcript's, with "…" where something is left out and brackets around what an editor put in."""
    parts: tuple[Part, ...]
    """What of which sentences, in order."""
    origin: QuoteOrigin
    start: Milliseconds | None = None
    end: Milliseconds | None = None
    speaker: str | None = None
    """None where nobody says who speaks, or where several do."""
    was: str = ""
    """The words as first published, where a new transcription has others."""
    by: str = ""
    """Who chose it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnQuote:
    """A quote whose page was published and now says that it is no more."""

    id: Slug
    on: date
    why: str
    near: Anchor | None
    """The sentence where it stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the archive is published, and what it says of itself."""

    title: str
    description: str = ""
    """Markdown."""
    language: str = "en"
    licence: str = ""
    links: tuple[Link, ...] = ()
    url: str = ""
    """Address of home, with a slash at the end; empty when not known."""
    base: str = "/"
    """Path of `url`, with slashes at both ends: links in pages start with it."""
    suggestions: str = ""
    """Where readers send corrections: `mailto:` with an address, or the address of a form for new issues; empty for nowhere."""
    automatic_quotes: int = AUTOMATIC_QUOTES
    """How many quotes of an episode may be chosen by rank."""
    repeats: tuple[Repeat, ...] = ()
    """Intros, adverts and the like that episodes have in common."""
    quote_weights: tuple[tuple[str, float], ...] = ()
    """The archive's own weights for choosing, in place of the shipped ones of the same names."""
    topics: tuple[Topic, ...] = ()
    """The editor's vocabulary."""
    comments: Comments = field(default_factory=Comments)
    markdown_downloads: bool = True
    """False for a renderer that makes a page of every Markdown file, and so cannot hand one out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page for any renderer: its HTML stands between the site's header and footer."""

    url: str
    """Directory address relative to the site, `episodes/x/y/`; empty for home."""
    kind: str
    title: str
    content: str
    """HTML."""
    description: str = ""
    heading: str = ""
    """Id of its first heading, where "skip to content" leads."""
    anchors: tuple[str, ...] = ()
    """Ids of the sentences in the content."""
    previous: str = ""
    """Address of the page before, in reading order."""
    next: str = ""
    head: str = ""
    """HTML for the page's `<head>`: what machines read of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file beside the pages."""

    url: str
    content: str | bytes

    @property
    def encoded(self) -> bytes:
        """The bytes to write."""
        return self.content.encode() if isinstance(self.content, str) else self.content
