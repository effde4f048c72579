"""Reading a feed: RSS and Atom by feedparser, the podcast namespace from the XML tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from xml.etree.ElementTree import ParseError

import feedparser
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from onrecord.errors import ContentError, Issue, Place
from onrecord.intake.feeds import podcast
from onrecord.intake.feeds.facts import (
    choose_recording,
    day_of,
    is_same_language,
    language_tag,
    plain_line,
    resolve,
)
from onrecord.intake.feeds.from_html import to_markdown
from onrecord.model import ChapterMark, FrontMatter, Media

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from onrecord.intake.feeds.podcast import TranscriptLink

_ATOM = "{http://www.w3.org/2005/Atom}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_OLDER = frozenset({"next", "prev-archive"})
"""Relations of a page to the one with older items: in a paged feed and in an archived one."""
_XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEpisode:
    """An item that may become an episode."""

    guid: str
    front: FrontMatter
    transcripts: tuple[TranscriptLink, ...]
    """Best first: in the language of the item, then the most informative format."""
    chapters: str
    """Address of Podcasting 2.0 chapters; empty if there are none."""
    inline_chapters: tuple[ChapterMark, ...] = ()
    """Chapters in the item itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFront:
    """A feed, or one page of it."""

    title: str
    episodes: tuple[FeedEpisode, ...]
    """In the order of the feed, usually newest first."""
    next_page: str = ""
    """Address of the page with older items (RFC 5005); empty on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Show:
    """Defaults that a channel sets for its items."""

    front: FrontMatter
    base: str
    """Address against which relative ones are resolved."""


def read_feed(content: bytes, url: str) -> FeedFront:
    """Return the episodes of a feed. Relative addresses are resolved against `url`.

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
    # Removes scripts. Given bytes, it fetches nothing.
    parsed: Any = feedparser.parse(content)
    if not parsed.version or len(parsed.entries) != len(elements):
        raise ContentError(
            [Issue(path=url, message="XML, but no RSS or Atom feed", found=root.tag)]
        )
    channel = root.find("channel")
    channel = root if channel is None else channel
    base = _base(channel, _base(root, url))
    show = _Show(
        front=FrontMatter(
            show=plain_line(parsed.feed.get("title", "")),
            language=_language(channel) or language_tag(str(parsed.feed.get("language") or "")),
            people=tuple(podcast.read_cast(channel)),
            licence=podcast.read_licence(channel),
        ),
        base=base,
    )
    return FeedFront(
        title=show.front.show,
        episodes=tuple(
            _episode(entry, element, show)
            for entry, element in zip(parsed.entries, elements, strict=True)
        ),
        next_page=next(
            (
                resolve(link.get("href", ""), base)
                for link in channel.findall(f"{_ATOM}link")
                if link.get("rel", "").strip().lower() in _OLDER
            ),
            "",
        ),
    )


def _episode(entry: Any, element: Element, show: _Show) -> FeedEpisode:  # noqa: ANN401 - feedparser has no types
    base = _base(element, show.base)
    stated = str(entry.get("link") or "")
    # A guid is the address of the page unless the feed denies it, which most feeds forget.
    link = resolve(stated, base) if stated != entry.get("id") or "://" in stated else ""
    sounds = list(_enclosures(entry, element, base))
    transcripts = podcast.read_transcripts(element, base)
    candidates = [link, *(address for address, _ in sounds), *(one.url for one in transcripts)]
    guid = " ".join(str(entry.get("id") or "").split()) or next(filter(None, candidates), "")
    dated = "published" if "published" in entry else "updated"
    written, moment = str(entry.get(dated) or ""), entry.get(f"{dated}_parsed")
    language = _language(element) or show.front.language
    front = FrontMatter(
        title=_title(entry, element),
        show=show.front.show,
        date=day_of(written, moment),
        description=to_markdown(_notes(entry)),
        language=language,
        people=tuple(podcast.read_people(element)) or show.front.people,
        media=Media(audio=choose_recording(sounds)),
        licence=podcast.read_licence(element) or show.front.licence,
        season=podcast.read_season(element),
        number=podcast.read_number(element),
        image=podcast.read_image(element, base),
        soundbites=tuple(podcast.read_soundbites(element)),
        source=link,
        guid=guid,
    )
    return FeedEpisode(
        guid=guid,
        front=front,
        transcripts=tuple(sorted(transcripts, key=lambda one: _distance(one.language, language))),
        chapters=podcast.read_chapters(element, base) or _linked_chapters(element, base),
        inline_chapters=podcast.read_inline_chapters(element),
    )


def _enclosures(entry: Any, element: Element, base: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - the same
    for one in entry.get("enclosures", ()):
        yield resolve(str(one.get("href") or ""), base), str(one.get("type") or "")
    for one in entry.get("media_content", ()):
        yield resolve(str(one.get("url") or ""), base), str(one.get("type") or "")
    yield from podcast.read_alternates(element, base)


def _title(entry: Any, element: Element) -> str:  # noqa: ANN401 - the same
    plain = element.find("title")
    # Tags that were not escaped are elements inside the title.
    mixed = "".join(plain.itertext()) if plain is not None and len(plain) else ""
    return plain_line(mixed or str(entry.get("title") or ""))


def _notes(entry: Any) -> str:  # noqa: ANN401 - the same
    details = (*entry.get("content", ()), entry.get("summary_detail") or {})
    return max((str(one.get("value") or "") for one in details), key=len)


def _linked_chapters(element: Element, base: str) -> str:
    """Return the address of chapters that an Atom link names (Podlove)."""
    return next(
        (
            resolve(link.get("href", ""), base)
            for link in element.findall(f"{_ATOM}link")
            if link.get("rel", "").rstrip("/#").endswith("podlove.org/simple-chapters")
        ),
        "",
    )


def _language(element: Element) -> str:
    stated = (
        element.findtext("language"),
        element.findtext(f"{_DUBLIN_CORE}language"),
        element.get(f"{_XML}lang"),
    )
    return next((tag for text in stated if (tag := language_tag(text or ""))), "")


def _base(element: Element, base: str) -> str:
    return urljoin(base, element.get(f"{_XML}base", ""))


def _distance(stated: str, wanted: str) -> int:
    """Return how far the language of a transcript is from the wanted one.

    A transcript that does not state its language has that of the feed (podcast-namespace).

    >>> _distance("", "pt-BR"), _distance("pt-PT", "pt-BR"), _distance("es", "pt-BR")
    (0, 1, 2)
    """
    if not stated or not wanted or stated.lower() == wanted.lower():
        return 0
    return 1 if is_same_language(stated, wanted) else 2
