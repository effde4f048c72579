"""An archive that is edited in a browser, served by this process."""

from __future__ import annotations

import json
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.request import Request, urlopen

import uvicorn
from playwright.sync_api import Browser, Locator, Page

from browsing import Traffic, new_context, wait_until
from onrecord.serve.app import create_app
from onrecord.serve.events import Events
from onrecord.serve.preview import Preview
from onrecord.serve.session import Session

TOKEN = "the-token-of-this-server"
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """An archive that is edited in a browser."""

    root: Path
    home: str
    open: Callable[..., Page]
    """A page with the edit mode on, in a profile of its own."""
    forgiven: list[str] = field(default_factory=list)
    """Patterns of complaints of the browser that are asked for; a test may add its own."""

    @property
    def overlay_path(self) -> Path:
        return self.root / "content" / "episodes" / "listening" / "overlay.yml"

    @property
    def overlay(self) -> str:
        return self.overlay_path.read_text() if self.overlay_path.exists() else ""

    def wait_for_entry(self, page: Page, *parts: str) -> None:
        """Wait until a line of the overlay has all of the parts."""
        wait_until(
            page,
            lambda: any(all(part in line for part in parts) for line in self.overlay.splitlines()),
        )

    def post(self, path: str, body: object) -> None:
        """Edit from somewhere else."""
        headers = {
            "X-Onrecord-Token": TOKEN,
            "Content-Type": "application/json",
            "Origin": self.home.rstrip("/"),
        }
        url = f"{self.home}_edit/{path}"
        with urlopen(Request(url, json.dumps(body).encode(), headers)) as answer:
            assert answer.status == 200


@contextmanager
def serve_desk(archive: Path, root: Path, browser: Browser) -> Iterator[Desk]:
    """Serve a copy of an archive for editing; fail if a script of its pages complained."""
    shutil.copytree(archive, root)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    port = listener.getsockname()[1]
    home = f"http://127.0.0.1:{port}/"
    (root / "mkdocs.yml").write_text(
        f"site_name: Talks\nsite_url: {home}\ndocs_dir: content/pages\n"
        "theme: {name: onrecord}\nplugins: [onrecord]\n"
    )
    events = Events(first=1)
    preview = Preview(root=root, events=events, quiet=True)
    app = create_app(Session(root, by="An Editor"), preview, port=port, token=TOKEN)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=5))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    contexts = []

    def open_one(path: str = "episodes/listening/transcript/", **options: object) -> Page:
        context = new_context(browser, **{"viewport": DESK, "reduced_motion": "reduce", **options})
        contexts.append(context)
        traffic.record(context)
        page = context.new_page()
        page.goto(home + path)
        # Until the first build is finished, a page says so and loads itself again.
        page.get_by_role("switch", name="Edit").click()
        page.locator(".edit-strip").wait_for()
        return page

    traffic = Traffic()
    forgiven = [r"status of (409|422|503)"]
    yield Desk(root=root, home=home, open=open_one, forgiven=forgiven)
    for context in contexts:
        context.close()
    events.close()
    server.should_exit = True
    thread.join()
    # Refusals are asked for; browsers report their status as an error.
    traffic.complaints = [
        one for one in traffic.complaints if not re.search("|".join(forgiven), one)
    ]
    traffic.check(home)


def sentence(page: Page, number: int) -> Locator:
    """Return a sentence of the page by its number in what was said."""
    return page.locator(".tr span[data-start]").nth(number)


def speakers(page: Page) -> list[str]:
    """Return who speaks, a turn each."""
    return page.locator(".turn .speaker b").all_text_contents()
