"""The feed of episodes: RSS 2.0 with the namespaces of iTunes and Podcasting 2.0."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from onrecord.pages.markdown import plain_text, render_markdown
from onrecord.pages.media import audio_type, audio_url, media_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Site, Summary

FEED = "feed.xml"
# What readers of feeds fetch again and again; the rest is on the site.
EPISODES = 100

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
# Of the Podcasting 2.0 namespace, for names of shows: the UUID (version 5) of the feed's address without its scheme.
SHOWS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


def write_feed(summaries: Sequence[Summary], site: Site) -> str:
    """Give the feed, newest first. Without the site's address, which a feed must have, its links start with the site's path."""
    for prefix, namespace in (("atom", ATOM), ("content", CONTENT), ("itunes", ITUNES), ("podcast", PODCAST)):
        register_namespace(prefix, namespace)
    address = site.url or site.base
    rss = Element("rss", {"version": "2.0"})
    channel = SubElement(rss, "channel")
    _add(channel, "title", site.title)
    _add(channel, "link", address)
    _add(channel, "description", plain_text(site.description) or site.title)
    _add(channel, "language", site.language)
    SubElement(channel, f"{{{ATOM}}}link", {"rel": "self", "type": "application/rss+xml", "href": address + FEED})
    _add(channel, f"{{{PODCAST}}}guid", str(uuid5(SHOWS, re.sub(r"^https?://", "", address + FEED))))
    if site.licence:
        _add(channel, f"{{{PODCAST}}}license", site.licence[:128])
    newest = sorted((summary for summary in summaries if not summary.withdrawn), key=_age)[:EPISODES]
    if newest and newest[0].date:
        # Not the time of the build: the same content gives the same bytes.
        _add(channel, "lastBuildDate", _moment(newest[0]))
    for summary in newest:
        _episode(SubElement(channel, "item"), summary, site)
    indent(rss, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(rss, encoding="unicode") + "\n"


def _episode(entry: Element, summary: Summary, site: Site) -> None:
    address = (site.url or site.base) + summary.url
    _add(entry, "title", summary.title)
    _add(entry, "link", address)
    SubElement(entry, "guid", {"isPermaLink": "true"}).text = _clean(address)
    if summary.date:
        _add(entry, "pubDate", _moment(summary))
    _add(entry, "description", summary.excerpt or summary.title)
    chapters = "".join(
        f'<li><a href="{site.url or site.base}{chapter.url}">{_escaped(chapter.title)}</a></li>' for chapter in summary.chapters
    )
    _add(entry, f"{{{CONTENT}}}encoded", f"{render_markdown(summary.description).html}<ol>{chapters}</ol>")
    if summary.media.audio:
        sound = audio_url(summary.media, site, whole=True)
        # Nobody knows the length of a file elsewhere without fetching it; 0 is what the podcasters' own tools write then.
        SubElement(entry, "enclosure", {"url": sound, "type": audio_type(summary.media), "length": "0"})
    if summary.duration:
        _add(entry, f"{{{ITUNES}}}duration", str(summary.duration // 1000))
    if summary.number.isdecimal():
        _add(entry, f"{{{ITUNES}}}episode", summary.number)
    for name, kind in (("vtt", "text/vtt"), ("srt", "application/x-subrip"), ("json", "application/json")):
        language = {"language": summary.language} if summary.language else {}
        SubElement(entry, f"{{{PODCAST}}}transcript", {"url": f"{address}transcript.{name}", "type": kind, **language})
    SubElement(entry, f"{{{PODCAST}}}chapters", {"url": f"{address}chapters.json", "type": "application/json+chapters"})
    for bite in summary.soundbites:
        start = media_time(bite.start, summary.media, "audio")
        times = {"startTime": _seconds(start), "duration": _seconds(bite.duration)}
        SubElement(entry, f"{{{PODCAST}}}soundbite", times).text = _clean(bite.title[:128]) or None
    for person in summary.people:
        role = {"role": person.role} if person.role in {"host", "guest"} else {}
        SubElement(entry, f"{{{PODCAST}}}person", role).text = _clean(person.name)


def _seconds(time: int) -> str:
    """Give a time as the namespace writes it.

    >>> _seconds(73_500), _seconds(60_000)
    ('73.5', '60.0')
    """
    return str(time / 1000)


def _age(summary: Summary) -> tuple[int, str]:
    return (-summary.date.toordinal() if summary.date else 0, summary.slug)


def _moment(summary: Summary) -> str:
    return format_datetime(datetime.combine(summary.date, time(), UTC)) if summary.date else ""


def _add(parent: Element, tag: str, text: str) -> None:
    if text:
        SubElement(parent, tag).text = _clean(text)


def _clean(text: str) -> str:
    r"""Leave out what XML 1.0 cannot hold.

    >>> _clean("a\x0bb\ufffe")
    'ab'
    """
    return "".join(
        mark for mark in text if mark in "\t\n\r" or "\x20" <= mark <= "\ud7ff" or "\ue000" <= mark <= "\ufffd" or mark > "\uffff"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
