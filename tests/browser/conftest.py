"""Pages of the demo site in a browser. Every test here fails when a page talks to anybody, or when its scripts complain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from built import build
from speak import Talk

PATIENCE = 10_000


@pytest.fixture(scope="session")
def home(demo_site) -> str:
    """Address of the demo site's home."""
    return demo_site.url


@pytest.fixture(scope="session")
def spoken(talk, tmp_path_factory, serve_site) -> tuple[Talk, str]:
    """The spoken archive, built and served, and the address of its home."""
    made = talk(tmp_path_factory.mktemp("talk") / "archive")
    url = serve_site(made.archive / "site", "/")
    (made.archive / "mkdocs.yml").write_text(
        f"site_name: Talks\nsite_url: {url}\ndocs_dir: content/pages\ntheme: {{name: onrecord}}\nplugins: [onrecord]\n"
    )
    site = build(made.archive)
    assert site.status == 0, site.output
    return made, url


@pytest.fixture
def listener(browser, spoken) -> Iterator[Page]:
    """A page in a profile that may play sound and read the clipboard; it fails when a script complains or another host is asked."""
    _, url = spoken
    context = browser.new_context(viewport={"width": 1440, "height": 700}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url)
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on(
        "request",
        lambda request: (
            wrong.append(request.url)
            if not request.url.startswith((url, "data:", "blob:"))
            else None
        ),
    )
    yield context.new_page()
    context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def episode(home) -> str:
    """Address of the demo's episode."""
    return f"{home}episodes/ilya-sutskever/"


@pytest.fixture
def open_context(browser: Browser, home: str) -> Iterator[Callable[..., BrowserContext]]:
    """Open a fresh profile that records what it asks of whom, and what its scripts complain of."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    complaints: list[str] = []

    def open_one(**options: object) -> BrowserContext:
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: asked.append(request.url))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on(
            "console",
            lambda message: (
                complaints.append(message.text) if message.type in {"error", "warning"} else None
            ),
        )
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    ours = urlsplit(home).netloc
    assert [
        url
        for url in asked
        if urlsplit(url).scheme not in {"data", "blob", "about"} and urlsplit(url).netloc != ours
    ] == []
    # The error page is asked for on purpose; a browser reports its status as an error.
    assert [text for text in complaints if "status of 404" not in text] == []
    assert [
        url for url in asked if urlsplit(url).netloc == ours and not url.startswith(home)
    ] == [], "outside of the site's own path"


@pytest.fixture(scope="session")
def click_sentence() -> Callable[[Page, str], None]:
    """Click on the first words of a sentence: the box around it covers words of its neighbours."""

    def click(page: Page, anchor: str) -> None:
        # The script takes clicks once it has shown what there is for it alone.
        page.locator(".foot-keys:not([hidden])").wait_for()
        box = page.evaluate(
            """id => {
                const sentence = document.getElementById(id)
                sentence.scrollIntoView({ block: "center", behavior: "instant" })
                const { left, top, height } = sentence.getClientRects()[0]
                return [left + 5, top + height / 2]
            }""",
            anchor,
        )
        page.mouse.click(*box)

    return click


@pytest.fixture
def page(open_context) -> Page:
    """A page on a desk, with scripts."""
    return open_context(viewport={"width": 1440, "height": 900}).new_page()
