"""Real files: the seed in the archive of this repository, and what is in the samples."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import pairwise

import pytest

from onrecord import formats
from onrecord.model import Person


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
    assert (transcript.cues[0].start, transcript.cues[0].end, transcript.cues[0].line) == (0, 33_000, 9)
    assert (transcript.cues[-1].start, transcript.cues[-1].end) == (2_835_000, None)


def test_the_seed_says_what_episode_it_is(seed):
    front = read(seed).front
    assert front.show == "Dwarkesh Podcast"
    assert front.title == "Ilya Sutskever (OpenAI Chief Scientist) — Why next-token prediction could surpass human intelligence"
    assert front.people == (Person(name="Ilya Sutskever", role="guest"),)
    assert front.date == date(2023, 3, 27)


def test_the_description_of_the_seed_is_mended_and_its_chapters_left_as_they_are(seed):
    description = read(seed).front.description.replace("\N{NO-BREAK SPACE}", " ")
    assert "* post AGI futures\n" in description
    assert "* difficulty of aligning superhuman AI\n\nWatch on YouTube." in description
    assert description.endswith("at [www.dwarkesh.com/subscribe](https://www.dwarkesh.com/subscribe)")
    [chapters] = [line for line in description.split("\n") if "(00:00)" in line]
    assert chapters in seed.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert len(re.findall(r"\(\d\d:\d\d\) - ", chapters)) == 8


def test_the_same_episode_as_json_and_as_subtitles_has_the_same_words_by_the_same_speakers(samples):
    folder = samples / "podcasting20-real"
    spoken = [(cue.voice, word) for cue in read(folder / "buzzcast.json").cues for word in cue.text.split()]
    subtitled = [(cue.voice, word) for cue in read(folder / "buzzcast.srt").cues for word in cue.text.split()]
    assert len(spoken) == 5287
    assert [word for _, word in subtitled] == [word for _, word in spoken]
    # The subtitles name no speaker for a turn that is shorter than a caption.
    same = sum(ours == theirs for ours, theirs in zip(spoken, subtitled, strict=True))
    assert same / len(spoken) > 0.99


def test_podcasting_json_keeps_all_bodies(samples):
    for path in sorted((samples / "podcasting20-real").glob("*.json")):
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
            line for line in path.read_text().split("\n") if "-->" not in line and line != "WEBVTT" and not re.fullmatch(r"\d+\r?", line)
        ]
        shown = re.sub(r"<v [^>]*>", "", "\n".join(lines)).replace("&amp;", "&")
        for voice in {cue.voice for cue in transcript.cues} - {None}:
            shown = re.sub(rf"^{voice}: ", "", shown, flags=re.MULTILINE)
        assert words_of(transcript.cues) == shown.split(), path.name


def test_all_samples_give_cues_in_order_or_say_why_not(samples):
    counts = {}
    for path in sorted(samples.rglob("*.*")):
        if path.suffix in {".vtt", ".srt", ".sbv", ".json", ".html", ".ttml", ".txt", ".xml", ".jsonl"}:
            transcript = read(path)
            starts = [cue.start for cue in transcript.cues if cue.start is not None]
            assert all(before <= after for before, after in pairwise(starts)), path.name
            assert transcript.cues or any(issue.severity == "error" for issue in transcript.issues), path.name
            counts[transcript.format] = counts.get(transcript.format, 0) + 1
    assert counts.keys() >= {"webvtt", "srt", "podcasting-json"}
