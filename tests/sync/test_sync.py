"""New episodes from a feed, as a cron job takes them."""

import json
from pathlib import Path

import pytest

from built import build, onrecord
from onrecord.cli import main
from podcast import Host, serve_podcast, vtt

PEOPLE = (
    '<podcast:person role="guest">Bo Chen</podcast:person><podcast:person>Ann Lee</podcast:person>'
)
BITES = (
    '<podcast:soundbite startTime="1.5" duration="2">Glass</podcast:soundbite>'
    '<podcast:soundbite startTime="NaN" duration="2">x</podcast:soundbite>'
)
CHAPTERS = (
    b'{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Beginning"},'
    b' {"startTime": 2, "title": "Glass"}]}'
)


@pytest.fixture
def host():
    with serve_podcast() as serving:
        yield serving


@pytest.fixture
def root(make_archive, host) -> Path:
    return make_archive(
        {
            "content/archive.yml": (
                f"feeds:\n  - {{url: '{host.address}/feed.xml', allow_private: true}}\n"
            )
        }
    )


@pytest.fixture
def sync(root, capsys):
    """Run the command and give its exit status and (outcome, slug or title) of each event."""

    def run(*options: str) -> tuple[int, list[tuple[str, str]]]:
        status = main(["sync", "--archive", str(root), "--json", *options])
        events = json.loads(capsys.readouterr().out)["events"]
        return status, [(event["outcome"], event["slug"] or event["title"]) for event in events]

    return run


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_an_item_becomes_an_episode_with_all_that_the_feed_says(host: Host, root, sync):
    host.files["/1.json"] = CHAPTERS
    chapters = f'<podcast:chapters url="{host.address}/1.json" type="application/json+chapters"/>'
    host.publish(host.item(1, "On glass", PEOPLE, BITES, chapters))
    assert sync() == (0, [("added", "on-glass")])
    folder = root / "content/episodes/on-glass"
    assert (folder / "transcript.vtt").read_bytes() == host.files["/1.vtt"]
    assert (folder / "chapters.json").read_bytes() == CHAPTERS
    assert (folder / "episode.yml").read_text(encoding="utf-8").split("\n", 2)[2] == (
        'title: "On glass"\nshow: "Workshop Talks"\ndate: 2026-03-14\n'
        "description: |-\n  About **glass** & [more](https://a.example/).\n"
        'language: "en-us"\n'
        'people:\n  - {name: "Bo Chen", role: "guest"}\n  - {name: "Ann Lee", role: "host"}\n'
        'media:\n  audio: "https://a.example/1.mp3"\n'
        'soundbites:\n  - {start: 1.500, duration: 2.000, title: "Glass"}\n'
        'guid: "talk-1"\n'
    )


def test_the_second_run_changes_nothing_and_a_new_item_adds_one(host: Host, root, sync):
    host.publish(host.item(1, "One"))
    assert sync() == (0, [("added", "one")])
    before = tree(root)
    host.asked.clear()
    assert sync() == (0, [])
    assert tree(root) == before
    assert host.asked == [("/feed.xml", 304), ("/1.vtt", 304)]
    host.publish(host.item(2, "Two"), host.item(1, "One"))
    assert sync() == (0, [("added", "two")])
    assert sync() == (0, [])


def test_a_broken_item_is_told_each_time_and_stops_no_other(host: Host, sync):
    host.files["/2.vtt"] = b"<!doctype html><title>502 Bad Gateway</title>"
    host.publish(host.item(3, "Three"), host.item(2, "Two"), host.item(1, "One"))
    assert sync() == (1, [("added", "three"), ("broken", "Two"), ("added", "one")])
    assert sync() == (1, [("broken", "Two")])
    host.files["/2.vtt"] = vtt("It is mended.")
    assert sync() == (0, [("added", "two")])


def test_what_a_server_says_in_prose_is_no_transcript(host: Host, sync):
    host.files["/talks/1"] = (
        b"The show has moved to another host, and its transcripts with it. " * 8
    )
    host.publish(host.item(1, "One", transcript="/talks/1"))
    assert sync() == (1, [("broken", "One")])


def test_the_best_transcript_that_can_be_read_is_taken(host: Host, root, sync):
    better = f'<podcast:transcript url="{host.address}/1.json" type="application/json"/>'
    host.files["/1.json"] = (
        b'{"version": "1.0.0", "segments": [{"startTime": 0, "endTime": 1, "body": "Hello."}]}'
    )
    host.files["/2.json"] = b'{"version": "1.0.0", "segm'
    host.publish(host.item(1, "One", better), host.item(2, "Two", better.replace("/1.", "/2.")))
    assert sync() == (0, [("added", "one"), ("added", "two"), ("warning", "two")])
    assert [path.name for path in sorted((root / "content/episodes").glob("*/transcript.*"))] == [
        "transcript.json",
        "transcript.vtt",
    ]


def test_a_changed_transcript_is_told_and_taken_when_asked_for(host: Host, root, sync):
    host.publish(host.item(1, "One"))
    sync()
    old, new = host.files["/1.vtt"], vtt("This is talk number 1.", "We begin with fine glass.")
    host.files["/1.vtt"] = new
    path = root / "content/episodes/one/transcript.vtt"
    assert sync() == (0, [("changed", "one")])
    assert path.read_bytes() == old
    assert sync("--update") == (0, [("updated", "one")])
    assert path.read_bytes() == new
    assert sync("--update") == (0, [])


def test_what_was_edited_here_is_never_written_over(host: Host, root, sync):
    host.publish(host.item(1, "One"))
    sync()
    edited = vtt("Edited here.")
    (root / "content/episodes/one/transcript.vtt").write_bytes(edited)
    host.files["/1.vtt"] = vtt("Edited there.")
    assert sync("--update") == (0, [("changed", "one")])
    assert (root / "content/episodes/one/transcript.vtt").read_bytes() == edited


def test_an_error_page_in_place_of_a_taken_transcript_is_not_taken(host: Host, root, sync):
    host.publish(host.item(1, "One"))
    sync()
    old, host.files["/1.vtt"] = host.files["/1.vtt"], b"<!doctype html><title>Gone</title>"
    assert sync("--update") == (1, [("broken", "one")])
    assert (root / "content/episodes/one/transcript.vtt").read_bytes() == old


def test_an_episode_is_known_by_its_guid_when_the_state_is_lost(host: Host, root, sync):
    host.publish(host.item(1, "One"))
    sync()
    (root / "content/feeds.json").unlink()
    assert sync() == (0, [])
    assert [path.name for path in (root / "content/episodes").iterdir()] == ["one"]


def test_an_episode_that_was_removed_does_not_come_back(host: Host, root, sync):
    host.publish(host.item(1, "One"))
    sync()
    folder = root / "content/episodes/one"
    folder.rename(root / "elsewhere")
    assert sync() == (0, [])
    assert not folder.exists()


def test_two_items_of_one_title_are_two_episodes(host: Host, sync):
    host.publish(host.item(2, "News"), host.item(1, "News"))
    assert sync() == (0, [("added", "news"), ("added", "news-2026-03-14")])


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://a.example/a", "gopher://a.example/"]
)
def test_a_redirect_to_another_kind_of_address_is_refused(host: Host, root, sync, target):
    host.publish(host.item(1, "One"))
    host.redirects["/1.vtt"] = target
    assert sync() == (1, [("broken", "One")])
    assert not (root / "content/episodes").exists()


def test_a_feed_on_this_machine_is_refused_unless_allowed(host: Host, root, sync):
    host.publish(host.item(1, "One"))
    (root / "content/archive.yml").write_text(
        f"feeds: ['{host.address}/feed.xml']", encoding="utf-8"
    )
    assert sync() == (3, [("unreachable", "")])
    assert host.asked == []


@pytest.mark.parametrize(
    "feed",
    [
        b"<html><body>Not found",
        b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>',
        b"<a/>",
        b"",
    ],
    ids=["a page", "entities", "other XML", "nothing"],
)
def test_what_is_no_feed_is_told(host: Host, sync, feed):
    host.files["/feed.xml"] = feed
    assert sync() == (1, [("broken", "")])


def test_a_damaged_state_is_told_and_left_alone(host: Host, root, capsys):
    host.publish(host.item(1, "One"))
    (root / "content/feeds.json").write_text("<<<<<<< HEAD", encoding="utf-8")
    assert main(["sync", "--archive", str(root)]) == 1
    assert (
        "content/feeds.json:1:1: error: not as 'onrecord sync' wrote it" in capsys.readouterr().err
    )
    assert (root / "content/feeds.json").read_text(encoding="utf-8") == "<<<<<<< HEAD"


def test_no_feeds_says_where_to_name_them(make_archive, capsys):
    assert main(["sync", "--archive", str(make_archive({"content/archive.yml": ""}))]) == 2
    assert (
        "content/archive.yml names no feeds\n    hint: add to content/archive.yml"
        in capsys.readouterr().err
    )


def test_a_new_episode_is_on_the_home_page(host: Host, root):
    host.publish(host.item(1, "On glass", PEOPLE))
    assert onrecord("sync", "--archive", root).returncode == 0
    assert "On glass" in build(root).files["index.html"].decode()
    host.publish(host.item(2, "On patience"), host.item(1, "On glass", PEOPLE))
    assert onrecord("sync", "--archive", root).returncode == 0
    site = build(root)
    assert site.status == 0, site.output
    home = site.files["index.html"].decode()
    assert "On patience" in home
    assert "On glass" in home
