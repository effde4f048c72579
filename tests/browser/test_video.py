"""The player with YouTube, whose frame is replaced. Nothing is requested from it before a click."""

from __future__ import annotations

import re

import pytest

from browsing import click_sentence, click_tool, new_context, wait_until_mounted
from built import build
from speak import write_episode

FRAME = """<!doctype html><title>v</title><script>
let time = 0, state = -1
const tell = (event, info) => parent.postMessage(JSON.stringify({ event, info }), "*")
addEventListener("message", message => {
    const { event, func, args } = JSON.parse(message.data)
    if (event === "listening") tell("onReady")
    if (func === "seekTo") time = args[0]
    if (func === "playVideo") state = 1
    if (func === "pauseVideo") state = 2
    if (func) tell("infoDelivery", { currentTime: time, playerState: state, duration: 200 })
})
</script>"""


@pytest.fixture
def viewer(browser, talk, tmp_path, serve_site):
    made = talk(tmp_path / "archive")
    second = "0:12"
    media = "youtube: Yf1o0TQzry8\n  time_map: [{transcript: 0, youtube: 100}]"
    write_episode(made.archive, second, media=media)
    home = serve_site(made.archive / "site", "/")
    site = build(made.archive)
    assert site.status == 0, site.output
    context = new_context(browser, viewport={"width": 1200, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    context.route(
        re.compile("^https:"),
        lambda route: (
            asked.append(route.request.url),
            route.fulfill(content_type="text/html", body=FRAME),
        ),
    )
    page.goto(f"{home}episodes/listening/trains/")
    yield page, asked
    context.close()


def test_a_video_is_loaded_by_a_click_and_plays_the_sentence_at_its_own_time(viewer):
    page, asked = viewer
    wait_until_mounted(page)
    page.locator(".dock").wait_for()
    assert asked == []
    anchor, start = page.evaluate(
        """() => {
            const sentence = document.querySelectorAll('.tr [data-start]')[2]
            return [sentence.id, +sentence.dataset.start]
        }"""
    )
    click_sentence(page, anchor)
    click_tool(page, "Play")
    page.wait_for_function("id => document.querySelector('.tr .now')?.id === id", arg=anchor)
    [address] = asked
    assert address.startswith("https://www.youtube-nocookie.com/embed/Yf1o0TQzry8?enablejsapi=1")
    assert float(page.locator(".dock-seek").input_value()) == pytest.approx(100 + start)
    frame = page.locator("iframe.dock-video").bounding_box()
    assert frame["width"] >= 200
    assert frame["height"] >= 200
    page.locator(".dock-play[aria-label=Pause]").click()
    page.locator(".dock-play[aria-label=Play]").wait_for()
