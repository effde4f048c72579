"""`onrecord serve`, started for real."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from command_line import Running, start_onrecord

TALK = "content/episodes/first-talk"
CUES = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ann Lee>What is a telescope for?
"""
LIMIT = 300


def wait_for(running: Running, pattern: str) -> re.Match[str]:
    while not (found := re.search(pattern, running.output())):
        assert running.wait(0.05) is None, running.output()
    return found


def read(url: str, body: object = None, **headers: str) -> tuple[int, str]:
    data = None if body is None else json.dumps(body).encode()
    try:
        with urlopen(Request(url, data, headers), timeout=LIMIT) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def read_events(url: str) -> Iterator[tuple[str, dict]]:
    with urlopen(f"{url}_edit/events", timeout=LIMIT) as stream:
        name = ""
        for line in stream:
            key, _, value = line.decode().strip().partition(": ")
            if key == "event":
                name = value
            elif key == "data":
                yield name, json.loads(value)


def after(events: Iterator[tuple[str, dict]], name: str) -> dict:
    return next(data for each, data in events if each == name)


@pytest.mark.parametrize("configured", [True, False], ids=["mkdocs.yml", "no mkdocs.yml"])
def test_an_archive_is_built_edited_and_mended(make_archive, configured):
    mkdocs = "site_name: T\ndocs_dir: content/pages\ntheme: {name: onrecord}\nplugins: [onrecord]\n"
    root = make_archive(
        {f"{TALK}/transcript.vtt": CUES, f"{TALK}/overlay.yml": "was: nix\n"}
        | ({"mkdocs.yml": mkdocs, "content/pages/index.md": "Hello.\n"} if configured else {})
    )
    with start_onrecord("serve", "--archive", root, "--port", "0") as running:
        url = wait_for(running, r"Serving on (http://127\.0\.0\.1:\d+/)")[1]
        events = read_events(url)
        # No site yet: the page says what is wrong.
        assert "overlay.yml:1:1: error: unknown key: 'was'" in after(events, "failed")["text"]
        status, page = read(url)
        assert (status, "overlay.yml:1:1: error: unknown key" in page) == (503, True)
        # Mended by hand.
        (root / TALK / "overlay.yml").write_text("notes: []\n")
        assert "/episodes/first-talk/" in after(events, "built")["pages"]
        status, page = read(f"{url}episodes/first-talk/")
        assert status == 200
        # Edited from the page.
        token = re.search(r'name="onrecord-edit" content="([^"]+)"', page)[1]
        episode = json.loads(read(f"{url}_edit/episodes/first-talk")[1])
        [sentence] = episode["sentences"]
        edit = {
            "do": "words",
            "sentence": sentence["span"],
            "shown": sentence["text"],
            "typed": "What is a spyglass for?",
        }
        headers = {
            "Content-Type": "application/json",
            "Origin": url.rstrip("/"),
            "X-Onrecord-Token": token,
        }
        edits = f"{url}_edit/episodes/first-talk/edits"
        assert read(edits, edit, **(headers | {"X-Onrecord-Token": "x"}))[0] == 403
        assert read(edits, edit, **headers)[0] == 200
        assert after(events, "built")["pages"]
        chapter = sentence["chapter"]
        assert "spyglass" in read(f"{url}episodes/first-talk/{chapter}/")[1]
        # Broken by hand: the last good site stays.
        (root / TALK / "overlay.yml").write_text("was: nix\n")
        assert "unknown key" in after(events, "failed")["text"]
        assert "spyglass" in read(f"{url}episodes/first-talk/{chapter}/")[1]
        # A preview writes no ledgers, and nothing of the editor is in its files.
        assert not (root / TALK / "permalinks.jsonl").exists()
        site = root / ".onrecord/serve/site"
        assert not [each for each in site.rglob("*.html") if "_edit" in each.read_text()]
        os.kill(running.pid, signal.SIGINT)
        assert running.wait(LIMIT) == 130
        assert "Traceback" not in running.output()


def test_only_this_machine_is_answered(make_archive):
    root = make_archive({f"{TALK}/transcript.vtt": CUES})
    with start_onrecord("serve", "--archive", root, "--port", "0") as running:
        url = wait_for(running, r"Serving on (http://127\.0\.0\.1:\d+/)")[1]
        port = urlsplit(url).port
        for request, status in [
            (f"GET / HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n", "403"),
            ("GET / HTTP/1.0\r\n\r\n", "403"),
            # 503 before the first build.
            (f"GET /../../secret HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n", "404|503"),
        ]:
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.sendall(request.encode())
                line = connection.recv(4096).decode().partition("\r\n")[0]
            assert re.fullmatch(rf"HTTP/1\.[01] ({status})( .*)?", line), line
        other = socket.gethostbyname(socket.gethostname())
        if other != "127.0.0.1":
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((other, port), timeout=LIMIT)
