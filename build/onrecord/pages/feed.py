"""The feed of episodes: RSS 2.0 with the namespaces of iTunes and Podcasting 2.0."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from onrecord.model import Download, Draft, from_newest
from onrecord.pages.markdown import plain_text, render_markdown
from onrecord.pages.media import audio_type, audio_url, media_time
from onrecord.pages.rail import chapter_url, duration, episode_url
from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from onrecord.model import Episode, EpisodeStore, Site, Summary

FEED = "feed.xml"
# What readers of feeds fetch again and again; the rest is on the site.
EPISODES = 100

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
NAMESPACES = {"atom": ATOM, "content": CONTENT, "itunes": ITUNES, "podcast": PODCAST}
DECLARATION = re.compile(' xmlns:[a-z]+="[^"]*"')
# Of the Podcasting 2.0 namespace, for names of shows: the UUID (version 5) of the feed's address without its scheme.
SHOWS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


def write_feed(summaries: Sequence[Summary], store: EpisodeStore, site: Site) -> Draft:
    """Give the feed, newest first. Without the site's address, which a feed must have, its links start with the site's path."""
    newest = from_newest(summary for summary in summaries if not summary.withdrawn)[:EPISODES]

    def make() -> Download:
        # Not the time of the build: the same content gives the same bytes.
        channel = _channel(site, newest[0].date if newest else None)
        entries = "".join(store.details(summary.slug).feed for summary in newest)
        declared = "".join(
            f' xmlns:{prefix}="{namespace}"' for prefix, namespace in NAMESPACES.items()
        )
        head = (
            f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"{declared}>\n <channel>\n'
        )
        return Download(url=FEED, content=f"{head}{channel}{entries} </channel>\n</rss>\n")

    return Draft(
        url=FEED, fingerprint=fingerprint([summary.version for summary in newest]), make=make
    )


def _channel(site: Site, day: date | None) -> str:
    address = site.url or site.base
    channel = Element("channel")
    _add(channel, "title", site.title)
    _add(channel, "link", address)
    _add(channel, "description", plain_text(site.description) or site.title)
    _add(channel, "language", site.language)
    SubElement(
        channel,
        f"{{{ATOM}}}link",
        {"rel": "self", "type": "application/rss+xml", "href": address + FEED},
    )
    _add(
        channel, f"{{{PODCAST}}}guid", str(uuid5(SHOWS, re.sub(r"^https?://", "", address + FEED)))
    )
    if site.licence:
        _add(channel, f"{{{PODCAST}}}license", site.licence[:128])
    _add(channel, "lastBuildDate", _moment(day))
    return "".join(map(_write, channel))


def write_entry(episode: Episode, excerpt: str, site: Site) -> str:
    """Give an episode's element of the feed.

    Args:
        episode: compiled.
        excerpt: first sentences of its description.
        site: where all this is published.
    """
    front = episode.front
    address = (site.url or site.base) + episode_url(episode)
    entry = Element("item")
    _add(entry, "title", front.title)
    _add(entry, "link", address)
    SubElement(entry, "guid", {"isPermaLink": "true"}).text = _clean(address)
    _add(entry, "pubDate", _moment(front.date))
    _add(entry, "description", excerpt or front.title)
    chapters = "".join(
        f'<li><a href="{site.url or site.base}{chapter_url(episode, chapter)}">{_escaped(chapter.title)}</a></li>'
        for chapter in episode.chapters
    )
    _add(
        entry,
        f"{{{CONTENT}}}encoded",
        f"{render_markdown(front.description).html}<ol>{chapters}</ol>",
    )
    if front.media.audio:
        sound = audio_url(front.media, site, whole=True)
        # Nobody knows the length of a file elsewhere without fetching it; 0 is what the podcasters' own tools write then.
        SubElement(
            entry, "enclosure", {"url": sound, "type": audio_type(front.media), "length": "0"}
        )
    if spoken := duration(episode):
        _add(entry, f"{{{ITUNES}}}duration", str(spoken // 1000))
    if front.number.isdecimal():
        _add(entry, f"{{{ITUNES}}}episode", front.number)
    for name, kind in (
        ("vtt", "text/vtt"),
        ("srt", "application/x-subrip"),
        ("json", "application/json"),
    ):
        language = {"language": front.language} if front.language else {}
        SubElement(
            entry,
            f"{{{PODCAST}}}transcript",
            {"url": f"{address}transcript.{name}", "type": kind, **language},
        )
    SubElement(
        entry,
        f"{{{PODCAST}}}chapters",
        {"url": f"{address}chapters.json", "type": "application/json+chapters"},
    )
    for bite in front.soundbites:
        start = media_time(bite.start, front.media, "audio")
        times = {"startTime": _seconds(start), "duration": _seconds(bite.duration)}
        SubElement(entry, f"{{{PODCAST}}}soundbite", times).text = _clean(bite.title[:128]) or None
    for person in front.people:
        role = {"role": person.role} if person.role in {"host", "guest"} else {}
        SubElement(entry, f"{{{PODCAST}}}person", role).text = _clean(person.name)
    return _write(entry)


def _write(element: Element) -> str:
    """Give an element inside a feed, which has declared the namespaces."""
    for prefix, namespace in NAMESPACES.items():
        register_namespace(prefix, namespace)
    indent(element, " ", level=2)
    start, end, rest = tostring(element, encoding="unicode").rstrip().partition(">")
    return f"  {DECLARATION.sub('', start)}{end}{rest}\n"


def _seconds(time: int) -> str:
    """Give a time as the namespace writes it.

    >>> _seconds(73_500), _seconds(60_000)
    ('73.5', '60.0')
    """
    return str(time / 1000)


def _moment(day: date | None) -> str:
    return format_datetime(datetime.combine(day, time(), UTC)) if day else ""


def _add(parent: Element, tag: str, text: str) -> None:
    if text:
        SubElement(parent, tag).text = _clean(text)


def _clean(text: str) -> str:
    r"""Leave out what XML 1.0 cannot hold.

    >>> _clean("a\x0bb\ufffe")
    'ab'
    """
    return "".join(
        mark
        for mark in text
        if mark in "\t\n\r"
        or "\x20" <= mark <= "\ud7ff"
        or "\ue000" <= mark <= "\ufffd"
        or mark > "\uffff"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
