"""What scripts add to a page, and what it has without them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browsing import (
    click_sentence,
    click_tool,
    read_clipboard,
    wait_for_notice,
    wait_until_mounted,
)

CHAPTER = "data-models-and-research/"


def test_a_sentence_offers_its_link_to_be_copied(page, episode, demo_site):
    page.goto(episode + CHAPTER)
    sentence = demo_site.pages[f"episodes/ilya-sutskever/{CHAPTER}index.html"].sentences[3]
    click_sentence(page, sentence.id)
    click_tool(page, "Copy link")
    wait_for_notice(page, "Link copied")
    assert read_clipboard(page) == f"{episode}{CHAPTER}#{sentence.id}"
    assert page.url == episode + CHAPTER, "the toolbar changed the address"


def test_the_link_of_a_paragraph_is_followed_by_keyboard(page, episode):
    page.goto(episode + CHAPTER)
    link = page.locator(".tr a:has(time)").nth(1)
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{episode}{CHAPTER}#t*")
    assert page.url == link.evaluate("link => link.href")


def test_selecting_words_copies_the_words_and_nothing_else(page, episode):
    page.goto(episode + CHAPTER)
    selected = page.evaluate(
        """() => {
            const spans = [...document.querySelectorAll('.tr p [data-start]')]
            const first = spans.find(span => span.nextElementSibling?.dataset?.start)
            const second = first.nextElementSibling
            getSelection().setBaseAndExtent(first, 0, second, 1)
            return [String(getSelection()), `${first.textContent} ${second.textContent}`]
        }"""
    )
    assert selected[0].split() == selected[1].split()


@pytest.mark.parametrize(
    "place", ["", CHAPTER, "transcript/"], ids=["episode", "chapter", "transcript"]
)
def test_without_scripts_all_is_there_to_read(open_page, episode, demo_site, place):
    page = open_page(java_script_enabled=False)
    page.goto(episode + place)
    assert page.locator("h1").is_visible()
    built = demo_site.pages[f"episodes/ilya-sutskever/{place}index.html"]
    assert page.locator(".tr [data-start]").count() == len(built.sentences)
    assert page.locator(".tr [data-start]:visible").count() == len(built.sentences)
    assert page.locator(".rail a:visible").count() >= 10


def test_without_scripts_an_anchor_leads_to_its_sentence(open_page, episode, demo_site):
    page = open_page(java_script_enabled=False)
    sentence = demo_site.pages[f"episodes/ilya-sutskever/{CHAPTER}index.html"].sentences[20]
    page.goto(f"{episode}{CHAPTER}#{sentence.id}")
    box = page.locator(":target").bounding_box()
    assert page.locator(":target").inner_text().replace("’", "'") == sentence.text.replace("’", "'")
    assert box
    assert 60 < box["y"] < 540, "under the header, in the upper part of the screen"


@pytest.mark.parametrize("width", [320, 390, 720, 1024, 1440, 2560])
@pytest.mark.parametrize(
    "place", ["", CHAPTER, "transcript/"], ids=["episode", "chapter", "transcript"]
)
def test_nothing_is_wider_than_the_screen(open_page, episode, width, place):
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(episode + place)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_lines_are_of_a_length_that_reads_well(page, episode):
    page.goto(episode + CHAPTER)
    measure = page.evaluate(
        """() => {
            const length = paragraph => paragraph.textContent.length
            const [longest] = [...document.querySelectorAll('.tr p')]
                .sort((a, b) => length(b) - length(a))
            const range = document.createRange()
            range.selectNodeContents(longest)
            const bottoms = [...range.getClientRects()].map(box => Math.round(box.bottom / 6))
            return length(longest) / new Set(bottoms).size
        }"""
    )
    assert 55 <= measure <= 75


def test_the_palette_has_three_states(open_context, episode):
    page = open_context(color_scheme="dark").new_page()
    page.goto(episode + CHAPTER)
    background = "() => getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    for scheme in ("light", "dark", "system"):
        page.locator("label[for^='__palette']:visible").click()
        expected = "default" if scheme == "light" else "slate"
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", expected)
        assert (page.evaluate(background) == dark) == (scheme != "light")


def test_on_paper_there_are_words_and_no_controls(page, episode):
    page.goto(episode + CHAPTER)
    page.emulate_media(media="print")
    assert (
        page.locator(".tr [data-start]:visible").count() == page.locator(".tr [data-start]").count()
    )
    for control in ("header.md-header", ".rail", ".bar"):
        assert page.locator(f"{control}:visible").count() == 0, control


def test_a_missing_page_says_so_and_leads_home(page, home, episode):
    response = page.goto(episode + "no/such/page/")
    assert response.status == 404
    page.get_by_role("main").get_by_role("link", name="Home").click()
    page.wait_for_url(home)


def test_on_the_whole_transcript_the_rail_moves_within_the_page_and_follows(page, episode):
    page.goto(f"{episode}transcript/")
    wait_until_mounted(page)
    link = page.locator(".rail li a", has_text="Post AGI Future")
    link.click()
    expect(link).to_have_attribute("aria-current", "location")
    assert page.url == f"{episode}transcript/#post-agi-future"
    expect(page.locator(".rail li a[aria-current]")).to_have_count(1)


def test_a_chapter_says_of_what_it_is_and_when(page, episode, demo_site):
    title = demo_site.pages["episodes/ilya-sutskever/index.html"].title
    page.goto(f"{episode}alignment/")
    header = page.locator("header.head")
    for text in ("Dwarkesh Podcast", "27 March 2023", "Chapter 4 of 8"):
        expect(header).to_contain_text(text)
    name = header.locator(".eyebrow a").inner_text()
    assert name
    assert name in title


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_no_link_of_the_header_is_cut_off(open_page, home, width):
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(home)
    boxes = page.locator(".site a, .site button, .site label:visible").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(({ left, right, height }) =>"
        " [left, right, height])"
    )
    assert len(boxes) > 6
    assert all(left >= 0 and right <= width for left, right, _ in boxes), boxes
    assert all(height >= 24 for _, _, height in boxes if height), boxes
