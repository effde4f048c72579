"""Each kind in `KINDS` has a case in `kinds/`: an entry for one transcript that does all it must.

`entry` is as written in `overlay.yml`, `describes` its line, `locates` the words that it is about,
`applies` the sentences, selections or chapters that change, `carries` the keys that change when an
advertisement of one minute is put in front.
"""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord import overlays
from onrecord.model import Slug
from onrecord.overlays.application import Application

HERE = Path(__file__).parent
say = runpy.run_path(str(HERE / "test_overlays.py"))["say"]

OLD = (
    "0:00 <Speaker 1> Good evening to all of you.",
    "0:04 <Speaker 1> Now to glass, which is hard.",
    "0:08 <Speaker 1> Glass is made of sand.",
)
NEW = (
    "0:00 <Speaker 1> An advert for shoes.",
    "1:00 <Speaker 1> Good evening to all of you.",
    "1:04 <Speaker 1> Now to glass, which is hard.",
    "1:08 <Speaker 1> Glass is made of sand.",
)
NOBODY = overlays.merge_people((), ())
CASES = {path.stem: path for path in (HERE / "kinds").glob("*.yml")}


def written(kind: str, entry: dict[str, str]) -> bytes:
    return json.dumps({kind: entry if kind == "people" else [entry]}).encode()


def read(content: bytes) -> overlays.Overlay:
    overlay, issues = overlays.read_overlay(content, "overlay.yml")
    assert issues == ()
    return overlay


def changes(applied: overlays.Applied, before: overlays.Applied) -> list[str]:
    """Give the sentences if some differ; otherwise what is attached to words, and chapters."""
    if applied.sentences != before.sentences:
        return [
            f"{one.speaker}: {one.text}" if one.attribution == "editor" else one.text
            for one in applied.sentences
        ]
    notes = [f"{note.words} | {note.text}" for note in applied.notes]
    return [
        *(notes or [one.words for one in applied.selections]),
        *(f"{mark.start} {mark.title}" for mark in applied.chapters),
    ]


def test_each_kind_has_a_case():
    assert CASES.keys() == overlays.KINDS.keys()


@pytest.mark.parametrize("kind", overlays.KINDS)
def test_an_entry_of_each_kind_is_read_described_located_applied_and_carried_over(kind):
    case = YAML(typ="safe", pure=True).load(CASES[kind])
    content, old, new = written(kind, case["entry"]), say(OLD), say(NEW)
    overlay = read(content)
    (entry,) = overlay.entries
    assert (entry.kind, entry.describe()) == (kind, case["describes"])
    application = Application(old)
    assert application.text.text[slice(*entry.locate(application))] == case["locates"]
    applied = overlays.apply(overlay, old, NOBODY, slug=Slug("talk"))
    before = overlays.apply(overlays.Overlay(), old, NOBODY, slug=Slug("talk"))
    assert (changes(applied, before), applied.issues) == (case["applies"], ())

    rebased = overlays.rebase(overlay, old, new)
    assert [move.entry for move in rebased.moves] == [entry]
    carried = read(overlays.rewrite(content, rebased))
    assert carried == read(written(kind, case["entry"] | case["carries"]))
    assert overlays.apply(carried, new, NOBODY, slug=Slug("talk")).issues == ()


@pytest.mark.parametrize("kind", [kind for kind in overlays.KINDS if kind != "people"])
def test_an_entry_of_each_kind_may_say_who_made_it_when_why_and_by_what_source(kind):
    case = YAML(typ="safe", pure=True).load(CASES[kind])
    origin = {"by": "Ann Lee", "on": "2026-03-15", "why": "So.", "source": "https://a.example/"}
    (entry,) = read(written(kind, case["entry"] | origin)).entries
    provenance = entry.provenance
    assert (provenance.by, provenance.why) == (origin["by"], origin["why"])
    assert (str(provenance.on), provenance.sources) == (origin["on"], (origin["source"],))
