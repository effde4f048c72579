"""axe-core finds nothing wrong with any kind of page, in light and in dark, on a desk and on a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

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
    "written": "about/",
    "missing": "no/such/page/",
}


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(open_context, home, kind, scheme, width):
    page = open_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    ).new_page()
    page.goto(home + PAGES[kind])
    page.evaluate("() => document.fonts.ready")
    shown = page.evaluate("() => document.body.getAttribute('data-md-color-scheme')")
    assert shown == {"light": "default", "dark": "slate"}[scheme]
    assert violations(page) == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_search(open_context, home, scheme, width):
    page = open_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    ).new_page()
    page.goto(home)
    page.locator("html.js").wait_for()
    page.get_by_role("button", name="Search").click()
    page.locator("dialog.search input").fill("reasoning tokens")
    page.locator(".search-results li").first.wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_words_are_lit_and_the_toolbar_is_open(
    open_context, home, click_sentence, scheme
):
    page = open_context(
        color_scheme=scheme, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    ).new_page()
    page.goto(home + PAGES["chapter"] + "#t=657,680")
    page.wait_for_url("**..t*")
    click_sentence(page, page.locator(".tr .lit").first.get_attribute("id"))
    page.get_by_role("button", name="Copy link").wait_for()
    assert violations(page) == []


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
