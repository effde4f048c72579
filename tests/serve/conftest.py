"""A small archive with a site, served in this process; nothing builds meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from onrecord.serve.app import create_app
from onrecord.serve.events import Events
from onrecord.serve.preview import Preview
from onrecord.serve.session import Session

PORT = 8000
TOKEN = "the-token-of-this-server"
ORIGIN = f"http://127.0.0.1:{PORT}"
SLUG = "first-talk"
EPISODE = f"content/episodes/{SLUG}"
TRANSCRIPT = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ann>What is a telescope for?

00:00:04.500 --> 00:00:09.000
<v Bo>For looking and wondering. It gathers light, mostly.

00:00:10.000 --> 00:00:14.000
<v Ann>Who built the first one? Hans Lipperhay did.
"""
OVERLAY = """# Kept by hand.
people:
  Ann: Ann Lee

notes:
  - at: "0:04"
    words: looking   # as he says
    note: With the eye.
"""
FILES = {
    f"{EPISODE}/transcript.vtt": TRANSCRIPT,
    f"{EPISODE}/episode.yml": "title: First talk\npeople: {host: Ann Lee, guest: Bo Chen}\n",
    f"{EPISODE}/overlay.yml": OVERLAY,
    "content/people.yml": "- {name: Ann Lee}\n- {name: Bo Chen, role: guest}\n",
    ".onrecord/serve/site/index.html": "<html><head></head><body><p>Home</p></body></html>",
    ".onrecord/serve/site/404.html": "<html><body>No such page</body></html>",
    f".onrecord/serve/site/episodes/{SLUG}/index.html": "<html><body><p>Talk</p></body></html>",
    f".onrecord/serve/site/episodes/{SLUG}/embed.html": "<p>A quote</p>",
    ".onrecord/serve/site/talk.mp3": "0123456789" * 100,
    ".onrecord/serve/site/topics.json": '{"topics": [{"label": "telescopes", "id": "t"}]}',
    "secret.txt": "not to be served",
}


@dataclass(frozen=True)
class Served:
    """An archive that is served."""

    root: Path
    client: TestClient
    session: Session
    preview: Preview

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.client.get(path, **options)

    def read(self, path: str) -> Any:
        answer = self.get(f"/_edit{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: object, *, token: str = TOKEN) -> httpx.Response:
        headers = {"origin": ORIGIN, "x-onrecord-token": token, "sec-fetch-site": "same-origin"}
        return self.client.post(f"/_edit{path}", json=body, headers=headers)

    def write(self, path: str, body: object, status: int = 200) -> Any:
        answer = self.post(path, body)
        assert answer.status_code == status, answer.text
        return answer.json()

    def overlay(self) -> str:
        return (self.root / EPISODE / "overlay.yml").read_text()

    def sentence(self, words: str) -> dict[str, Any]:
        found = self.read(f"/episodes/{SLUG}")["sentences"]
        return next(each for each in found if words in each["text"])

    def correct(self, was: str, now: str) -> Any:
        sentence = self.sentence(was)
        text = sentence["text"]
        edit = {
            "do": "words",
            "sentence": sentence["span"],
            "shown": text,
            "typed": text.replace(was, now),
        }
        return self.write(f"/episodes/{SLUG}/edits", edit)


@pytest.fixture
def serve_archive(tmp_path: Path) -> Callable[..., Served]:
    """Serve an archive with other files than usual."""

    def start(files: dict[str, str] | None = None, folder: str = "") -> Served:
        root = tmp_path / folder
        for path, content in (FILES | (files or {})).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content)
        preview = Preview(root=root, events=Events(first=7))
        session = Session(root, by="Eve")
        app = create_app(session, preview, port=PORT, token=TOKEN)
        client = TestClient(app, base_url=ORIGIN, follow_redirects=False)
        return Served(root, client, session, preview)

    return start


@pytest.fixture
def served(serve_archive) -> Served:
    return serve_archive()
