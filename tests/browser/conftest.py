"""Fixtures for browser tests, which fail if a page asks another host or a script complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from browsing import Traffic, new_context
from built import build
from edit_desk import Desk, serve_desk
from speak import Talk

DESK = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def home(demo_site) -> str:
    """Return the address of the demo site's home page."""
    return demo_site.url


@pytest.fixture(scope="session")
def episode(home) -> str:
    """Return the address of the demo's episode."""
    return f"{home}episodes/ilya-sutskever/"


@pytest.fixture(scope="session")
def spoken(talk, tmp_path_factory, serve_site) -> tuple[Talk, str]:
    """Build and serve the spoken archive; return it and the address of its home page."""
    made = talk(tmp_path_factory.mktemp("talk") / "archive")
    url = serve_site(made.archive / "site", "/")
    (made.archive / "mkdocs.yml").write_text(
        f"site_name: Talks\nsite_url: {url}\ndocs_dir: content/pages\n"
        "theme: {name: onrecord}\nplugins: [onrecord]\n"
    )
    site = build(made.archive)
    assert site.status == 0, site.output
    return made, url


@pytest.fixture
def listener(browser, spoken) -> Iterator[Page]:
    """Open a page in a profile of its own, for the spoken archive: the player stores its state."""
    _, url = spoken
    context = new_context(browser, viewport={"width": 1440, "height": 700}, reduced_motion="reduce")
    traffic = Traffic()
    traffic.record(context)
    yield context.new_page()
    context.close()
    traffic.check(url)


@pytest.fixture(scope="session")
def spoken_archive(talk, tmp_path_factory) -> Path:
    """Write the spoken archive once."""
    return talk(tmp_path_factory.mktemp("edited") / "archive").archive


@pytest.fixture
def desk(spoken_archive, tmp_path, browser: Browser) -> Iterator[Desk]:
    """Serve a copy of the spoken archive for editing."""
    with serve_desk(spoken_archive, tmp_path / "archive", browser) as desk:
        yield desk


@pytest.fixture
def open_context(browser: Browser, home: str) -> Iterator[Callable[..., BrowserContext]]:
    """Open fresh profiles with the options of `browser.new_context`."""
    contexts: list[BrowserContext] = []
    traffic = Traffic()

    def open_one(**options: object) -> BrowserContext:
        context = new_context(browser, **{"viewport": DESK, **options})
        traffic.record(context)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    traffic.check(home)


@dataclass(kw_only=True)
class SharedProfile:
    """A profile and pages that tests share: a used page loads in half the time of a new one."""

    context: BrowserContext
    traffic: Traffic
    free: list[Page] = field(default_factory=list)
    used: list[Page] = field(default_factory=list)

    def open(self) -> Page:
        """Return an empty page."""
        self.used.append(self.free.pop() if self.free else self.context.new_page())
        return self.used[-1]

    def release(self, home: str, viewport: object) -> None:
        """Empty the used pages, and fail if they stored anything or asked another host."""
        kept: list[str] = []
        for page in self.used:
            if page.url.startswith(home):
                kept += page.evaluate(TAKE_STORED)
            page.goto("about:blank")
            page.emulate_media(media="null")
            page.set_viewport_size(viewport)
        self.free += self.used
        self.used.clear()
        assert kept == [], "a test that stores anything needs open_context"
        self.traffic.check(home)


HINT = "onrecord.hint"
"""Set in shared profiles: whoever has chosen a sentence before gets no hint that one can."""

# The palette that Material stores by itself is not counted.
TAKE_STORED = """() => {
    sessionStorage.clear()
    return Object.entries({ ...localStorage })
        .filter(([name, value]) => name !== "onrecord.hint" && !value.startsWith('{"index":0,'))
        .map(([name]) => name)
}"""


@pytest.fixture(scope="session")
def shared_profiles() -> Iterator[dict[str, SharedProfile]]:
    """Keep profiles for the session, by their options."""
    profiles: dict[str, SharedProfile] = {}
    yield profiles
    for profile in profiles.values():
        profile.context.close()


@pytest.fixture
def open_page(browser: Browser, home: str, shared_profiles) -> Iterator[Callable[..., Page]]:
    """Open pages in shared profiles. A test that stores anything needs `open_context`."""
    viewports: dict[str, object] = {}

    def open_one(**options: object) -> Page:
        options = {"viewport": DESK, **options}
        key = repr(sorted(options.items()))
        viewports[key] = options["viewport"]
        if key not in shared_profiles:
            entry = {"name": HINT, "value": "used"}
            origin = {"origin": "/".join(home.split("/")[:3]), "localStorage": [entry]}
            stored = {"cookies": [], "origins": [origin]}
            context, traffic = new_context(browser, storage_state=stored, **options), Traffic()
            traffic.record(context)
            shared_profiles[key] = SharedProfile(context=context, traffic=traffic)
        return shared_profiles[key].open()

    yield open_one
    for key, viewport in viewports.items():
        shared_profiles[key].release(home, viewport)


@pytest.fixture
def page(open_page) -> Page:
    """Open a page on a desk, with scripts."""
    return open_page()
