"""With the keyboard alone, from home to a sentence, its link and its citation, and by search to
another sentence. The focus is always visible.
"""

from __future__ import annotations

from playwright.sync_api import expect

from browsing import read_clipboard, wait_for_notice, wait_for_results, wait_until_mounted

EPISODE = "episodes/ilya-sutskever/"
CHAPTER = "data-models-and-research/"
# More presses than a page has stops between two steps: a trapped focus fails.
STOPS = 120
FOCUS = """() => {
    const focused = document.activeElement
    // Readers see the label of the palette's input.
    const seen = focused.matches('.md-option') ? focused.nextElementSibling : focused
    const { outlineStyle, outlineWidth } = getComputedStyle(seen)
    const { width, height, bottom, right } = seen.getBoundingClientRect()
    return {
        shown: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0
            && width > 0 && height > 0 && bottom > 0 && right > 0,
        what: focused.outerHTML.slice(0, 120),
    }
}"""


def go_to(page, place: str, key: str = "Tab") -> None:
    """Press a key until an element has the focus. Every focus on the way must be visible."""
    for _ in range(STOPS):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        assert focus["shown"], focus["what"]
        if page.evaluate("place => document.activeElement.matches(place)", place):
            return
    raise AssertionError(f"{place} is not reached by {key}")


def test_all_of_it_is_done_by_keyboard(open_context, home):
    page = open_context(reduced_motion="reduce").new_page()
    page.goto(home)
    wait_until_mounted(page)
    # The first stop skips the header.
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    # 1. To the episode, and its chapter.
    go_to(page, f".or-main a[href$='/{EPISODE}']")
    page.keyboard.press("Enter")
    page.wait_for_url(home + EPISODE)
    # Instant navigation changes the address before the page: the focus would be on the old page.
    page.locator(".contents").wait_for()
    go_to(page, f".contents a[href$='/{CHAPTER}']")
    page.keyboard.press("Enter")
    page.wait_for_url(home + EPISODE + CHAPTER)
    page.locator("main .bar").wait_for(state="attached")
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
    wait_for_notice(page, "Link copied")
    assert read_clipboard(page) == f"{home}{EPISODE}{CHAPTER}#{sentence}"
    assert page.evaluate("() => document.activeElement.id") == sentence
    # 4. The citation: a dialog that keeps the focus, and returns it.
    page.keyboard.press("c")
    expect(page.locator("dialog.cite")).to_be_visible()
    go_to(page, "dialog.cite button[aria-label='Copy APA 7']")
    page.keyboard.press("Enter")
    wait_for_notice(page, "APA 7 citation copied")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    assert page.evaluate("() => document.activeElement.id") == sentence
    # 5. The list of keys.
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    # 6. Search, and on to a result.
    page.keyboard.press("/")
    expect(page.locator("dialog.search input")).to_be_focused()
    page.keyboard.type("surpass human performance")
    wait_for_results(page, "surpass human performance")
    go_to(page, ".search-results li a", "ArrowDown")
    target = page.evaluate("() => document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    expect(page.locator(".tr .lit")).to_contain_text("human performance")
