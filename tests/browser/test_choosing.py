"""How readers choose a passage: its marks and ends, what the toolbar says, what is copied."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browsing import (
    click_sentence,
    click_tool,
    read_clipboard,
    select_sentences,
    wait_for_notice,
    wait_until_mounted,
)

CHAPTER = "data-models-and-research/"
CHOSEN = "() => [...document.querySelectorAll('.chosen')].map(each => each.id)"
BOX = "element => { const { x, y, width, height } = element.getBoundingClientRect()\n"
CENTRE = BOX + "return [x + width / 2, y + height / 2] }"


@pytest.fixture
def ids(demo_site):
    """Return the ids of the sentences of a chapter."""
    page = demo_site.pages[f"episodes/ilya-sutskever/{CHAPTER}index.html"]
    return [sentence.id for sentence in page.sentences]


@pytest.fixture
def page(open_page, episode):
    """Open a chapter."""
    opened = open_page(reduced_motion="reduce")
    opened.goto(episode + CHAPTER)
    wait_until_mounted(opened)
    return opened


def focus(page, anchor):
    page.evaluate(
        "id => { const s = document.getElementById(id); s.tabIndex = -1; s.focus() }", anchor
    )


def test_a_sentence_is_marked_while_its_toolbar_is_open(page, ids):
    click_sentence(page, ids[3])
    assert page.evaluate(CHOSEN) == [ids[3]]
    click_sentence(page, ids[5])
    assert page.evaluate(CHOSEN) == [ids[5]]
    page.keyboard.press("Escape")
    assert page.evaluate(CHOSEN) == []
    focus(page, ids[4])
    page.keyboard.press("Enter")
    assert page.evaluate(CHOSEN) == [ids[4]]


def test_a_passage_grows_and_shrinks_by_whole_sentences_from_the_keyboard(page, ids, episode):
    focus(page, ids[4])
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    assert page.evaluate(CHOSEN) == ids[4:7]
    page.get_by_role("button", name="Move the start").focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(CHOSEN) == ids[3:7]
    click_tool(page, "Copy link")
    wait_for_notice(page, "Link copied")
    assert read_clipboard(page).startswith(f"{episode}{CHAPTER}#{ids[3]}..{ids[6]}")


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_a_handle_can_be_dragged_to_another_sentence(open_page, episode, ids, touch):
    page = open_page(viewport={"width": 390 if touch else 1440, "height": 844}, has_touch=touch)
    page.goto(episode + CHAPTER)
    wait_until_mounted(page)
    click_sentence(page, ids[2])
    page.mouse.move(*page.locator(".handle-end").evaluate(CENTRE))
    page.mouse.down()
    page.mouse.move(
        *page.evaluate(
            """id => { const { left, top } = document.getElementById(id).getClientRects()[0]
            return [left + 5, top + 5] }""",
            ids[4],
        )
    )
    page.mouse.up()
    assert page.evaluate(CHOSEN) == ids[2:5]


def test_a_selection_ends_where_words_end(page, ids):
    sentence = page.locator(f"[id='{ids[0]}']")
    box = sentence.evaluate(
        """s => { const text = document.createTreeWalker(s, NodeFilter.SHOW_TEXT).nextNode()
            const range = new Range(); range.setStart(text, 9); range.setEnd(text, 18)
            const { left, right, top, height } = range.getBoundingClientRect()
            return { left, right, y: top + height / 2, text: text.data } }"""
    )
    words = box["text"][8:19].strip()
    assert box["text"].startswith("Are you running out of reasoning"), box["text"]
    page.mouse.move(box["left"], box["y"])
    page.mouse.down()
    page.mouse.move(box["right"], box["y"], steps=4)
    page.mouse.up()
    page.locator(".bar").wait_for()
    page.wait_for_function("() => getSelection().toString() === 'running out'")
    assert words == "running out"
    click_tool(page, "Copy quote")
    wait_for_notice(page, "Quote copied")
    quote = read_clipboard(page)
    assert quote.startswith("“running out”")
    # The link marks these words, within the sentence.
    assert f"#{ids[0]}:~:text=" in quote


def test_what_is_copied_across_turns_is_words_with_names(page, demo_site):
    chapter = demo_site.pages[f"episodes/ilya-sutskever/{CHAPTER}index.html"].sentences
    select_sentences(page, chapter[1].id, chapter[2].id)
    page.keyboard.press("Control+c")
    lines = [f"Dwarkesh Patel: {chapter[1].text}", f"Ilya Sutskever: {chapter[2].text}"]
    page.wait_for_function(
        "async text => (await navigator.clipboard.readText()) === text", arg="\n".join(lines)
    )


@pytest.mark.parametrize(
    ("mark", "says"),
    [(".quoted", "See the quote"), (".fix", "heard as"), (".note-mark", "DeepMind’s RETRO")],
)
@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_marked_words_open_the_toolbar_in_place(page, mark, says, by):
    address = page.url
    words = page.locator(f".tr {mark}").first
    if by == "mouse":
        words.click()
    else:
        words.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".bar :focus")).to_have_count(1)
    expect(page.locator(".bar .bar-about")).to_contain_text(says)
    expect(page.locator(".bar")).to_contain_text("Copy link")
    assert page.url == address
    assert len(page.evaluate(CHOSEN)) == 1


def test_the_list_of_corrections_is_folded_and_once_in_the_whole_transcript(page, episode):
    assert not page.locator(".edits li").first.is_visible()
    page.locator(".edits summary").click()
    assert page.locator(".edits li").first.is_visible()
    page.goto(f"{episode}transcript/")
    assert page.locator(".whole .edits").count() == 0
    assert page.locator(".edits").count() == 1


def test_the_legend_names_the_marks_of_the_page(page, episode):
    kinds = {"quoted": ".quoted", "corrected": ".fix", "annotated": ".note-mark"}
    for path in ("time-to-agi/", CHAPTER, "future-breakthroughs/"):
        page.goto(episode + path)
        for kind, mark in kinds.items():
            shown = page.locator(f".legend-{kind}").count()
            assert shown == min(1, page.locator(f".tr {mark}").count()), (path, kind)
