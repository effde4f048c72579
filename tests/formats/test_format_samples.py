"""Real files: the seed in the archive of this repository, and what is in the samples."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from itertools import groupby, pairwise

import pytest

from count_words import count_file, count_words
from onrecord import formats
from onrecord.model import Person
from put_back import put_back


def read(path, name=""):
    return formats.read(formats.Source(path=name or path.name, content=path.read_bytes()))


def words_of(cues):
    return [word for cue in cues for word in cue.text.split()]


@pytest.fixture(scope="module")
def seed(repo):
    return repo / "content" / "episodes" / "ilya-sutskever" / "transcript.txt"


def test_the_seed_gives_each_block_its_time_and_every_word_in_order(seed):
    transcript = read(seed)
    text = seed.read_text(encoding="utf-8")
    spoken = text[text.index("Starting point") : text.index("There aren't comments yet")]
    assert words_of(transcript.cues) == re.sub(r"Starting point is \S+", "", spoken).split()
    assert len(transcript.cues) == text.count("Starting point is ")
    assert transcript.issues == ()
    assert (transcript.cues[0].start, transcript.cues[0].end, transcript.cues[0].line) == (
        0,
        33_000,
        9,
    )
    assert (transcript.cues[-1].start, transcript.cues[-1].end) == (2_835_000, None)


def test_the_seed_says_what_episode_it_is(seed):
    front = read(seed).front
    assert front.show == "Dwarkesh Podcast"
    assert (
        front.title
        == "Ilya Sutskever (OpenAI Chief Scientist) — Why next-token prediction could surpass human"
        " intelligence"
    )
    assert front.people == (Person(name="Ilya Sutskever", role="guest"),)
    assert front.date == date(2023, 3, 27)


def test_the_description_of_the_seed_is_mended_and_its_chapters_left_as_they_are(seed):
    description = read(seed).front.description.replace("\N{NO-BREAK SPACE}", " ")
    assert "* post AGI futures\n" in description
    assert "* difficulty of aligning superhuman AI\n\nWatch on YouTube." in description
    assert description.endswith(
        "at [www.dwarkesh.com/subscribe](https://www.dwarkesh.com/subscribe)"
    )
    [chapters] = [line for line in description.split("\n") if "(00:00)" in line]
    assert chapters in seed.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert len(re.findall(r"\(\d\d:\d\d\) - ", chapters)) == 8


def test_the_same_episode_as_json_and_as_subtitles_has_the_same_words_by_the_same_speakers(samples):
    folder = samples / "podcasting20-real"
    spoken = [
        (cue.voice, word)
        for cue in read(folder / "buzzcast.json").cues
        for word in cue.text.split()
    ]
    subtitled = [
        (cue.voice, word) for cue in read(folder / "buzzcast.srt").cues for word in cue.text.split()
    ]
    assert len(spoken) == 5287
    assert [word for _, word in subtitled] == [word for _, word in spoken]
    # The subtitles name no speaker for a turn that is shorter than a caption.
    same = sum(ours == theirs for ours, theirs in zip(spoken, subtitled, strict=True))
    assert same / len(spoken) > 0.99


def test_podcasting_json_keeps_all_bodies(samples):
    paths = sorted((samples / "podcasting20-real").glob("*.json"))
    assert paths
    for path in paths:
        bodies = [segment["body"] for segment in json.loads(path.read_text())["segments"]]
        assert words_of(read(path).cues) == " ".join(bodies).split(), path.name


def test_subtitles_keep_all_words(samples):
    files = [
        *sorted(samples.glob("podcasting20*/*.srt")),
        *sorted(samples.glob("podcasting20*/*.vtt")),
        *sorted(samples.glob("webvtt-py/sample.*")),
    ]
    assert files
    for path in (path for path in files if path.suffix != ".sbv"):
        transcript = read(path)
        lines = [
            line
            for line in path.read_text().split("\n")
            if "-->" not in line and line != "WEBVTT" and not re.fullmatch(r"\d+\r?", line)
        ]
        shown = re.sub(r"<v [^>]*>", "", "\n".join(lines)).replace("&amp;", "&")
        for voice in {cue.voice for cue in transcript.cues} - {None}:
            shown = re.sub(rf"^{voice}: ", "", shown, flags=re.MULTILINE)
        assert words_of(transcript.cues) == shown.split(), path.name


def test_all_samples_give_cues_in_order_or_say_why_not(samples):
    counts = {}
    for path in sorted(samples.rglob("*.*")):
        if path.suffix in {
            ".md",
            ".vtt",
            ".srt",
            ".sbv",
            ".json",
            ".html",
            ".ttml",
            ".txt",
            ".xml",
            ".jsonl",
        }:
            transcript = read(path)
            starts = [cue.start for cue in transcript.cues if cue.start is not None]
            assert all(before <= after for before, after in pairwise(starts)), path.name
            assert transcript.cues or any(
                issue.severity == "error" for issue in transcript.issues
            ), path.name
            counts[transcript.format] = counts.get(transcript.format, 0) + 1
    assert counts.keys() >= {"webvtt", "srt", "podcasting-json"}


FOLDERS = [
    "changelog",
    "bitcoin-chapters",
    "bitcoin-tags",
    "pairs",
    "spacelog",
    "pysubs2",
    "podcasting20",
    "podcasting20-real",
    "webvtt-py",
]
# What is no transcript, or has no words: documentation, descriptions of pairs, lists of chapters, a
# feed, and files broken on purpose.
OTHERS = re.compile(
    r".*\.(?:jsonl|xml)|LICENSE|meta\.json|chapters__.*|docs__.*|transcripts__transcripts\.md|transcript-file-format\.txt"
)
EMPTY = {
    "empty.vtt",
    "no_captions.vtt",
    "invalid_format.sbv",
    "invalid_format1.srt",
    "invalid_format2.srt",
    "invalid_format3.srt",
}
# Captions that write each of their words twice, and in which nobody says a word twice.
ROLLING = {"youtube_dl.vtt"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_transcript_keeps_999_of_1000_words_and_gets_no_others(samples, folder):
    paths = [
        path
        for path in sorted((samples / folder).rglob("*"))
        if path.is_file() and not OTHERS.fullmatch(path.name)
    ]
    assert paths
    for path in paths:
        transcript = read(path)
        errors = [str(issue) for issue in transcript.issues if issue.severity == "error"]
        assert bool(errors) == (path.name in EMPTY), (path.name, errors)
        text = path.read_text(encoding="utf-8", errors="replace")
        expected = (
            count_file(path.name, text, {cue.voice for cue in transcript.cues if cue.voice})
            if not errors
            else Counter()
        )
        if path.name in ROLLING:
            expected = Counter(set(expected))
        found = count_words(" ".join(cue.text for cue in transcript.cues))
        # What the crude count takes apart at markup, `OP_RETURN`s, counts as one lost and two
        # invented.
        lost, invented = (expected - found).total(), (found - expected).total()
        allowed = max(1, expected.total() / 1000)
        assert lost <= allowed, (path.name, expected - found)
        assert invented <= allowed, (path.name, found - expected)
        starts = [cue.start for cue in transcript.cues if cue.start is not None]
        assert all(before <= after for before, after in pairwise(starts)), path.name
        for issue in transcript.issues:
            assert issue.path == path.name
            assert issue.line >= 1


def test_each_time_that_is_repaired_is_told_with_its_file_and_cue(samples):
    transcript = read(
        samples / "bitcoin-tags" / "bitcoin-explained__compact-client-side-filtering.md"
    )
    [issue] = transcript.issues
    assert (issue.path, issue.line, issue.found) == (
        "bitcoin-explained__compact-client-side-filtering.md",
        620,
        "00:24:07.000",
    )
    assert (
        issue.message
        == "cue 112: its time goes back or runs ahead; left where it is, without a time"
    )


def test_headings_of_a_transcript_become_chapters_where_its_words_are(samples):
    transcript = read(samples / "bitcoin-chapters" / "bitcoin-explained__silent-payments.md")
    lines = (
        (samples / "bitcoin-chapters" / "bitcoin-explained__silent-payments.md")
        .read_text(encoding="utf-8")
        .split("\n")
    )
    headings = [
        (number, line.lstrip("# ")) for number, line in enumerate(lines, 1) if line.startswith("#")
    ]
    assert [(mark.place.line, mark.title) for mark in transcript.front.chapters] == headings
    for mark in transcript.front.chapters:
        before, after = transcript.cues[max(mark.cue - 1, 0)], transcript.cues[mark.cue]
        assert before.line < mark.place.line < after.line or mark.cue == 0


def test_what_the_front_matter_of_a_transcript_says_is_kept(samples):
    front = read(
        samples / "bitcoin-tags" / "bitcoin-explained__accounts-for-bitcoin-easypaysy.md"
    ).front
    assert front.title == "Accounts for Bitcoin, Easypaysy!"
    assert front.date == date(2020, 10, 2)
    assert front.people == (Person(name="Sjors Provoost"), Person(name="Aaron van Wirdum"))
    assert front.keywords == ("silent-payments",)
    assert front.media.youtube == "https://www.youtube.com/watch?v=AyjU0EJZjR8"
    assert front.description.startswith("In this episode Sjors and Aaron discuss")


def test_the_same_episode_as_html_has_the_same_turns(samples):
    folder = samples / "podcasting20-real"
    html, segments = read(folder / "buzzcast.html"), read(folder / "buzzcast.json")
    turns = [voice for voice, _ in groupby(cue.voice for cue in segments.cues)]
    # One was transcribed later; the turns that both have are in the same order.
    assert [voice for voice, _ in groupby(cue.voice for cue in html.cues)][:10] == turns[:10]


@pytest.mark.parametrize(
    "name",
    [
        "changelog/*.md",
        "spacelog/*.txt",
        "bitcoin-tags/*.zh.md",
        "podcasting20-real/buzzcast.json",
        "podcasting20/transcripts__example.*",
        "stt-deepgram/assemblyai_*.json",
        "qmsum/*.json",
        "pysubs2/*.ttml",
    ],
)
def test_exports_of_real_transcripts_come_back_with_every_word_and_speaker_and_no_other(
    samples, name
):
    """`python tests/benchmarks/export_table.py FOLDER` does the same for all."""
    backs = [
        (path.name, extension, back)
        for path in sorted(samples.glob(name))
        for extension, back in put_back(path).items()
    ]
    assert backs
    for file, extension, back in backs:
        assert (back.lost, back.invented, back.spoken_by_others) == (0, 0, 0), (file, extension)
        assert back.sentences or extension == "srt", (file, extension)
