"""Helpers for tests in a browser: open profiles, wait for conditions, act as a reader does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

TIMEOUT = 120_000
"""Milliseconds until a wait fails: enough with a load of 20. No test asserts on time."""

expect.set_options(timeout=TIMEOUT)

# A notice is visible for four seconds, which a busy machine may sleep through: all are recorded.
RECORD_NOTICES = """
window.notices = []
new MutationObserver(changes => {
    for (const { target } of changes) {
        const notice = target.closest?.(".notice[role=status]")
        if (notice?.textContent) window.notices.push(notice.textContent)
    }
}).observe(document, { childList: true, subtree: true })
"""


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    """Open a fresh profile that may use the clipboard."""
    options.setdefault("permissions", ["clipboard-read", "clipboard-write"])
    context = browser.new_context(**options)
    context.set_default_timeout(TIMEOUT)
    context.add_init_script(RECORD_NOTICES)
    return context


@dataclass
class Traffic:
    """The requests of a profile, and the errors and warnings of its scripts."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def record(self, context: BrowserContext) -> None:
        """Start to record a profile."""
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )

    def check(self, home: str) -> None:
        """Fail if a page asked for anything outside the site, or if a script complained."""
        requests, complaints = [*self.requests], [*self.complaints]
        self.requests.clear()
        self.complaints.clear()
        foreign = [
            url
            for url in requests
            if urlsplit(url).scheme not in {"data", "blob", "about"} and not url.startswith(home)
        ]
        assert foreign == []
        # The error page is requested on purpose; browsers report its status as an error.
        assert [text for text in complaints if "status of 404" not in text] == []


def wait_until_mounted(page: Page) -> None:
    """Wait until the scripts of a freshly loaded page take clicks and keys."""
    page.locator(".foot-keys:not([hidden])").wait_for()


def wait_for_instant_navigation(page: Page) -> None:
    """Wait until Material handles links, which it does once it has read the sitemap.

    Nothing on the page shows that; our own request, made later in the same way, ends later.
    """
    wait_until_mounted(page)
    page.evaluate(
        """async () => {
            const { base } = JSON.parse(document.getElementById("__config").textContent)
            const sitemap = new URL("sitemap.xml", new URL(`${base}/`, location))
            await (await (await fetch(sitemap)).blob()).text()
        }"""
    )


def click_sentence(page: Page, anchor: str) -> None:
    """Click the first words of a sentence: the box around it covers words of its neighbours."""
    # The toolbar is added to the page when clicks are handled.
    page.locator("main .bar").wait_for(state="attached")
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


def select_sentences(page: Page, first: str, last: str, *, from_character: int = 0) -> None:
    """Select from a character of one sentence to the end of another, and wait for the toolbar."""
    page.locator("main .bar").wait_for(state="attached")
    page.evaluate(
        """([first, last, from]) => {
            const [a, b] = [first, last].map(id => document.getElementById(id))
            const texts = node => document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
            const start = texts(a).nextNode()
            let end = null
            for (const walk = texts(b); walk.nextNode();) end = walk.currentNode
            getSelection().setBaseAndExtent(start, from, end, end.length)
        }""",
        [first, last, from_character],
    )
    page.locator(".bar").wait_for()


def click_tool(page: Page, name: str) -> None:
    """Click a button of the toolbar."""
    page.locator(".bar").get_by_text(name, exact=True).click()


def wait_for_notice(page: Page, text: str) -> None:
    """Wait until a notice has been shown, even if it is gone again."""
    page.wait_for_function("text => window.notices.includes(text)", arg=text)


def wait_for_steady_scroll(page: Page) -> None:
    """Wait until the page no longer scrolls."""
    page.wait_for_function(
        """async () => {
            const before = scrollY
            for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
            return scrollY === before
        }"""
    )


def wait_until_on_screen(page: Page, anchor: str, *, below: float = 1) -> None:
    """Wait until an element is on screen; `below` limits it to an upper part of the screen."""
    page.wait_for_function(
        """([id, part]) => {
            const box = document.getElementById(id)?.getBoundingClientRect()
            return box && box.top >= 0 && box.bottom <= innerHeight && box.top < innerHeight * part
        }""",
        arg=[anchor, below],
    )


def read_clipboard(page: Page) -> str:
    """Return the text on the clipboard."""
    return page.evaluate("() => navigator.clipboard.readText()")


def search_for(page: Page, words: str) -> None:
    """Fill in the search field and wait for the results."""
    page.locator("dialog.search input").fill(words)
    wait_for_results(page, words)


def wait_for_results(page: Page, words: str) -> None:
    """Wait until the results are those of all the words: typing shows results of some of them."""
    expect(page.locator(".search-results")).to_have_attribute("data-words", words)
    summary = re.compile(r"\d+ result|Nothing found|Only similar")
    expect(page.locator("#search-status")).to_have_text(summary)


def violations(page: Page) -> list[str]:
    """Return the faults that axe-core finds."""
    return [
        f"{rule['id']}: {node['html'][:120]} {node['failureSummary']}"
        for rule in Axe().run(page).response["violations"]
        for node in rule["nodes"]
    ]


def wait_until(page: Page, condition: Callable[[], object]) -> None:
    """Wait until events that Playwright delivers between calls have made a condition true."""
    deadline = monotonic() + TIMEOUT / 1000
    while not condition():
        assert monotonic() < deadline, "the condition did not become true"
        page.evaluate("() => new Promise(requestAnimationFrame)")
