"""What speech engines write: no word of a real file is lost, one reader knows each shape, and no
damage makes one raise.
"""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from onrecord import formats

CASES = Path(__file__).parent / "cases"
ENGINES = [
    "whisper",
    "whisper_tsv",
    "deepgram",
    "assemblyai",
    "aws_transcribe",
    "google_speech",
    "azure_speech",
    "revai",
    "speechmatics",
    "youtube_json3",
    "qmsum",
]


def source_of(path):
    case = YAML(typ="safe", pure=True).load(path)
    return formats.Source(path=case["name"], content=case["file"].encode())


READERS = [reader for reader in formats.READERS if reader.__name__.rpartition(".")[2] in ENGINES]
SOURCES = [source_of(path) for engine in ENGINES for path in sorted((CASES / engine).glob("*.yml"))]


def read(path):
    return formats.read(formats.Source(path=path.name, content=path.read_bytes()))


def words_of(cues):
    return [word for cue in cues for word in cue.text.split()]


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
            before.span[1] <= after.span[0] and before.start <= after.start
            for cue in cues
            for before, after in pairwise(cue.words)
        )
        and all(word.end is None or word.end > word.start for cue in cues for word in cue.words)
    )


def written(path):
    """Give the words of a file of the samples, by its service's own rule and none of our code."""
    document = json.loads(path.read_text())
    if path.name.startswith("dg_"):
        words = document["results"]["channels"][0]["alternatives"][0]["words"]
        return [word.get("punctuated_word", word["word"]) for word in words]
    return [word["text"] for part in document.get("segments", [document]) for word in part["words"]]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("dg_speakers", 226),
        ("dg_speakers_no_utterances", 226),
        ("dg_transcription", 62),
        ("dg_utterances", 62),
        ("dg_whisper_transcription", 59),
        ("assemblyai_transcription", 60),
        ("assemblyai_utterances", 60),
        ("whisper_timestamped", 59),
    ],
)
def test_every_word_of_a_real_file_is_there_with_its_time_and_confidence(samples, name, count):
    path = samples / "stt-deepgram" / f"{name}.json"
    transcript = read(path)
    assert len(written(path)) == count
    assert words_of(transcript.cues) == written(path)
    timed = [cue.text[slice(*word.span)] for cue in transcript.cues for word in cue.words]
    assert timed == written(path)
    assert all(word.confidence is not None for cue in transcript.cues for word in cue.words)
    assert is_sound(transcript.cues)
    assert transcript.issues == ()


def test_the_speakers_of_a_real_file_are_those_of_its_words(samples):
    for name in "dg_speakers", "dg_speakers_no_utterances":
        path = samples / "stt-deepgram" / f"{name}.json"
        words = json.loads(path.read_text())["results"]["channels"][0]["alternatives"][0]["words"]
        spoken = [(cue.voice, word) for cue in read(path).cues for word in cue.text.split()]
        assert spoken == [(f"Speaker {word['speaker']}", word["punctuated_word"]) for word in words]


def test_the_turns_of_real_meetings_are_all_there(samples):
    paths = sorted((samples / "qmsum").glob("*.json"))
    assert paths
    for path in paths:
        turns = json.loads(path.read_text())["meeting_transcripts"]
        assert words_of(read(path).cues) == " ".join(turn["content"] for turn in turns).split()
        assert {cue.voice for cue in read(path).cues} <= {turn["speaker"] for turn in turns}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.path)
def test_one_reader_knows_what_it_is_and_no_other_takes_it_for_its_own(source):
    [reader] = [reader.NAME for reader in formats.READERS if reader.recognise(source)]
    bare = formats.Source(path="transcript", content=source.content)
    assert reader == formats.detect(bare).NAME


def test_what_a_file_is_shows_behind_a_text_of_any_length():
    text = "word " * 100_000
    content = json.dumps(
        {"text": text, "segments": [{"start": 0, "end": 1, "text": text}]}
    ).encode()
    assert formats.detect(formats.Source(path="a.json", content=content)).NAME == "whisper"


def test_the_times_of_words_are_kept_behind_a_byte_order_mark():
    content = (
        b"\xef\xbb\xbf"
        b'{"monologues": [{"speaker": 1, "elements": '
        b'[{"type": "text", "value": "Hi", "ts": 1, "end_ts": 2}]}]}'
    )
    [cue] = formats.read(formats.Source(path="a.json", content=content)).cues
    assert (cue.start, cue.voice, cue.words[0].end) == (1000, "Speaker 1", 2000)


STRANGE = st.sampled_from(
    [
        None,
        True,
        False,
        0,
        -1,
        1e300,
        -1e300,
        float("nan"),
        float("inf"),
        10**400,
        "",
        " ",
        "NaN",
        "1e999",
        "1.5s",
        "PT1S",
        "PT",
        "x" * 50,
        "\ud800",
        "\u202e",
        "0",
        [],
        {},
        [[]],
        [None],
        {"seconds": 10**400},
        {"seconds": {"seconds": 1}, "nanos": []},
        "1:2:3",
    ]
)


def places_in(document, path=()):
    yield path
    inside = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    for key, value in inside:
        yield from places_in(value, (*path, key))


def change(document, path, draw):
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    match draw(st.sampled_from(["replace", "replace", "remove", "repeat", "wrap"])):
        case "replace":
            holder[path[-1]] = deepcopy(draw(STRANGE))
        case "remove":
            del holder[path[-1]]
        case "repeat" if isinstance(holder, list):
            holder.insert(0, holder[path[-1]])
        case _:
            holder[path[-1]] = [holder[path[-1]]]


@st.composite
def damaged(draw):
    """Give a file of a real shape with up to four places damaged, sometimes cut off."""
    source = draw(st.sampled_from(SOURCES))
    content = source.content
    try:
        document = json.loads(content)
    except ValueError:
        document = None
    if document is not None:
        for _ in range(draw(st.integers(1, 4))):
            if places := [path for path in places_in(document) if path]:
                change(document, draw(st.sampled_from(places)), draw)
        content = json.dumps(document).encode()
    if draw(st.integers(0, 9)) == 0:
        content = content[: draw(st.integers(0, len(content)))]
    return formats.Source(path=source.path, content=content)


@settings(max_examples=max(400, settings().max_examples), deadline=None)
@given(damaged(), st.sampled_from(READERS))
def test_no_damage_makes_a_reader_raise(source, reader):
    reader.recognise(source)
    reader.read(source)
    transcript = formats.read(source)
    assert is_sound(transcript.cues)
    for issue in transcript.issues:
        assert all(line.isprintable() for line in str(issue).split("\n"))
        assert 1 <= issue.line <= source.text.count("\n") + 1
    assert transcript.cues or any(issue.severity == "error" for issue in transcript.issues)


BESIDE_THE_WORDS = {
    "start",
    "end",
    "start_time",
    "end_time",
    "startTime",
    "endTime",
    "startOffset",
    "endOffset",
    "resultEndTime",
    "ts",
    "end_ts",
    "tStartMs",
    "dDurationMs",
    "tOffsetMs",
    "offset",
    "duration",
    "offsetInTicks",
    "durationInTicks",
    "offsetMilliseconds",
    "durationMilliseconds",
    "confidence",
    "probability",
    "score",
    "acAsrConf",
    "speaker",
    "speaker_label",
    "speakerLabel",
    "num_words",
    "language_code",
    "channel",
}


def letters_of(source):
    return Counter("".join(words_of(formats.read(source).cues)))


@settings(max_examples=max(300, settings().max_examples), deadline=None)
@given(st.data())
def test_no_word_is_lost_or_invented_whatever_stands_beside_the_words(data):
    source = data.draw(st.sampled_from([source for source in SOURCES if is_json(source.content)]))
    document = json.loads(source.content)
    beside = [path for path in places_in(document) if path and path[-1] in BESIDE_THE_WORDS]
    for path in (
        data.draw(st.lists(st.sampled_from(beside), max_size=8, unique=True)) if beside else ()
    ):
        holder = document
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = deepcopy(data.draw(STRANGE))
    damaged_source = formats.Source(path=source.path, content=json.dumps(document).encode())
    assert letters_of(damaged_source) == letters_of(source)


def is_json(content) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True
