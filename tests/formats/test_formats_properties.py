"""What must hold of every file, however it is broken."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import formats
from onrecord.formats._repair import repair
from onrecord.formats._tally import Tally
from onrecord.model import Cue, Milliseconds

NAMES = ["a.vtt", "a.srt", "a.txt", "a.json", "a", "a.md", "a.html", "a.xml", "a.csv"]

# What files are made of, whole and in pieces.
PIECES = st.sampled_from(
    [
        "WEBVTT",
        "WEBVTT\n\n",
        "\n",
        "\n\n",
        " ",
        "\t",
        "1",
        "2\n",
        "00:00:01.000",
        "00:00:01,000",
        " --> ",
        "-->",
        "→",
        "->",
        "0.5",
        "99:99",
        "<v Ann>",
        "</v>",
        "<v.",
        "<",
        ">",
        "<c.x/y/",
        "<ruby>",
        "<rt>",
        "</ruby>",
        "<00:00:02.000>",
        "&amp;",
        "&#99999999;",
        "&",
        "NOTE",
        "STYLE",
        "}",
        "Ann: ",
        "Bob: ",
        "Hello",
        "Starting point is 00:00:05 ",
        "Starting point is ",
        "Transcript",
        "A - B (C)",
        "Episode Date: May 99, 2023",
        '{"version": "1.0.0", "segments": [',
        '{"startTime": 1, "body": "x"}',
        '"words": [{}]',
        "]}",
        ",",
        "**Ann:** ",
        "**Break:** \\[8:06\\]",
        "Ann: 00:01:10\n",
        "---\nspeakers: [Ann]\n---\n",
        "## One (0:01)\n",
        "[link](x)",
        "[0:01] ",
        "Ann  0:01\n",
        "Ann (0:01):\n",
        "Ann: [0:01] ",
        "[00:00:00:01]\n",
        "_page : 1\n",
        "0:00:01.000,0:00:02.000\n",
        "One\n===\n",
        "<cite>Ann:</cite>",
        "<time>0:01</time>",
        "<p>",
        "</p>",
        '<span data-m="10" data-d="5">',
        "</span>",
        "<!--",
        "<script>",
        '<tt xmlns="http://www.w3.org/ns/ttml"><body>',
        '<p begin="1s" end="2f">',
        "<br/>",
        "</body></tt>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        "<ROOT><record>",
        "<sync>1:|1(1)</sync>",
        "<transcript>",
        "</transcript>",
        "<point>",
        "<time>9</time></point>",
        "</record></ROOT>",
        "speaker,words,tags,timestamp\n",
        'Ann,"Hi",a;b,[0:01]\n',
        '"',
        "onrecord transcript: a line is a sentence\n",
        "<!-- onrecord transcript: a line is a sentence -->\n",
        "Ann:\n",
        "?:\n",
        "Ann:  ",
        "\\ud800",
        "NaN",
        "\ufeff",
        "\0",
        "\u202e",
        "\x85",
    ]
)
FILES = st.one_of(
    st.binary(max_size=200),
    st.lists(PIECES | st.text(max_size=5), max_size=40)
    .map("".join)
    .map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(PIECES, max_size=20)
    .map("".join)
    .map(lambda text: b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass")),
)


def is_sound(cues) -> bool:
    starts = [cue.start for cue in cues if cue.start is not None]
    return (
        all(before <= after for before, after in pairwise(starts))
        and all(cue.end is None or (cue.start is not None and cue.end > cue.start) for cue in cues)
        and all(
            cue.text and cue.text == " ".join(cue.text.split()) and cue.voice != "" for cue in cues
        )
        and all(
            0 <= first < last <= len(cue.text)
            for cue in cues
            for first, last in (word.span for word in cue.words)
        )
        and all(
            before.span[1] <= after.span[0] for cue in cues for before, after in pairwise(cue.words)
        )
    )


@settings(max_examples=max(400, settings().max_examples), deadline=None)
@given(FILES, st.sampled_from(NAMES))
def test_any_bytes_give_sound_cues_or_a_printable_error(content, name):
    transcript = formats.read(formats.Source(path=name, content=content))
    assert is_sound(transcript.cues)
    for issue in transcript.issues:
        assert str(issue).startswith(f"{name}:{issue.line}:{issue.column}: ")
        assert all(line.isprintable() for line in str(issue).split("\n"))
        assert 1 <= issue.line <= content.count(b"\n") + content.count(b"\r") + 1
    if not transcript.cues:
        assert any(issue.severity == "error" for issue in transcript.issues)


LENGTH = 100_000
HOSTILE = {
    "spaces": " ",
    "brackets": "<",
    "open_tags": "<c.a/",
    "open_voices": "<v Ann",
    "ampersands": "&#1",
    "digits": "9",
    "clocks": "00:00:01.000 ",
    "arrows": "-->",
    "broken_times": "1:2 --> ",
    "lines_of_times": "\n00:00:09.000 --> 00:00:01.000",
    "times_that_fall": "falling",
    "labels": "\nAnn: ",
    "urls": "www.",
    "openers": ".Read the",
    "appended": " Get full access to ",
    "json_brackets": "[",
    "json_digits": "1",
    "dashes": "Name - (",
    "comments": "<!--",
    "open_elements": "<p>",
    "open_attributes": "<p a='",
    "links": "[a](",
    "emphasis": "*a_ ",
    "backticks": "``` `",
    "headings": "\n# a",
    "rules": "\n---",
    "points": "1(1)|",
    "quotes": '"',
}


def fall(count: int) -> str:
    """Give cues in the order that sorts worst."""
    return "\n\n".join(
        f"{second // 60}:{second % 60:02}.000 --> 99:00:00.000\nx" for second in range(count, 0, -1)
    )


FRAMES = [
    "WEBVTT\n\n00:01.000 --> 00:02.000\n{}",
    "WEBVTT\n{}",
    "1\n00:00:01,000 --> 00:00:02,000\n{}",
    "{}\nA - B\n{}\nTranscript\nStarting point is 00:00:01 {}",
    '{{"segments": [{{"startTime": 1, "body": {}',
    "**Ann:** {}\n\n**Bob:** {}",
    "Ann: 00:00:01\n\n{}\n\nBob: 00:00:02",
    "[0:01] Ann: {}\n\n[0:02] {}",
    "Ann  0:01\n{}\n\nBob  0:02\n{}",
    "[00:00:00:01]\nCC: {}",
    "---\nspeakers: [Ann]\n{}\n---\n{}",
    "<cite>Ann:</cite><time>0:01</time><p>{}",
    '<p><span data-m="1">{}',
    '<tt xmlns="a"><body><p begin="1s">{}',
    "<ROOT><record><sync>1:|{}</sync><transcript>{}</transcript></record></ROOT>",
    "speaker,words\nAnn,{}\nBob,{}",
    "onrecord transcript: a line is a sentence\n\n{}",
    "<!-- onrecord transcript: a line is a sentence -->\n\n{}",
]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hundred_thousand_characters_of_anything_end(frame, kind):
    """No clock is asked: with a step that takes the square of the length, one of these would take
    minutes.
    """
    piece = HOSTILE[kind]
    filling = fall(LENGTH // 40) if piece == "falling" else piece * (LENGTH // len(piece))
    transcript = formats.read(
        formats.Source(
            path="a.txt", content=frame.replace("{}", filling).replace("{{", "{").encode()
        )
    )
    assert transcript.cues or transcript.issues
    assert len(transcript.issues) < 20


TIMES = st.none() | st.integers(0, 10_000).map(Milliseconds)
CUES = st.lists(
    st.builds(
        Cue,
        start=TIMES,
        end=TIMES,
        text=st.sampled_from("abcdef"),
        voice=st.sampled_from([None, "A", "B"]),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(CUES)
def test_repair_keeps_every_cue_and_its_words(cues):
    repaired = repair(cues, Tally("a.vtt"))
    assert Counter(cue.text for cue in repaired) == Counter(cue.text for cue in cues)
    assert is_sound(repaired)


@settings(deadline=None)
@given(CUES)
def test_repair_has_nothing_left_to_repair(cues):
    once = repair(cues, Tally("a.vtt"))
    tally = Tally("a.vtt")
    assert repair(once, tally) == once
    assert tally.issues == ()


@settings(deadline=None)
@given(st.lists(st.integers(0, 100_000), max_size=12))
def test_repair_leaves_times_in_order_as_they_are(starts):
    cues = tuple(
        Cue(start=Milliseconds(start), end=Milliseconds(start + 1), text="a")
        for start in sorted(set(starts))
    )
    tally = Tally("a.vtt")
    assert repair(cues, tally) == cues
    assert tally.issues == ()


# Payloads as people type them, with every deformity of the times around them.
LINES = st.lists(
    st.lists(
        st.sampled_from(["so", "we", "went", "on.", "5", "&", "a:b"]), min_size=1, max_size=4
    ).map(" ".join),
    min_size=1,
    max_size=3,
)
CLOCKS = st.sampled_from(
    [
        "00:00:01.000",
        "00:00:02.500",
        "1:02.5",
        "3.480",
        "00:00:04,000",
        "01:00:03.000",
        "00:99:00.000",
        "0x:00",
        "",
    ]
)


@settings(deadline=None)
@given(
    st.lists(st.tuples(CLOCKS, CLOCKS, LINES, st.integers(1, 3)), min_size=1, max_size=8),
    st.sampled_from(["vtt", "srt"]),
)
def test_no_word_is_lost_or_invented_however_the_times_are_broken(cues, extension):
    head = "WEBVTT\n\n" if extension == "vtt" else "1\n00:00:00,000 --> 00:00:00,500\nso\n\n"
    content = head + "".join(
        f"{start} --> {end}\n" + "\n".join(lines) + "\n" * (1 + gap)
        for start, end, lines, gap in cues
    )
    transcript = formats.read(formats.Source(path=f"a.{extension}", content=content.encode()))
    expected = Counter(word for _, _, lines, _ in cues for line in lines for word in line.split())
    if extension == "srt":
        expected["so"] += 1
    assert Counter(word for cue in transcript.cues for word in cue.text.split()) == expected
