"""The feed, read by feedparser and by its namespace; the list of texts; both from summaries alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import ChapterSummary, Media, Milliseconds, Person, Site, Slug, Soundbite, Summary, TimePoint
from onrecord.pages import write_feed, write_llms

SITE = Site(title="Talks & more", description="About *talks*", language="en", url="https://talks.example/archive/", base="/archive/")
TALK = Summary(
    slug=Slug("on-links"),
    url="episodes/on-links/",
    title="On <links> & anchors",
    show="Talks",
    date=date(2024, 5, 16),
    duration=Milliseconds(3_723_000),
    people=(Person(name="Ann", role="host"), Person(name="Ben", role="guest"), Person(name="Cleo", role="narrator")),
    excerpt="What stays.",
    description="What *stays*.",
    language="en",
    number="12",
    media=Media(audio="media/talk.mp3", time_map=(TimePoint(transcript=Milliseconds(60_000), audio=Milliseconds(90_000)),)),
    soundbites=(Soundbite(start=Milliseconds(73_500), duration=Milliseconds(60_000), title="On rain"),),
    chapters=(ChapterSummary(title="Trains & rain", url="episodes/on-links/trains-rain/", start=Milliseconds(0)),),
    sentences=3,
    words=20,
)
PODCAST = "{https://podcastindex.org/namespace/1.0}"
# Of the namespace's own documentation.
ROLES = {"host", "guest"}


def test_readers_of_feeds_find_an_episode_with_its_sound():
    feed = feedparser.parse(write_feed([TALK], SITE))
    assert not feed.bozo
    assert (feed.feed.title, feed.feed.link, feed.feed.language) == ("Talks & more", "https://talks.example/archive/", "en")
    [entry] = feed.entries
    assert entry.title == "On <links> & anchors"
    assert entry.link == entry.id == "https://talks.example/archive/episodes/on-links/"
    assert entry.published_parsed[:3] == (2024, 5, 16)
    [enclosure] = entry.enclosures
    assert (enclosure.href, enclosure.type) == ("https://talks.example/archive/media/talk.mp3", "audio/mpeg")
    assert entry.itunes_duration == "3723"
    assert "<em>stays</em>" in entry.content[0].value
    assert "Trains &amp; rain" in entry.content[0].value


def test_what_podcast_players_read_is_as_the_namespace_says():
    channel = ET.fromstring(write_feed([TALK], SITE)).find("channel")
    assert UUID(channel.findtext(f"{PODCAST}guid")).version == 5
    entry = channel.find("item")
    transcripts = {one.get("type"): one.get("url") for one in entry.findall(f"{PODCAST}transcript")}
    assert transcripts["text/vtt"] == "https://talks.example/archive/episodes/on-links/transcript.vtt"
    assert set(transcripts) == {"text/vtt", "application/x-subrip", "application/json"}
    chapters = entry.find(f"{PODCAST}chapters")
    assert chapters.attrib == {"url": "https://talks.example/archive/episodes/on-links/chapters.json", "type": "application/json+chapters"}
    bite = entry.find(f"{PODCAST}soundbite")
    # In the recording's own time: an advert of half a minute stands before it.
    assert (bite.attrib, bite.text) == ({"startTime": "103.5", "duration": "60.0"}, "On rain")
    people = [(one.text, one.get("role")) for one in entry.findall(f"{PODCAST}person")]
    assert people == [("Ann", "host"), ("Ben", "guest"), ("Cleo", None)]
    assert {role for _, role in people if role} <= ROLES


def test_the_newest_come_first_and_what_is_withdrawn_does_not_come():
    others = [
        replace(TALK, slug=Slug(name), title=name, date=day, withdrawn=gone)
        for name, day, gone in [
            ("old", date(2020, 1, 1), False),
            ("new", date(2025, 1, 1), False),
            ("undated", None, False),
            ("gone", date(2025, 2, 2), True),
        ]
    ]
    feed = feedparser.parse(write_feed(others, SITE))
    assert [entry.title for entry in feed.entries] == ["new", "old", "undated"]
    assert "gone" not in write_llms(others, SITE)


@pytest.mark.parametrize("summaries", [[], [TALK]])
def test_the_same_summaries_give_the_same_bytes(summaries):
    assert write_feed(summaries, SITE) == write_feed(summaries, SITE)


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_title_breaks_the_feed(title, excerpt):
    feed = feedparser.parse(write_feed([replace(TALK, title=title or "x", excerpt=excerpt)], SITE))
    assert not feed.bozo
    assert len(feed.entries) == 1


def test_the_list_of_texts_leads_to_them():
    lines = write_llms([TALK], SITE).splitlines()
    assert lines[0] == "# Talks & more"
    assert (
        lines[-1] == "- [On <links> & anchors](https://talks.example/archive/episodes/on-links/transcript.md): Ann, Ben, Cleo, 2024-05-16"
    )
