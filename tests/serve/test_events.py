"""What open pages are told."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

from onrecord.serve.events import Events


def run(read):
    """Return the result of a coroutine, run in a thread: Playwright keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, read()).result()


def told(events, since, act=lambda: None, count=1):
    """Return the first events of a stream, during which something happens."""

    async def read():
        parts = []
        stream = events.stream(since)
        parts.append(await anext(stream))
        act()
        while len([part for part in parts if b"event:" in part]) < count:
            parts.append(await anext(stream))
        await stream.aclose()
        return parts

    found = []
    for part in run(read):
        if b"event:" in part:
            number, name, data = part.decode().splitlines()[:3]
            found.append((number, name, json.loads(data.partition(": ")[2])))
    return found


def test_a_build_is_announced_with_the_pages_it_changed():
    events = Events(first=5)

    def build():
        events.begin()
        events.finish(["/episodes/a/", "/"])

    assert told(events, 5, build, 2) == [
        ("id: 5", "event: building", {}),
        ("id: 6", "event: built", {"build": 6, "pages": ["/episodes/a/", "/"]}),
    ]


def test_a_page_is_told_what_it_has_missed():
    events = Events(first=5)
    events.finish(["/a/"])
    events.finish(["/b/", "/"])
    events.finish(["/a/", "/"])
    [(_, name, data)] = told(events, 6)
    assert (name, data) == ("event: built", {"build": 8, "pages": ["/b/", "/", "/a/"]})


def test_a_page_of_another_start_may_have_missed_anything():
    events = Events(first=5)
    assert told(events, 3) == [("id: 5", "event: built", {"build": 5, "pages": None})]


def test_a_page_that_opens_later_is_told_what_is_wrong():
    events = Events(first=5)
    events.begin()
    events.fail("content/people.yml:3:1: error: not YAML")
    expected = {"text": "content/people.yml:3:1: error: not YAML"}
    assert told(events, 5) == [("id: 5", "event: failed", expected)]
    events.finish([])
    assert not events.fault


def test_streams_end_with_the_server():
    events = Events(first=5)

    async def read():
        parts = []
        async for part in events.stream(5):
            parts.append(part)
            events.close()
        return parts

    assert run(read) == [b": \n\n"]
