"""Pages that wait to be rendered come out as they went in, however many there are."""

from __future__ import annotations

from markupsafe import Markup

from onrecord.incremental import pending
from onrecord.incremental.pending import Pending
from onrecord.model import Download, Page


def test_what_waits_comes_out_once_as_it_went_in(monkeypatch):
    monkeypatch.setattr(pending, "AS_THEY_ARE", 2)
    made = [
        Page(
            url="a/",
            kind="topic",
            title="A",
            content=Markup("<p>…</p>"),
            description="",
            heading="h",
        ),
        Download(url="a.json", content=b"\x00\xff"),
        Page(
            url="b/",
            kind="topic",
            title="B",
            content=Markup("<p>\ud800</p>"),
            description="",
            heading="h",
        ),
        Download(url="b.txt", content="Å"),
    ]
    waiting = Pending()
    for one in made:
        waiting.put(one)
    assert [waiting.take(one.url) for one in made] == made
    assert [waiting.take(one.url) for one in made] == [None] * len(made)
