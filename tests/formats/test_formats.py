"""Each file of `cases/` is a transcript as somebody may bring it; the name of the file says what
must hold.

`name` and `file` are the transcript (`encoding` of its bytes, or `latin_1: true`; `repeat` for a
long one; `document` for the body of a Word document, with its `parts`); `names`, `no_labels` and
`stated_encoding` what `episode.yml` says; `source` where faults of the kind were met; `format` the
reader; `cues` a list of [start, end, voice, text] and, where there are any, of the times inside;
`paragraphs` the numbers of the cues (from 0) that start one; `notes` of all cues as [words up to
the mark, text]; `topics` of the cues that have any; `says` the messages; `front` what it says of
the episode, chapters as [index of the cue, start, title, synopsis, keywords…].
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord import formats
from word_document import zip_document

CASES = Path(__file__).parent / "cases"


def load(path: Path):
    return YAML(typ="safe", pure=True).load(path)


def read(case):
    encoding = case.get("encoding", "latin-1" if case.get("latin_1") else "utf-8")
    content = (
        zip_document(case["document"], **case.get("parts", {}))
        if "document" in case
        else (case["file"] * case.get("repeat", 1)).encode(encoding)
    )
    return formats.read(
        formats.Source(
            path=case["name"],
            content=content,
            names=tuple(case.get("names", ())),
            no_labels=tuple(case.get("no_labels", ())),
            encoding=case.get("stated_encoding", ""),
        )
    )


def shown(cue):
    words = [[cue.text[slice(*word.span)], word.start] for word in cue.words]
    return [cue.start, cue.end, cue.voice, cue.text, *([words] if words else [])]


def part(whole, expected):
    """Give of `whole` the fields that `expected` names."""
    match expected:
        case dict():
            return {key: part(whole[key], value) for key, value in expected.items()}
        case list() if len(expected) == len(whole):
            return [part(one, other) for one, other in zip(whole, expected, strict=True)]
        case _:
            return whole


def shown_mark(mark):
    return [
        mark.cue,
        mark.start,
        mark.title,
        *([mark.synopsis, *mark.keywords] if mark.synopsis or mark.keywords else []),
    ]


@pytest.mark.parametrize(
    "path", sorted(CASES.glob("*/*.yml")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_reads_what_the_name_of_the_case_says(path):
    case = load(path)
    transcript = read(case)
    assert "".join(f"{issue}\n" for issue in transcript.issues) == case.get("says", "")
    assert transcript.format == case.get("format", "")
    assert [shown(cue) for cue in transcript.cues] == case.get("cues", [])
    if "paragraphs" in case:
        starts = [number for number, cue in enumerate(transcript.cues) if cue.paragraph]
        assert starts == case["paragraphs"]
    notes = [[cue.text[: note.at], note.text] for cue in transcript.cues for note in cue.notes]
    assert notes == case.get("notes", [])
    topics = [[cue.text, *cue.topics] for cue in transcript.cues if cue.topics]
    assert topics == case.get("topics", [])
    front = asdict(transcript.front)
    front["chapters"] = [shown_mark(mark) for mark in transcript.front.chapters]
    assert part(front, case.get("front", {})) == case.get("front", {})


def test_every_reader_has_files_that_it_reads_and_files_that_it_refuses_to_read_quietly():
    cases = [load(path) for path in CASES.glob("*/*.yml")]
    assert {case["format"] for case in cases if case.get("cues")} == {
        reader.NAME for reader in formats.READERS
    }
    assert {case["format"] for case in cases if case.get("says") and case.get("format")} == {
        reader.NAME for reader in formats.READERS
    }


def test_a_file_that_is_too_large_is_refused_without_being_decoded():
    source = formats.Source(path="long.vtt", content=b"WEBVTT\n\n" + b"a" * 50_000_000)
    [issue] = formats.read(source).issues
    assert (
        str(issue) == "long.vtt:1:1: error: larger than 32 MB; not read\n"
        "    hint: an hour of words has 0.1 MB; is this a recording?"
    )
    assert "decoded" not in vars(source)


def test_ten_thousand_bad_cues_give_one_message():
    content = "WEBVTT\n\n" + "".join(
        f"00:00:{second % 60:02}.000 --> 00:00:00.000\nWord.\n\n" for second in range(10_000)
    )
    transcript = formats.read(formats.Source(path="bad.vtt", content=content.encode()))
    assert len(transcript.cues) == 10_000
    assert len(transcript.issues) <= 5
