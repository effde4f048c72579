"""Old links lead to their words or to a note that says what happened, with and without scripts."""

from __future__ import annotations

import json
import re

import pytest

from browsing import wait_until_on_screen
from built import build, onrecord

SAID = [
    "What is a telescope for?",
    "For looking at what is too far away to touch.",
    "The mirror took us eleven winters to grind.",
    "Nobody believed that glass could be that patient.",
    "Who paid for the second dome?",
    "A baker from the valley, who never once looked through it.",
    "He said that flour and starlight are the same trade.",
    "And then the flood came and took the road.",
]
SCREEN = {"width": 1280, "height": 800}
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


def cues(said) -> str:
    return (
        "WEBVTT\n\n"
        + "\n\n".join(
            f"00:0{number}:00.000 --> 00:0{number}:20.000\n{words}"
            for number, words in enumerate(said)
        )
        + "\n"
    )


def chapters(*starts) -> str:
    return "chapters:\n" + "".join(
        f'  - {{start: "{minute}:00", title: {title}}}\n' for minute, title in starts
    )


@pytest.fixture(scope="module")
def changed(tmp_path_factory, serve_site):
    """Publish an episode, then edit its words and chapters.

    Returns the address of its page, and the old anchors by their words.
    """
    root = tmp_path_factory.mktemp("changed")
    home = serve_site(root / "site", "/")
    folder = root / "content/episodes/first-talk"
    folder.mkdir(parents=True)
    # A page long enough to scroll, so that landing on a sentence can be checked.
    filler = [
        f"Winter number {number} was spent on the polishing of side {number} alone."
        for number in range(8, 60)
    ]
    more = (
        "\n\n".join(
            f"00:{number:02}:00.000 --> 00:{number:02}:20.000\n{words}"
            for number, words in enumerate(filler, 8)
        )
        + "\n"
    )
    (folder / "transcript.vtt").write_text(cues(SAID) + "\n" + more)
    (folder / "episode.yml").write_text(chapters((0, "Glass"), (4, "Money"), (30, "Winters")))
    assert build(root, url=home).status == 0
    lines = (folder / "permalinks.jsonl").read_text(encoding="utf-8").splitlines()
    old = {entry["words"]: entry["anchor"] for entry in map(json.loads, lines)}
    edited = [*SAID[:2], SAID[2].rstrip(".") + ", " + SAID[3].lower(), SAID[4], SAID[5], SAID[7]]
    (folder / "transcript.vtt").write_text(cues(edited) + "\n" + more)
    (folder / "episode.yml").write_text(chapters((0, "Glass"), (4, "Money"), (20, "Cold")))
    again = build(root, url=home)
    assert again.status == 0, again.output
    assert onrecord("check", "--archive", root).returncode == 0
    return home + "episodes/first-talk/", old


@pytest.fixture
def opened(open_page, changed):
    """Open an old link and return the page."""

    def open_link(words: str, page_url: str, *, scripts: bool, suffix: str = ""):
        page = open_page(viewport=SCREEN, java_script_enabled=scripts)
        page.goto(f"{changed[0]}{page_url}#{changed[1][words]}{suffix}")
        return page

    return open_link


@pytest.fixture(scope="module")
def home(changed) -> str:
    """Return the home of the changed site: all requests must stay on it."""
    return changed[0].removesuffix("episodes/first-talk/")


@SCRIPTS
def test_an_alias_lands_on_the_sentence_that_holds_its_words(opened, scripts):
    for words in SAID[2:4]:
        page = opened(words, "glass/", scripts=scripts)
        heir = page.locator(".tr [data-start]", has_text="The mirror took us")
        wait_until_on_screen(page, heir.get_attribute("id"))
        ground = heir.evaluate("sentence => getComputedStyle(sentence).backgroundColor")
        assert ground != page.locator(".tr [data-start]").first.evaluate(
            "sentence => getComputedStyle(sentence).backgroundColor"
        )


@SCRIPTS
def test_a_sentence_that_moved_to_another_chapter_is_reached(opened, changed, scripts):
    words = "Winter number 25 was spent on the polishing of side 25 alone."
    page = opened(words, "money/", scripts=scripts)
    if not scripts:
        mark = page.locator("[data-moved]:visible")
        assert mark.count() == 1, "only the mark of this link is shown"
        wait_until_on_screen(page, mark.get_attribute("id"))
        mark.click()
    page.wait_for_url(re.compile(re.escape(f"/cold/#{changed[1][words]}") + "$"))
    sentence = page.locator(f"#{changed[1][words]}")
    assert words in sentence.inner_text()
    wait_until_on_screen(page, changed[1][words])


@SCRIPTS
def test_a_chapter_that_is_gone_leads_on(opened, changed, scripts):
    words = "Winter number 40 was spent on the polishing of side 40 alone."
    page = opened(words, "winters/", scripts=scripts)
    if not scripts:
        page.locator("[data-moved]:visible").click()
    page.wait_for_url(re.compile(re.escape(f"/cold/#{changed[1][words]}") + "$"))


@SCRIPTS
def test_a_sentence_that_is_gone_shows_its_dated_note_and_the_nearest_words(opened, scripts):
    page = opened(SAID[6], "money/", scripts=scripts)
    note = page.get_by_role("note").filter(visible=True)
    note.wait_for()
    assert note.count() == 1
    wait_until_on_screen(page, note.get_attribute("id"))
    assert re.search(r"taken out on \d+ \w+ \d{4}", note.inner_text())
    note.get_by_role("link").click()
    page.wait_for_function("() => document.querySelector(':target, .lit')?.dataset.start")
    target = page.locator(":target, .lit").first
    assert target.inner_text() in {SAID[5], SAID[7]}


def test_without_an_old_link_no_mark_is_seen_or_read(open_page, changed):
    page = open_page(viewport=SCREEN)
    page.goto(changed[0] + "money/")
    assert page.locator(".old-links [id]").count() > 0
    assert page.locator(".old-links [id]:visible").count() == 0


def test_a_range_from_an_old_anchor_is_lit(opened, changed):
    page = opened(SAID[2], "glass/", scripts=True, suffix=f"..{changed[1][SAID[3]]}")
    page.locator(".tr .lit").first.wait_for()
    [lit] = page.locator(".tr .lit").all_inner_texts()
    first, second = SAID[2].rstrip("."), SAID[3][0].lower() + SAID[3][1:]
    assert lit == f"{first}, {second}"


@pytest.mark.parametrize("address", ["#t=35:00", "?t=2100", "#{35}..{36}"])
def test_a_time_and_a_range_go_along_where_a_chapter_went(open_page, changed, address):
    first, last = (
        changed[1][f"Winter number {number} was spent on the polishing of side {number} alone."]
        for number in (35, 36)
    )
    address = address.replace("{35}", first).replace("{36}", last)
    page = open_page(viewport=SCREEN)
    page.goto(f"{changed[0]}winters/{address}")
    page.wait_for_url(re.compile(f"/cold/.*{first}"))
    page.locator(".tr .lit, .tr :target").first.wait_for()
    lit = page.locator(".tr .lit, .tr :target").all_inner_texts()
    assert [re.findall(r"number (\d+)", text)[0] for text in lit] == (
        ["35", "36"] if ".." in address else ["35"]
    )
