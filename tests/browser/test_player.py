"""The player on real sound: it plays what is pointed at, follows, stops, and stays while the reader goes from page to page."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from speak import SAID, SECOND_CHAPTER, TITLE

EPISODE = "episodes/listening/"
FIRST, SECOND = f"{EPISODE}trains/", f"{EPISODE}silence/"
SENTENCES = "() => [...document.querySelectorAll('.tr [data-start]')].map(each => [each.id, +each.dataset.start, +each.dataset.end])"
NOW = "document.querySelector('.tr .now')?.id"
# The recording is not in the page: what it does is told by the dock, and by the browser's own media session.
PAUSED = "document.querySelector('.dock-play')?.getAttribute('aria-label') === 'Play'"
ON_SCREEN = """() => {
    const box = document.querySelector('.now')?.getBoundingClientRect()
    return box && box.top > 0 && box.bottom < innerHeight
}"""
POSITION = "() => Number(document.querySelector('.dock-seek').value)"


@pytest.fixture
def reader(listener, spoken):
    """The first chapter, with its sentences' anchors and times."""
    _, url = spoken
    listener.goto(url + FIRST)
    return listener, listener.evaluate(SENTENCES), url


def play(page, click_sentence, anchor: str) -> None:
    click_sentence(page, anchor)
    page.locator(".bar").get_by_text("Play").click()


def select(page, first: str, last: str) -> None:
    page.evaluate(
        """([first, last]) => {
            const [a, b] = [first, last].map(id => document.getElementById(id))
            getSelection().setBaseAndExtent(a.firstChild, 0, b.lastChild, b.lastChild.length)
        }""",
        [first, last],
    )


def test_nothing_of_the_recording_is_fetched_before_it_plays(reader, click_sentence):
    page, sentences, _ = reader
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.locator(".dock").wait_for()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if url.endswith(".wav")] == []
    play(page, click_sentence, sentences[1][0])
    page.wait_for_function(f"() => {NOW}")
    assert [url for url in asked if url.endswith(".wav")] != []


def test_a_sentence_plays_from_its_time_and_is_lit_then_the_next(reader, click_sentence):
    page, sentences, _ = reader
    play(page, click_sentence, sentences[2][0])
    page.wait_for_function(f"id => {NOW} === id", arg=sentences[2][0])
    assert page.evaluate(POSITION) >= sentences[2][1]
    page.wait_for_function(f"id => {NOW} === id", arg=sentences[3][0])
    assert page.locator(".now").count() == 1
    assert page.locator(".now").get_attribute("aria-current") == "true"


def test_a_range_plays_and_stops_at_its_end(reader):
    page, sentences, _ = reader
    select(page, sentences[1][0], sentences[2][0])
    page.locator(".bar").get_by_text("Play").click()
    page.wait_for_function(f"id => {NOW} === id", arg=sentences[2][0])
    page.wait_for_function(f"() => {PAUSED}")
    # It is told of the time four times a second.
    assert sentences[2][2] - 0.1 <= page.evaluate(POSITION) <= sentences[2][2] + 0.6


def test_the_dock_plays_on_from_page_to_page_and_back(reader, click_sentence):
    page, sentences, url = reader
    play(page, click_sentence, sentences[0][0])
    page.wait_for_function(f"() => {NOW}")
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


def test_follow_scrolls_until_the_reader_does(reader, click_sentence):
    page, sentences, _ = reader
    page.set_viewport_size({"width": 400, "height": 300})
    play(page, click_sentence, sentences[0][0])
    page.wait_for_function(f"id => {NOW} === id", arg=sentences[1][0])
    page.wait_for_function(ON_SCREEN)
    follow = page.locator(".dock-follow")
    assert follow.get_attribute("aria-pressed") == "true"
    page.mouse.move(200, 100)
    page.mouse.wheel(0, 2000)
    page.get_by_role("button", name="Follow again").wait_for()
    assert follow.get_attribute("aria-pressed") == "false"
    place = page.evaluate("() => scrollY")
    page.wait_for_function(f"id => {NOW} !== id", arg=page.evaluate(f"() => {NOW}"))
    assert page.evaluate("() => scrollY") == place, "the page is the reader's own"
    follow.click()
    page.wait_for_function(ON_SCREEN)


def test_the_place_and_the_speed_are_remembered(reader, click_sentence):
    page, sentences, url = reader
    play(page, click_sentence, sentences[4][0])
    page.wait_for_function(f"id => {NOW} === id", arg=sentences[4][0])
    page.get_by_role("button", name="Speed 1", exact=True).click()
    page.locator(".dock-play").click()
    page.wait_for_function(f"() => {PAUSED}")
    page.goto(url + SECOND)
    assert page.locator(".dock-time").inner_text().startswith("from 0:")
    page.locator(".dock-play").click()
    page.wait_for_function(f"at => ({POSITION})() >= at - 1", arg=sentences[4][1])
    assert page.locator(".dock-speed").inner_text() == "1.25×"


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
    page.route("**/*.wav", lambda route: held.append(route))  # noqa: PLW0108 - a handler must take attributes, which a built-in cannot
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


def test_the_dock_can_be_closed_and_a_page_without_a_recording_has_none(reader, click_sentence):
    page, sentences, url = reader
    play(page, click_sentence, sentences[0][0])
    page.wait_for_function(f"() => {NOW}")
    page.get_by_role("button", name="Close the player").click()
    assert page.locator(".dock").is_hidden()
    assert page.locator(".now").count() == 0
    page.goto(url)
    page.wait_for_load_state("networkidle")
    assert page.locator(".dock").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_while_it_plays(reader, click_sentence, scheme, width):
    page, sentences, _ = reader
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    play(page, click_sentence, sentences[0][0])
    page.wait_for_function(f"() => {NOW}")
    page.locator(".dock-play").click()
    found = Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]] == []
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
    # While an advert plays the transcript waits where it goes on.
    assert page.evaluate(program, [module, [[60, 90]], 0, 75])[1] == 60


def test_each_sentence_of_the_sound_is_in_the_page(spoken):
    made, _ = spoken
    assert len(made.times) == len(SAID)
    assert made.times[SECOND_CHAPTER][0] > 10
