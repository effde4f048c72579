"""`onrecord update` takes people's work along."""

from __future__ import annotations

import pytest

from built import build, onrecord

FOLDER = "content/episodes/first-talk"
TALK = (
    "Good evening to all of you. The lock scale is steep here. My name is Zebulon Quimby of Xanadu."
    " Thank you for that, and good night."
)
OVERLAY = """# Ours.
corrections:
  - {at: "0:01", was: lock scale, now: log scale}  # sure
  - {at: "0:01", was: steep here, now: steep there}
notes:
  - {at: "0:01", words: Thank you for that, note: For what?}
"""


def cues(text: str, seconds: int = 1) -> str:
    return f"WEBVTT\n\n00:00:{seconds:02}.000 --> 00:00:{seconds + 1:02}.000\n{text}\n"


@pytest.fixture
def archive(make_archive):
    root = make_archive({f"{FOLDER}/transcript.vtt": cues(TALK), f"{FOLDER}/overlay.yml": OVERLAY})
    assert build(root).status == 0
    return root


def update(archive, text, *options):
    (archive / "better.vtt").write_text(cues(text, 20))
    return onrecord("update", "--archive", archive, "first-talk", archive / "better.vtt", *options)


def test_an_update_carries_the_overlay_over_and_lists_what_it_cannot(archive):
    new = TALK.replace("lock scale", "log scale").replace("steep here", "cheap beer")
    told = update(archive, new, "--dry-run")
    assert "overlay.yml: 1 entries kept, 1 now unnecessary, 1 to decide" in told.stdout
    assert "= corrections[1] lock scale: already right in the new transcription" in told.stdout
    assert (
        "! corrections[2] in line 4: neither what was heard nor what was said ('steep there')"
        in told.stdout
    )
    assert "- steep here\n            + cheap beer" in told.stdout
    assert (archive / FOLDER / "overlay.yml").read_text() == OVERLAY
    assert update(archive, new, "--yes").returncode == 0
    assert (archive / FOLDER / "overlay.yml").read_text() == (
        '# Ours.\ncorrections:\n  - {at: "0:01", was: steep here, now: steep there}\n'
        'notes:\n  - {at: "0:20", words: Thank you for that, note: For what?}\n'
    )
    assert onrecord("update", "--archive", archive, "first-talk", "--undo").returncode == 0
    assert (archive / FOLDER / "overlay.yml").read_text() == OVERLAY


def test_what_is_kept_is_right_for_a_build(archive):
    new = f"An advert for shoes. {TALK}"
    assert "3 entries kept, 0 now unnecessary, 0 to decide" in update(archive, new, "--yes").stdout
    site = build(archive, "--strict")
    assert site.status == 0, site.output


def test_an_update_that_might_publish_redacted_words_is_refused(archive):
    path = archive / FOLDER / "overlay.yml"
    redacted = OVERLAY + 'redactions: [{at: "0:01", words: Zebulon Quimby, on: 2026-01-01}]\n'
    path.write_text(redacted)
    refused = update(
        archive,
        "Good evening to all of you. The lock scale is steep here. Zebulon Q. Quimby, that is me."
        " Bye now.",
        "--yes",
    )
    assert refused.returncode == 1
    assert "words that are redacted may be published; nothing was changed" in refused.stdout
    assert "Quimby" not in refused.stdout.partition("overlay.yml")[2]
    assert path.read_text() == redacted


def test_the_language_in_the_name_of_the_new_file_stays(archive):
    (archive / "better.es.vtt").write_text(cues(TALK, 20))
    told = onrecord(
        "update", "--archive", archive, "first-talk", archive / "better.es.vtt", "--yes"
    )
    assert told.returncode == 0
    [kept] = (archive / FOLDER).glob("transcript.*")
    assert kept.name == "transcript.es.vtt"
