"""Marks for links that were published earlier.

A mark says where the words are now, or when they were removed.

A mark is shown only to readers who follow its link (`:target`), so a page with a hundred of them
reads like any other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.pages.environment import fill
from onrecord.pages.urls import chapter_url, episode_url, transcript_url
from onrecord.text.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from markupsafe import Markup

    from onrecord.anchors import Publication
    from onrecord.model import Anchor, Episode, Sentence, Site

# Enough to recognise a sentence.
WORDS_LENGTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedMark:
    """The mark of words that are now on another page."""

    anchor: Anchor
    url: str
    title: str
    """Of that page."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneNote:
    """The note on words that are on no page."""

    anchor: Anchor
    on: date
    why: str
    url: str
    """Of the nearest words that remain; empty if none do."""
    words: str
    """The nearest words that remain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldLinks:
    """Context of `pages/old-links.html.jinja`: the marks of one page."""

    moved: tuple[MovedMark, ...] = ()
    gone: tuple[GoneNote, ...] = ()


@dataclass(slots=True)
class _Marks:
    moved: dict[Anchor, MovedMark] = field(default_factory=dict)
    gone: dict[Anchor, GoneNote] = field(default_factory=dict)


def group_aliases(published: Publication) -> Mapping[Anchor, tuple[Anchor, ...]]:
    """Give the old anchors in front of each sentence."""
    found: defaultdict[Anchor, tuple[Anchor, ...]] = defaultdict(tuple)
    for alias in published.aliases:
        found[alias.heir] += (alias.anchor,)
    return found


def collect_old_links(
    episode: Episode, published: Publication, site: Site
) -> Mapping[str, OldLinks]:
    """Give the marks at each address of an episode, earlier addresses included."""
    sentences = {sentence.id: sentence for sentence in episode.sentences}
    titles = {chapter_url(episode, chapter): chapter.title for chapter in episode.chapters}
    found: defaultdict[str, _Marks] = defaultdict(_Marks)
    for moved in published.moved:
        mark = MovedMark(
            anchor=moved.anchor,
            url=f"{site.base}{moved.to_page}#{moved.heir}",
            title=titles[moved.to_page],
            words=_words(sentences[moved.heir]),
        )
        found[moved.page].moved[moved.anchor] = mark
        if (whole := _transcript_beside(moved.page)) != transcript_url(episode):
            found[whole].moved[moved.anchor] = mark
    for gone in published.gone:
        note = GoneNote(
            anchor=gone.anchor,
            on=gone.on,
            why=gone.why,
            url=f"{site.base}{gone.near_page}#{gone.near}" if gone.near else "",
            words=_words(sentences[gone.near]) if gone.near else "",
        )
        found[gone.page].gone[gone.anchor] = note
        found[_transcript_beside(gone.page)].gone[gone.anchor] = note
    return {
        page: OldLinks(moved=tuple(marks.moved.values()), gone=tuple(marks.gone.values()))
        for page, marks in found.items()
    }


def list_addresses(episode: Episode, published: Publication) -> tuple[str, ...]:
    """Give all addresses that an episode ever had, its current ones first."""
    current = (
        episode_url(episode),
        *(chapter_url(episode, chapter) for chapter in episode.chapters),
        transcript_url(episode),
    )
    earlier = [page for entry in published.entries for page in (entry.page, *entry.pages)]
    folders = dict.fromkeys(page[: page.index("/", len("episodes/")) + 1] for page in earlier)
    return tuple(
        dict.fromkeys(
            (*current, *folders, *(f"{folder}transcript/" for folder in folders), *earlier)
        )
    )


def render_old_links(links: OldLinks) -> Markup:
    """Render the marks of a page."""
    return fill("old-links", links)


def _transcript_beside(page: str) -> str:
    """Give the address of the whole transcript beside a chapter.

    >>> _transcript_beside("episodes/first/glass/")
    'episodes/first/transcript/'
    """
    return f"{page.rstrip('/').rpartition('/')[0]}/transcript/"


def _words(sentence: Sentence) -> str:
    return shorten(sentence.text, WORDS_LENGTH)


def destinations(marks: Iterable[MovedMark]) -> Mapping[str, str]:
    """Give the addresses to which marks lead, with their titles, the most frequent first."""
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    for mark in marks:
        counts[mark.url.partition("#")[0], mark.title] += 1
    return dict(sorted(counts, key=lambda found: -counts[found]))
