"""Several edits as one step: all or none, one undo."""

from __future__ import annotations

from onrecord.editor import save

TALK = "/episodes/first-talk"


def words(served, was, now):
    sentence = served.sentence(was)
    text = sentence["text"]
    span = sentence["span"]
    return {"do": "words", "sentence": span, "shown": text, "typed": text.replace(was, now)}


def test_several_edits_are_one_step(served):
    before = served.overlay()
    light = words(served, "light", "all light")
    again = {**light, "shown": light["typed"], "typed": "It gathers all the light, mostly."}
    name = words(served, "Lipperhay", "Lippershey")
    answer = served.write(f"{TALK}/edits", [light, again, name])
    assert [one["text"] for one in answer["sentences"]] == [
        "It gathers all the light, mostly.",
        "Hans Lippershey did.",
    ]
    assert answer["title"] == "Correct “gathers” to “gathers all”, and 2 edits more"
    after = served.overlay()
    assert [one["id"] for one in served.read("/changes")] == [answer["id"]]
    served.write("/undo", {})
    assert served.overlay() == before
    served.write("/redo", {})
    assert served.overlay() == after


def test_a_new_person_speaks_in_one_step(served):
    edits = [
        {"do": "person", "name": "Cy Dee", "role": "guest"},
        {
            "do": "speaker",
            "sentence": served.sentence("light")["span"],
            "scope": "turn",
            "person": "Cy Dee",
        },
    ]
    people = served.root / "content/people.yml"
    before = served.overlay(), people.read_bytes()
    answer = served.write(f"{TALK}/edits", edits)
    assert {one["speaker"] for one in answer["sentences"]} == {"Cy Dee"}
    assert "Cy Dee" in people.read_text()
    served.write("/undo", {})
    assert (served.overlay(), people.read_bytes()) == before


def test_if_one_is_refused_none_is_made(served):
    before = served.overlay()
    good = words(served, "light", "all light")
    outdated = {**words(served, "Hans", "Jan"), "shown": "Something else."}
    assert served.write(f"{TALK}/edits", [good, outdated], 409) == {
        "index": 1,
        "now": "Hans Lipperhay did.",
        "shown": "Something else.",
    }
    wrong = {"do": "entry", "kind": "notes", "values": {"at": "0:04"}}
    refused = served.write(f"{TALK}/edits", [good, good | {"shown": good["typed"]}, wrong], 422)
    assert refused["index"] == 2
    assert refused["issues"]
    served.write(f"{TALK}/edits", [], 400)
    served.write(f"{TALK}/edits", [good] * 1001, 400)
    assert served.overlay() == before
    assert served.read("/changes") == []


def test_a_file_that_is_written_meanwhile_keeps_what_was_written(served, monkeypatch):
    """Somebody else saves the file while an edit is validated: both are in it."""
    path = served.root / "content/episodes/first-talk/overlay.yml"
    others = iter(['corrections:\n  - {at: "0:10", was: built, now: made}\n', ""])
    changes_for = save.changes_for

    def write_meanwhile(*arguments):
        path.write_text(served.overlay() + next(others))
        return changes_for(*arguments)

    edit = words(served, "light", "all light")
    monkeypatch.setattr(save, "changes_for", write_meanwhile)
    answer = served.write(f"{TALK}/edits", edit)
    assert "was: built, now: made" in served.overlay()
    assert "now: gathers all" in served.overlay()
    assert [one["text"] for one in answer["sentences"]] == ["It gathers all light, mostly."]


def test_words_that_are_written_meanwhile_are_not_overwritten(served, monkeypatch):
    path = served.root / "content/episodes/first-talk/overlay.yml"
    other = served.overlay() + 'corrections:\n  - {at: "0:04", was: light, now: rays}\n'
    changes_for = save.changes_for

    def write_meanwhile(*arguments):
        path.write_text(other)
        return changes_for(*arguments)

    edit = words(served, "light", "all light")
    monkeypatch.setattr(save, "changes_for", write_meanwhile)
    answer = served.write(f"{TALK}/edits", edit, 409)
    assert answer["now"] == "It gathers rays, mostly."
    assert served.overlay() == other


def test_a_file_that_is_written_all_the_time_is_left(served, monkeypatch):
    path = served.root / "content/episodes/first-talk/overlay.yml"
    changes_for = save.changes_for

    def write_meanwhile(*arguments):
        path.write_text(served.overlay() + "# more\n")
        return changes_for(*arguments)

    edit = words(served, "light", "all light")
    monkeypatch.setattr(save, "changes_for", write_meanwhile)
    assert "error" in served.write(f"{TALK}/edits", edit, 409)
    assert "all light" not in served.overlay()
