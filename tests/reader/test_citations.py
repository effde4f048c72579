"""Citations: the styles' own examples, and the forms for programs read again by programs."""

from __future__ import annotations

import json
import re
from datetime import date
from io import StringIO
from pathlib import Path

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from onrecord.pages.citation import PROSE, CitedEpisode, cite, fill_in

FOLDER = Path(__file__).with_name("citations")
SCRIPTS = Path(__file__).parents[2] / "templates/onrecord_theme/assets/onrecord"
CASES = [
    case for path in sorted(FOLDER.glob("*.yml")) for case in YAML(typ="safe", pure=True).load(path)
]
TEXT = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="⟦⟧|{}\\"),
    min_size=1,
    max_size=20,
)
EPISODES = st.builds(
    CitedEpisode,
    title=TEXT,
    show=TEXT,
    date=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    hosts=st.lists(TEXT, max_size=4).map(tuple),
    guests=st.lists(TEXT, max_size=2).map(tuple),
    publisher=st.just("") | TEXT,
    number=st.sampled_from(["", "7"]),
    slug=st.just("talk"),
)


def cited(case) -> CitedEpisode:
    episode = dict(case["episode"])
    return CitedEpisode(
        **{
            name: tuple(value) if isinstance(value, list) else value
            for name, value in episode.items()
        },
        slug="talk",
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["from"])
def test_a_citation_has_the_form_of_its_style(case):
    forms = cite(cited(case))
    expected = {style: text for style, text in case.items() if style in forms}
    assert expected
    assert {
        style: fill_in(forms[style], url=case["url"], time=case.get("time", ""))
        for style in expected
    } == expected


@given(
    EPISODES, st.sampled_from(["", "10:57", "1:02:03–1:02:09"]), st.sampled_from(["", "2026-11-24"])
)
def test_no_open_place_is_left_and_the_address_is_in_each_whole_citation(episode, time, accessed):
    for style, form in cite(episode).items():
        text = fill_in(form, url="https://x.example/#t1", time=time, accessed=accessed)
        assert "⟦" not in text
        assert "⟧" not in text
        if not style.endswith("-text"):
            assert "https://x.example/#t1" in text
            assert time in text or style in {"apa", "mla"}


def test_scripts_offer_the_same_styles_under_the_same_names():
    script = (SCRIPTS / "cite.js").read_text(encoding="utf-8")
    styles = script[script.index("const STYLES") : script.index("const FORMATS")]
    assert re.findall(r'\["([^"]+)", "([^"]+)", "([^"]+)"\]', styles) == [*PROSE]


@pytest.fixture
def serial():
    return cite(
        CitedEpisode(
            title="The Alibi: 100% & more",
            show="Serial",
            date=date(2014, 10, 3),
            hosts=("Sarah Koenig", "Dana Chivvis"),
            guests=("Rabia Chaudry",),
            slug="the-alibi",
        )
    )


def test_csl_json_is_what_processors_read(serial):
    [entry] = json.loads(fill_in(serial["csl"], url="https://x.example/#t1", time="10:57"))
    assert entry["type"] == "broadcast"
    assert entry["host"] == [
        {"family": "Koenig", "given": "Sarah"},
        {"family": "Chivvis", "given": "Dana"},
    ]
    assert entry["issued"] == {"date-parts": [[2014, 10, 3]]}
    assert entry["URL"] == "https://x.example/#t1"
    assert entry["note"] == "At 10:57"
    assert "note" not in json.loads(fill_in(serial["csl"], url="https://x.example/"))[0]


def test_bibtex_is_read_again(serial):
    text = fill_in(
        serial["bibtex"], url="https://x.example/#t1", time="10:57", accessed="2026-11-24"
    )
    [entry] = bibtexparser.loads(text).entries
    assert entry["ID"] == "the-alibi-2014"
    assert entry["author"] == "Koenig, Sarah and Chivvis, Dana"
    assert entry["title"].strip("{}") == r"The Alibi: 100\% \& more"
    assert entry["url"] == "https://x.example/#t1"
    assert entry["note"] == "At 10:57"
    assert entry["urldate"] == "2026-11-24"


def test_ris_is_read_again(serial):
    [entry] = rispy.load(
        StringIO(fill_in(serial["ris"], url="https://x.example/#t1", time="10:57"))
    )
    assert entry["type_of_reference"] == "SOUND"
    assert entry["authors"] == ["Koenig, Sarah", "Chivvis, Dana"]
    assert entry["urls"] == ["https://x.example/#t1"]
    assert entry["notes"] == ["At 10:57"]
