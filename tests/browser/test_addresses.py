"""Times, ranges and anchors in an address lead to the words, on whatever page of the episode they are opened."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

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
    """Anchors and times of the episode."""
    page = demo_site.pages["episodes/ilya-sutskever/transcript/index.html"]
    return [(sentence.id, float(sentence.start)) for sentence in page.sentences]


@pytest.fixture(scope="module")
def on_chapter(demo_site) -> set[str]:
    """Anchors of the chapter in which the times are."""
    return {
        sentence.id
        for sentence in demo_site.pages[f"episodes/ilya-sutskever/{CHAPTER}index.html"].sentences
    }


def at(sentences, time: float) -> str:
    """Give the anchor of the sentence that contains a time."""
    return [anchor for anchor, start in sentences if start <= time][-1]


def before(sentences, time: float) -> str:
    """Give the anchor of the last sentence that starts before a time: ranges of times are half-open."""
    return [anchor for anchor, start in sentences if start < time][-1]


def settle(page, anchor: str) -> None:
    """Wait until the address is the anchor's and the words are on screen."""
    page.wait_for_url(re.compile(re.escape(f"#{anchor}") + "$"))
    page.wait_for_function(
        "id => { const box = document.getElementById(id)?.getBoundingClientRect();"
        " return box && box.top >= 0 && box.bottom <= innerHeight && box.top < innerHeight * 0.6 }",
        arg=anchor.partition("..")[0],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize(
    "place", [CHAPTER, "", "transcript/"], ids=["chapter", "episode", "transcript"]
)
def test_an_address_leads_to_its_sentence(page, episode, sentences, case, place):
    # An anchor typed as a range runs to and includes its last; a range of times ends before its end.
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
    page.wait_for_load_state("networkidle")
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
    page.wait_for_load_state("networkidle")
    page.evaluate("() => { window.kept = true }")
    page.locator(".contents a").nth(2).click()
    page.wait_for_url(episode + CHAPTER)
    page.locator("h1", has_text="Data, models").wait_for()
    assert page.evaluate("() => window.kept") is True, "the page was loaded anew: audio would stop"
    page.evaluate("() => { location.hash = 't=657' }")
    settle(page, at(sentences, 657))
