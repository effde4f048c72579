"""What readers see who arrive: on a shared link, or for the first time."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browsing import (
    click_sentence,
    read_clipboard,
    violations,
    wait_for_instant_navigation,
    wait_for_notice,
    wait_until_mounted,
)

CHAPTER = "data-models-and-research/"
FOCUSED = "() => document.activeElement === document.body"


@pytest.fixture
def sentences(demo_site):
    """Return the sentences of a chapter."""
    return demo_site.pages[f"episodes/ilya-sutskever/{CHAPTER}index.html"].sentences


@pytest.fixture
def arrive(open_page, episode, sentences):
    """Arrive on a link to two sentences in the middle of a chapter."""

    def arrive_one(**options):
        page = open_page(reduced_motion="reduce", **options)
        page.goto(f"{episode}{CHAPTER}#{sentences[40].id}..{sentences[41].id}")
        page.locator(".arrival").wait_for()
        wait_until_mounted(page)
        return page

    return arrive_one


def test_a_shared_passage_can_be_copied_and_the_focus_stays(arrive, sentences):
    page = arrive()
    bar = page.locator(".arrival")
    expect(bar).to_be_in_viewport()
    assert page.evaluate(FOCUSED)
    box = bar.bounding_box()
    words = page.locator(f"[id='{sentences[40].id}']").evaluate(
        "s => s.getClientRects()[0].toJSON()"
    )
    assert words["top"] - 20 < box["y"] + box["height"] <= words["top"]
    bar.get_by_text("Copy").click()
    wait_for_notice(page, "Quote copied")
    assert sentences[40].text in read_clipboard(page)


def test_a_shared_passage_can_be_heard(listener, spoken):
    page, (_, url) = listener, spoken
    page.goto(f"{url}episodes/listening/trains/#t=1")
    page.locator(".arrival").get_by_text("▶ Play").click()
    page.locator(".tr .now").wait_for()


@pytest.mark.parametrize("by", ["Escape", "scroll", "click"])
def test_the_bar_of_a_shared_passage_goes_away(arrive, sentences, by):
    page = arrive()
    if by == "Escape":
        page.keyboard.press("Escape")
    elif by == "scroll":
        page.mouse.wheel(0, 3000)
    else:
        click_sentence(page, sentences[45].id)
    expect(page.locator(".arrival")).to_have_count(0)
    assert page.locator(".tr .lit").count() == 2


def test_reading_goes_on_from_the_start(arrive):
    page = arrive()
    page.locator(".arrival").get_by_text("Read from the start").click()
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("h1")).to_be_in_viewport()


def test_a_link_within_the_site_is_not_a_shared_one(open_page, episode, sentences):
    page = open_page(reduced_motion="reduce")
    page.goto(episode)
    wait_for_instant_navigation(page)
    page.evaluate(
        """url => {
            const link = Object.assign(document.createElement("a"), { href: url })
            document.querySelector("main").append(link)
            link.click()
        }""",
        f"{episode}{CHAPTER}#{sentences[40].id}",
    )
    page.locator(".tr .lit").wait_for()
    assert page.locator(".arrival").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_where_somebody_arrives(open_context, episode, sentences, width, scheme):
    page = open_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    ).new_page()
    page.goto(f"{episode}{CHAPTER}#{sentences[40].id}..{sentences[41].id}")
    page.locator(".arrival").wait_for()
    page.locator(".hint").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("by", ["a sentence", "dismissal"])
def test_the_hint_is_shown_until_it_has_been_used(open_context, episode, sentences, by):
    context = open_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(episode + CHAPTER)
    wait_until_mounted(page)
    hint = page.locator(".hint")
    expect(hint).to_contain_text("Choose any sentence")
    before = page.locator(".tr").bounding_box()
    if by == "a sentence":
        click_sentence(page, sentences[2].id)
    else:
        hint.get_by_role("button").click()
    expect(hint).to_have_count(0)
    if by == "dismissal":
        assert page.locator(".tr").bounding_box() == before
    page.reload()
    wait_until_mounted(page)
    assert hint.count() == 0


def test_a_sentence_under_the_pointer_or_with_the_focus_has_a_sign(open_page, episode, sentences):
    page = open_page(reduced_motion="reduce")
    page.goto(episode + CHAPTER)
    wait_until_mounted(page)
    sign = page.locator(".pilcrow")
    expect(sign).to_be_hidden()
    x, y = page.evaluate(
        """id => {
            const sentence = document.getElementById(id)
            sentence.scrollIntoView({ block: "center", behavior: "instant" })
            const { left, top, height } = sentence.getClientRects()[0]
            return [left + 5, top + height / 2]
        }""",
        sentences[2].id,
    )
    page.mouse.move(x, y)
    expect(sign).to_be_visible()
    sign.click()
    expect(page.locator(".chosen")).to_have_attribute("id", sentences[2].id)
    expect(page.locator(".bar :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    # The focus is on the sentence again.
    expect(page.locator(f"[id='{sentences[2].id}']")).to_be_focused()
    expect(sign).to_be_visible()
