"""Quotes in a browser: in the transcript, on their own page, and embedded in another site."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from browsing import (
    click_tool,
    new_context,
    read_clipboard,
    select_sentences,
    wait_for_notice,
    wait_until_mounted,
)

QUOTE = "quotes/ilya-sutskever-jkmb/"
CHAPTER = "episodes/ilya-sutskever/whats-after-generative-models/"
PULLED = "episodes/ilya-sutskever/new-ideas-are-overrated/"


def test_underlined_words_lead_to_the_page_of_the_quote_and_back(page, home):
    page.goto(home + CHAPTER)
    wait_until_mounted(page)
    page.locator('.quoted[data-quote="ilya-sutskever-jkmb"]').click()
    click_tool(page, "See the quote")
    expect(page.locator(".quotation blockquote")).to_contain_text("So I challenge the claim")
    page.get_by_role("link", name="Read in context").click()
    expect(page.locator(".tr [data-start]:target, .tr .lit").first).to_contain_text(
        "So I challenge the claim"
    )


@pytest.mark.parametrize(("width", "beside"), [(1440, True), (1000, False), (390, False)])
def test_a_pull_quote_is_in_the_margin_where_there_is_one_else_between_paragraphs(
    open_page, home, width, beside
):
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(home + PULLED)
    text, pull = (
        page.locator(f".passage:has(.pull) > {name}").first.bounding_box()
        for name in ("p", ".pull")
    )
    if beside:
        assert pull["x"] >= text["x"] + text["width"]
    else:
        assert pull["y"] >= text["y"] + text["height"]
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert pull["x"] + pull["width"] <= width


def test_pull_quotes_meet_neither_each_other_nor_notes_in_the_margin(page, home, demo_site):
    pairs = 0
    for path in demo_site.files:
        if (
            path.startswith("episodes/")
            and path.count("/") == 3
            and path.endswith("index.html")
            and "/transcript/" not in path
        ):
            page.goto(home + path.removesuffix("index.html"))
            boxes = [pull.bounding_box() for pull in page.locator(".pull, .note").all()]
            boxes.sort(key=lambda box: box["y"])
            pairs += max(0, len(boxes) - 1)
            assert all(
                after["y"] > before["y"] + before["height"] for before, after in pairwise(boxes)
            ), path
    assert pairs > 10


def test_a_form_is_copied(page, home):
    page.goto(home + QUOTE)
    wait_until_mounted(page)
    page.get_by_role("button", name="Copy as Text").click()
    wait_for_notice(page, "Copied")
    assert "So I challenge the claim" in read_clipboard(page)


def test_the_toolbar_cites_the_words_as_their_page_does(page, home):
    page.goto(home + QUOTE)
    shown = {
        style: page.locator(f"#form-{style}").text_content()
        for style in ("apa", "chicago", "apa-short", "mla-short", "chicago-short")
    }
    # Material's instant navigation makes addresses absolute, at a moment that no test knows.
    context = page.get_by_role("link", name="Read in context").evaluate("link => link.href")
    page.goto(context)
    anchor = context.partition("#")[2]
    select_sentences(page, anchor, anchor)
    click_tool(page, "Cite")
    dialog = page.locator("dialog.cite")
    dialog.wait_for()
    apa, _, chicago = dialog.locator(".cite-form").all_text_contents()
    assert [apa, chicago] == [shown["apa"], shown["chicago"]]
    shorts = dialog.locator(".cite-short").all_text_contents()
    assert shorts == [shown["apa-short"], shown["mla-short"], shown["chicago-short"]]


def test_without_scripts_the_forms_are_texts_to_select(open_page, home):
    page = open_page(java_script_enabled=False)
    page.goto(home + QUOTE)
    expect(page.locator("#form-text")).to_be_visible()
    expect(page.locator(".copy").first).to_be_hidden()


def test_a_quote_stands_in_a_foreign_page(browser, home, demo_site, tmp_path, serve_site):
    embed = home + QUOTE + "embed.html"
    assert embed in demo_site.files[f"{QUOTE}index.html"].decode()
    frame = f'<iframe src="{embed}" width="600" height="280"></iframe>'
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Foreign</title>{frame}")
    # Another port is another origin.
    context = new_context(browser)
    page = context.new_page()
    page.goto(serve_site(tmp_path))
    frame = page.frame_locator("iframe")
    expect(frame.locator("blockquote")).to_contain_text("So I challenge the claim")
    expect(frame.get_by_role("link")).to_have_attribute("href", home + QUOTE)
    assert frame.locator("html").evaluate(
        "page => page.scrollHeight <= 280 && page.scrollWidth <= 600"
    )
    context.close()
