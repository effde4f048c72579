"""axe-core finds no fault on any kind of page, in light and dark, on a desk and on a phone."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from browsing import (
    click_sentence,
    search_for,
    violations,
    wait_until_mounted,
)

PAGES = {
    "home": "",
    "episodes": "episodes/",
    "episode": "episodes/ilya-sutskever/",
    "chapter": "episodes/ilya-sutskever/data-models-and-research/",
    "transcript": "episodes/ilya-sutskever/transcript/",
    "people": "people/",
    "person": "people/ilya-sutskever/",
    "teaser": "episodes/ilya-sutskever/time-to-agi/",
    "quote": "quotes/ilya-sutskever-jkmb/",
    "quotes": "quotes/",
    "topics": "topics/",
    "topic": "topics/artificial-general-intelligence/",
    "see": "topics/agi/",
    "written": "about/",
    "missing": "no/such/page/",
}


def test_each_kind_of_page_is_among_those_that_are_checked(demo_site):
    query = "SELECT url, kind FROM page UNION SELECT url, kind FROM archive_output WHERE kind != ''"
    with closing(sqlite3.connect(demo_site.archive / ".onrecord/store.sqlite")) as store:
        kinds = dict(store.execute(query))
    checked = {kinds.get(url) for url in PAGES.values()}
    assert set(kinds.values()) - checked == set(), "add a page of each of these kinds to PAGES"


@pytest.fixture
def open_screen(open_page):
    """Open a page on a screen of a width, in a colour scheme."""

    def open_one(scheme: str, width: int):
        viewport = {"width": width, "height": 900}
        return open_page(color_scheme=scheme, viewport=viewport, reduced_motion="reduce")

    return open_one


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(open_screen, home, kind, scheme, width):
    page = open_screen(scheme, width)
    page.goto(home + PAGES[kind])
    page.evaluate("() => document.fonts.ready")
    shown = page.evaluate("() => document.body.getAttribute('data-md-color-scheme')")
    assert shown == {"light": "default", "dark": "slate"}[scheme]
    assert violations(page) == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_search(open_screen, home, scheme, width):
    page = open_screen(scheme, width)
    page.goto(home)
    wait_until_mounted(page)
    page.get_by_role("button", name="Search").click()
    search_for(page, "reasoning tokens")
    assert violations(page) == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_a_topic_is_found(open_screen, home, scheme, width):
    page = open_screen(scheme, width)
    page.goto(home + PAGES["topics"])
    page.get_by_label("Find a topic").fill("com")
    page.get_by_role("option").first.wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_words_are_lit_and_the_toolbar_is_open(open_screen, home, scheme):
    page = open_screen(scheme, 1440)
    page.goto(home + PAGES["chapter"] + "#t=657,680")
    page.wait_for_url("**..t*")
    click_sentence(page, page.locator(".tr .lit").first.get_attribute("id"))
    page.get_by_role("button", name="Copy link").wait_for()
    assert violations(page) == []
