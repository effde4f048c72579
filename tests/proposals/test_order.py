"""Proposals give one overlay, byte for byte, in whatever order and groups they are applied."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.editing.apply_proposals import decide, take_in

FOLDER = "content/episodes/first-talk"
WORDS = ["amber", "birch", "cedar", "daisy", "ebony", "fern", "grass", "hazel", "iris", "jade"]
SENTENCES = [f"The {WORDS[n % 10]} number {n} of {WORDS[n // 2 % 10]} is here." for n in range(12)]
CUES = "WEBVTT\n\n" + "\n\n".join(
    f"00:00:{5 * n:02}.000 --> 00:00:{5 * n + 4:02}.000\n{text}" for n, text in enumerate(SENTENCES)
)
OVERLAYS = [
    "",
    "# Ours.\nnotes:\n  - {at: '0:50', note: a}\n  - {at: '0:05', note: b}  # early\n",
    "corrections:\n- {at: '0:10', was: is here, now: was here}\n\nquotes:\n- {at: '0:10'}\n",
    "speakers: [{at: '0:20', person: Ann}]\n",
]
PEOPLE = "- name: Ann\n- name: Bo\n"


def proposal(n: int) -> str:
    """Return one of 20 proposals, some of them about the same sentence, no two the same words."""
    sentence, kind = n % 10, n // 10
    at = f"0:{5 * sentence:02}"
    if kind == 0:
        entry = f"corrections: [{{at: '{at}', was: number {sentence}, now: no. {sentence}}}]"
    elif sentence % 3:
        entry = f"notes: [{{at: '{at}', words: {WORDS[sentence]} number, note: Note {n}.}}]"
    else:
        entry = f"speakers: [{{at: '{at}', words: The {WORDS[sentence]}, person: Bo}}]"
    return f"episode: first-talk\nby: Reader {n}\n{entry}\n"


def apply_in_groups(overlay: str, groups: list[list[int]]) -> bytes:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        place = root / FOLDER / "proposals"
        place.mkdir(parents=True)
        (root / FOLDER / "transcript.vtt").write_text(CUES)
        (root / "content/people.yml").write_text(PEOPLE)
        if overlay:
            (root / FOLDER / "overlay.yml").write_text(overlay)
        for number, group in enumerate(groups):
            for position, n in enumerate(group):
                # Names say nothing: that of the first may be last.
                (place / f"{(7 * position + number) % 20:02}-{n}.yml").write_text(proposal(n))
            decision = decide(root, on=date(2026, 12, 1))
            assert [str(issue) for issue in decision.issues] == []
            take_in(root, decision)
            assert [*place.iterdir()] == []
        return (root / FOLDER / "overlay.yml").read_bytes()


@settings(max_examples=25)
@given(
    st.sampled_from(OVERLAYS),
    st.permutations(range(20)),
    st.sets(st.integers(1, 19), max_size=6),
)
def test_twenty_proposals_give_one_overlay(overlay, order, cuts):
    borders = [0, *sorted(cuts), 20]
    groups = [order[start:end] for start, end in itertools.pairwise(borders)]
    assert apply_in_groups(overlay, groups) == apply_in_groups(overlay, [[*range(20)]])
