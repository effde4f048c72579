"""Times, ranges and anchors in an address lead to the words, on every page of the episode."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from ruamel.yaml import YAML

from browsing import wait_for_instant_navigation, wait_until_mounted, wait_until_on_screen

CASES = YAML(typ="safe", pure=True).load(Path(__file__).with_name("addresses.yml"))
CHAPTER = "data-models-and-research/"
MEANINGLESS = [
    "#t=",
    "#t=abc",
    "#t=99:59:59",
    "#t=-5",
    "#t=1:2:3:4",
    "#no-such-place",
    "#%E0%A4%A",
    "#..",
    "?t=",
    "#t=20,10",
]
LIT = "() => [...document.querySelectorAll('.lit, :target')].map(each => each.id)"


@pytest.fixture(scope="module")
def sentences(demo_site) -> list[tuple[str, float]]:
    """Return the anchors and times of the episode's sentences."""
    page = demo_site.pages["episodes/ilya-sutskever/transcript/index.html"]
    return [(sentence.id, float(sentence.start)) for sentence in page.sentences]


@pytest.fixture(scope="module")
def on_chapter(demo_site) -> set[str]:
    """Return the anchors of the chapter that contains the times."""
    return {
        sentence.id
        for sentence in demo_site.pages[f"episodes/ilya-sutskever/{CHAPTER}index.html"].sentences
    }


def at(sentences, time: float) -> str:
    """Return the anchor of the sentence that contains a time."""
    return [anchor for anchor, start in sentences if start <= time][-1]


def before(sentences, time: float) -> str:
    """Return the anchor of the last sentence before a time: ranges of times are half-open."""
    return [anchor for anchor, start in sentences if start < time][-1]


def settle(page, anchor: str) -> None:
    """Wait until the address is the anchor's and the words are on screen."""
    page.wait_for_url(re.compile(re.escape(f"#{anchor}") + "$"))
    wait_until_on_screen(page, anchor.partition("..")[0], below=0.6)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize(
    "place", [CHAPTER, "", "transcript/"], ids=["chapter", "episode", "transcript"]
)
def test_an_address_leads_to_its_sentence(page, episode, sentences, case, place):
    # A range of anchors includes its last sentence; a range of times excludes its end.
    first, last = at(sentences, 657), before(sentences, 680)
    page.goto(episode + place + case["address"].replace("{a}", first).replace("{b}", last))
    expected = f"{first}..{last}" if case.get("range") else first
    settle(page, expected)
    lit = page.evaluate(LIT)
    names = [anchor for anchor, _ in sentences]
    assert [name for name in lit if name] == names[
        names.index(first) : names.index(last if case.get("range") else first) + 1
    ]


def test_a_time_on_the_episode_page_ends_on_the_chapter(page, episode, sentences):
    page.goto(episode + "#t=657")
    settle(page, at(sentences, 657))
    assert page.url.startswith(episode + CHAPTER)


def test_a_time_of_another_chapter_leads_there(page, episode, sentences):
    page.goto(episode + "alignment/#t=10:57")
    settle(page, at(sentences, 657))
    assert page.url.startswith(episode + CHAPTER)


def test_a_link_followed_within_the_page_is_resolved_too(page, episode, sentences):
    page.goto(episode + CHAPTER)
    wait_until_mounted(page)
    page.evaluate("() => { location.hash = 't=11:20' }")
    settle(page, at(sentences, 680))


def test_an_anchor_of_another_chapter_is_not_lost(page, episode, sentences, on_chapter):
    first = sentences[0][0]
    assert first not in on_chapter
    page.goto(f"{episode}{CHAPTER}#{first}")
    settle(page, first)


@pytest.mark.parametrize("address", MEANINGLESS)
def test_an_address_that_means_nothing_does_no_harm(page, episode, address):
    page.goto(episode + CHAPTER + address)
    wait_until_mounted(page)
    assert page.locator("h1").inner_text()
    assert page.url.startswith(episode)


def test_going_back_from_a_time_leaves_the_episode(page, home, episode, sentences):
    page.goto(home)
    page.goto(episode + CHAPTER + "#t=657")
    settle(page, at(sentences, 657))
    page.go_back()
    page.wait_for_url(home)


def test_times_are_resolved_after_instant_navigation(page, episode, sentences):
    page.goto(episode)
    wait_for_instant_navigation(page)
    page.evaluate("() => { window.kept = true }")
    page.locator(".contents a").nth(2).click()
    page.wait_for_url(episode + CHAPTER)
    page.locator("main .bar").wait_for(state="attached")
    expect(page.locator("h1")).to_contain_text("Data, models")
    assert page.evaluate("() => window.kept") is True, "the page was reloaded: audio would stop"
    page.evaluate("() => { location.hash = 't=657' }")
    settle(page, at(sentences, 657))
