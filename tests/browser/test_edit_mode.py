"""The edit mode of `onrecord serve`: words, speakers and annotations, by keyboard, in the files."""

from __future__ import annotations

import json
import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from browsing import violations, wait_until
from edit_desk import DESK, PHONE, sentence, speakers
from speak import SAID


def test_words_are_corrected_where_they_stand_and_the_correction_is_undone(desk):
    page = desk.open()
    # Where somebody clicks is where the caret is; what is above does not move.
    above = sentence(page, 2).bounding_box()
    sentence(page, 3).click(position={"x": 2, "y": 8})
    expect(sentence(page, 3)).to_be_focused()
    page.keyboard.press("Enter")
    field = page.locator(".edit-box textarea")
    expect(field).to_be_focused()
    expect(field).to_have_value(SAID[3][1])
    assert page.evaluate("() => document.activeElement.selectionStart") == 0
    assert sentence(page, 2).bounding_box() == above
    page.keyboard.type("Big ")
    # Enter saves, and the next sentence is open.
    page.keyboard.press("Enter")
    expect(field).to_have_value(SAID[4][1])
    expect(sentence(page, 3)).to_have_text("Big Wheels, voices, and rain on the roof.")
    desk.wait_for_entry(page, "was: ", "Wheels", "Big Wheels", "An Editor")
    # The page's own build waits until no sentence is open.
    page.keyboard.press("Escape")
    expect(sentence(page, 3).locator(".fix")).to_contain_text("Big Wheels")
    expect(sentence(page, 4)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(sentence(page, 3)).to_have_text(SAID[3][1])
    assert "Wheels" not in desk.overlay
    page.keyboard.press("Control+Shift+z")
    expect(sentence(page, 3)).to_contain_text("Big")
    # The panel of changes has it, with a way back.
    page.keyboard.press("h")
    page.locator(".edit-panel ins", has_text="Big").wait_for()
    page.get_by_role("button", name="Revert").click()
    expect(sentence(page, 3)).to_have_text(SAID[3][1])


def test_speakers_are_named_by_number_and_by_name_and_turns_are_divided_and_joined(desk):
    page = desk.open()
    expect(page.locator(".edit-people [data-person]")).to_have_text(["1Ann Host", "2Ben Guest"])
    sentence(page, 2).click()
    # "This turn": the label has its person already.
    page.get_by_label("How far").select_option("turn")
    sentence(page, 2).focus()
    page.keyboard.press("2")
    wait_until(page, lambda: speakers(page)[:3] == ["Ann Host", "Ben Guest", "Ann Host"])
    desk.wait_for_entry(page, "What do you hear", "Ben Guest")
    page.keyboard.press("Control+z")
    wait_until(page, lambda: speakers(page)[:3] == ["Ann Host", "Ben Guest", "Ann Host"][:3])
    wait_until(page, lambda: len(speakers(page)) == len(SAID))
    # Somebody new goes on in the middle of a sentence.
    sentence(page, 5).click()
    page.keyboard.press("Enter")
    page.locator(".edit-box textarea").evaluate("field => field.setSelectionRange(12, 12)")
    page.keyboard.press("Control+Enter")
    dialog = page.locator("dialog.edit-who")
    expect(dialog.locator("blockquote")).to_have_text(re.compile(r"^in a small blue notebook"))
    page.keyboard.type("Carl New")
    page.keyboard.press("Enter")
    page.locator("dialog.edit-person").wait_for()
    page.keyboard.press("Enter")
    wait_until(page, lambda: "Carl New" in speakers(page))
    assert "Carl New" in (desk.root / "content" / "people.yml").read_text()
    desk.wait_for_entry(page, "in a small blue notebook", "Carl New")
    # Joined with the turn before.
    page.locator(".tr span[data-start]", has_text="in a small blue").click()
    page.keyboard.press("Backspace")
    wait_until(page, lambda: "Carl New" not in speakers(page))
    expect(page.locator(".edit-selected")).to_have_text("Every word, in a small blue notebook.")


def test_nothing_that_was_typed_is_lost(desk):
    page = desk.open()
    field = page.locator(".edit-box textarea")
    # Refused: the reason stands beside the words, which stay.
    sentence(page, 3).click()
    page.keyboard.press("Enter")
    field.fill(" ")
    page.keyboard.press("Enter")
    expect(page.locator(".edit-below")).to_contain_text("redact it instead")
    expect(field).to_have_value(" ")
    field.fill(SAID[3][1])
    page.keyboard.press("Enter")
    # Changed meanwhile: both versions, side by side.
    expect(field).to_have_value(SAID[4][1])
    page.keyboard.press("End")
    page.keyboard.type(" Mine.")
    episode = json.load(urlopen(f"{desk.home}_edit/episodes/listening"))
    there = episode["sentences"][4]
    theirs = {"do": "words", "sentence": there["span"], "shown": there["text"], "typed": "Theirs."}
    desk.post("episodes/listening/edits", theirs)
    page.keyboard.press("Enter")
    expect(page.locator(".edit-versions p")).to_have_text([f"{SAID[4][1]} Mine.", "Theirs."])
    page.get_by_role("button", name="Keep mine").click()
    expect(field).to_have_count(0)
    expect(sentence(page, 4)).to_have_text(f"{SAID[4][1]} Mine.")
    # The tab dies: the draft is offered again.
    sentence(page, 5).click()
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type(" And")
    page.reload()
    page.get_by_role("button", name="1 not saved").click()
    expect(field).to_have_value(f"{SAID[5][1]} And")
    page.get_by_role("button", name="Use the saved words").click()
    expect(field).to_have_value(SAID[5][1])


def test_selected_words_are_annotated(desk):
    page = desk.open()
    sentence(page, 3).click()
    # Two words, by keyboard: a note, with a preview.
    for key in ("ArrowRight", "Shift+ArrowRight", "n"):
        page.keyboard.press(key)
    expect(page.locator("dialog blockquote")).to_have_text("Wheels, voices,")
    page.keyboard.type("Of the **train**")
    expect(page.locator(".edit-preview strong")).to_have_text("train")
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog")).to_have_count(0)
    desk.wait_for_entry(page, "Wheels, voices", "Of the **train**")
    page.locator(".note strong").wait_for()
    # Two sentences: a quote.
    sentence(page, 7).click()
    page.keyboard.press("Shift+ArrowDown")
    assert SAID[8][1] in page.evaluate("() => String(getSelection())")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("q")
    words = page.get_by_label("Words", exact=True)
    expect(words).to_have_value("Silence is never empty.")
    # One line, which Enter saves.
    page.keyboard.press("Enter")
    desk.wait_for_entry(page, "Silence is never empty.")
    expect(page.locator("dialog")).to_have_count(0)
    # A chapter, and a redaction, which says what it does not do.
    sentence(page, 4).click()
    page.keyboard.press("c")
    page.keyboard.type("Writing")
    page.keyboard.press("Enter")
    desk.wait_for_entry(page, "title: Writing")
    expect(page.locator("dialog")).to_have_count(0)
    sentence(page, 9).click()
    page.keyboard.press("x")
    expect(page.locator(".edit-warning")).to_contain_text("overlay.yml names the words")
    page.keyboard.press("Enter")
    page.locator(".tr .redacted").wait_for()


def test_words_are_replaced_everywhere_after_all_places_were_shown(desk):
    page = desk.open()
    sentence(page, 0).click()
    page.keyboard.press("r")
    page.keyboard.type("train")
    page.keyboard.press("Tab")
    page.keyboard.type("tram")
    expect(page.locator(".edit-places li")).to_have_count(2)
    expect(page.locator(".edit-places li").first).to_contain_text("I came here by")
    page.get_by_role("button", name="Replace in 2").click()
    expect(sentence(page, 1)).to_have_text("Thank you, I came here by tram.")
    expect(sentence(page, 2)).to_have_text("What do you hear on a tram?")
    sentence(page, 0).focus()
    page.keyboard.press("Control+z")
    expect(sentence(page, 1)).to_have_text(SAID[1][1])


def test_the_recording_follows_the_keys_and_pauses_while_somebody_types(desk):
    page = desk.open()
    playing = "() => document.querySelector('audio') && !document.querySelector('audio').paused"
    paused = "() => document.querySelector('audio').paused"
    sentence(page, 3).click()
    sentence(page, 3).click()
    assert page.locator("audio").count() == 0
    field = page.locator(".edit-box textarea")
    page.keyboard.press("Tab")
    page.wait_for_function(playing)
    expect(field).to_be_focused()
    page.keyboard.press("x")
    page.wait_for_function(paused)
    page.wait_for_function(playing)
    page.keyboard.press("F4")
    page.wait_for_function(paused)
    page.keyboard.press("Shift+Tab")
    page.wait_for_function(playing)
    page.keyboard.press("Tab")
    page.wait_for_function(paused)


def test_a_failed_build_is_shown_in_all_tabs_until_it_is_mended(desk):
    page = desk.open()
    other = page.context.new_page()
    other.goto(page.url)
    desk.overlay_path.write_text("corrections:\n  - {at: 0:06, was: nix, now: nox}\n")
    for tab in (page, other):
        expect(tab.locator(".edit-alert")).to_contain_text("nix")
    desk.overlay_path.write_text('corrections:\n  - {at: "0:06", was: rain, now: hail}\n')
    for tab in (page, other):
        expect(tab.locator(".edit-alert")).to_be_hidden()
        expect(sentence(tab, 3)).to_contain_text("hail")


def test_the_edit_mode_goes_along_to_the_next_page_and_is_left(desk):
    page = desk.open("episodes/listening/trains/")
    sentence(page, 5).click()
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**/silence/**")
    expect(page.locator(".edit-selected")).to_have_text(SAID[6][1])
    page.get_by_role("switch", name="Edit").click()
    expect(page.locator(".edit-strip")).to_have_count(0)
    # Readers' keys and clicks are as before.
    sentence(page, 0).click()
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()


def test_on_a_phone_the_strip_leaves_the_screen_to_the_words(desk):
    page = desk.open(viewport=PHONE, has_touch=True)
    strip = page.locator(".edit-strip")
    expect(strip).to_contain_text("Tap a sentence")
    assert strip.bounding_box()["height"] <= PHONE["height"] / 14
    sentence(page, 3).tap()
    expect(strip.get_by_role("button", name="Ben Guest")).to_be_visible()
    assert strip.bounding_box()["height"] <= PHONE["height"] / 9
    strip.get_by_role("button", name="Changes").tap()
    panel, dock = page.locator(".edit-panel"), page.locator(".dock")
    panel.wait_for()

    def edges():
        below, above, bar = (one.bounding_box() for one in (panel, dock, strip))
        return (
            round(above["y"] + above["height"] - below["y"]),
            round(below["y"] + below["height"] - bar["y"]),
        )

    wait_until(page, lambda: edges() == (0, 0))


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(desk, scheme, viewport):
    page = desk.open(color_scheme=scheme, viewport=viewport, has_touch=viewport is PHONE)
    found = violations(page)
    sentence(page, 3).click()
    found += violations(page)
    page.get_by_role("button", name=re.compile("^Edit")).click()
    page.locator(".edit-box textarea").wait_for()
    found += violations(page)
    page.keyboard.press("Escape")
    for name in ("Who", "Note", "Redact", "Replace", "Keys"):
        page.locator(".edit-strip").get_by_role("button", name=re.compile(f"^{name}")).click()
        page.locator("dialog").wait_for()
        found += violations(page)
        page.keyboard.press("Escape")
    desk.overlay_path.write_text('notes: [{at: "0:06", words: Wheels, note: Of the train}]\n')
    page.get_by_role("button", name="Note: Of the train").click()
    page.locator("dialog").wait_for()
    found += violations(page)
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    page.get_by_label("Title", exact=True).fill("Another title")
    found += violations(page)
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    # Both versions, where somebody else has changed the open sentence.
    sentence(page, 5).click()
    page.keyboard.press("Enter")
    page.locator(".edit-box textarea").fill("Every word, in a small red notebook.")
    desk.overlay_path.write_text('corrections: [{at: "0:09", was: blue, now: green}]\n')
    page.keyboard.press("Enter")
    page.locator(".edit-versions").wait_for()
    found += violations(page)
    page.keyboard.press("Escape")
    for name in ("Queue", "Changes"):
        page.locator(".edit-strip").get_by_role("button", name=re.compile(f"^{name}")).click()
        page.locator(".edit-panel", has_text=name).wait_for()
        page.locator(".edit-panel li").first.wait_for()
        found += violations(page)
    page.get_by_role("button", name="Commit…").click()
    page.locator("dialog").wait_for()
    found += violations(page)
    assert found == []
