"""`onrecord apply`: what readers propose, in the overlay, with their names."""

from __future__ import annotations

import re

import pytest

from built import onrecord

FOLDER = "content/episodes/first-talk"
CUES = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nThe lock scale is steep. It is so.\n"
LETTER = """Dear editors,

I heard it otherwise:

```yaml
episode: first-talk
corrections:
  - at: "0:01"
    was: "lock scale"
    now: "log scale"
    why: "a term"
    by: "Ann Lee"
```

Yours, Ann
"""
OVERLAY = """# Ours; be careful.
notes:
  - {at: "0:01", words: steep, note: Very.}  # sure
"""


@pytest.fixture
def propose(make_archive, tmp_path):
    def run(letter: str, *options: str, overlay: str = OVERLAY):
        root = tmp_path / "archive"
        if not root.exists():
            make_archive(
                {
                    f"{FOLDER}/transcript.vtt": CUES,
                    **({f"{FOLDER}/overlay.yml": overlay} if overlay else {}),
                }
            )
        (tmp_path / "letter.txt").write_text(letter)
        done = onrecord("apply", tmp_path / "letter.txt", "--archive", root, *options)
        path = root / FOLDER / "overlay.yml"
        return done, path.read_text() if path.exists() else ""

    return run


def test_a_letter_becomes_an_entry_with_its_author_and_comments_stay(propose):
    done, overlay = propose(LETTER)
    assert (done.returncode, done.stdout) == (0, "+ corrections: 0:01 · lock scale · log scale\n")
    added = (
        r'corrections:\n  - \{at: "0:01", was: lock scale, now: log scale, why: a term,'
        r" by: Ann Lee, on: \d{4}-\d\d-\d\d\}\n"
    )
    assert re.fullmatch(added, overlay.removeprefix(OVERLAY))
    assert overlay.startswith(OVERLAY)


def test_the_same_proposal_twice_changes_nothing(propose):
    _, once = propose(LETTER)
    done, twice = propose(LETTER)
    assert (done.returncode, done.stdout) == (0, "1 known already\n")
    assert twice == once


def test_an_episode_without_an_overlay_gets_one(propose):
    done, overlay = propose(
        "episode: first-talk\nnotes: [{at: '0:01', words: steep, note: Very.}]\n",
        "--by",
        "Bo",
        overlay="",
    )
    assert done.returncode == 0
    assert overlay.startswith('notes:\n  - {at: "0:01", words: steep, note: Very., by: Bo, on: ')


@pytest.mark.parametrize(
    ("letter", "status", "says"),
    [
        ("episode: first-tlak\n", 2, "did you mean 'first-talk'?"),
        ("corrections: []\n", 1, "the file lacks 'episode'"),
        (LETTER.replace("lock scale", "dock scale"), 1, "did you mean 'lock scale' at 0:01?"),
        ("episode: first-talk\nredactions: []\n", 1, "unknown key: 'redactions'"),
        ("<!doctype html>", 1, "letter.txt:1:1: error"),
    ],
)
def test_a_proposal_that_is_wrong_changes_nothing(propose, letter, status, says):
    done, overlay = propose(letter)
    assert done.returncode == status
    assert says in done.stdout
    assert "Traceback" not in done.stdout
    assert overlay == OVERLAY


def test_a_dry_run_writes_nothing(propose):
    done, overlay = propose(LETTER, "--dry-run")
    assert done.stdout.startswith("+ corrections")
    assert overlay == OVERLAY


def test_a_person_named_only_in_the_transcript_is_known_as_in_a_build(make_archive, tmp_path):
    text = (
        "---\ntitle: Steep\nhost: Zed Fox\n---\n\n"
        "**Host:** The log scale is steep.\n\n**Bo:** It is so.\n"
    )
    root = make_archive({f"{FOLDER}/transcript.md": text})
    letter = tmp_path / "letter.txt"
    letter.write_text(
        "episode: first-talk\nspeakers: [{at: '0:00', words: It is so, person: Zed Fox}]\n"
    )
    done = onrecord("apply", letter, "--archive", root)
    assert (done.returncode, done.stdout) == (0, "+ speakers: 0:00 · It is so · Zed Fox\n")
