"""Each file of `descriptions/` is a description as people paste it; its name says what must hold.

`marks` are [seconds, title] of the chapters, `rest` the text that stays, `length` that of the
recording in seconds.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from onrecord.chapters.description import read_description
from onrecord.model import Milliseconds
from onrecord.text.times import format_time

FILES = sorted((Path(__file__).parent / "descriptions").glob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_description_is_read_as_the_name_of_the_case_says(path):
    case = YAML(typ="safe", pure=True).load(path)
    length = case.get("length")
    read = read_description(case["description"], length and Milliseconds(length * 1000))
    marks = [[mark.start // 1000, mark.title] for mark in read.marks]
    assert (marks, read.rest) == (case.get("marks", []), case["rest"])


FORMS = (
    "{time} {title}",
    "{title} ({time})",
    "[{time}] {title}",
    "{title} – {time}",
    "{time}\n{title}",
)


@given(
    st.sampled_from(FORMS),
    st.lists(st.sampled_from(["Hives", "Honey", "What is wax?", "Part 2: smoke"]), min_size=2),
    st.sampled_from(["", "About bees.", "We met (at 7:30) for tea."]),
)
def test_a_list_of_any_form_gives_each_title_its_own_time(form, titles, text):
    starts = [250_000 * number for number in range(len(titles))]
    lines = [
        form.format(time=format_time(start), title=title)
        for start, title in zip(starts, titles, strict=True)
    ]
    read = read_description("\n".join([text, "", *lines, "", text]))
    assert [(mark.start, mark.title) for mark in read.marks] == list(
        zip(starts, titles, strict=True)
    )
    assert read.rest == f"{text}\n\n{text}".strip()


@given(st.text(alphabet="ab 0159:.()[]-–,\n", max_size=80))
def test_no_word_of_a_description_is_lost(text):
    read = read_description(text)
    kept = " ".join((read.rest, *(mark.title for mark in read.marks)))
    assert all(kept.count(letter) >= text.count(letter) for letter in "ab")
