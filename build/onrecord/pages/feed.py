"""The feed of episodes: RSS 2.0 with the namespaces of iTunes and Podcasting 2.0."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from onrecord.model import Download, Draft, from_newest
from onrecord.pages.markdown import plain_text, render_markdown
from onrecord.pages.media import audio_type, file_url, media_time
from onrecord.pages.urls import chapter_url, episode_url
from onrecord.pages.xml_text import clean_xml
from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from onrecord.model import Episode, EpisodeStore, Site, Summary

FEED = "feed.xml"
# Feed readers fetch the file again and again; earlier episodes are on the site.
MAX_EPISODES = 100

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
# The Podcasting 2.0 namespace identifies a show by the UUID (version 5) of its feed's address
# without the scheme, in this namespace.
SHOWS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")

TRANSCRIPTS = {"vtt": "text/vtt", "srt": "application/x-subrip", "json": "application/json"}


def write_feed(summaries: Sequence[Summary], store: EpisodeStore, site: Site) -> Draft:
    """Write the feed, newest first.

    Feeds need absolute links; without the site's address they start with its path.
    """
    newest = from_newest(summary for summary in summaries if not summary.withdrawn)[:MAX_EPISODES]

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
    channel = Element("channel")
    _add(channel, "title", site.title)
    _add(channel, "link", site.address)
    _add(channel, "description", plain_text(site.description) or site.title)
    _add(channel, "language", site.language)
    SubElement(
        channel,
        "atom:link",
        {"rel": "self", "type": "application/rss+xml", "href": site.address + FEED},
    )
    name = re.sub(r"^https?://", "", site.address + FEED)
    _add(channel, "podcast:guid", str(uuid5(SHOWS, name)))
    _add(channel, "podcast:license", site.licence[:128])
    _add(channel, "lastBuildDate", _moment(day))
    return "".join(map(_write, channel))


def write_entry(episode: Episode, excerpt: str, site: Site) -> str:
    """Return an episode's element of the feed.

    Args:
        episode: compiled.
        excerpt: first sentences of its description.
        site: where it is published.
    """
    front = episode.front
    address = site.address + episode_url(episode)
    entry = Element("item")
    _add(entry, "title", front.title)
    _add(entry, "link", address)
    SubElement(entry, "guid", {"isPermaLink": "true"}).text = clean_xml(address)
    _add(entry, "pubDate", _moment(front.date))
    _add(entry, "description", excerpt or front.title)
    _add(entry, "content:encoded", _html(episode, site))
    if front.media.audio:
        sound = file_url(front.media.audio, site, whole=True)
        # The length of a file elsewhere is unknown without fetching it; podcasters' own tools write
        # 0 then.
        SubElement(
            entry, "enclosure", {"url": sound, "type": audio_type(front.media), "length": "0"}
        )
    if length := episode.duration:
        _add(entry, "itunes:duration", str(length // 1000))
    if front.season.isdecimal():
        _add(entry, "itunes:season", front.season)
    if front.number.isdecimal():
        _add(entry, "itunes:episode", front.number)
    if front.image:
        SubElement(entry, "itunes:image", {"href": file_url(front.image, site, whole=True)})
    # That of the site stands in the channel.
    if front.licence != site.licence:
        _add(entry, "podcast:license", front.licence[:128])
    _add_podcast_elements(entry, episode, address)
    return _write(entry)


def _add_podcast_elements(entry: Element, episode: Episode, address: str) -> None:
    """Add transcripts, chapters, soundbites and people (Podcasting 2.0 namespace)."""
    front = episode.front
    language = {"language": front.language} if front.language else {}
    for extension, kind in TRANSCRIPTS.items():
        transcript = {"url": f"{address}transcript.{extension}", "type": kind, **language}
        SubElement(entry, "podcast:transcript", transcript)
    chapters = {"url": f"{address}chapters.json", "type": "application/json+chapters"}
    SubElement(entry, "podcast:chapters", chapters)
    for bite in front.soundbites:
        start = media_time(bite.start, front.media, "audio")
        # Seconds as the namespace writes them: 73.5, 60.0.
        times = {"startTime": str(start / 1000), "duration": str(bite.duration / 1000)}
        title = clean_xml(bite.title[:128])
        SubElement(entry, "podcast:soundbite", times).text = title or None
    for person in front.people:
        # The two roles that our people share with the taxonomy of the namespace.
        role = "host" if person.is_host else "guest" if person.is_guest else ""
        attributes = {"role": role} if role else {}
        SubElement(entry, "podcast:person", attributes).text = clean_xml(person.name)


def _html(episode: Episode, site: Site) -> str:
    """Return the description, and links to the chapters."""
    chapters = "".join(
        f'<li><a href="{site.address}{chapter_url(episode, chapter)}">'
        f"{escape(chapter.title, quote=False)}</a></li>"
        for chapter in episode.chapters
    )
    return f"{render_markdown(episode.front.description).html}<ol>{chapters}</ol>"


def _write(element: Element) -> str:
    """Return an element inside the feed, which declares the prefixes of its names."""
    indent(element, " ", level=2)
    return f"  {tostring(element, encoding='unicode').rstrip()}\n"


def _moment(day: date | None) -> str:
    return format_datetime(datetime.combine(day, time(), UTC)) if day else ""


def _add(parent: Element, tag: str, text: str) -> None:
    if text:
        SubElement(parent, tag).text = clean_xml(text)
