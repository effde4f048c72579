"""Players get times of the recording if it was cut differently; pages keep the transcript's."""

from __future__ import annotations

import json
import re

import pytest

VTT = "WEBVTT\n\n" + "".join(
    f"{minute:02}:00.000 --> {minute:02}:30.000\n"
    f"<v Ann>In minute {name} somebody says something new.\n\n"
    for minute, name in enumerate(("one", "two", "three", "four"))
)
# An advert of 45 s stands in the sound from the second minute on; the video starts 10 s late.
MEDIA = {
    "audio: talk.mp3": (0, 120 + 45),
    "youtube: Yf1o0TQzry8": (10, 120 + 10),
}
MAP = "time_map: [{transcript: 0, youtube: 10}, {transcript: 60, audio: 105}]"


@pytest.mark.parametrize("media", MEDIA)
def test_players_are_told_times_of_the_recording(build_archive, media):
    site = build_archive(
        {
            "mkdocs.yml": "site_name: T\nsite_url: https://x.example/\n"
            "docs_dir: content/pages\ntheme: {name: onrecord}\nplugins: [onrecord]\n",
            "content/pages/about.md": "# About\n",
            "content/episodes/talk/transcript.vtt": VTT,
            "content/episodes/talk/episode.yml": f"title: A talk\nmedia: {{{media}, {MAP}}}\n"
            "chapters: [{start: 0, title: First}, {start: 120, title: Second}]\n",
            "content/episodes/talk/overlay.yml": "quotes:\n"
            "  - {at: '2:00', words: 'In minute three somebody says something new.'}\n",
        }
    )
    assert site.status == 0, site.output
    first, second = MEDIA[media]
    chapters = json.loads(site.files["episodes/talk/chapters.json"])["chapters"]
    assert [chapter["startTime"] for chapter in chapters] == [first, second]
    simple = site.files["episodes/talk/chapters.xml"].decode()
    assert re.findall(r'start="00:(\d\d):(\d\d)\.000"', simple) == [
        (f"{time // 60:02}", f"{time % 60:02}") for time in (first, second)
    ]

    def described(path: str):
        return json.loads(
            re.findall(
                r'<script type="application/ld\+json">(.*?)</script>', site.files[path].decode()
            )[0]
        )

    assert [clip["startOffset"] for clip in described("episodes/talk/index.html")["hasPart"]] == [
        first,
        second,
    ]
    [quote] = [path for path in site.files if re.fullmatch(r"quotes/talk-\w+/index.html", path)]
    assert described(quote)["hasPart"]["startOffset"] == second
    [played] = re.findall(r'href="([^"]*[#?&](?:amp;)?t=[^"]*)"', site.files[quote].decode())
    assert (
        played
        == {
            "audio: talk.mp3": "/talk.mp3#t=165.000,195.000",
            "youtube: Yf1o0TQzry8": "https://www.youtube.com/watch?v=Yf1o0TQzry8&amp;t=130s",
        }[media]
    )
    facts = json.loads(
        re.findall(
            r'<template id="facts">(.*?)</template>',
            site.files["episodes/talk/second/index.html"].decode(),
        )[0]
    )
    assert facts["timeMap"] == {"audio": [[60, 105]], "youtube": [[0, 10]]}
    # The words are where the transcript has them.
    assert site.pages["episodes/talk/second/index.html"].sentences[0].start == "120.000"
