"""Reading a feed: RSS and Atom by feedparser, the podcast namespace from the XML tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import feedparser
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from onrecord.errors import ContentError, Issue, Place
from onrecord.intake.feeds.from_html import to_markdown
from onrecord.intake.feeds.podcast import (
    TranscriptLink,
    read_chapters,
    read_people,
    read_soundbites,
    read_transcripts,
)
from onrecord.model import FrontMatter, Media

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_ATOM = "{http://www.w3.org/2005/Atom}"
# As in `common.schema.json`, without relative addresses.
_ADDRESS = re.compile(r"https?://(?![/?#:@])[^ \t\n\"<>\\^`{|}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEpisode:
    """An item that may become an episode."""

    guid: str
    front: FrontMatter
    transcripts: tuple[TranscriptLink, ...]
    """Best first."""
    chapters: str
    """Address of Podcasting 2.0 chapters; empty if there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFront:
    """A feed."""

    title: str
    episodes: tuple[FeedEpisode, ...]
    """In the order of the feed, usually newest first."""


def read_feed(content: bytes, url: str) -> FeedFront:
    """Return the episodes of a feed.

    Raises:
        ContentError: It is no feed, or not well-formed, so that elements might be missed.
    """
    try:
        root: Element = fromstring(content)
    except DefusedXmlException as error:
        raise ContentError(
            [Issue(path=url, message="a feed that declares entities of its own; not read")]
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        line, column = getattr(error, "position", (1, 0))
        hint = "is this the address of the feed, and not of a page?"
        place = Place(path=url, line=line, column=column + 1)
        raise ContentError([place.issue(f"not well-formed XML: {error}", hint=hint)]) from error
    elements = [*root.iter("item"), *root.iter(f"{_ATOM}entry")]
    # Resolves relative addresses and removes scripts. Given bytes, it fetches nothing.
    parsed: Any = feedparser.parse(content)
    if not parsed.version or len(parsed.entries) != len(elements):
        raise ContentError(
            [Issue(path=url, message="XML, but no RSS or Atom feed", found=root.tag)]
        )
    return FeedFront(
        title=_line(parsed.feed.get("title", "")),
        episodes=tuple(_episodes(parsed, elements)),
    )


def _episodes(parsed: Any, elements: list[Element]) -> Iterator[FeedEpisode]:  # noqa: ANN401 - feedparser has no types
    show = _line(parsed.feed.get("title", ""))
    language = str(parsed.feed.get("language", ""))
    for entry, element in zip(parsed.entries, elements, strict=True):
        link = str(entry.get("link", ""))
        sounds = [str(one.get("href", "")) for one in entry.get("enclosures", ())]
        notes = max(
            (
                str(one.get("value", ""))
                for one in (*entry.get("content", ()), entry.get("summary_detail") or {})
            ),
            key=len,
        )
        guid = _line(str(entry.get("id", ""))) or link or next(iter(sounds), "")
        front = FrontMatter(
            title=_line(entry.get("title", "")),
            show=show,
            date=_day(entry.get("published_parsed") or entry.get("updated_parsed")),
            description=to_markdown(notes),
            language=language
            if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-[A-Za-z]{2})?", language)
            else "",
            people=tuple(read_people(element)),
            media=Media(audio=next((sound for sound in sounds if _ADDRESS.fullmatch(sound)), "")),
            soundbites=tuple(read_soundbites(element)),
            source=link if _ADDRESS.fullmatch(link) else "",
            guid=guid,
        )
        yield FeedEpisode(
            guid=guid,
            front=front,
            transcripts=read_transcripts(element),
            chapters=read_chapters(element),
        )


def _day(moment: Any) -> date | None:  # noqa: ANN401 - the same
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday) if moment else None


def _line(text: str) -> str:
    return " ".join(text.split())
