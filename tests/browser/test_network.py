"""What a page asks for: nothing twice, nothing that is not there."""

from __future__ import annotations

import pytest

from browsing import wait_for_instant_navigation, wait_until_mounted

EPISODE = "episodes/ilya-sutskever/"
PATHS = ["", EPISODE, f"{EPISODE}time-to-agi/", "quotes/", "quotes/ilya-sutskever-jkmb/"]


@pytest.fixture
def opened(open_context):
    """Open a page of a fresh profile; return it and the addresses that it asks for."""
    page = open_context(reduced_motion="reduce").new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return page, asked


@pytest.mark.parametrize("path", PATHS)
def test_the_sitemap_is_fetched_once_and_no_other_is_asked_for(opened, home, path):
    page, asked = opened
    page.goto(home + path)
    wait_until_mounted(page)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "sitemap" in url] == [f"{home}sitemap.xml"]
    # Programs find the feed as before.
    feed = page.locator("link[href$='/archive/feed.xml']")
    assert "alternate" in feed.evaluate("e => [...e.relList]")


def test_instant_navigation_asks_for_no_other_sitemap(opened, home):
    page, asked = opened
    page.goto(home)
    wait_for_instant_navigation(page)
    asked.clear()
    page.evaluate(
        "url => [...document.links].find(({ href }) => href === url).click()", f"{home}{EPISODE}"
    )
    page.locator(".rail").wait_for()
    page.wait_for_load_state("networkidle")
    assert {url for url in asked if "sitemap" in url} <= {f"{home}sitemap.xml"}
