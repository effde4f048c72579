"""Search leads to the sentence, by keyboard alone. Nothing is loaded before it is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from browsing import search_for, wait_for_results, wait_until_mounted

CASES = YAML(typ="safe", pure=True).load(Path(__file__).with_name("half_remembered.yml"))
CHAPTER = "data-models-and-research/"
RESULTS = "dialog.search .search-results li"


@pytest.fixture
def searching(page, episode):
    """Open the search dialog on a chapter."""
    page.goto(episode + CHAPTER)
    wait_until_mounted(page)
    page.keyboard.press("/")
    page.locator("dialog.search input").wait_for()
    return page


def test_half_remembered_sentences_are_the_first_hit(searching):
    missed = []
    for case in CASES:
        search_for(searching, case["words"])
        first = searching.locator(f"{RESULTS} .search-said").first
        if not first.count() or not first.inner_text().startswith(case["finds"]):
            missed.append((case["words"], first.inner_text() if first.count() else ""))
    assert len(CASES) == 10
    assert len(missed) <= 1, missed


def test_search_by_keyboard_alone_ends_at_the_sentence_with_the_words_marked(searching, episode):
    searching.keyboard.type("surpass human performance")
    wait_for_results(searching, "surpass human performance")
    searching.keyboard.press("ArrowDown")
    searching.keyboard.press("ArrowDown")
    searching.keyboard.press("ArrowUp")
    link = searching.locator(f"{RESULTS} a").first
    assert link.evaluate("link => link === document.activeElement")
    target = link.evaluate("link => link.href")
    assert target.startswith(episode)
    searching.keyboard.press("Enter")
    searching.wait_for_url(target)
    searching.wait_for_function("() => CSS.highlights.get('searched')?.size >= 3")
    marked = searching.evaluate(
        "() => [...CSS.highlights.get('searched')].map(range => String(range).toLowerCase())"
    )
    assert {"surpass", "human", "performance"} <= set(marked)
    lit = searching.evaluate("() => document.querySelector('.tr .lit')?.id")
    assert target.endswith(f"#{lit}")
    searching.locator("dialog").wait_for(state="detached")


def test_enter_in_the_field_opens_the_first_result(searching):
    search_for(searching, "mathematical definition unlikely")
    target = searching.locator(f"{RESULTS} a").first.evaluate("link => link.href")
    searching.keyboard.press("Enter")
    searching.wait_for_url(target)


def test_results_say_who_and_when_and_stand_under_episode_and_chapter(searching):
    search_for(searching, "reasoning tokens")
    first = searching.locator(RESULTS).first
    assert first.locator("time").inner_text().count(":") == 1
    assert first.locator("b").inner_text()
    assert {mark.lower() for mark in first.locator("mark").all_inner_texts()} >= {
        "reasoning",
        "tokens",
    }
    assert searching.locator("dialog.search h3").count() == 1
    assert searching.locator("dialog.search h4").first.inner_text()


def test_a_person_can_be_chosen(searching):
    search_for(searching, "tokens")
    person = searching.locator("dialog.search select[name=person]")
    person.wait_for()
    assert person.locator("option").count() >= 3
    person.select_option("Ilya Sutskever")
    search_for(searching, "reasoning tokens")
    assert searching.locator(RESULTS).count() >= 1


def test_a_written_page_is_found_as_a_whole(searching):
    search_for(searching, "generator of websites")
    page = searching.locator(".search-results section").last
    assert page.locator("li").count() == 0
    assert page.inner_text() == page.locator("h4").inner_text()


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("xylophone brain", "No page has “xylophone”."),
        ("xylophone brain zyzzyva", "No page has “xylophone” or “zyzzyva”."),
        ("brains", ""),
        ("the brain", ""),
        ("neurosc brain", ""),
    ],
)
def test_words_that_no_page_has_are_named(searching, query, missing):
    search_for(searching, query)
    searching.locator(".search-results mark").first.wait_for()
    said = searching.locator("#search-status").inner_text()
    assert said.partition(". ")[2] == missing


def test_nothing_found_is_said(searching):
    search_for(searching, "zygomorphic quux")
    assert searching.locator("#search-status").inner_text() == "Nothing found."


def test_words_that_do_not_stand_on_one_page_together_are_found_apart(searching):
    search_for(searching, "grandmothers technologically")
    assert searching.locator(RESULTS).count() >= 1


def test_the_dialog_can_be_left_and_opened_again(searching):
    search_for(searching, "reasoning tokens")
    searching.keyboard.press("Escape")
    searching.locator("dialog").wait_for(state="detached")
    searching.keyboard.press("Control+k")
    searching.locator("dialog.search input").wait_for()


def test_nothing_is_loaded_before_it_is_used(page, home):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home)
    wait_until_mounted(page)
    assert [
        url
        for url in asked
        if "pagefind" in url or url.endswith(("search.js", "cite.js", "discuss.js"))
    ] == []
    page.get_by_role("button", name="Search").click()
    page.locator("dialog.search input").fill("tokens")
    page.locator(RESULTS).first.wait_for()
    assert [url for url in asked if "pagefind" in url] != []
