"""Marks for links that were published earlier.

A mark says where the words are now, or when they were removed.

A mark is shown only to readers who follow its link (`:target`), so a page with a hundred of them
reads like any other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import transcript_beside
from onrecord.pages.urls import chapter_url, transcript_url
from onrecord.text.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from onrecord.anchors import Publication
    from onrecord.model import Anchor, Episode, Site

# Enough to recognise a sentence.
WORDS_LENGTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedMark:
    """The mark of words that are now on another page."""

    anchor: Anchor
    url: str
    title: str
    """Title of that page."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneNote:
    """The note on words that are on no page."""

    anchor: Anchor
    on: date
    why: str
    url: str
    """Address of the nearest words that remain; empty if none do."""
    words: str
    """The nearest words that remain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldLinks:
    """Context of `pages/old-links.html.jinja`: the marks of one page."""

    moved: tuple[MovedMark, ...] = ()
    gone: tuple[GoneNote, ...] = ()


def group_aliases(published: Publication) -> Mapping[Anchor, tuple[Anchor, ...]]:
    """Return the old anchors in front of each sentence."""
    found: defaultdict[Anchor, tuple[Anchor, ...]] = defaultdict(tuple)
    for alias in published.aliases:
        found[alias.heir] += (alias.anchor,)
    return found


def collect_old_links(
    episode: Episode, published: Publication, site: Site
) -> Mapping[str, OldLinks]:
    """Return the marks at each address of an episode, earlier addresses included."""
    sentences = {sentence.id: sentence for sentence in episode.sentences}
    titles = {chapter_url(episode, chapter): chapter.title for chapter in episode.chapters}
    moved: defaultdict[str, dict[Anchor, MovedMark]] = defaultdict(dict)
    gone: defaultdict[str, dict[Anchor, GoneNote]] = defaultdict(dict)
    for one in published.moved:
        mark = MovedMark(
            anchor=one.anchor,
            url=f"{site.base}{one.to_page}#{one.heir}",
            title=titles[one.to_page],
            words=shorten(sentences[one.heir].text, WORDS_LENGTH),
        )
        moved[one.page][one.anchor] = mark
        if (whole := transcript_beside(one.page)) != transcript_url(episode):
            moved[whole][one.anchor] = mark
    for lost in published.gone:
        note = GoneNote(
            anchor=lost.anchor,
            on=lost.on,
            why=lost.why,
            url=f"{site.base}{lost.near_page}#{lost.near}" if lost.near else "",
            words=shorten(sentences[lost.near].text, WORDS_LENGTH) if lost.near else "",
        )
        gone[lost.page][lost.anchor] = note
        gone[transcript_beside(lost.page)][lost.anchor] = note
    return {
        page: OldLinks(moved=tuple(moved[page].values()), gone=tuple(gone[page].values()))
        for page in {**moved, **gone}
    }


def destinations(marks: Iterable[MovedMark]) -> Mapping[str, str]:
    """Return the addresses to which marks lead, with their titles, the most frequent first."""
    counts = Counter((mark.url.partition("#")[0], mark.title) for mark in marks)
    return dict(page for page, _ in counts.most_common())
