"""Each file of `rebase/` is a case; its name says what must hold.

`old` and `new` are cues, as in `cases/`; `overlay` is the file for the old transcription, `becomes`
that for the new one, `unnecessary` the words of corrections that are dropped, `conflicts` both
texts of what a person must decide.
"""

from __future__ import annotations

import runpy
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from onrecord import overlays
from onrecord.model import Cue, Milliseconds, Slug, Transcript
from onrecord.transcript import divide

HERE = Path(__file__).parent
say = runpy.run_path(str(HERE / "test_overlays.py"))["say"]
benchmark = runpy.run_path(str(HERE.parent / "benchmarks" / "overlays.py"))
PAIRS = (
    sorted((benchmark["SAMPLES"] / "pairs").iterdir())
    if (benchmark["SAMPLES"] / "pairs").is_dir()
    else []
)


def cases():
    yaml = YAML(typ="safe", pure=True)
    return [
        pytest.param(yaml.load(path), id=path.stem)
        for path in sorted((HERE / "rebase").glob("*.yml"))
    ]


@pytest.mark.parametrize("case", cases())
def test_an_overlay_is_carried_over_as_its_case_expects(case):
    overlay, issues = overlays.read_overlay(case["overlay"].encode(), "overlay.yml")
    assert issues == ()
    old, new = say(case["old"]), say(case["new"])
    rebased = overlays.rebase(overlay, old, new)
    assert [f"{one.was} | {one.now}" for one in rebased.conflicts] == case.get("conflicts", [])
    assert [one.selector.words for one in rebased.unnecessary] == case.get("unnecessary", [])
    content = overlays.rewrite(case["overlay"].encode(), rebased)
    assert content.decode() == case["becomes"]
    again, _ = overlays.read_overlay(content, "overlay.yml")
    if not rebased.conflicts:
        assert (
            overlays.apply(again, new, overlays.merge_people((), ()), slug=Slug("talk")).issues
            == ()
        )


SENTENCES = st.lists(
    st.sampled_from(["yes", "the lock scale is steep", "we do not know", "it is so", "AI", "why"]),
    min_size=1,
    max_size=20,
)


@given(SENTENCES, SENTENCES, st.integers(1, 1000))
def test_each_entry_is_in_one_list_whatever_the_texts(before, after, seed):
    old, new = (
        divide(
            Transcript(
                format="x",
                cues=tuple(
                    Cue(
                        start=Milliseconds(4000 * index),
                        end=Milliseconds(4000 * index + 4000),
                        text=f"{text.capitalize()}.",
                    )
                    for index, text in enumerate(texts)
                ),
            )
        )
        for texts in (before, after)
    )
    overlay = benchmark["invent"](old, seed, tries=60)
    rebased = overlays.rebase(overlay, old, new)
    listed = [
        id(one)
        for one in (
            *(move.entry for move in rebased.moves),
            *rebased.unnecessary,
            *(one.entry for one in rebased.conflicts),
        )
    ]
    assert Counter(listed) == Counter(id(entry) for entry in overlay.entries)
    if before == after:
        assert rebased.overlay == overlay
        assert rebased.conflicts == ()


@pytest.mark.skipif(
    not PAIRS, reason=f"no samples in {benchmark['SAMPLES']} (set ONRECORD_SAMPLES)"
)
@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_work_on_a_transcript_survives_its_next_version_or_is_listed(folder):
    figures = benchmark["carry"](
        *(
            benchmark["anchors"]["read"](next(folder.glob(f"{name}.*")))
            for name in ("before", "after")
        )
    )
    assert (figures.lost, figures.unfound, figures.doubtful) == (0, 0, 0)
    assert figures.kept.total() >= 200
