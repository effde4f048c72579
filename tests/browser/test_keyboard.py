"""From home to a sentence, its link and its citation, and by search to another: with the keyboard alone, and the focus always in sight."""

from __future__ import annotations

from playwright.sync_api import expect

EPISODE = "episodes/ilya-sutskever/"
CHAPTER = "data-models-and-research/"
# More presses than any page between two steps has stops: a focus that is caught fails.
STOPS = 120
FOCUS = """() => {
    // The button of the palette is the label of what has the focus.
    const seen = document.activeElement.matches('.md-option') ? document.activeElement.nextElementSibling : document.activeElement
    const { outlineStyle, outlineWidth } = getComputedStyle(seen)
    const { width, height, bottom, right } = seen.getBoundingClientRect()
    return {
        shown: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 && width > 0 && height > 0 && bottom > 0 && right > 0,
        what: document.activeElement.outerHTML.slice(0, 120),
    }
}"""


def go_to(page, place: str, key: str = "Tab") -> None:
    """Press a key until something has the focus; whatever had it on the way was seen to."""
    for _ in range(STOPS):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        assert focus["shown"], focus["what"]
        if page.evaluate("place => document.activeElement.matches(place)", place):
            return
    raise AssertionError(f"{place} is not reached by {key}")


def test_all_of_it_is_done_by_keyboard(open_context, home):
    context = open_context(
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.goto(home)
    # The first stop leads over the header.
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    # 1. To the episode, and its chapter.
    go_to(page, f".or-main a[href$='/{EPISODE}']")
    page.keyboard.press("Enter")
    page.wait_for_url(home + EPISODE)
    # Instant navigation names the page before it puts it in place: the focus would be lost with what had it.
    page.locator(".contents").wait_for()
    go_to(page, f".contents a[href$='/{CHAPTER}']")
    page.keyboard.press("Enter")
    page.wait_for_url(home + EPISODE + CHAPTER)
    page.locator("h1", has_text="Data, models").wait_for()
    # 2. To a paragraph, and on to its second sentence.
    go_to(page, ".tr .turn:nth-child(2) a.time")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('.tr [data-start]')")
    page.keyboard.press("]")
    sentence = page.evaluate("() => document.activeElement.id")
    assert page.evaluate(FOCUS)["shown"]
    # 3. The toolbar: arrows go along it. Its link is copied, and the focus is back.
    page.keyboard.press("Enter")
    expect(page.locator(".bar button").first).to_be_focused()
    go_to(page, ".bar button:nth-of-type(2)", "ArrowRight")
    go_to(page, ".bar button:nth-of-type(1)", "ArrowLeft")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Link copied").wait_for()
    assert (
        page.evaluate("() => navigator.clipboard.readText()")
        == f"{home}{EPISODE}{CHAPTER}#{sentence}"
    )
    assert page.evaluate("() => document.activeElement.id") == sentence
    # 4. The citation: a dialog that keeps the focus, and gives it back.
    page.keyboard.press("c")
    expect(page.locator("dialog.cite")).to_be_visible()
    go_to(page, "dialog.cite button[aria-label='Copy APA 7']")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="APA 7 citation copied").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    assert page.evaluate("() => document.activeElement.id") == sentence
    # 5. The list of keys.
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    # 6. Search, and to what it finds.
    page.keyboard.press("/")
    expect(page.locator("dialog.search input")).to_be_focused()
    page.keyboard.type("surpass human performance")
    page.locator(".search-results li").first.wait_for()
    go_to(page, ".search-results li a", "ArrowDown")
    target = page.evaluate("() => document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    expect(page.locator(".tr .lit")).to_contain_text("human performance")
