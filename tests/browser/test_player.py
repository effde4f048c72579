"""The player with real sound: it plays a sentence or a range, follows, and stays across pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browsing import (
    click_sentence,
    click_tool,
    select_sentences,
    violations,
    wait_for_instant_navigation,
    wait_for_steady_scroll,
    wait_until_mounted,
)
from speak import SAID, SECOND_CHAPTER, TITLE

EPISODE = "episodes/listening/"
FIRST, SECOND = f"{EPISODE}trains/", f"{EPISODE}silence/"
SENTENCES = """() => [...document.querySelectorAll('.tr [data-start]')]
    .map(each => [each.id, +each.dataset.start, +each.dataset.end])"""
NOW = "document.querySelector('.tr .now')?.id"
PAUSED = "document.querySelector('.dock-play')?.getAttribute('aria-label') === 'Play'"
ON_SCREEN = """() => {
    const box = document.querySelector('.now')?.getBoundingClientRect()
    return box && box.top > 0 && box.bottom < innerHeight
}"""
POSITION = "() => Number(document.querySelector('.dock-seek').value)"
# The times that the player learns while it plays: here before the player itself.
RECORD_TIMES = """() => {
    window.times = []
    document.addEventListener("timeupdate", ({ target }) => {
        if (!target.paused) window.times.push(target.currentTime)
    }, true)
}"""


@pytest.fixture
def reader(listener, spoken):
    """Open the first chapter; return the page, its sentences (anchor, start, end) and home."""
    _, url = spoken
    listener.goto(url + FIRST)
    wait_until_mounted(listener)
    return listener, listener.evaluate(SENTENCES), url


def play(page, anchor: str) -> None:
    click_sentence(page, anchor)
    click_tool(page, "Play")


def test_nothing_of_the_recording_is_fetched_before_it_plays(reader):
    page, sentences, _ = reader
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.locator(".dock").wait_for()
    assert [url for url in asked if url.endswith(".wav")] == []
    play(page, sentences[1][0])
    page.wait_for_function(f"() => {NOW}")
    assert [url for url in asked if url.endswith(".wav")] != []


def test_a_sentence_plays_from_its_time_and_is_lit_then_the_next(reader):
    page, sentences, _ = reader
    play(page, sentences[2][0])
    page.wait_for_function(f"id => {NOW} === id", arg=sentences[2][0])
    assert page.evaluate(POSITION) >= sentences[2][1]
    page.wait_for_function(f"id => {NOW} === id", arg=sentences[3][0])
    assert page.locator(".now").count() == 1
    assert page.locator(".now").get_attribute("aria-current") == "true"


def test_a_range_plays_and_stops_at_its_end(reader):
    page, sentences, _ = reader
    page.evaluate(RECORD_TIMES)
    select_sentences(page, sentences[1][0], sentences[2][0])
    click_tool(page, "Play")
    page.wait_for_function(f"id => {NOW} === id", arg=sentences[2][0])
    page.wait_for_function(f"() => {PAUSED}")
    # It stops at the first time that it learns from the end on.
    times = page.evaluate("() => window.times")
    assert [time >= sentences[2][2] for time in times] == [False] * (len(times) - 1) + [True]


def test_the_dock_plays_on_from_page_to_page_and_back(reader):
    page, sentences, url = reader
    play(page, sentences[0][0])
    page.wait_for_function(f"() => {NOW}")
    wait_for_instant_navigation(page)
    page.evaluate("() => { window.kept = true }")
    page.locator(".rail li a").nth(1).click()
    page.wait_for_url(url + SECOND)
    page.locator("h1", has_text="Silence").wait_for()
    page.locator(".dock-pause, .dock-play[aria-label=Pause]").wait_for()
    before = page.evaluate(POSITION)
    page.wait_for_function(f"before => ({POSITION})() > before", arg=before)
    page.go_back()
    page.locator("h1", has_text="Trains").wait_for()
    page.wait_for_function(f"() => {NOW}")
    assert page.evaluate("() => window.kept") is True
    assert page.locator(".dock").count() == 1


def test_follow_scrolls_until_the_reader_does(reader):
    page, sentences, _ = reader
    page.set_viewport_size({"width": 400, "height": 300})
    play(page, sentences[0][0])
    page.wait_for_function(f"id => {NOW} === id", arg=sentences[1][0])
    page.wait_for_function(ON_SCREEN)
    follow = page.locator(".dock-follow")
    assert follow.get_attribute("aria-pressed") == "true"
    page.mouse.move(200, 100)
    page.mouse.wheel(0, 2000)
    page.get_by_role("button", name="Follow again").wait_for()
    assert follow.get_attribute("aria-pressed") == "false"
    wait_for_steady_scroll(page)
    position = page.evaluate("() => scrollY")
    page.wait_for_function(f"id => {NOW} !== id", arg=page.evaluate(f"() => {NOW}"))
    wait_for_steady_scroll(page)
    assert page.evaluate("() => scrollY") == position, "the page scrolled by itself"
    follow.click()
    page.wait_for_function(ON_SCREEN)


def test_the_place_and_the_speed_are_remembered(reader):
    page, sentences, url = reader
    play(page, sentences[4][0])
    page.wait_for_function(f"id => {NOW} === id", arg=sentences[4][0])
    page.get_by_role("button", name="Speed 1", exact=True).click()
    page.locator(".dock-play").click()
    page.wait_for_function(f"() => {PAUSED}")
    page.goto(url + SECOND)
    expect(page.locator(".dock-time")).to_contain_text("from 0:")
    page.locator(".dock-play").click()
    page.wait_for_function(f"at => ({POSITION})() >= at - 1", arg=sentences[4][1])
    expect(page.locator(".dock-speed")).to_have_text("1.25×")


def test_keys_play_and_skip_and_the_system_knows_what_plays(reader):
    page, _, _ = reader
    page.keyboard.press("k")
    page.wait_for_function(f"() => {NOW}")
    assert page.evaluate(
        "() => [navigator.mediaSession.metadata.title, navigator.mediaSession.metadata.artist]"
    ) == [TITLE, "The Ear"]
    page.keyboard.press("l")
    page.wait_for_function(f"() => ({POSITION})() >= 10")
    page.keyboard.press("k")
    page.wait_for_function(f"() => {PAUSED}")


def test_chapters_are_marked_once_the_length_is_known_even_if_it_was_paused_before(reader):
    page, _, _ = reader
    held = []
    page.route("**/*.wav", lambda route: held.append(route))  # noqa: PLW0108 - Playwright sets attributes
    with page.expect_request("**/*.wav"):
        page.keyboard.press("k")
    page.wait_for_function(f"() => !({PAUSED})")
    page.keyboard.press("k")
    page.wait_for_function(f"() => {PAUSED}")
    marks = page.locator(".dock-marks i")
    assert marks.count() == 0
    for route in held:
        route.continue_()
    marks.first.wait_for()
    assert marks.count() == 1, "where the second chapter starts"


def test_the_dock_can_be_closed_and_a_page_without_a_recording_has_none(reader):
    page, sentences, url = reader
    play(page, sentences[0][0])
    page.wait_for_function(f"() => {NOW}")
    page.get_by_role("button", name="Close the player").click()
    expect(page.locator(".dock")).to_be_hidden()
    expect(page.locator(".now")).to_have_count(0)
    page.goto(url)
    wait_until_mounted(page)
    assert page.locator(".dock").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_while_it_plays(reader, scheme, width):
    page, sentences, _ = reader
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    play(page, sentences[0][0])
    page.wait_for_function(f"() => {NOW}")
    page.locator(".dock-play").click()
    page.wait_for_function(f"() => {PAUSED}")
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


MAPS = [
    ([], 100, 100),
    ([[0, 15]], 0, 15),
    ([[0, 15]], 100, 115),
    ([[60, 90]], 59, 59),
    ([[60, 90]], 60, 90),
    ([[60, 90], [120, 130]], 130, 140),
]


def test_a_time_map_keeps_the_two_clocks_apart(reader):
    page, _, url = reader
    module = f"{url}assets/onrecord/recording.js"
    program = """async ([module, map, time, media]) => {
        const { toMedia, toTranscript } = await import(module)
        return [toMedia(time, map), toTranscript(media, map)]
    }"""
    for times, transcript, media in MAPS:
        assert page.evaluate(program, [module, times, transcript, media]) == [media, transcript], (
            times
        )
    # During an advert, the time of the transcript is where it continues.
    assert page.evaluate(program, [module, [[60, 90]], 0, 75])[1] == 60


def test_each_sentence_of_the_sound_is_in_the_page(spoken):
    made, _ = spoken
    assert len(made.times) == len(SAID)
    assert made.times[SECOND_CHAPTER][0] > 10
