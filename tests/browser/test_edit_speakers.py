"""Speakers of a transcript without labels: guesses, and how far a name reaches."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from browsing import wait_until
from edit_desk import DESK, PHONE, Desk, sentence

GUESS = ".edit-guess"


def open_unlabelled(desk: Desk) -> Page:
    """Open the episode with the labels of its transcript taken out."""
    desk.overlay_path.write_text("")
    [transcript] = desk.overlay_path.parent.glob("transcript.*")
    transcript.write_text(re.sub(r"</?v[^>]*>", "", transcript.read_text()))
    page = desk.open()
    wait_until(page, lambda: page.locator(GUESS).count() > 1)
    return page


def guesses(page: Page) -> list[str]:
    return page.locator(GUESS).all_text_contents()


@pytest.mark.parametrize("scope", ["from", "turn"])
def test_a_name_reaches_up_to_the_next_guess_which_stays(desk, scope):
    page = open_unlabelled(desk)
    before = guesses(page)
    sentence(page, 0).click()
    page.get_by_label("How far").select_option(scope)
    sentence(page, 0).focus()
    page.keyboard.press("2")
    page.wait_for_function(
        "() => window.notices.some(one => /Ben Guest · .* · 0:00–0:0\\d, \\d sentence/.test(one))"
    )
    wait_until(page, lambda: guesses(page) == before[1:])
    desk.wait_for_entry(page, "Ben Guest")
    # So it is with the page's own build, and once the queue was asked for again.
    with page.expect_response(re.compile("/queue")):
        page.keyboard.press("g")
    wait_until(page, lambda: guesses(page) == before[1:])


def test_guesses_that_were_passed_over_are_gone_back_to(desk):
    page = open_unlabelled(desk)
    sentence(page, -1).click()
    page.keyboard.press("y")
    page.wait_for_function("() => window.notices.some(one => /^2 guesses above/.test(one))")
    page.keyboard.press("y")
    expect(page.locator(f"{GUESS} + .edit-selected")).to_have_id(
        sentence(page, 0).get_attribute("id")
    )


@pytest.mark.parametrize("width", [1440, 1280, 820, 390])
def test_buttons_have_fixed_places_which_no_notice_covers(desk, width):
    page = desk.open(viewport={**(PHONE if width < 400 else DESK), "width": width})
    panels = ".edit-panels button"

    def places() -> list[object]:
        return [one.bounding_box() for one in page.locator(panels).all()]

    def covered() -> list[str]:
        page.evaluate(SHOW_NOTICE)
        page.locator(".notice", has_text="9 sentences").wait_for()
        return page.evaluate(COVERED)

    idle = places()
    assert covered() == []
    sentence(page, 3).click()
    if width > 400:
        assert places() == idle
    assert covered() == []
    page.keyboard.press("Enter")
    page.locator(".edit-box textarea").wait_for()
    if width > 400:
        assert places() == idle
    assert covered() == []


SHOW_NOTICE = """async () => {
    const { notify } = await import("/_edit/client/theme.js")
    notify("Dwarkesh Patel · this turn · 0:11–1:06, 9 sentences")
}"""
COVERED = """() => {
    const notice = document.querySelector(".notice").getBoundingClientRect()
    return [...document.querySelectorAll(".edit-strip :is(button, select)")]
        .filter(one => {
            const box = one.getBoundingClientRect()
            return box.width && box.left < notice.right && box.right > notice.left
                && box.top < notice.bottom && box.bottom > notice.top
        })
        .map(one => one.textContent)
}"""


def test_a_key_turns_the_edit_mode_on_and_the_list_of_keys_has_it(desk):
    page = desk.open()
    switch = page.get_by_role("switch", name="Edit")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    page.locator("body").focus()
    page.keyboard.press("?")
    expect(page.locator("dialog.keys dl div", has_text="Edit the words")).to_have_text(
        "eEdit the words"
    )
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.locator(".edit-strip").wait_for()
    expect(switch).to_have_attribute("aria-checked", "true")


def test_a_draft_is_kept_until_the_server_has_answered(desk):
    desk.forgiven.append("ERR_")
    page = desk.open()
    page.route("**/edits", lambda _: None)
    sentence(page, 3).click()
    page.keyboard.press("Enter")
    field = page.locator(".edit-box textarea")
    expect(field).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" zqk")
    with page.expect_request("**/edits"):
        page.keyboard.press("Enter")
    drafts = "() => JSON.stringify({ ...localStorage })"
    assert "zqk" in page.evaluate(drafts)
    page.close()
    other = page.context.new_page()
    other.goto(f"{desk.home}episodes/listening/transcript/")
    assert "zqk" in other.evaluate(drafts)
