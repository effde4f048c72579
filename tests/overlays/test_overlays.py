"""Each file of `cases/` is a case; its name says what must hold.

`said` are cues: a time, words, and perhaps a label (`0:05 <A> Words.`). `overlay`, `people` and
`corrections` are the files beside them, `ledger` anchors with the words they were published with.
`shows` must be the sentences then: `speaker (attribution): words`, `says` the messages, `notes`,
`selects` (quotes and topics) what is attached to which words; `received` what the sentences were.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord import anchors, overlays
from onrecord.model import Cue, Slug, Transcript
from onrecord.text.times import parse_time
from onrecord.transcript import divide

HERE = Path(__file__).parent
LINE = re.compile(r"(?:(?P<at>[\d:.]+) )?(?:<(?P<label>[^>]*)> )?(?P<words>.*)", re.DOTALL)
SLUG = Slug("talk")


def cases():
    yaml = YAML(typ="safe", pure=True)
    return [
        pytest.param(yaml.load(path), id=path.stem)
        for path in sorted((HERE / "cases").glob("*.yml"))
    ]


def say(lines) -> tuple:
    """Give the sentences of cues, each up to the next."""
    found = [LINE.fullmatch(line).groupdict() for line in lines]
    starts = [one["at"] and parse_time(one["at"]) for one in found]
    ends = [*starts[1:], starts[-1] and starts[-1] + 4000]
    cues = [
        Cue(start=a, end=b, text=one["words"], voice=one["label"])
        for one, a, b in zip(found, starts, ends, strict=True)
    ]
    return divide(Transcript(format="case", cues=tuple(cues)))


def lay(case):
    overlay, issues = overlays.read_overlay(case.get("overlay", "").encode(), "overlay.yml")
    people, unknown = overlays.read_people(case.get("people", "").encode(), "people.yml")
    corrections, faulty = overlays.read_corrections(
        case.get("corrections", "").encode(), "corrections.yml"
    )
    ledger = [
        anchors.Entry(
            anchor=one["anchor"],
            page="p/",
            words=one["words"],
            start=one.get("start"),
            to=tuple(one.get("to", ())),
        )
        for one in case.get("ledger", ())
    ]
    applied = overlays.apply(
        overlay,
        say(case["said"]),
        overlays.merge_people((), people),
        ledger=ledger,
        corrections=corrections,
        slug=SLUG,
    )
    return applied, (*issues, *unknown, *faulty, *applied.issues)


def shown(sentence) -> str:
    who = f"{sentence.speaker} ({sentence.attribution}): " if sentence.speaker else ""
    return f"{who}{sentence.text}"


@pytest.mark.parametrize("case", cases())
def test_an_overlay_does_what_its_case_expects(case):
    applied, issues = lay(case)
    assert "".join(f"{issue}\n" for issue in issues) == case.get("says", "")
    assert [shown(sentence) for sentence in applied.sentences] == case["shows"]
    assert [
        f"{applied.sentences[note.sentence].text} | {note.words} | {note.text}"
        for note in applied.notes
    ] == case.get("notes", [])
    assert [f"{one.entry.kind} {one.words}" for one in applied.of(overlays.TopicEntry)] == case.get(
        "selects", []
    )
    if "received" in case:
        assert [sentence.received for sentence in applied.sentences] == case["received"]
    if "words" in case:
        assert [
            [sentence.text[slice(*word.span)] for word in sentence.words]
            for sentence in applied.sentences
        ] == case["words"]


@pytest.mark.parametrize("case", cases())
def test_without_the_overlay_the_transcript_is_as_received(case):
    applied, _ = lay(case)
    received = say(case["said"])
    text = overlays.redact(" ".join(sentence.text for sentence in received), applied.removed)
    kept = " ".join(sentence.received for sentence in applied.sentences)
    assert kept.replace("[…]", "").split() == text.replace("[…]", "").split()
