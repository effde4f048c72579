"""What somebody works on stays where it is while the site is built, and after undo."""

from __future__ import annotations

import json
from urllib.request import urlopen

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from browsing import wait_until
from edit_desk import Desk, sentence, speakers
from speak import SAID

VIEW = """() => [
    String(getSelection()),
    document.activeElement.textContent,
    Math.round(document.querySelector(".edit-selected").getBoundingClientRect().top),
]"""


def correct(desk: Desk, number: int, typed: str) -> None:
    """Correct a sentence from somewhere else."""
    episode = json.load(urlopen(f"{desk.home}_edit/episodes/listening"))
    there = episode["sentences"][number]
    edit = {"do": "words", "sentence": there["span"], "shown": there["text"], "typed": typed}
    desk.post("episodes/listening/edits", edit)


def wait_for_build(desk: Desk, page: Page, number: int, typed: str) -> None:
    """Correct a sentence from somewhere else, and wait until the page has it."""
    correct(desk, number, typed)
    expect(sentence(page, number)).to_contain_text(typed)


def test_selection_focus_and_scroll_position_survive_a_build(desk):
    page = desk.open(viewport={"width": 1280, "height": 500})
    sentence(page, 7).click()
    for key in ("ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    before = page.evaluate(VIEW)
    assert before[:2] == ["Silence is", SAID[7][1]]
    # Two more lines above, and other words in the sentence itself.
    wait_for_build(desk, page, 2, "What do you hear on a train? " * 9)
    assert page.evaluate(VIEW) == before
    wait_for_build(desk, page, 7, "Listen: Silence is never empty.")
    assert page.evaluate(VIEW)[0] == "Silence is"
    assert page.evaluate(VIEW)[2] == before[2]
    expect(sentence(page, 7)).to_be_focused()


def test_the_queue_keeps_its_focus_and_its_place_on_the_page(desk):
    page = desk.open()
    page.keyboard.press("g")
    item = page.locator(".edit-list > li").nth(1)
    page.locator(".edit-list > li").first.get_by_role("button").first.focus()
    page.keyboard.press("ArrowDown")
    expect(item.get_by_role("button").first).to_be_focused()
    title = item.locator("h3").text_content()
    wait_for_build(desk, page, 0, "Welcome to this show about listening.")
    # An edit on the page makes the list anew.
    page.evaluate("() => document.activeElement.scrollIntoView()")
    with page.expect_response("**/queue*"):
        correct(desk, 1, "Thank you, I came by train.")
        page.keyboard.press("Control+z")
    expect(page.locator(".edit-list > li:focus-within h3")).to_have_text(title or "")


def test_undo_on_the_page_of_a_chapter_leaves_other_chapters_where_they_are(desk):
    page = desk.open("episodes/listening/trains/")
    sentence(page, 5).click()
    page.get_by_label("How far").select_option("from")
    sentence(page, 5).focus()
    page.keyboard.press("1")
    desk.wait_for_entry(page, "Ann Host")
    wait_until(page, lambda: speakers(page)[-1] == "Ann Host")
    page.keyboard.press("Control+z")
    wait_until(page, lambda: speakers(page)[-1] == "Ben Guest")
    assert [text for text in sentence_texts(page) if text] == [words for _, words in SAID[:6]]


def sentence_texts(page: Page) -> list[str]:
    """Return the sentences of the page."""
    return page.locator(".tr span[data-start]").all_text_contents()


@pytest.mark.parametrize(
    ("caret", "goes_on"),
    [
        (SAID[5][1].index(" in a"), "in a small blue notebook."),
        (SAID[5][1].index("in a"), "in a small blue notebook."),
        (SAID[5][1].index("mall"), "small blue notebook."),
        (len(SAID[5][1]), SAID[6][1]),
    ],
    ids=["end of a word", "start of a word", "within a word", "end of the sentence"],
)
def test_a_turn_is_divided_at_the_caret(desk, caret, goes_on):
    page = desk.open()
    sentence(page, 5).click()
    page.keyboard.press("Enter")
    field = page.locator(".edit-box textarea")
    field.evaluate("(field, at) => field.setSelectionRange(at, at)", caret)
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog.edit-who blockquote")).to_have_text(goes_on)


def test_an_episode_that_was_read_before_an_edit_is_not_taken_over_after_it(desk):
    page = desk.open()
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append((route, route.fetch()))

    page.route("**/_edit/episodes/listening", hold)
    correct(desk, 0, "Welcome to this show.")
    wait_until(page, lambda: held)
    sentence(page, 2).click()
    page.get_by_label("How far").select_option("turn")
    sentence(page, 2).focus()
    page.keyboard.press("2")
    desk.wait_for_entry(page, "What do you hear", "Ben Guest")
    route, read = held[0]
    route.fulfill(response=read)
    expect(sentence(page, 0)).to_contain_text("Welcome to this show.")
    ben = page.locator("[data-person='Ben Guest']")
    expect(ben).to_have_attribute("aria-pressed", "true")
    # Chosen again, there is nothing to save.
    page.keyboard.press("2")
    page.wait_for_function("() => window.notices.includes('Ben Guest says this already')")


def test_edits_on_their_way_are_waited_for_before_the_tab_closes(desk):
    page = desk.open()
    routes: list[Route] = []
    page.route("**/edits", lambda route: routes.append(route))  # noqa: PLW0108 - Playwright sets an attribute on it
    sentence(page, 2).click()
    page.keyboard.press("2")
    wait_until(page, lambda: routes)
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    routes[0].continue_()
    desk.wait_for_entry(page, "Ben Guest")
