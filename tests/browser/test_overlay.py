"""Overlays as readers meet them: notes beside or below the words, corrections with reasons."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from browsing import wait_until_mounted

CHAPTER = "alignment/"


def boxes(page):
    """Return the boxes of the first note and of its paragraph."""
    note = page.locator(".note").first
    note.scroll_into_view_if_needed()
    return note.bounding_box(), page.locator(".passage.noted > p").first.bounding_box()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [1240, 1280, 1440])
def test_notes_stand_beside_the_words_where_there_is_room(open_page, episode, width, scripts):
    wide = open_page(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    wide.goto(episode + CHAPTER)
    note, words = boxes(wide)
    assert note["x"] > words["x"] + words["width"]
    assert abs(note["y"] - words["y"]) < 20
    assert note["x"] + note["width"] <= width - 8


@pytest.mark.parametrize("width", [390, 900])
def test_where_there_is_no_room_notes_stand_under_the_words_or_open_from_them(
    open_page, episode, width
):
    narrow = open_page(viewport={"width": width, "height": 900}, java_script_enabled=False)
    narrow.goto(episode + CHAPTER)
    note, words = boxes(narrow)
    assert note["y"] >= words["y"] + words["height"]
    assert note["x"] + note["width"] <= width
    text = narrow.locator(".note p").first.inner_text()
    opened = open_page(viewport={"width": width, "height": 900})
    opened.goto(episode + CHAPTER)
    wait_until_mounted(opened)
    assert not opened.locator(".note").first.is_visible()
    opened.locator(".note-mark").first.click()
    expect(opened.locator(".bar .bar-about")).to_contain_text(text)


def test_a_note_opens_no_gap_in_the_text(open_page, episode):
    page = open_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{episode}transcript/")
    page.add_style_tag(content=".whole { content-visibility: visible !important }")
    gaps = page.evaluate(
        """() => [...document.querySelectorAll('.passage.noted')].map(
            passage => passage.offsetHeight - passage.querySelector('p').offsetHeight)"""
    )
    assert len(gaps) > 5
    # Two lines more than a paragraph of one line.
    assert max(gaps) <= 42


def test_notes_beside_the_words_are_not_cut_off_in_the_full_transcript(open_page, episode):
    for width in (1240, 1440):
        page = open_page(viewport={"width": width, "height": 900})
        page.goto(f"{episode}transcript/")
        note = page.locator(".note").first
        note.scroll_into_view_if_needed()
        assert note.evaluate(
            """note => {
                const { left, right, top } = note.getBoundingClientRect()
                return [left + 2, right - 2].every(x =>
                    document.elementFromPoint(x, top + 2)?.closest(".note") === note)
            }"""
        )
        # The page is no wider than the window.
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_no_note_lies_over_another_or_over_the_next_words(page, episode):
    page.goto(episode + "transcript/")
    # Chapters are laid out only near the screen.
    page.add_style_tag(content=".whole { content-visibility: visible !important }")
    tops = page.evaluate(
        """() => [...document.querySelectorAll('.notes')]
            .map(note => note.getBoundingClientRect())
            .map(box => [box.top, box.bottom])"""
    )
    assert len(tops) > 5
    assert all(bottom <= top for (_, bottom), (top, _) in pairwise(tops))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_corrected_word_leads_to_what_was_heard_and_back(open_page, episode, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto(episode + CHAPTER)
    mark = page.locator(".tr a.fix").first
    # Material's instant navigation makes addresses absolute.
    line, heard = mark.get_attribute("href").rpartition("#")[2], mark.get_attribute("data-heard")
    page.goto(f"{episode}{CHAPTER}#{line}")
    line = page.locator(":target")
    # The browser opens the list for a line that the address leads to.
    line.wait_for()
    assert heard.strip() in line.inner_text()
    assert "#t" in line.locator("a").first.get_attribute("href")


def test_words_are_read_before_their_notes_and_copied_without_them(page, episode):
    page.goto(episode + CHAPTER)
    noted = page.locator(".passage.noted").first
    assert noted.evaluate(
        "passage => [...passage.children].map(child => child.className || child.localName)"
    ) == ["time", "p", "notes"]
    # CSS shows the number of a note: it is not part of the text.
    assert (
        noted.locator("p").first.evaluate(
            "p => [...p.querySelectorAll('.note-mark')].map(mark => mark.textContent).join('')"
        )
        == ""
    )


def test_notes_and_corrections_are_on_paper(page, episode):
    page.goto(episode + CHAPTER)
    page.emulate_media(media="print")
    assert page.locator(".note").first.is_visible()
    assert page.locator(".edits li").first.is_visible()
    note, words = (
        page.locator(".note").first.bounding_box(),
        page.locator(".passage.noted > p").first.bounding_box(),
    )
    assert note["y"] >= words["y"] + words["height"]
