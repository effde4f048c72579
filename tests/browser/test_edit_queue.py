"""The queue: several suggestions are accepted as one step, by keyboard too."""

from __future__ import annotations

import json
from urllib.request import urlopen

from playwright.sync_api import Route, expect

from edit_desk import Desk, sentence
from speak import SAID


def suggest(desk: Desk, *pairs: tuple[int, str, str]) -> list[dict[str, object]]:
    """Return suggestions, each for the words of a sentence, as the server lists them."""
    sentences = json.load(urlopen(f"{desk.home}_edit/episodes/listening"))["sentences"]
    return [
        {
            "key": f"word-{number}",
            "kind": "word",
            "title": f"{was} → {now}",
            "detail": sentences[number]["text"],
            "confidence": 0.96,
            "span": sentences[number]["span"],
            "edit": {
                "do": "words",
                "sentence": sentences[number]["span"],
                "shown": sentences[number]["text"],
                "typed": sentences[number]["text"].replace(was, now),
            },
        }
        for number, was, now in pairs
    ]


def test_suggestions_are_accepted_in_one_step_and_undone_in_one(desk):
    page = desk.open()
    items = suggest(desk, (1, "train", "tram"), (3, "rain", "hail"), (3, "roof", "wall"))
    # Refused, so that it stays: a sentence without words is redacted instead.
    refused, *_ = suggest(desk, (5, SAID[5][1], ""))
    posted: list[object] = []

    def queue(route: Route) -> None:
        route.fulfill(json=[] if posted else [*items, refused])

    page.route("**/queue*", queue)
    page.on("request", lambda one: posted.append(one.post_data_json) if one.post_data else None)
    page.keyboard.press("g")
    page.get_by_role("button", name="Accept 4 above 95 %").click()
    expect(sentence(page, 1)).to_have_text("Thank you, I came here by tram.")
    expect(sentence(page, 3)).to_have_text("Wheels, voices, and hail on the wall.")
    page.wait_for_function(
        "() => window.notices.some(one => one.startsWith('3 accepted in one step · 1 left'))"
    )
    assert [len(edits) for edits in posted] == [4, 3]
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(sentence(page, 1)).to_have_text(SAID[1][1])
    expect(sentence(page, 3)).to_have_text(SAID[3][1])
    # Closed while the server still looks, it stays closed.
    with page.expect_response("**/queue?quick=1"):
        page.keyboard.press("g")
        page.keyboard.press("Escape")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(page.locator(".edit-panel")).to_have_count(0)


def test_keys_accept_items_or_leave_them(desk):
    page = desk.open()
    items = suggest(desk, (1, "train", "tram"), (3, "rain", "hail"), (5, "blue", "green"))
    page.route("**/queue*", lambda route: route.fulfill(json=items))
    page.route("**/queue/dismissed", lambda route: route.fulfill(json={}))
    page.keyboard.press("g")
    titles = page.locator(".edit-list h3")
    expect(page.locator(".edit-list > li:focus-within h3")).to_have_text("train → tram")
    page.keyboard.press("d")
    expect(titles).to_have_text(["rain → hail", "blue → green"])
    expect(page.locator(".edit-undo")).to_contain_text("Left as it is: train → tram")
    expect(page.locator(".edit-list > li:focus-within h3")).to_have_text("rain → hail")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("a")
    expect(sentence(page, 5)).to_contain_text("green")
    expect(sentence(page, 1)).to_have_text(SAID[1][1])
