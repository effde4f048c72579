from __future__ import annotations

import random
import runpy
from pathlib import Path

import pytest

from onrecord.anchors.normalise import words

# The figures of the benchmark, as promises. (`benchmarks` as a package name is taken by others.)
benchmark = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "anchors.py"))
SAMPLES, SEED = benchmark["SAMPLES"], benchmark["SEED"]
first, again, follow_probes = benchmark["first"], benchmark["again"], benchmark["follow_probes"]
read, read_seed = benchmark["read"], benchmark["read_seed"]

PAIRS = sorted((SAMPLES / "pairs").iterdir()) if (SAMPLES / "pairs").is_dir() else []
needs_samples = pytest.mark.skipif(
    not PAIRS, reason=f"no samples in {SAMPLES} (set ONRECORD_SAMPLES)"
)


@needs_samples
@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_links_into_a_transcript_lead_to_the_right_place_in_its_next_version(folder):
    figures, _ = follow_probes(folder)
    right = figures["same"][0] + figures["edited"][0]
    assert right >= 0.99 * (figures["same"][1] + figures["edited"][1]) > 0
    assert figures["gone"][0] <= 0.01 * figures["gone"][1]


@needs_samples
def test_a_wrong_transcript_inherits_hardly_anything():
    one, other = (read(next(folder.glob("before.*"))) for folder in (PAIRS[0], PAIRS[3]))
    _, leads = again(first(one), other)
    inherited = {sentence.id for sentence in first(one).sentences} & set(leads)
    assert len(inherited) <= 0.01 * len(one)


@pytest.mark.skipif(not SEED.exists(), reason="the demo archive is not here")
def test_a_deleted_sentence_leads_to_no_other_words():
    old = read_seed()
    before = first(old)
    for gone in random.Random(1).sample(range(len(old)), 60):
        kept = old[:gone] + old[gone + 1 :]
        _, leads = again(before, kept)
        lead = leads.get(before.sentences[gone].id)
        assert lead is None or words(kept[lead].text) == words(old[gone].text)
        assert all(
            sentence.id in leads for index, sentence in enumerate(before.sentences) if index != gone
        )
