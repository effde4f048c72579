"""Links to a range highlight exactly the range. Without scripts they land on its first words."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from browsing import click_tool, read_clipboard, select_sentences, wait_for_notice

CHAPTER = "data-models-and-research/"
SCREEN = {"width": 1200, "height": 700}
LIT = "() => [...document.querySelectorAll('.lit')].map(each => each.id)"
COLOURED = """() => [...document.querySelectorAll('.tr [data-start]')]
    .filter(each => getComputedStyle(each).backgroundColor !== 'rgba(0, 0, 0, 0)')
    .map(each => each.id)"""
FOUND = "id => getComputedStyle(document.getElementById(id), '::target-text').backgroundColor"
# Scrolled, and in the part of the screen where readers look.
IN_SIGHT = """id => {
    const { top } = document.getElementById(id).getBoundingClientRect()
    return scrollY > 0 && top > 0 && top < innerHeight * .7
}"""


@pytest.fixture
def sentences(demo_site) -> list[str]:
    """Return the anchors of the chapter."""
    return [
        sentence.id
        for sentence in demo_site.pages[f"episodes/ilya-sutskever/{CHAPTER}index.html"].sentences
    ]


@pytest.fixture
def plain(open_page):
    """Open a page without scripts."""
    return open_page(java_script_enabled=False, viewport=SCREEN)


def hand_on(page, address: str, first: str, last: str) -> str:
    """Select a range on a page, and return its link."""
    page.goto(address)
    select_sentences(page, first, last)
    click_tool(page, "Copy link")
    wait_for_notice(page, "Link copied")
    return read_clipboard(page)


def test_a_range_that_the_site_links_to_is_reached_without_scripts(plain, home):
    plain.goto(home + "topics/artificial-general-intelligence/")
    link = plain.locator(".said .where", has_text="–").nth(1)
    first = link.get_attribute("href").partition("#")[2].split("..")[0]
    link.click()
    plain.wait_for_function(IN_SIGHT, arg=first)
    assert plain.locator("html").evaluate(COLOURED) == [first]


def spans(demo_site) -> dict[str, tuple[str, str]]:
    page = demo_site.pages[f"episodes/ilya-sutskever/{CHAPTER}index.html"].sentences
    backchannel = next(
        index for index, sentence in enumerate(page) if sentence.text == "Seems promising."
    )
    return {
        "several paragraphs": (page[20].id, page[31].id),
        "two sentences": (page[24].id, page[25].id),
        "words that are said twice": (page[backchannel].id, page[backchannel + 3].id),
    }


@pytest.mark.parametrize(
    "kind", ["several paragraphs", "two sentences", "words that are said twice"]
)
def test_a_range_that_a_reader_chose_is_reached_without_scripts(
    page, plain, episode, demo_site, kind
):
    first, last = spans(demo_site)[kind]
    link = hand_on(page, episode + CHAPTER, first, last)
    address, words = link.split(":~:text=")
    assert address == f"{episode}{CHAPTER}#{first}..{last}"
    # Hyphens and commas separate terms: those of the words must be encoded.
    assert re.fullmatch(r"([^,&-]+-,)?[^,&-]+(,[^,&-]+)?", words)
    plain.goto(link)
    plain.wait_for_function(IN_SIGHT, arg=first)


def test_with_scripts_exactly_the_range_is_lit_and_once(page, open_page, episode, sentences):
    link = hand_on(page, episode + CHAPTER, sentences[20], sentences[26])
    fresh = open_page(viewport=SCREEN)
    fresh.goto(link)
    fresh.locator(".lit").first.wait_for()
    assert fresh.evaluate(LIT) == sentences[20:27]
    assert fresh.evaluate("() => location.hash") == f"#{sentences[20]}..{sentences[26]}"
    assert fresh.evaluate(FOUND, sentences[20]) == "rgba(0, 0, 0, 0)", (
        "the browser's own mark lies over ours"
    )
    fresh.wait_for_function(IN_SIGHT, arg=sentences[20])
    # Another place, and back.
    fresh.evaluate("id => { location.hash = id }", sentences[2])
    fresh.wait_for_function(
        f"() => !document.querySelector('.lit ~ .lit') && ({LIT})().length === 1"
    )
    fresh.go_back()
    fresh.wait_for_function(f"count => ({LIT})().length === count", arg=7)
    assert fresh.evaluate(LIT) == sentences[20:27]


def test_words_that_another_site_asks_for_are_marked(page, episode, demo_site):
    sentence = demo_site.pages[f"episodes/ilya-sutskever/{CHAPTER}index.html"].sentences[30]
    words = quote(" ".join(sentence.text.split()[:4]), safe="").replace("-", "%2D")
    page.goto(f"{episode}{CHAPTER}#:~:text={words}")
    page.wait_for_function(IN_SIGHT, arg=sentence.id)
    assert page.evaluate(FOUND, sentence.id) != "rgba(0, 0, 0, 0)"
