"""What each format gives back of an episode that was written in it, whatever its words look like
and whatever happened to the file.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from onrecord import formats, transcript
from onrecord.formats._outline import outline
from onrecord.formats._times import caption_times
from onrecord.model import (
    Anchor,
    Chapter,
    Episode,
    FrontMatter,
    Milliseconds,
    Person,
    Sentence,
    Slug,
    WordTime,
)

# Words that look like the marks of one format or another.
WORDS = st.sampled_from(
    [
        "Hi.",
        "so",
        "AT&T",
        "&amp;",
        "<i>",
        "a<b",
        "-->",
        "00:00:01.000",
        "42",
        "*so*",
        "**Yes:**",
        "_x_",
        "1.",
        "2)",
        "#",
        "##",
        "-",
        "--",
        "---",
        "===",
        ">",
        "+",
        "`",
        "```",
        "[0:01]",
        "(0:01)",
        "\\[0:01\\]",
        "0:01",
        "{\\an8}",
        "Note:",
        "Yes:",
        "NOTE",
        "Ann:",
        "?:",
        "~~",
        "|",
        "\\",
        "\\so:",
        ":",
        "::",
        "é",
        "漢字。",
        "שלום",
        "[laughs]",
        "<!--",
        "onrecord",
        "transcript:",
        "WEBVTT",
        "```",
        "![x](y)",
        "http://a.b/c",
    ]
)
# SubRip has no way to say that a "<i>" or an arrow are words, nor that somebody is called "?".
PLAIN = st.sampled_from(
    [
        "Hi.",
        "AT&T",
        "a<b",
        "42",
        "so?",
        "é",
        "漢字",
        "שלום",
        "2:30",
        "Note:",
        "Yes:",
        "Ann:",
        "?:",
        "1.",
        "#",
        "-",
        "[0:01]",
        ":",
        "::",
        "\\",
    ]
)
PLAIN_NAMES = (
    "Ann",
    "Bob Lee",
    "O'Neil-Smith",
    "Dr. No",
    "Note",
    "00:10",
    "[0:01]",
    "Host: Ann",
    "Ann:",
    ":",
    "??",
    "1",
    "#1",
    "山田太郎",
    "שרה",
)
NAMES = [
    "Ann",
    "Bob Lee",
    "R&D <x>",
    "O'Neil-Smith",
    "Dr. No",
    "*Star* [x]",
    "Note",
    "00:10",
    "[0:01]",
    "Host: Ann",
    "Ann:",
    ":",
    "?",
    "??",
    "\\x",
    "1. Ann",
    "- Ann",
    "#1",
    "a|b",
    "`",
    "__x__",
    "山田太郎",
    "שרה",
    "Speaker 0",
    "onrecord transcript: a line is a sentence",
    "a" * 90,
]
TITLES = [
    "Talk",
    "A --> B & <c>",
    "One *two*",
    "3. Three",
    "C#",
    "F #",
    "Later (0:01)",
    "[0:01] Later",
    "===",
    "-",
    "\\x",
    "Why:",
    "Ann: Hi.",
    "章",
    "פרק",
]


@st.composite
def episodes(draw, words=WORDS, names=tuple(NAMES), times=("none", "some", "all")):
    """Give an episode: speakers of no sentence, of some or of all, and times likewise."""
    timed = draw(st.sampled_from(times))
    cast = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3))
    speakers = draw(
        st.sampled_from([st.none(), st.sampled_from(cast), st.sampled_from([None, *cast])])
    )
    sentences, position, time = [], 0, 0
    for number in range(draw(st.integers(1, 8))):
        text = " ".join(draw(st.lists(words, min_size=1, max_size=6)))
        start = time + draw(st.integers(0, 5_000))
        # 300 words a minute; files in which people speak much faster are refused.
        time = start + 200 * len(text.split()) + draw(st.integers(0, 10_000))
        first = len(text.split()[0])
        known = timed == "all" or (timed == "some" and draw(st.booleans()))
        said = WordTime(
            span=(0, first), start=Milliseconds(start), end=Milliseconds(time), confidence=0.5
        )
        sentences.append(
            Sentence(
                text=text,
                span=(position, position + len(text)),
                start=Milliseconds(start) if known else None,
                end=Milliseconds(time) if known else None,
                timing="exact" if known else "none",
                speaker=draw(speakers),
                words=(said,) if known and draw(st.booleans()) else (),
                id=Anchor(f"t0m{number:02}s-k7m"),
                paragraph=draw(st.booleans()),
            )
        )
        position += len(text) + 1
    cuts = draw(st.lists(st.integers(0, len(sentences)), max_size=2).map(sorted))
    chapters = tuple(
        Chapter(
            title=draw(st.sampled_from(TITLES)),
            slug=Slug("a"),
            start=draw(CHAPTER_STARTS),
            sentences=(first, last),
            origin="editor",
        )
        for first, last in pairwise([*cuts, len(sentences)])
    )
    people = (Person(name="Ann", role="host"),)
    front = FrontMatter(
        title=draw(st.sampled_from(["", *TITLES])),
        show="Show",
        date=date(2023, 3, 27),
        people=people,
    )
    return Episode(slug=Slug("a"), front=front, sentences=tuple(sentences), chapters=chapters)


CHAPTER_STARTS = st.none() | st.integers(0, 5_000_000).map(Milliseconds)

# What happens to a file on its way: through other systems, editors and mail.
DEFORMITIES = {
    "none": lambda text: text.encode(),
    "a byte order mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "line ends of old Macs": lambda text: text.replace("\n", "\r").encode(),
    "no line end at its end": lambda text: text.rstrip("\n").encode(),
    "blanks at the ends of lines": lambda text: text.replace("\n", " \t\n").encode(),
    "empty lines doubled": lambda text: text.replace("\n\n", "\n\n\n").encode(),
    "empty lines at its end": lambda text: f"{text}\n\n\n".encode(),
}
# Of our own forms only: in subtitles an empty line ends a cue.
OWN_DEFORMITIES = {
    "every line end doubled": lambda text: text.replace("\n", "\n\n").encode(),
    "empty lines in front": lambda text: f"\n\n{text}".encode(),
    "lines indented": lambda text: text.replace("\n", "\n  ").encode(),
}


def read_back(episode: Episode, extension: str, deform=DEFORMITIES["none"]):
    content = deform(dict(formats.write(episode))[extension])
    return formats.read(formats.Source(path=f"a.{extension}", content=content))


def deformities(*more):
    return st.sampled_from(list({**DEFORMITIES, **dict(*more)}.values()))


@settings(deadline=None)
@given(episodes(times=("some", "all")), deformities())
def test_webvtt_gives_back_sentences_with_anchors_times_and_speakers(episode, deform):
    if all(sentence.start is None for sentence in episode.sentences):
        assert "vtt" not in dict(formats.write(episode))
        return
    read = read_back(episode, "vtt", deform)
    assert read.issues == ()
    expected = [
        (one.id, *time, one.speaker, one.text)
        for one, time in zip(episode.sentences, caption_times(episode.sentences), strict=True)
    ]
    assert [
        (cue.identifier, cue.start, cue.end, cue.voice, cue.text) for cue in read.cues
    ] == expected


@settings(deadline=None)
@given(episodes(), deformities())
def test_podcasting_json_gives_back_sentences_with_anchors_times_speakers_and_words(
    episode, deform
):
    read = read_back(episode, "json", deform)
    assert read.issues == ()
    expected = [(one.id, one.start, one.speaker, one.text, one.words) for one in episode.sentences]
    assert [
        (cue.identifier, cue.start, cue.voice, cue.text, cue.words) for cue in read.cues
    ] == expected
    if all(sentence.end is not None for sentence in episode.sentences):
        assert [cue.end for cue in read.cues] == [one.end for one in episode.sentences]


@settings(deadline=None)
@given(episodes(words=PLAIN, names=PLAIN_NAMES, times=("some", "all")), deformities())
def test_subrip_gives_back_sentences_times_and_speakers(episode, deform):
    if all(sentence.start is None for sentence in episode.sentences):
        return
    read = read_back(episode, "srt", deform)
    assert read.issues == ()
    expected = [
        (*time, one.speaker, one.text)
        for one, time in zip(episode.sentences, caption_times(episode.sentences), strict=True)
    ]
    assert [(cue.start, cue.end, cue.voice, cue.text) for cue in read.cues] == expected
    if any(sentence.speaker for sentence in episode.sentences):
        assert [(one.speaker, one.text) for one in transcript.divide(read)] == [
            (one.speaker, one.text) for one in episode.sentences
        ]


def test_words_that_look_like_labels_come_back_from_subrip_without_a_report():
    texts = "Ann: I met her.", "He met Ann Lee: so what?", "Ann Lee: so what?", "Bo Ek: no."
    sentences = tuple(
        Sentence(
            text=text,
            span=(0, len(text)),
            start=Milliseconds(9_000 * number),
            end=Milliseconds(9_000 * number + 8_000),
            timing="exact",
        )
        for number, text in enumerate(texts)
    )
    episode = Episode(slug=Slug("a"), front=FrontMatter(), sentences=sentences, chapters=())
    read = read_back(episode, "srt")
    assert read.issues == ()
    assert [(cue.voice, cue.text) for cue in read.cues] == [(None, text) for text in texts]


def sentences_of(episode):
    """Give what a page of text can keep: sentences, speakers, and where a paragraph starts, that it
    does and at which second.
    """
    return [
        (
            number == 0,
            None if number or said.start is None else said.start // 1000 * 1000,
            said.speaker,
            said.text,
        )
        for part in outline(episode)
        for paragraph in part.paragraphs
        for number, said in enumerate(paragraph)
    ]


def headings_of(episode):
    """Give the chapters: title, first sentence and start, where one is stated."""
    return [
        (one.title, one.sentences[0], None if one.start is None else one.start // 1000 * 1000)
        for one in episode.chapters
    ]


@pytest.mark.parametrize("extension", ["md", "txt"])
@settings(deadline=None, max_examples=max(300, settings().max_examples))
@given(episodes(), deformities(OWN_DEFORMITIES))
def test_markdown_and_text_give_back_sentences_speakers_seconds_and_chapters(
    extension, episode, deform
):
    read = read_back(episode, extension, deform)
    assert read.issues == ()
    assert [(cue.start, cue.voice, cue.text) for cue in read.cues] == [
        said[1:] for said in sentences_of(episode)
    ]
    marks = [(mark.title, mark.cue, mark.start) for mark in read.front.chapters]
    stated = headings_of(episode)
    assert [mark[:2] for mark in marks] == [heading[:2] for heading in stated]
    assert [
        mark[2] for mark, heading in zip(marks, stated, strict=True) if heading[2] is not None
    ] == [heading[2] for heading in stated if heading[2] is not None]
    front, ours = read.front, episode.front
    assert (front.title, front.show, front.date, front.people) == (
        ours.title,
        ours.show,
        ours.date,
        ours.people,
    )


@pytest.mark.parametrize("extension", ["md", "txt"])
@settings(deadline=None)
@given(episodes())
def test_markdown_and_text_are_divided_into_the_same_sentences_paragraphs_and_turns(
    extension, episode
):
    divided = transcript.divide(read_back(episode, extension))
    assert [(one.paragraph, one.speaker, one.text) for one in divided] == [
        (said[0], *said[2:]) for said in sentences_of(episode)
    ]


@settings(deadline=None)
@given(episodes())
def test_markdown_shows_exactly_the_words(episode):
    content = dict(formats.write(episode))["md"]
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(content)
    shown = "".join(
        "\n" if child.type == "softbreak" else child.content
        for token in tokens
        for child in token.children or ()
        if child.type in {"text", "text_special", "softbreak"}
    )
    for sentence in episode.sentences:
        place = shown.find(sentence.text)
        assert place >= 0, (sentence.text, content)
        shown = shown[place + len(sentence.text) :]
    # The signature is a comment.
    assert [token.content.strip() for token in tokens if token.type == "html_block"] == [
        "<!-- onrecord transcript: a line is a sentence -->"
    ]
    assert {token.type for token in tokens} <= {
        "heading_open",
        "heading_close",
        "paragraph_open",
        "paragraph_close",
        "inline",
        "html_block",
    }


def test_an_episode_without_times_is_written_in_formats_that_need_none():
    sentence = Sentence(text="Hi.", span=(0, 3), start=None, end=None, timing="none")
    episode = Episode(slug=Slug("a"), front=FrontMatter(), sentences=(sentence,), chapters=())
    assert dict(formats.write(episode)).keys() == {"json", "txt", "md"}
