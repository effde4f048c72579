"""The feed, read by feedparser and by its namespaces, and `llms.txt`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import (
    Chapter,
    Episode,
    FrontMatter,
    Media,
    MemoryStore,
    Milliseconds,
    Person,
    Sentence,
    Site,
    Slug,
    Soundbite,
    TimePoint,
    Withdrawal,
)
from onrecord.pages import summarise, write_feed, write_llms
from onrecord.pages.feed import write_entry
from onrecord.pages.jsonld import describe_episode

SITE = Site(
    title="Talks & more",
    description="About *talks*",
    language="en",
    url="https://talks.example/archive/",
    base="/archive/",
)
TALK = Episode(
    slug=Slug("on-links"),
    front=FrontMatter(
        title="On <links> & anchors",
        show="Talks",
        date=date(2024, 5, 16),
        people=(
            Person(name="Ann", role="host"),
            Person(name="Ben", role="guest"),
            Person(name="Cleo", role="narrator"),
        ),
        description="What *stays*.",
        language="en",
        number="12",
        media=Media(
            audio="media/talk.mp3",
            time_map=(TimePoint(transcript=Milliseconds(60_000), audio=Milliseconds(90_000)),),
        ),
        soundbites=(
            Soundbite(start=Milliseconds(73_500), duration=Milliseconds(60_000), title="On rain"),
        ),
    ),
    sentences=(
        Sentence(
            text="It rains.",
            span=(0, 9),
            start=Milliseconds(0),
            end=Milliseconds(3_723_000),
            timing="exact",
        ),
    ),
    chapters=(
        Chapter(
            title="Trains & rain",
            slug=Slug("trains-rain"),
            start=Milliseconds(0),
            sentences=(0, 1),
            origin="editor",
        ),
    ),
)
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
# Of the namespace's own documentation.
ROLES = {"host", "guest"}


def feed_of(*episodes):
    told = [summarise(episode, SITE) for episode in episodes]
    return (
        write_feed(
            [summary for summary, _ in told],
            MemoryStore({summary.slug: left for summary, left in told}),
            SITE,
        )
        .make()
        .content
    )


def texts_of(*episodes):
    return write_llms([summarise(episode, SITE)[0] for episode in episodes], SITE).make().content


def test_readers_of_feeds_find_an_episode_with_its_sound():
    feed = feedparser.parse(feed_of(TALK))
    assert not feed.bozo
    assert (feed.feed.title, feed.feed.link, feed.feed.language) == (
        "Talks & more",
        "https://talks.example/archive/",
        "en",
    )
    [entry] = feed.entries
    assert entry.title == "On <links> & anchors"
    assert entry.link == entry.id == "https://talks.example/archive/episodes/on-links/"
    assert entry.published_parsed[:3] == (2024, 5, 16)
    [enclosure] = entry.enclosures
    assert (enclosure.href, enclosure.type) == (
        "https://talks.example/archive/media/talk.mp3",
        "audio/mpeg",
    )
    assert entry.itunes_duration == "3723"
    assert "<em>stays</em>" in entry.content[0].value
    assert "Trains &amp; rain" in entry.content[0].value


def test_what_podcast_players_read_is_as_the_namespace_says():
    channel = ET.fromstring(feed_of(TALK)).find("channel")
    assert UUID(channel.findtext(f"{PODCAST}guid")).version == 5
    entry = channel.find("item")
    transcripts = {one.get("type"): one.get("url") for one in entry.findall(f"{PODCAST}transcript")}
    assert (
        transcripts["text/vtt"] == "https://talks.example/archive/episodes/on-links/transcript.vtt"
    )
    assert set(transcripts) == {"text/vtt", "application/x-subrip", "application/json"}
    chapters = entry.find(f"{PODCAST}chapters")
    assert chapters.attrib == {
        "url": "https://talks.example/archive/episodes/on-links/chapters.json",
        "type": "application/json+chapters",
    }
    bite = entry.find(f"{PODCAST}soundbite")
    # In the recording's own time: an advert of half a minute stands before it.
    assert (bite.attrib, bite.text) == ({"startTime": "103.5", "duration": "60.0"}, "On rain")
    people = [(one.text, one.get("role")) for one in entry.findall(f"{PODCAST}person")]
    assert people == [("Ann", "host"), ("Ben", "guest"), ("Cleo", None)]
    assert {role for _, role in people if role} <= ROLES


def test_season_picture_and_licence_are_where_players_and_search_engines_look():
    numbered = replace(
        TALK.front, season="2", image="media/talk.jpg", licence="cc-by-4.0", rights="© Ann"
    )
    episode = replace(TALK, front=numbered)
    entry = ET.fromstring(feed_of(episode)).find("channel/item")
    image = "https://talks.example/archive/media/talk.jpg"
    assert entry.findtext(f"{ITUNES}season") == "2"
    assert entry.findtext(f"{ITUNES}episode") == "12"
    assert entry.find(f"{ITUNES}image").get("href") == image
    assert entry.findtext(f"{PODCAST}license") == "cc-by-4.0"
    described = describe_episode(episode, SITE)
    assert described["partOfSeason"] == {"@type": "PodcastSeason", "seasonNumber": "2"}
    assert (described["image"], described["copyrightNotice"]) == (image, "© Ann")


def test_the_licence_of_the_site_stands_once_in_its_feed():
    own = replace(TALK.front, licence="cc-by-4.0")
    entry = write_entry(
        replace(TALK, front=own), excerpt="", site=replace(SITE, licence="cc-by-4.0")
    )
    assert "podcast:license" not in entry


def test_the_newest_come_first_and_what_is_withdrawn_does_not_come():
    others = [
        replace(
            TALK, slug=Slug(name), front=replace(TALK.front, title=name, date=day, withdrawn=gone)
        )
        for name, day, gone in [
            ("old", date(2020, 1, 1), None),
            ("new", date(2025, 1, 1), None),
            ("undated", None, None),
            ("gone", date(2025, 2, 2), Withdrawal(on=date(2026, 1, 1))),
        ]
    ]
    feed = feedparser.parse(feed_of(*others))
    assert [entry.title for entry in feed.entries] == ["new", "old", "undated"]
    assert "gone" not in texts_of(*others)


@pytest.mark.parametrize("episodes", [[], [TALK]])
def test_the_same_episodes_give_the_same_bytes(episodes):
    assert feed_of(*episodes) == feed_of(*episodes)


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_title_breaks_the_feed(title, description):
    feed = feedparser.parse(
        feed_of(
            replace(TALK, front=replace(TALK.front, title=title or "x", description=description))
        )
    )
    assert not feed.bozo
    assert len(feed.entries) == 1


def test_the_list_of_texts_leads_to_them():
    lines = texts_of(TALK).splitlines()
    assert lines[0] == "# Talks & more"
    assert (
        lines[-1]
        == "- [On <links> & anchors](https://talks.example/archive/episodes/on-links/transcript.md)"
        ": Ann, Ben, Cleo, 2024-05-16"
    )
