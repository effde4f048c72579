"""The topic index in a browser: filtering it, and following a locator to the words."""

from __future__ import annotations

from playwright.sync_api import expect


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


def test_the_filter_leaves_what_is_typed_and_says_how_much(page, home):
    page.goto(home + "topics/")
    lines = page.locator("[data-index] section > ul > li:visible")
    everything = lines.count()
    page.get_by_label("Find a topic").fill("ope-nai")
    expect(lines).to_have_count(1)
    assert lines.first.locator(".heading").inner_text() == "OpenAI"
    assert page.locator(".filter [role=status]").inner_text() == f"1 of {everything}"
    page.get_by_label("Find a topic").fill("")
    expect(lines).to_have_count(everything)


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
