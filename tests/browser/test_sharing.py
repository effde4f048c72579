"""What is done with a sentence or a selection: link, quote, citation. The address is the reader's own."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

CHAPTER = "data-models-and-research/"
TEXTS = """async () => {
    const [clip] = await navigator.clipboard.read()
    return Object.fromEntries(await Promise.all(clip.types.map(async kind => [kind, await (await clip.getType(kind)).text()])))
}"""


@pytest.fixture
def sentences(demo_site):
    return demo_site.pages[f"episodes/ilya-sutskever/{CHAPTER}index.html"].sentences


@pytest.fixture
def page(open_context, episode):
    context = open_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.goto(episode + CHAPTER)
    return opened


def select(page, first: str, last: str, *, from_character: int = 0) -> None:
    page.evaluate(
        """([first, last, from]) => {
            const [a, b] = [first, last].map(id => document.getElementById(id))
            const texts = node => document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
            const start = texts(a).nextNode()
            let end = null
            for (const walk = texts(b); walk.nextNode();) end = walk.currentNode
            getSelection().setBaseAndExtent(start, from, end, end.length)
        }""",
        [first, last, from_character],
    )
    page.locator(".bar").wait_for()


def click(page, name: str) -> None:
    page.locator(".bar").get_by_text(name, exact=True).click()


def test_a_selection_gives_a_range_link_that_lights_the_same_words_in_a_fresh_profile(
    page, open_context, episode, sentences
):
    first, last = sentences[4].id, sentences[7].id
    select(page, first, last)
    click(page, "Copy link")
    page.get_by_role("status").filter(has_text="Link copied").wait_for()
    link = page.evaluate("() => navigator.clipboard.readText()")
    # Behind the range, for browsers without our scripts, stand the words at its ends: tests/browser/test_range_links.py.
    assert link.startswith(f"{episode}{CHAPTER}#{first}..{last}:~:text=")
    assert page.url == episode + CHAPTER
    fresh = open_context(viewport={"width": 390, "height": 800}).new_page()
    fresh.goto(link)
    fresh.locator(".lit").first.wait_for()
    assert fresh.evaluate("() => [...document.querySelectorAll('.lit')].map(each => each.id)") == [
        one.id for one in sentences[4:8]
    ]


def test_a_quote_is_copied_with_who_where_when_and_a_link_as_text_and_html(
    page, episode, click_sentence, sentences
):
    click_sentence(page, sentences[4].id)
    click(page, "Copy quote")
    page.get_by_role("status").filter(has_text="Quote copied").wait_for()
    clip = page.evaluate(TEXTS)
    url = f"{episode}{CHAPTER}#{sentences[4].id}"
    speaker = page.evaluate(
        "id => document.getElementById(id).closest('.turn').querySelector('.speaker b')?.textContent ?? ''",
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
    select(page, sentences[4].id, sentences[4].id, from_character=5)
    click(page, "Copy quote")
    page.get_by_role("status").filter(has_text="Quote copied").wait_for()
    assert page.evaluate(TEXTS)["text/plain"].startswith(f"“{sentences[4].text[5:].strip()}”")


def test_a_selection_by_keyboard_brings_the_toolbar_too(page, sentences):
    page.evaluate(
        "id => getSelection().collapse(document.getElementById(id).firstChild, 0)", sentences[2].id
    )
    for _ in range(6):
        page.evaluate("() => getSelection().modify('extend', 'forward', 'word')")
    page.locator(".bar").get_by_text("Copy link").wait_for()


def test_a_citation_has_the_address_and_the_time_in_each_form(
    page, episode, click_sentence, sentences
):
    click_sentence(page, sentences[4].id)
    click(page, "Cite")
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
    page.get_by_role("status").filter(has_text="APA 7 citation copied").wait_for()
    clip = page.evaluate(TEXTS)
    assert "<i>Dwarkesh Podcast</i>" in clip["text/html"]
    assert clip["text/plain"].endswith(url)
    found = Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]] == []
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")


def test_sharing_is_offered_where_the_device_shares(
    open_context, episode, click_sentence, sentences
):
    context = open_context(viewport={"width": 390, "height": 800}, has_touch=True)
    context.add_init_script("navigator.share = async what => { window.shared = what }")
    phone = context.new_page()
    phone.goto(episode + CHAPTER)
    click_sentence(phone, sentences[4].id)
    click(phone, "Share")
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
    page.get_by_role("status").filter(has_text="Link copied").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{episode}{CHAPTER}#{there}"
    assert page.evaluate("() => document.activeElement.id") == there, "the focus is where it was"


def test_single_keys_can_be_turned_off(page):
    page.keyboard.press("?")
    switch = page.get_by_label("Use single keys")
    assert switch.is_checked()
    switch.uncheck()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    page.keyboard.press("/")
    page.keyboard.press("?")
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
        page.get_by_role("status").filter(has_text="Link copied").wait_for()
    assert page.evaluate("() => document.activeElement.matches('.tr [data-start]')")


def test_the_key_copies_the_link_of_the_sentence_that_the_address_names(page, episode, sentences):
    address = f"{episode}{CHAPTER}#{sentences[6].id}"
    page.goto(address)
    page.locator(".tr .lit").wait_for()
    page.keyboard.press("y")
    page.get_by_role("status").filter(has_text="Link copied").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == address
