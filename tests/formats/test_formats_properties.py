"""What must hold of every file, however it is broken, and of every episode."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from onrecord import formats
from onrecord.formats._labels import find_labels
from onrecord.formats._outline import outline
from onrecord.formats._repair import repair
from onrecord.formats._tally import Tally
from onrecord.model import Anchor, Chapter, Cue, Episode, FrontMatter, Milliseconds, Person, Sentence, Slug, WordTime

NAMES = ["a.vtt", "a.srt", "a.txt", "a.json", "a", "a.md", "a.html", "a.xml", "a.csv"]

# What files are made of, whole and in pieces.
PIECES = st.sampled_from(
    [
        "WEBVTT", "WEBVTT\n\n", "\n", "\n\n", " ", "\t", "1", "2\n", "00:00:01.000", "00:00:01,000", " --> ", "-->", "→", "->", "0.5",
        "99:99", "<v Ann>", "</v>", "<v.", "<", ">", "<c.x/y/", "<ruby>", "<rt>", "</ruby>", "<00:00:02.000>", "&amp;", "&#99999999;", "&",
        "NOTE", "STYLE", "}", "Ann: ", "Bob: ", "Hello", "Starting point is 00:00:05 ", "Starting point is ", "Transcript", "A - B (C)",
        "Episode Date: May 99, 2023", '{"version": "1.0.0", "segments": [', '{"startTime": 1, "body": "x"}', '"words": [{}]', "]}", ",",
        "**Ann:** ", "**Break:** \\[8:06\\]", "Ann: 00:01:10\n", "---\nspeakers: [Ann]\n---\n", "## One (0:01)\n", "[link](x)", "[0:01] ",
        "Ann  0:01\n", "Ann (0:01):\n", "Ann: [0:01] ", "[00:00:00:01]\n",
        "_page : 1\n", "0:00:01.000,0:00:02.000\n",
        "One\n===\n",
        "<cite>Ann:</cite>", "<time>0:01</time>", "<p>", "</p>", '<span data-m="10" data-d="5">', "</span>", "<!--", "<script>",
        '<tt xmlns="http://www.w3.org/ns/ttml"><body>', '<p begin="1s" end="2f">', "<br/>", "</body></tt>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        "<ROOT><record>", "<sync>1:|1(1)</sync>", "<transcript>", "</transcript>", "<point>",
        "<time>9</time></point>", "</record></ROOT>",
        "speaker,words,tags,timestamp\n", 'Ann,"Hi",a;b,[0:01]\n', '"',
        "\\ud800", "NaN", "\ufeff", "\0", "\u202e", "\x85",
    ]
)  # fmt: skip
FILES = st.one_of(
    st.binary(max_size=200),
    st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(PIECES, max_size=20).map("".join).map(lambda text: b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass")),
)


def is_sound(cues) -> bool:
    starts = [cue.start for cue in cues if cue.start is not None]
    return (
        all(before <= after for before, after in pairwise(starts))
        and all(cue.end is None or (cue.start is not None and cue.end > cue.start) for cue in cues)
        and all(cue.text and cue.text == " ".join(cue.text.split()) and cue.voice != "" for cue in cues)
        and all(0 <= first < last <= len(cue.text) for cue in cues for first, last in (word.span for word in cue.words))
        and all(before.span[1] <= after.span[0] for cue in cues for before, after in pairwise(cue.words))
    )


@settings(max_examples=400, deadline=None)
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


LENGTH = 300_000
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
    return "\n\n".join(f"{second // 60}:{second % 60:02}.000 --> 99:00:00.000\nx" for second in range(count, 0, -1))


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
]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", HOSTILE)
def test_three_hundred_thousand_characters_of_anything_end(frame, kind):
    """No clock is asked: with a step that takes the square of the length, this test would take an hour."""
    piece = HOSTILE[kind]
    filling = fall(LENGTH // 40) if piece == "falling" else piece * (LENGTH // len(piece))
    transcript = formats.read(formats.Source(path="a.txt", content=frame.replace("{}", filling).replace("{{", "{").encode()))
    assert transcript.cues or transcript.issues
    assert len(transcript.issues) < 20


TIMES = st.none() | st.integers(0, 10_000).map(Milliseconds)
CUES = st.lists(
    st.builds(Cue, start=TIMES, end=TIMES, text=st.sampled_from("abcdef"), voice=st.sampled_from([None, "A", "B"])), max_size=12
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
    cues = tuple(Cue(start=Milliseconds(start), end=Milliseconds(start + 1), text="a") for start in sorted(set(starts)))
    tally = Tally("a.vtt")
    assert repair(cues, tally) == cues
    assert tally.issues == ()


# Words that no format reads as markup, and words that every format must guard.
WORDS = st.sampled_from(
    [
        "Hi.",
        "AT&T",
        "&amp;",
        "<i>",
        "a<b",
        "-->",
        "42",
        "*so*",
        "_x_",
        "1.",
        "#",
        "`",
        "[0:01]",
        "{\\an8}",
        "Note:",
        "~~",
        "é",
        "漢字",
        "|",
        "\\",
    ]
)
# SubRip has no way to say that a "<i>" or a "Note:" are words.
PLAIN = st.sampled_from(["Hi.", "AT&T", "a<b", "42", "so?", "é", "漢字", "2:30"])
SPEAKERS = st.sampled_from([None, "Ann", "Bob Lee", "R&D <x>", "O'Neil-Smith", "Dr. No"])


@st.composite
def episodes(draw, speakers=SPEAKERS, words=WORDS):
    sentences, position, time = [], 0, 0
    for number in range(draw(st.integers(1, 8))):
        text = " ".join(draw(st.lists(words, min_size=1, max_size=6)))
        start = time + draw(st.integers(0, 5_000))
        time = start + draw(st.integers(1, 10_000))
        first = len(text.split()[0])
        known = (
            (WordTime(span=(0, first), start=Milliseconds(start), end=Milliseconds(time), confidence=0.5),) if draw(st.booleans()) else ()
        )
        sentences.append(
            Sentence(
                text=text, span=(position, position + len(text)), start=Milliseconds(start), end=Milliseconds(time), timing="exact",
                speaker=draw(speakers), words=known, id=Anchor(f"t0m{number:02}s-k7m"), paragraph=draw(st.booleans()),
            )
        )  # fmt: skip
        position += len(text) + 1
    middle = draw(st.integers(0, len(sentences)))
    chapters = (
        Chapter(title="One *two*", slug=Slug("one"), start=Milliseconds(0), sentences=(0, middle), origin="editor"),
        Chapter(title="3. Three", slug=Slug("three"), start=None, sentences=(middle, len(sentences)), origin="editor"),
    )
    front = FrontMatter(title="A --> B & <c>", show="Show", date=date(2023, 3, 27), people=(Person(name="Ann", role="host"),))
    return Episode(slug=Slug("a"), front=front, sentences=tuple(sentences), chapters=draw(st.sampled_from([(), chapters])))


def read_back(episode: Episode, extension: str):
    content = dict(formats.write(episode))[extension]
    return formats.read(formats.Source(path=f"a.{extension}", content=content.encode()))


@settings(deadline=None)
@given(episodes())
def test_webvtt_gives_back_sentences_with_anchors_times_and_speakers(episode):
    transcript = read_back(episode, "vtt")
    assert transcript.issues == ()
    expected = [(one.id, one.start, one.end, one.speaker, one.text) for one in episode.sentences]
    assert [(cue.identifier, cue.start, cue.end, cue.voice, cue.text) for cue in transcript.cues] == expected


@settings(deadline=None)
@given(episodes())
def test_podcasting_json_gives_back_sentences_with_anchors_times_speakers_and_words(episode):
    transcript = read_back(episode, "json")
    assert transcript.issues == ()
    expected = [(one.id, one.start, one.end, one.speaker, one.text, one.words) for one in episode.sentences]
    assert [(cue.identifier, cue.start, cue.end, cue.voice, cue.text, cue.words) for cue in transcript.cues] == expected


@settings(deadline=None)
@given(episodes(words=PLAIN, speakers=st.sampled_from(["Ann", "Bob Lee"])))
def test_subrip_gives_back_words_and_times_and_speakers_where_each_is_named_twice(episode):
    transcript = read_back(episode, "srt")
    labelled = [
        f"{one.speaker}: {one.text}" for before, one in pairwise([None, *episode.sentences]) if not before or before.speaker != one.speaker
    ]
    labels = find_labels(labelled)
    assert [(cue.start, cue.end) for cue in transcript.cues] == [(one.start, one.end) for one in episode.sentences]
    if labels == {one.speaker for one in episode.sentences} and any(cue.voice for cue in transcript.cues):
        assert [(cue.voice, cue.text) for cue in transcript.cues] == [(one.speaker, one.text) for one in episode.sentences]
    assert all(cue.text.endswith(one.text) for cue, one in zip(transcript.cues, episode.sentences, strict=True))


def paragraphs_of(episode):
    """Give what a page of text can keep of an episode: a time in whole seconds a paragraph, the speaker, the words."""
    return [
        (paragraph[0].start // 1000 * 1000, paragraph[0].speaker, " ".join(sentence.text for sentence in paragraph))
        for part in outline(episode)
        for paragraph in part.paragraphs
    ]


def headings_of(episode):
    """Give the chapters with the words before them."""
    return [(one.title, sum(len(said.text.split()) for said in episode.sentences[: one.sentences[0]])) for one in episode.chapters]


def headings_read(transcript):
    return [(one.title, sum(len(cue.text.split()) for cue in transcript.cues[: one.cue])) for one in transcript.front.chapters]


NAMED = st.sampled_from(["Ann", "Bob Lee", "R&D <x>", "O'Neil-Smith", "Dr. No", "*Star* [x]"])


@settings(deadline=None)
@given(st.one_of(episodes(speakers=NAMED), episodes(speakers=st.none())))
def test_markdown_gives_back_words_speakers_seconds_and_chapters(episode):
    transcript = read_back(episode, "md")
    assert transcript.issues == ()
    assert [(cue.start, cue.voice, cue.text) for cue in transcript.cues] == paragraphs_of(episode)
    assert headings_read(transcript) == headings_of(episode)
    front = transcript.front
    assert (front.title, front.show, front.date, front.people) == (
        "A --> B & <c>", episode.front.show, episode.front.date, episode.front.people,
    )  # fmt: skip


# Plain text has no way to say that a "Note:" or a "[0:01]" are words, nor that the words after a label are nobody's.
@settings(deadline=None)
@given(st.one_of(episodes(words=PLAIN, speakers=st.sampled_from(["Ann", "Bob Lee"])), episodes(words=PLAIN, speakers=st.none())))
def test_text_gives_back_words_speakers_seconds_and_chapters(episode):
    transcript = read_back(episode, "txt")
    assert transcript.issues == ()
    expected = paragraphs_of(episode)
    if len(expected) == 1 and expected[0][1]:
        # One label alone may be a word.
        expected = [(start, None, f"{speaker}: {words}") for start, speaker, words in expected]
    assert [(cue.start, cue.voice, cue.text) for cue in transcript.cues] == expected
    if len(expected) > 1:
        assert headings_read(transcript) == headings_of(episode)
    assert (transcript.front.title, transcript.front.date) == (episode.front.title, episode.front.date)


@settings(deadline=None)
@given(episodes())
def test_markdown_shows_exactly_the_words(episode):
    content = dict(formats.write(episode))["md"]
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(content)
    shown = "".join(child.content for token in tokens for child in token.children or () if child.type in {"text", "text_special"})
    for sentence in episode.sentences:
        place = shown.find(sentence.text)
        assert place >= 0, (sentence.text, content)
        shown = shown[place + len(sentence.text) :]
    assert {token.type for token in tokens} <= {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"}


@settings(deadline=None)
@given(episodes())
def test_text_has_every_sentence_once_and_in_order(episode):
    rest = dict(formats.write(episode))["txt"]
    for sentence in episode.sentences:
        before, found, rest = rest.partition(sentence.text)
        assert found, (sentence.text, before)


def test_an_episode_without_times_is_written_in_formats_that_need_none():
    sentence = Sentence(text="Hi.", span=(0, 3), start=None, end=None, timing="none")
    episode = Episode(slug=Slug("a"), front=FrontMatter(), sentences=(sentence,), chapters=())
    assert dict(formats.write(episode)).keys() == {"json", "txt", "md"}


# Payloads as people type them, with every deformity of the times around them.
LINES = st.lists(
    st.lists(st.sampled_from(["so", "we", "went", "on.", "5", "&", "a:b"]), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3
)
CLOCKS = st.sampled_from(["00:00:01.000", "00:00:02.500", "1:02.5", "3.480", "00:00:04,000", "01:00:03.000", "00:99:00.000", "0x:00", ""])


@settings(deadline=None)
@given(st.lists(st.tuples(CLOCKS, CLOCKS, LINES, st.integers(1, 3)), min_size=1, max_size=8), st.sampled_from(["vtt", "srt"]))
def test_no_word_is_lost_or_invented_however_the_times_are_broken(cues, extension):
    head = "WEBVTT\n\n" if extension == "vtt" else "1\n00:00:00,000 --> 00:00:00,500\nso\n\n"
    content = head + "".join(f"{start} --> {end}\n" + "\n".join(lines) + "\n" * (1 + gap) for start, end, lines, gap in cues)
    transcript = formats.read(formats.Source(path=f"a.{extension}", content=content.encode()))
    expected = Counter(word for _, _, lines, _ in cues for line in lines for word in line.split())
    if extension == "srt":
        expected["so"] += 1
    assert Counter(word for cue in transcript.cues for word in cue.text.split()) == expected
