"""What a page owes to links that were published earlier: where the words are now, or since when they are nowhere.

Each mark is shown only to those who follow its link (`:target`), so that a page with a hundred of them reads like any other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.pages.environment import fill
from onrecord.pages.rail import chapter_url, episode_url, transcript_url
from onrecord.text.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from markupsafe import Markup

    from onrecord.anchors import Publication
    from onrecord.model import Anchor, Episode, Sentence, Site

# Enough to recognise a sentence by.
WORDS_LENGTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedMark:
    """Words that are on another page now."""

    anchor: Anchor
    url: str
    title: str
    """Of the page where they are."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneNote:
    """Words that are nowhere."""

    anchor: Anchor
    on: date
    why: str
    url: str
    """Of the nearest words that remain; empty where none do."""
    words: str
    """The nearest that remain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldLinks:
    """Context of `pages/old-links.html.jinja`: what one page owes."""

    moved: tuple[MovedMark, ...] = ()
    gone: tuple[GoneNote, ...] = ()


@dataclass(slots=True)
class _Debts:
    moved: dict[Anchor, MovedMark] = field(default_factory=dict)
    gone: dict[Anchor, GoneNote] = field(default_factory=dict)


def group_aliases(published: Publication) -> Mapping[Anchor, tuple[Anchor, ...]]:
    """Give for each sentence the old anchors that stand in front of it."""
    found: defaultdict[Anchor, tuple[Anchor, ...]] = defaultdict(tuple)
    for alias in published.aliases:
        found[alias.heir] += (alias.anchor,)
    return found


def collect_old_links(
    episode: Episode, published: Publication, site: Site
) -> Mapping[str, OldLinks]:
    """Give what each address of an episode owes, those included that are no longer pages of it."""
    sentences = {sentence.id: sentence for sentence in episode.sentences}
    titles = {chapter_url(episode, chapter): chapter.title for chapter in episode.chapters}
    debts: defaultdict[str, _Debts] = defaultdict(_Debts)
    for moved in published.moved:
        mark = MovedMark(
            anchor=moved.anchor,
            url=f"{site.base}{moved.to_page}#{moved.heir}",
            title=titles[moved.to_page],
            words=_words(sentences[moved.heir]),
        )
        debts[moved.page].moved[moved.anchor] = mark
        if (whole := _whole(moved.page)) != transcript_url(episode):
            debts[whole].moved[moved.anchor] = mark
    for gone in published.gone:
        note = GoneNote(
            anchor=gone.anchor,
            on=gone.on,
            why=gone.why,
            url=f"{site.base}{gone.near_page}#{gone.near}" if gone.near else "",
            words=_words(sentences[gone.near]) if gone.near else "",
        )
        debts[gone.page].gone[gone.anchor] = note
        debts[_whole(gone.page)].gone[gone.anchor] = note
    return {
        page: OldLinks(moved=tuple(owed.moved.values()), gone=tuple(owed.gone.values()))
        for page, owed in debts.items()
    }


def list_addresses(episode: Episode, published: Publication) -> tuple[str, ...]:
    """Give all addresses that an episode ever had, its present ones first."""
    present = (
        episode_url(episode),
        *(chapter_url(episode, chapter) for chapter in episode.chapters),
        transcript_url(episode),
    )
    earlier = [page for entry in published.entries for page in (entry.page, *entry.pages)]
    folders = dict.fromkeys(page[: page.index("/", len("episodes/")) + 1] for page in earlier)
    return tuple(
        dict.fromkeys(
            (*present, *folders, *(f"{folder}transcript/" for folder in folders), *earlier)
        )
    )


def render_old_links(owed: OldLinks) -> Markup:
    """Give the HTML of the marks and notes of a page."""
    return fill("old-links", owed)


def _whole(page: str) -> str:
    """Give the address of the whole transcript beside a chapter's.

    >>> _whole("episodes/first/glass/")
    'episodes/first/transcript/'
    """
    return f"{page.rstrip('/').rpartition('/')[0]}/transcript/"


def _words(sentence: Sentence) -> str:
    return shorten(sentence.text, WORDS_LENGTH)


def destinations(owed: Iterable[MovedMark]) -> Mapping[str, str]:
    """Give the pages that marks lead to, with their titles, the most frequent first."""
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    for mark in owed:
        counts[mark.url.partition("#")[0], mark.title] += 1
    return dict(sorted(counts, key=lambda found: -counts[found]))
