"""Feeds as hosts write them, each a case in `cases/`.

A case has `says`, `source`, `polls` and `expect`. Each poll is the content of the channel, or a
mapping with `channel`, further `pages`, other `files` of the server from then on, whether to
`update`, and what a person does before: `edit`, `guid`, `write`, `remove`. `expect` lists the
events of the last poll (outcome, then words in the event) and, for each episode, keys of its
`episode.yml`, `words` of its transcript and `chapters` in its `chapters.json`. `{host}` is the
address of the server.
"""

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord.cli import main
from podcast import serve_podcast

CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted(Path(__file__).with_name("cases").glob("*.yml"))
    for number, case in enumerate(YAML(typ="safe").load(path), 1)
]
FILES = {
    "/en.vtt": "We built a boat last summer, and it leaked at once, but nobody was surprised.",
    "/copy.vtt": "",
    "/es.vtt": "Construimos un barco el verano pasado, pero se hundió enseguida en el río.",
    "/de.vtt": "Wir haben im letzten Sommer ein Boot gebaut, und es ist sofort untergegangen.",
    "/boot.vtt": "Wir haben im letzten Sommer ein Boot gebaut, und es ist untergegangen. " * 3,
    "/old.vtt": "The harbour was shut, and we waited there with the nets until the evening came.",
    "/prose.txt": "We built a boat last summer, and it leaked at once. Nobody was surprised. " * 8,
    "/gone.txt": "We are sorry: the page that you asked for could not be found on our host. " * 6,
    "/few.vtt": "Hicimos un barco. Se hundió en seguida.",
    "/short.txt": "Too many requests. Please slow down.",
    "/script.php?id=7": "We built a boat last summer, and it leaked at once. Nobody laughed. " * 8,
    "/en.chapters.json": '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Wood"}]}',
}
FEED = (
    '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0" '
    'xmlns:psc="http://podlove.org/simple-chapters" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<channel><title>Boats</title>{}</channel></rss>"
)


@pytest.mark.parametrize("case", CASES)
def test_a_feed(case, make_archive, capsys):
    with serve_podcast() as host:
        feeds = f"feeds: [{{url: '{host.address}/feed.xml', allow_private: true}}]\n"
        root = make_archive({"content/archive.yml": feeds})
        for path, words in FILES.items():
            cue = "WEBVTT\n\n00:00:00.000 --> 00:00:05.000\n" if path.endswith(".vtt") else ""
            host.files[path] = f"{cue}{words or FILES['/en.vtt']}\n".encode()
        for poll in case["polls"]:
            told = {"channel": poll} if isinstance(poll, str) else poll
            pages = {"/feed.xml": told["channel"], **told.get("pages", {})}
            for path, channel in pages.items():
                host.files[path] = FEED.format(channel.replace("{host}", host.address)).encode()
            for path, content in told.get("files", {}).items():
                host.files[path] = content.encode()
            edit(root / "content/episodes", told)
            options = ["--update"] if told.get("update") else []
            status = main(["sync", "--archive", str(root), "--json", *options])
            events = json.loads(capsys.readouterr().out)["events"]
        expected = json.loads(json.dumps(case["expect"]).replace("{host}", host.address))
    assert status == expected.get("status", 0), events
    assert len(events) == len(expected["events"]), events
    for event, (outcome, *words) in zip(events, expected["events"], strict=True):
        assert event["outcome"] == outcome
        assert [word for word in words if word not in " ".join(event.values())] == [], event
    folders = root / "content/episodes"
    found = sorted(path.name for path in folders.iterdir()) if folders.is_dir() else []
    assert found == sorted(expected["episodes"])
    for slug, facts in expected["episodes"].items():
        assert read(folders / slug, facts) == facts


def edit(episodes: Path, told):
    """Change files as a person does between two polls."""
    for path, content in told.get("write", {}).items():
        (episodes / path).write_text(content, encoding="utf-8")
    for slug, lines in told.get("edit", {}).items():
        with (episodes / slug / "episode.yml").open("a") as file:
            file.write(lines)
    for slug, guid in told.get("guid", {}).items():
        (episodes / slug / "episode.yml").write_text(
            f"title: Boat\nguid: {guid}\n", encoding="utf-8"
        )
    for path in told.get("remove", ()):
        (episodes / path).unlink()


def read(folder: Path, keys) -> dict[str, object]:
    """Return the facts of an episode under some keys."""
    front = YAML(typ="safe").load((folder / "episode.yml").read_text(encoding="utf-8"))
    front["date"] = str(front.get("date", ""))
    front["people"] = [person["name"] for person in front.get("people", ())]
    front["audio"] = front.get("media", {}).get("audio")
    front["words"] = " ".join(next(folder.glob("transcript.*")).read_text("utf-8").split())
    if (folder / "chapters.json").exists():
        listed = json.loads((folder / "chapters.json").read_bytes())["chapters"]
        front["chapters"] = [[one["startTime"], one["title"]] for one in listed]
    if "words" in keys:
        front["words"] = keys["words"] if keys["words"] in front["words"] else front["words"]
    return {key: front.get(key) for key in keys}
