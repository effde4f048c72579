"""Link, quote and citation of a sentence or a selection. None of them changes the address."""

from __future__ import annotations

import pytest

from browsing import (
    click_sentence,
    click_tool,
    read_clipboard,
    select_sentences,
    violations,
    wait_for_notice,
    wait_until_mounted,
)

CHAPTER = "data-models-and-research/"
TEXTS = """async () => {
    const [clip] = await navigator.clipboard.read()
    const texts = clip.types.map(async type => [type, await (await clip.getType(type)).text()])
    return Object.fromEntries(await Promise.all(texts))
}"""


@pytest.fixture
def sentences(demo_site):
    return demo_site.pages[f"episodes/ilya-sutskever/{CHAPTER}index.html"].sentences


@pytest.fixture
def page(open_page, episode):
    """Open a chapter."""
    opened = open_page(reduced_motion="reduce")
    opened.goto(episode + CHAPTER)
    wait_until_mounted(opened)
    return opened


def test_a_selection_gives_a_range_link_that_lights_the_same_words_in_a_fresh_profile(
    page, open_page, episode, sentences
):
    first, last = sentences[4].id, sentences[7].id
    select_sentences(page, first, last)
    click_tool(page, "Copy link")
    wait_for_notice(page, "Link copied")
    link = read_clipboard(page)
    # A text directive follows: tests/browser/test_range_links.py.
    assert link.startswith(f"{episode}{CHAPTER}#{first}..{last}:~:text=")
    assert page.url == episode + CHAPTER
    fresh = open_page(viewport={"width": 390, "height": 800})
    fresh.goto(link)
    fresh.locator(".lit").first.wait_for()
    assert fresh.evaluate("() => [...document.querySelectorAll('.lit')].map(each => each.id)") == [
        one.id for one in sentences[4:8]
    ]


def test_a_quote_is_copied_with_who_where_when_and_a_link_as_text_and_html(
    page, episode, sentences
):
    click_sentence(page, sentences[4].id)
    click_tool(page, "Copy quote")
    wait_for_notice(page, "Quote copied")
    clip = page.evaluate(TEXTS)
    url = f"{episode}{CHAPTER}#{sentences[4].id}"
    speaker = page.evaluate(
        """id => document.getElementById(id).closest('.turn')
            .querySelector('.speaker b')?.textContent ?? ''""",
        sentences[4].id,
    )
    by = f"{speaker}, " if speaker else ""
    words, source, address = clip["text/plain"].split("\n")
    assert words == f"“{sentences[4].text}”"
    assert source.startswith(f"— {by}Dwarkesh Podcast, ")
    assert address == url
    assert f'<a href="{url}">' in clip["text/html"]
    assert "<blockquote" in clip["text/html"]


def test_the_words_selected_are_the_words_copied(page, sentences):
    select_sentences(page, sentences[4].id, sentences[4].id, from_character=4)
    click_tool(page, "Copy quote")
    wait_for_notice(page, "Quote copied")
    assert page.evaluate(TEXTS)["text/plain"].startswith(f"“{sentences[4].text[4:].strip()}”")


def test_a_selection_by_keyboard_brings_the_toolbar_too(page, sentences):
    page.evaluate(
        "id => getSelection().collapse(document.getElementById(id).firstChild, 0)", sentences[2].id
    )
    for _ in range(6):
        page.evaluate("() => getSelection().modify('extend', 'forward', 'word')")
    page.locator(".bar").get_by_text("Copy link").wait_for()


def test_a_citation_has_the_address_and_the_time_in_each_form(page, episode, sentences):
    click_sentence(page, sentences[4].id)
    click_tool(page, "Cite")
    dialog = page.locator("dialog.cite")
    dialog.wait_for()
    url = f"{episode}{CHAPTER}#{sentences[4].id}"
    parts = dict(
        zip(
            dialog.locator("h3").all_inner_texts(),
            dialog.locator("section").all_inner_texts(),
            strict=True,
        )
    )
    assert list(parts) == [
        "APA 7",
        "MLA 9",
        "Chicago 18",
        "BibTeX",
        "CSL-JSON",
        "RIS",
        "Quote",
        "Quote in Markdown",
    ]
    assert {name for name, text in parts.items() if url not in text} == set()
    assert {name for name, text in parts.items() if "⟦" in text or "|time" in text} == set()
    assert "10:5" in parts["APA 7"] or "11:" in parts["APA 7"]
    dialog.get_by_role("button", name="Copy APA 7").click()
    wait_for_notice(page, "APA 7 citation copied")
    clip = page.evaluate(TEXTS)
    assert "<i>Dwarkesh Podcast</i>" in clip["text/html"]
    assert clip["text/plain"].endswith(url)
    assert violations(page) == []
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")


def test_sharing_is_offered_where_the_device_shares(open_context, episode, sentences):
    context = open_context(viewport={"width": 390, "height": 800}, has_touch=True)
    context.add_init_script("navigator.share = async what => { window.shared = what }")
    phone = context.new_page()
    phone.goto(episode + CHAPTER)
    click_sentence(phone, sentences[4].id)
    click_tool(phone, "Share")
    assert phone.evaluate("() => window.shared.url") == f"{episode}{CHAPTER}#{sentences[4].id}"
    box = phone.locator(".bar").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_by_keyboard_from_a_paragraph_s_time_to_its_link(page, episode):
    link = page.locator(".tr a.time").nth(1)
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('.tr [data-start]')")
    page.keyboard.press("]")
    there = page.evaluate("() => document.activeElement.id")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.closest('.bar')")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("() => document.activeElement.textContent") == "Copy link"
    page.keyboard.press("Enter")
    wait_for_notice(page, "Link copied")
    assert read_clipboard(page) == f"{episode}{CHAPTER}#{there}"
    assert page.evaluate("() => document.activeElement.id") == there, "the focus is lost"


def test_single_keys_can_be_turned_off(open_context, home, episode):
    page = open_context().new_page()
    page.goto(episode + CHAPTER)
    wait_until_mounted(page)
    page.keyboard.press("?")
    switch = page.get_by_label("Use single keys")
    assert switch.is_checked()
    switch.uncheck()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    page.keyboard.press("/")
    page.keyboard.press("?")
    # If "/" opened the search, its script would be there before our own import of it ends.
    page.evaluate("url => import(url).then(() => null)", f"{home}assets/onrecord/search.js")
    assert page.locator("dialog").count() == 0
    page.get_by_role("button", name="Keys").click()
    page.locator("dialog.keys").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    page.keyboard.press("Control+k")
    page.locator("dialog.search").wait_for()


@pytest.mark.parametrize("key", ["]", "y"])
def test_keys_go_from_sentence_to_sentence_and_copy(page, key):
    page.keyboard.press("]")
    page.keyboard.press(key)
    if key == "y":
        wait_for_notice(page, "Link copied")
    assert page.evaluate("() => document.activeElement.matches('.tr [data-start]')")


def test_the_key_copies_the_link_of_the_sentence_that_the_address_names(page, episode, sentences):
    address = f"{episode}{CHAPTER}#{sentences[6].id}"
    page.goto(address)
    page.locator(".tr .lit").wait_for()
    page.keyboard.press("y")
    wait_for_notice(page, "Link copied")
    assert read_clipboard(page) == address
