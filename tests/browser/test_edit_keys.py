"""Keys of the edit mode beyond the first path: in forms, in dialogs, on pages without words."""

from __future__ import annotations

import json
from urllib.request import urlopen

from playwright.sync_api import Route, expect

from browsing import wait_until
from edit_desk import sentence
from speak import SAID


def test_forms_say_which_key_saves(desk):
    page = desk.open()
    sentence(page, 5).click()
    for key, saves in (("n", "Ctrl Enter"), ("c", "Ctrl Enter"), ("q", "Enter"), ("t", "Enter")):
        page.keyboard.press(key)
        expect(page.locator("dialog .edit-buttons kbd")).to_have_text(saves)
        page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_contain_text("In a form")


def test_pasted_words_of_a_quote_stay_one_line(desk):
    page = desk.open()
    sentence(page, 5).click()
    page.keyboard.press("q")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("Every word,\nin a small blue notebook.")
    expect(page.get_by_label("Words", exact=True)).to_have_value(SAID[5][1])
    page.keyboard.press("Enter")
    desk.wait_for_entry(page, SAID[5][1])


def test_help_on_a_page_without_words_lists_the_keys_that_work_there(desk):
    page = desk.open("episodes/listening/")
    expect(page.locator(".edit-hint a")).to_be_visible()
    page.keyboard.press("?")
    help_ = page.locator("dialog.keys")
    expect(help_.locator("dd")).to_contain_text(["Changes", "Commit…", "Undo", "Redo"])
    expect(help_).not_to_contain_text("Next sentence")
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    page.locator(".edit-panel", has_text="Changes").wait_for()


def test_escape_in_the_dialog_leaves_the_sentence_open(desk):
    page = desk.open()
    sentence(page, 5).click()
    page.keyboard.press("Enter")
    for _ in range(5):
        page.keyboard.press("Control+ArrowRight")
    caret = page.evaluate("() => document.activeElement.selectionStart")
    page.keyboard.press("Control+Enter")
    page.locator("dialog.edit-who").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator(".edit-box textarea")).to_be_focused()
    assert page.evaluate("() => document.activeElement.selectionStart") == caret


def test_a_wrong_guess_goes_with_a_key(desk):
    page = desk.open()
    there = json.load(urlopen(f"{desk.home}_edit/episodes/listening"))["sentences"]
    items = [
        {
            "key": f"speaker-{number}",
            "kind": "speaker",
            "title": "Carl New",
            "detail": "",
            "confidence": 0.5,
            "span": there[number]["span"],
            "edit": None,
        }
        for number in (1, 3, 5)
    ]
    dismissed: list[str] = []

    def dismiss(route: Route) -> None:
        dismissed.extend(route.request.post_data_json["keys"])
        route.fulfill(json={})

    def queue(route: Route) -> None:
        route.fulfill(json=[one for one in items if one["key"] not in dismissed])

    page.route("**/queue*", queue)
    page.route("**/queue/dismissed", dismiss)
    page.keyboard.press("g")
    page.get_by_role("button", name="Speakers").click()
    guesses = page.locator(".tr .edit-guess")
    expect(guesses).to_have_count(3)
    page.keyboard.press("Escape")
    # The first one is selected already.
    expect(page.locator(".edit-selected")).to_have_text(SAID[1][1])
    page.keyboard.press("i")
    wait_until(page, lambda: dismissed == ["speaker-1"])
    expect(page.locator(".edit-selected")).to_have_text(SAID[3][1])


def test_a_conflict_shows_both_sides_above_the_strip(desk):
    page = desk.open(viewport={"width": 1280, "height": 900})
    last = len(SAID) - 1
    sentence(page, last).click()
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type(" Mine.")
    there = json.load(urlopen(f"{desk.home}_edit/episodes/listening"))["sentences"][last]
    theirs = {"do": "words", "sentence": there["span"], "shown": there["text"], "typed": "Theirs."}
    desk.post("episodes/listening/edits", theirs)
    field = page.locator(".edit-box textarea")
    field.evaluate("one => scrollBy(0, one.getBoundingClientRect().bottom - innerHeight + 110)")
    page.keyboard.press("Enter")
    versions = page.locator(".edit-versions")
    versions.wait_for()
    bottom = versions.evaluate("one => one.getBoundingClientRect().bottom")
    assert bottom <= page.locator(".edit-strip").evaluate("one => one.getBoundingClientRect().top")


def test_the_offer_to_forget_covers_nothing(desk):
    page = desk.open()
    sentence(page, 3).click()
    page.keyboard.press("Enter")
    page.keyboard.type("Big ")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    sentence(page, 3).click()
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    offer = page.locator(".edit-strip .edit-alert")
    expect(offer).to_contain_text("still has the redacted words")
    page.get_by_role("button", name="Forget the undo history").click()
    expect(offer).to_be_hidden()


def test_speakers_that_were_not_answered_are_sent_again(desk):
    desk.forgiven.extend(["net::ERR_FAILED", "status of 403"])
    page = desk.open()
    page.route("**/edits", lambda route: route.abort())
    page.get_by_label("How far").select_option("turn")
    for number, key in ((2, "2"), (3, "1")):
        sentence(page, number).click()
        page.keyboard.press(key)
    expect(page.locator(".edit-alert")).to_contain_text("does not answer")
    page.get_by_role("button", name="2 not saved").wait_for()
    # Also after the tab was closed, and with the server started anew.
    page.unroute("**/edits")
    page.reload()
    waiting = page.get_by_role("button", name="2 not saved")
    waiting.wait_for()
    page.evaluate("() => document.querySelector('meta[name=onrecord-edit]').content = 'old'")
    waiting.click()
    expect(page.locator("dialog li")).to_contain_text([SAID[2][1], SAID[3][1]])
    page.keyboard.press("Enter")
    desk.wait_for_entry(page, "What do you hear", "Ben Guest")
    desk.wait_for_entry(page, "Wheels", "Ann Host")
    expect(waiting).to_have_count(0)
