"""Entries of the overlay are opened, changed and deleted where they stand on the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browsing import wait_until
from edit_desk import sentence

OVERLAY = """# Kept.
corrections:
  - {at: "0:06", was: rain, now: hail}
notes:
  - at: "0:06"
    words: Wheels
    note: Of the train
    source: https://example.org/
"""


@pytest.fixture
def page(desk):
    """Open the transcript with a correction and a note of older days."""
    desk.overlay_path.write_text(OVERLAY)
    page = desk.open()
    page.locator(".note").wait_for()
    return page


def test_a_note_is_changed_after_a_click_and_deleted_by_keyboard(desk, page):
    page.locator(".note").click()
    field = page.get_by_label("Note, in Markdown")
    expect(field).to_be_focused()
    expect(field).to_have_value("Of the train")
    page.keyboard.press("Control+End")
    page.keyboard.type(" from the **north**")
    page.keyboard.press("Control+Enter")
    page.locator(".note strong").wait_for()
    assert desk.overlay == OVERLAY.replace("Of the train", '"Of the train from the **north**"')
    # Two entries: a number chooses.
    expect(sentence(page, 3)).to_be_focused()
    page.keyboard.press("e")
    choices = page.locator(".edit-choices button")
    expect(choices).to_have_text(["Note: Of the train from the **nort…", "rain → hail"])
    page.keyboard.press("1")
    expect(field).to_have_value("Of the train from the **north**")
    page.get_by_role("button", name="Delete").press("Enter")
    expect(page.locator(".note")).to_have_count(0)
    assert "note" not in desk.overlay
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    page.locator(".note").wait_for()
    assert desk.overlay == OVERLAY


def test_words_are_left_out_of_a_quote(desk, page):
    sentence(page, 5).click()
    page.keyboard.press("q")
    field = page.get_by_label("Words", exact=True)
    expect(field).to_have_value("Every word, in a small blue notebook.")
    # "small blue", but for a letter: words are left out whole.
    field.evaluate("field => field.setSelectionRange(18, 26)")
    page.keyboard.press("Delete")
    expect(field).to_have_value("Every word, in a … notebook.")
    page.keyboard.press("Control+Enter")
    desk.wait_for_entry(page, "Every word, in a … notebook.")
    # At an end nothing stands for them.
    page.locator("dialog").wait_for(state="detached")
    sentence(page, 6).click()
    page.keyboard.press("q")
    field.evaluate("field => field.setSelectionRange(0, 7)")
    page.keyboard.press("Backspace")
    expect(field).to_have_value("talk about silence.")


def test_what_was_typed_into_a_form_is_offered_again(desk, page):
    sentence(page, 5).click()
    page.keyboard.press("n")
    page.keyboard.type("A long note")
    page.reload()
    page.get_by_role("button", name="1 not saved").click()
    field = page.get_by_label("Note, in Markdown")
    expect(field).to_have_value("A long note")
    page.keyboard.press("Control+Enter")
    desk.wait_for_entry(page, "A long note")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="1 not saved")).to_have_count(0)


@pytest.mark.parametrize("path", ["episodes/listening/", "episodes/listening/trains/"])
def test_the_title_and_the_description_are_changed_on_any_page_of_an_episode(desk, path):
    file = desk.overlay_path.with_name("episode.yml")
    before = file.read_text()
    page = desk.open(path)
    page.keyboard.press("p")
    title, description = (
        page.get_by_label("Title", exact=True),
        page.get_by_label("Description, in Markdown"),
    )
    expect(title).to_have_value("On listening")
    title.fill("On listening: again")
    description.fill("About *trains*.\n\nAnd silence.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog")).to_have_count(0)
    assert 'title: "On listening: again"' in file.read_text()
    assert "description: |\n  About *trains*.\n\n  And silence.\n" in file.read_text()
    if path == "episodes/listening/":
        expect(page.locator("h1")).to_have_text("On listening: again")
        expect(page.locator(".prose em")).to_have_text("trains")
    # Somebody else changes the title while the form is open.
    page.keyboard.press("p")
    expect(title).to_have_value("On listening: again")
    title.fill("Listening")
    file.write_text(file.read_text().replace("again", "once more"))
    title.press("Enter")
    expect(page.locator("dialog")).to_contain_text("It is now: “On listening: once more”")
    file.write_text(file.read_text().replace("once more", "again"))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("h")
    expect(page.locator(".edit-panel li").first.locator("ins")).to_have_text("Listening")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    wait_until(page, lambda: file.read_text() == before)
