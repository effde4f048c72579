"""`check` and `pages` hold the record of one episode at a time: an archive may exceed memory."""

from __future__ import annotations

import gc

import pytest

from onrecord import pipeline
from onrecord.checks import report
from onrecord.model import Page, Sentence, Site
from onrecord.publish import markdown_tree

CUES = (
    "WEBVTT\n\n00:00.000 --> 00:04.000\nWhat is a telescope for?\n\n"
    "00:04.000 --> 00:09.000\nFor what is too far away to touch.\n"
)
SITE = Site(title="Talks", base="/", url="https://example.org/")
COMMANDS = {
    "check": lambda root: report.check(root, root / "site", SITE),
    "pages": lambda root: markdown_tree.write_tree(root, SITE, root / "tree"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_record_of_an_episode_is_released_before_the_next(make_archive, monkeypatch, command):
    root = make_archive({f"content/episodes/{slug}/transcript.vtt": CUES for slug in "abcd"})
    held: list[int] = []

    def count(files):
        gc.collect()
        held.append(sum(isinstance(each, (Page, Sentence)) for each in gc.get_objects()))
        return prepare(files)

    prepare = pipeline.prepare
    for module in (pipeline, report):
        monkeypatch.setattr(module, "prepare", count, raising=False)
    COMMANDS[command](root)
    assert len(held) == 4
    assert set(held) == {held[0]}, "sentences and pages of earlier episodes are in memory"


def test_checking_renders_no_page(build_archive, monkeypatch):
    site = build_archive({"content/episodes/a/transcript.vtt": CUES})
    monkeypatch.setattr(pipeline, "render", lambda *_: pytest.fail("rendered"))
    assert report.check(site.archive, site.site_dir, SITE).problems == 0
