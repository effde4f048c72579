"""The topic index in a browser: finding a topic, and following a locator to the words."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from ruamel.yaml import YAML

FOUND = YAML(typ="safe").load(Path(__file__).with_name("topics_found.yml"))


def test_a_locator_lights_its_whole_range(page, home):
    page.goto(home + "topics/artificial-general-intelligence/")
    link = page.locator(".said .where", has_text="–").first
    first, last = link.get_attribute("href").partition("#")[2].split("..")
    link.click()
    page.wait_for_url(f"**/#{first}..{last}")
    lit = page.locator(".tr .lit")
    lit.first.wait_for()
    ids = lit.evaluate_all("all => all.map(each => each.id)")
    assert (ids[0], ids[-1]) == (first, last)
    assert len(ids) > 1


@pytest.fixture
def finder(page, home) -> tuple[Locator, Locator]:
    """Return the field above the index, and the options of its list."""
    page.goto(home + "topics/")
    return page.get_by_label("Find a topic"), page.get_by_role("option")


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case["typed"])
def test_what_is_typed_finds_topics_the_nearest_first(finder, case):
    field, options = finder
    field.press_sequentially(case["typed"])
    if case["first"] is None:
        expect(field.locator("..").get_by_role("status")).to_have_text("No topic has this name")
        expect(options).to_have_count(0)
    else:
        expect(options.first.locator("span")).to_have_text(case["first"])
        expect(options.first.locator("small")).to_have_text(case.get("see", []))


def test_a_topic_is_found_by_keyboard(finder, page):
    field, options = finder
    field.press_sequentially("com")
    expect(options.nth(1)).to_be_visible()
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    field.press("ArrowUp")
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("com")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    name = options.first.locator("span").inner_text()
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_topic_is_found_by_pointer(finder, page):
    field, options = finder
    field.fill("openai")
    options.first.click()
    page.wait_for_url("**/topics/openai/")


def test_the_names_are_loaded_on_first_use_and_once(finder, page):
    field, options = finder
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    expect(field).to_be_visible()
    assert [url for url in requests if url.endswith("find.json")] == []
    for typed in ("open", "com"):
        field.fill(typed)
        expect(options.first).to_be_visible()
    assert len([url for url in requests if url.endswith("find.json")]) == 1


def test_without_scripts_the_index_is_whole_and_has_no_empty_box(open_page, home):
    page = open_page(java_script_enabled=False)
    page.goto(home + "topics/")
    assert page.locator("[data-index] .heading").count() > 20
    assert page.locator("main input").count() == 0


def test_the_strip_leads_to_passages_by_keyboard(page, episode):
    page.goto(episode)
    bar = page.locator(".strip div a").first
    bar.focus()
    assert bar.get_attribute("aria-label")
    address = bar.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
