"""What was done is listed, undone after a restart, and forgotten on request."""

from __future__ import annotations

import os

import pytest

from onrecord.editor import journal

TALK = "/episodes/first-talk"
SECOND = "WEBVTT\n\n00:00:01.000 --> 00:00:09.000\nOne. Two.\n"
PATH = "content/episodes/first-talk/overlay.yml"


def test_a_file_that_an_edit_has_made_is_gone_when_the_edit_is_undone(served):
    path = served.root / PATH
    path.unlink()
    served.correct("light", "all light")
    served.correct("Hans", "Jan")
    made = served.overlay()
    served.write("/undo", {})
    served.write("/undo", {})
    assert not path.exists()
    served.write("/redo", {})
    served.write("/redo", {})
    assert served.overlay() == made


def listed(served):
    return [one["id"] for one in served.read("/changes")]


@pytest.fixture
def restart(serve_archive):
    """Serve the archive again with the overlay as it is."""
    return lambda served: serve_archive({PATH: served.overlay()})


def test_without_git_the_changes_of_a_day_are_listed_and_their_files_offered(
    served, restart, monkeypatch
):
    monkeypatch.setenv("PATH", os.devnull)
    served.correct("light", "all light")
    again = restart(served)
    assert listed(again) == [1]
    status = again.read("/git")
    assert status["available"] is False
    assert status["files"] == [{"path": PATH, "content": served.overlay()}]
    monkeypatch.setattr(journal, "time", lambda: 0)
    again.correct("Hans", "Jan")
    assert listed(again) == [1]


def test_no_file_outside_of_the_content_is_offered(served, monkeypatch):
    monkeypatch.setenv("PATH", os.devnull)
    (served.root / "secret.yml").write_text("a: b\n")
    (served.root / "content/link.yml").symlink_to(served.root / "secret.yml")
    for path in ("content/../secret.yml", "/etc/hosts", "content/link.yml", "secret.yml"):
        step = journal.Step(path=path, kind="notes", index=0)
        journal.append(served.root, journal.Record(id=1, do="edit", steps=[step]))
        assert served.read("/git")["files"] == []
    served.write("/undo", {}, 409)
    assert (served.root / "secret.yml").read_text() == "a: b\n"


def test_the_history_of_an_episode_is_forgotten(serve_archive, restart):
    served = serve_archive({"content/episodes/second-talk/transcript.vtt": SECOND})
    served.correct("light", "all light")
    redaction = {
        "do": "passage",
        "kind": "redactions",
        "start": [served.sentence("Hans")["span"], 0],
        "end": [served.sentence("Hans")["span"], 14],
    }
    answer = served.write(f"{TALK}/edits", redaction)
    assert answer["redacted_in_history"] is True
    other = {"do": "chapter", "sentence": served.sentence("light")["span"], "title": "Light"}
    assert served.write(f"{TALK}/edits", other)["redacted_in_history"] is False
    second = served.read("/episodes/second-talk")["sentences"][0]
    edit = {"do": "words", "sentence": second["span"], "shown": "One.", "typed": "Three."}
    served.write("/episodes/second-talk/edits", edit)
    before = served.overlay()
    assert served.write(f"{TALK}/forget", {}) == {"forgotten": 3}
    assert b"Lipperhay" not in (served.root / journal.JOURNAL).read_bytes()
    assert served.overlay() == before
    assert listed(served) == [4]
    again = restart(served)
    assert again.write("/undo", {})["episode"] == "second-talk"
    again.write("/undo", {}, 409)
    # Numbers of edits are not used again.
    assert again.correct("all light", "light")["id"] == 5


def test_a_line_that_was_not_written_to_its_end_loses_no_other(served):
    served.correct("light", "all light")
    path = served.root / journal.JOURNAL
    path.write_bytes(path.read_bytes() + b'{"id":2,"do":"ed')
    served.correct("Hans", "Jan")
    assert listed(served) == [1, 2]
    served.write("/undo", {})
    assert listed(served) == [1]
