"""The W3C's own tests of WebVTT parsing (`vtt-wpt`), whole: what the standard sees must be what we
see, or the difference stands here.
"""

from __future__ import annotations

import json
import re

import pytest

from onrecord import formats
from onrecord.formats import _webvtt_blocks as blocks

# File: (cues by the standard, cues by `formats.read`, why they differ). Files not named here give
# the same number both ways.
MORE = {
    "nulls": (7, 62, "a NUL is a space, and words under timings that cannot be read stay"),
    "timings-60": (2, 6, "words under timings that cannot be read stay"),
    "timings-garbage": (
        0,
        57,
        "words under timings that cannot be read stay, a broken arrow with them",
    ),
    "timings-too-long": (
        2,
        15,
        "words under timings that cannot be read stay, other forms of time are read",
    ),
    "timings-too-short": (
        2,
        32,
        "words under timings that cannot be read stay, other forms of time are read",
    ),
    "whitespace-chars": (3, 4, "a vertical tab is a space"),
}

# The nth cue of a file of cue-text tests: what the standard shows, what we show, why.
CLOSED = 'a "<" that opens no tag is a character'
READING = "the reading of a ruby is put in parentheses"
TEXTS = {
    "text": {
        2: ("foo\ufffdbar", "foo bar", "a NUL is a space"),
        4: ("text1", "text1 text2", "what an empty line cuts off stays"),
    },
    "tags": {
        0: ("", "<", CLOSED),
        1: ("", "<<", CLOSED),
        2: ("", "<", CLOSED),
        3: ("", "<", CLOSED),
        4: ("", "<", CLOSED),
        5: ("", "<.", CLOSED),
        6: ("", "<c.", CLOSED),
        7: ("", "</", CLOSED),
        9: ("x", "</ c>x", "an end tag with a line break in it is a mistake that nobody makes"),
        19: ("abcde", "ab(c)de", READING),
    },
    "timestamps": {
        0: ("", "<0", CLOSED),
        1: ("", "<0.500", CLOSED),
        2: ("", "<0:00.500", CLOSED),
        3: ("", "<00: 00:00.500>", "a NUL is a space, and a space stands in no time"),
        4: ("", "<00:00.500", CLOSED),
        5: ("", "<00:00:00.500", CLOSED),
    },
    "tree-building": dict.fromkeys(range(1, 9)),
    "entities": {14: ("&", "&<", CLOSED), 15: ("&", "&<c", CLOSED)},
}


@pytest.fixture
def files(samples):
    folder = samples / "vtt-wpt" / "wpt-file-parsing"
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.vtt"))}


def by_the_standard(content: bytes) -> list[blocks.Block]:
    text = (
        content.decode("utf-8-sig")
        .replace("\0", "\ufffd")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\f", " ")
    )
    return [block for block in blocks.divide(text).blocks if not block.fault]


def test_divides_every_file_of_the_standard_into_its_cues_with_their_identifiers_texts_and_times(
    files, samples
):
    counted = 0
    for name, content in files.items():
        script = (samples / "vtt-wpt" / "wpt-file-parsing" / f"{name}.js").read_text()
        found = by_the_standard(content)
        if count := re.search(r"assert_equals\(cues\.length, (\d+)", script):
            counted += 1
            assert len(found) == int(count[1]), name
        for index, field, expected in re.findall(
            r"assert_equals\(cues\[(\d+)\]\.(id|text|startTime|endTime), ([^)]*?)\);", script
        ):
            block = found[int(index)]
            value = {
                "id": block.identifier,
                "text": block.payload,
                "startTime": block.start,
                "endTime": block.end,
            }[field]
            wanted = (
                json.loads(f'"{expected[1:-1]}"')
                if expected[0] in "\"'"
                else int(float(expected) * 1000)
            )
            assert value == wanted, (name, index, field)
        if re.search(r"\.text, 'text' \+ i", script):
            assert [block.payload for block in found] == [
                f"text{index}" for index in range(len(found))
            ], name
    # `stylesheets` has no expectation in its script.
    assert (counted, len(files)) == (36, 37)


def test_reads_all_that_the_standard_reads_and_keeps_words_that_it_drops(files):
    counts = {}
    for name, content in files.items():
        cues = formats.read(formats.Source(path=f"{name}.vtt", content=content)).cues
        standard = sum(bool(block.payload.strip()) for block in by_the_standard(content))
        words = " ".join(cue.text for cue in cues)
        assert words.count("invalid") == len(re.findall(rb"^invalid\d*$", content, re.MULTILINE)), (
            name
        )
        if len(cues) != standard:
            counts[name] = (standard, len(cues))
    assert counts == {name: expected[:2] for name, expected in MORE.items()}


def text_of(tree: str) -> str:
    """The text nodes of a tree as html5lib writes it, with ruby readings in parentheses."""
    return "".join(re.findall(r'^\|\s*"(.*?)"$', tree, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_gives_the_text_and_the_voice_of_each_cue_of_the_standard(name, samples):
    folder = samples / "vtt-wpt" / "wpt-cue-parsing"
    content = (folder / f"{name}.vtt").read_bytes()
    trees = [cue["expectedTree"] for cue in json.loads((folder / f"{name}.json").read_text())]
    cues = {}
    for cue in formats.read(formats.Source(path=f"{name}.vtt", content=content)).cues:
        cues.setdefault(cue.line, []).append(cue)
    starts = [block.line for block in blocks.divide(content.decode()).blocks if not block.joins]
    assert len(starts) == len(trees)
    differing = {}
    for number, (line, tree) in enumerate(zip(starts, trees, strict=True)):
        ours = "".join(cue.text for cue in cues.get(line, []))
        standard = text_of(tree)
        voices = set(re.findall(r'title="(.+)"', tree))
        assert {cue.voice for cue in cues.get(line, []) if cue.voice} == voices
        if "".join(standard.split()) != "".join(ours.split()):
            differing[number] = (standard, ours)
    if name == "tree-building":
        assert set(differing) == set(TEXTS[name])
        assert all(
            ours.replace("(", "").replace(")", "") == standard
            for standard, ours in differing.values()
        )
    else:
        assert differing == {number: expected[:2] for number, expected in TEXTS[name].items()}
