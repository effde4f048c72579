"""Fixtures for browser tests, which fail if a page asks another host or a script complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from browsing import Traffic, new_context
from built import build
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


@pytest.fixture(scope="session")
def shared_profiles() -> Iterator[dict[str, tuple[BrowserContext, Traffic]]]:
    """Keep profiles for the session, by their options: their caches stay warm."""
    profiles: dict[str, tuple[BrowserContext, Traffic]] = {}
    yield profiles
    for context, _ in profiles.values():
        context.close()


def stored(context: BrowserContext) -> list[str]:
    """Return the names of what pages have stored, but for Material's unchanged palette."""
    state = context.storage_state()
    items = [item for origin in state["origins"] for item in origin["localStorage"]]
    return [item["name"] for item in items if '{"index":0,' not in item["value"]] + [
        cookie["name"] for cookie in state["cookies"]
    ]


@pytest.fixture
def open_page(browser: Browser, home: str, shared_profiles) -> Iterator[Callable[..., Page]]:
    """Open pages in shared profiles. A test that stores anything needs `open_context`."""
    pages: list[Page] = []

    def open_one(**options: object) -> Page:
        options = {"viewport": DESK, **options}
        key = repr(sorted(options.items()))
        if key not in shared_profiles:
            context, traffic = new_context(browser, **options), Traffic()
            traffic.record(context)
            shared_profiles[key] = context, traffic
        pages.append(shared_profiles[key][0].new_page())
        return pages[-1]

    yield open_one
    used = {id(page.context): page.context for page in pages}
    for page in pages:
        page.close()
    for context, traffic in shared_profiles.values():
        if id(context) in used:
            assert stored(context) == [], "a test that stores anything needs open_context"
            traffic.check(home)


@pytest.fixture
def page(open_page) -> Page:
    """Open a page on a desk, with scripts."""
    return open_page()
