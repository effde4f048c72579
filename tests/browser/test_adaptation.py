"""Pages as readers set them: high contrast, larger, wider apart, without motion, read from the right. By each of these, nothing is lost."""

from __future__ import annotations

import re

import pytest

from built import build

EPISODE = "episodes/ilya-sutskever/"
CHAPTER = f"{EPISODE}data-models-and-research/"
PLACES = {
    "home": "",
    "episode": EPISODE,
    "chapter": CHAPTER,
    "transcript": f"{EPISODE}transcript/",
    "topics": "topics/",
    "topic": "topics/artificial-general-intelligence/",
    "quotes": "quotes/",
    "quote": "quotes/ilya-sutskever-jkmb/",
    "people": "people/",
}
STYLE = "(each, name) => getComputedStyle(each)[name]"
# WCAG 2.2, success criterion 1.4.12.
SPACED = """*:not(svg *) { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
# What is cut off, but for what only a screen reader is told, and lines that end in an ellipsis on purpose.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(each => {
    const style = getComputedStyle(each)
    const words = [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    return words && style.overflow !== 'visible' && style.clipPath === 'none' && style.textOverflow !== 'ellipsis' && each.offsetParent
        && (each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1) && !/auto|scroll/.test(style.overflow)
}).map(each => each.outerHTML.slice(0, 120))"""
# Names and times that lie over each other, over the words beside them, or beyond the screen.
COVERING = """() => [...document.querySelectorAll('.tr .turn')].filter(turn => {
    const boxes = [...turn.querySelectorAll('.speaker b, .speaker + .passage .time')].map(each => {
        const range = document.createRange()
        range.selectNodeContents(each)
        return range.getBoundingClientRect()
    })
    const [name, time] = boxes
    const words = document.createRange()
    words.selectNodeContents(turn.querySelector('[data-start]'))
    const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 3
    return boxes.some(box => box.left < 0 || meet(box, words.getBoundingClientRect())) || boxes.length === 2 && meet(name, time)
}).map(turn => turn.textContent.slice(0, 40))"""


def open_search(page) -> None:
    page.keyboard.press("Control+k")
    page.locator("dialog.search input").fill("next token surpass")
    page.locator(".search-results li").first.wait_for()


def open_citation(page, click_sentence) -> None:
    click_sentence(page, page.locator(".tr [data-start]").nth(4).get_attribute("id"))
    page.locator(".bar").get_by_text("Cite").click()
    page.locator("dialog.cite").wait_for()


# 640 is a window of 1280 at 200 %, 320 the same at 400 % (WCAG 1.4.4, 1.4.10).
@pytest.mark.parametrize("width", [640, 320])
def test_enlarged_nothing_is_wider_than_the_screen(open_context, home, click_sentence, width):
    page = open_context(
        viewport={"width": width, "height": 450}, device_scale_factor=2, reduced_motion="reduce"
    ).new_page()
    wide = {}
    for kind, place in PLACES.items():
        page.goto(home + place)
        wide[kind] = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    page.goto(home + CHAPTER)
    click_sentence(page, page.locator(".tr [data-start]").nth(4).get_attribute("id"))
    box = page.locator(".bar").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 450
    page.keyboard.press("Escape")
    for dialog, show in {
        "search": lambda: open_search(page),
        "cite": lambda: open_citation(page, click_sentence),
    }.items():
        show()
        wide[dialog] = page.locator(f"dialog.{dialog}").evaluate(
            "each => each.scrollWidth - each.clientWidth"
        )
        page.keyboard.press("Escape")
        page.locator("dialog").wait_for(state="detached")
    assert {kind: over for kind, over in wide.items() if over > 0} == {}


@pytest.mark.parametrize("width", [1440, 390])
def test_with_wider_spacing_no_words_are_cut_off_or_covered(open_context, home, width):
    page = open_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce"
    ).new_page()
    wrong = {}
    for kind, place in PLACES.items():
        page.goto(home + place)
        before = page.evaluate(CUT_OFF)
        page.add_style_tag(content=SPACED)
        wrong[kind] = [
            each for each in page.evaluate(CUT_OFF) if each not in before
        ] + page.evaluate(COVERING)
        if page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
            wrong[kind].append("wider than the screen")
    assert {kind: found for kind, found in wrong.items() if found} == {}


def test_without_motion_nothing_moves(open_context, home):
    page = open_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce").new_page()
    page.goto(home + CHAPTER)
    moving = page.evaluate(
        """() => [...document.querySelectorAll('html, .or *, .dock *, .site *')].filter(each => {
            const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(each)
            return [transitionDuration, animationDuration].some(spans => spans.split(', ').some(span => parseFloat(span) > .001))
                || scrollBehavior === 'smooth'
        }).map(each => each.outerHTML.slice(0, 80))"""
    )
    assert moving == []


def test_in_high_contrast_what_colours_tell_is_told_by_the_system_s(
    open_context, home, click_sentence
):
    page = open_context(
        forced_colors="active", viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    ).new_page()
    page.goto(home + CHAPTER + "#t=657,680")
    lit = page.locator(".tr .lit")
    lit.first.wait_for()
    rest = page.locator(".tr [data-start]:not(.lit)").first
    assert lit.first.evaluate(STYLE, "backgroundColor") != rest.evaluate(STYLE, "backgroundColor")
    assert lit.first.evaluate(STYLE, "color") != rest.evaluate(STYLE, "color")
    # The sentence that is heard.
    rest.evaluate("each => each.classList.add('now')")
    now = page.locator(".tr .now")
    assert now.evaluate(STYLE, "backgroundColor") == lit.first.evaluate(STYLE, "backgroundColor")
    # The focus.
    link = page.locator(".tr a.time").nth(1)
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert link.evaluate(STYLE, "outlineStyle") == "solid"
    assert link.evaluate(STYLE, "outlineColor") != page.locator("body").evaluate(
        STYLE, "backgroundColor"
    )
    # The toolbar: its border, and its words.
    click_sentence(page, page.locator(".tr [data-start]:not(.lit)").nth(5).get_attribute("id"))
    bar = page.locator(".bar")
    bar.wait_for()
    assert bar.evaluate(STYLE, "borderTopStyle") == "solid"
    button = bar.get_by_text("Copy link")
    assert button.evaluate(STYLE, "color") != button.evaluate(STYLE, "backgroundColor")
    button.focus()
    page.keyboard.press("ArrowRight")
    focused = page.locator(".bar :focus")
    assert focused.evaluate(STYLE, "outlineStyle") == "solid"
    assert focused.evaluate(STYLE, "outlineColor") not in {
        focused.evaluate(STYLE, "backgroundColor"),
        "rgba(0, 0, 0, 0)",
    }
    # Words that a search has found.
    open_search(page)
    mark = page.locator(".search-results mark").first
    assert mark.evaluate(STYLE, "backgroundColor") != page.locator("dialog.search").evaluate(
        STYLE, "backgroundColor"
    )
    page.keyboard.press("ArrowDown")
    chosen = page.locator(".search-results :focus")
    assert chosen.evaluate(STYLE, "outlineStyle") == "solid"


ARABIC = """WEBVTT

00:00:00.000 --> 00:00:05.000
<v ليلى>مرحبا بكم في حلقة جديدة عن الاستماع. ماذا تسمع في القطار؟

00:00:05.000 --> 00:00:12.000
<v سامر>أسمع العجلات والأصوات والمطر على السقف، وأكتب كل كلمة في دفتر أزرق صغير أحمله معي دائما.
"""


@pytest.mark.parametrize("language", ["ar", "en"])
def test_words_that_are_read_from_the_right_have_their_gutter_there(
    browser, make_archive, serve_site, click_sentence, language
):
    """The page around them is as its own language has it."""
    root = make_archive(
        {
            "content/episodes/talk/transcript.vtt": ARABIC,
            "content/episodes/talk/episode.yml": "title: عن الاستماع\nlanguage: ar\nmedia: {youtube: 'https://youtu.be/aaaaaaaaaaa'}\n"
            "chapters: [{start: 0, title: Train}]\n",
            "content/pages/about.md": "# About\n",
        }
    )
    url = serve_site(root / "site", "/")
    (root / "mkdocs.yml").write_text(
        f"site_name: T\nsite_url: {url}\ndocs_dir: content/pages\nplugins: [onrecord]\ntheme: {{name: onrecord, language: {language}}}\n"
    )
    site = build(root)
    assert site.status == 0, site.output
    page = browser.new_page(viewport={"width": 1440, "height": 600})
    page.goto(f"{url}episodes/talk/train/")
    words, name, time, rail = (
        page.locator(f".or {place}").first.bounding_box()
        for place in (".passage p", ".speaker b", ".time", ".rail")
    )
    end = words["x"] + words["width"]
    assert name["x"] >= end
    assert time["x"] >= end
    assert (rail["x"] > end) == (language == "ar")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    # The toolbar starts where the sentence does.
    click_sentence(page, page.locator(".tr [data-start]").nth(2).get_attribute("id"))
    sentence, bar = (
        page.locator(place).bounding_box() for place in (".tr [data-start] >> nth=2", ".bar")
    )
    assert abs(bar["x"] + bar["width"] - sentence["x"] - sentence["width"]) < 2
    # The dock is in the order of the page.
    play, close = (
        page.locator(f".dock-{name}").bounding_box() for name in ("play", "close-the-player")
    )
    assert (play["x"] > close["x"]) == (language == "ar")
    assert re.match(r"0:0\d", page.locator(".bar span").inner_text())
    page.close()
