"""Several edits as one step: all or none, one undo."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

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


def test_two_tabs_and_an_editor_at_once_lose_nothing(served):
    """Each tab corrects its own word; somebody adds notes to the file by hand meanwhile."""
    path = served.root / "content/episodes/first-talk/overlay.yml"
    notes = [f'  - {{at: "0:10", words: built, note: by hand {number}}}\n' for number in range(8)]

    def correct(was: str) -> list[int]:
        edit = words(served, was, f"{was}-0")
        status = []
        for number in range(8):
            status.append(served.post(f"{TALK}/edits", edit).status_code)
            last = edit["typed"]
            edit |= {"shown": last, "typed": last.replace(f"-{number}", f"-{number + 1}")}
        return status

    def write_by_hand() -> None:
        for note in notes:
            # As an editor does that notices when the file was changed under it.
            with served.session.lock:
                content = path.read_text()
                head, mark, tail = content.partition("notes:\n")
                path.write_text(head + mark + note + tail)

    with ThreadPoolExecutor() as pool:
        by_hand = pool.submit(write_by_hand)
        tabs = [pool.submit(correct, was) for was in ("light", "Hans")]
        assert [tab.result() for tab in tabs] == [[200] * 8] * 2
        by_hand.result()
    content = served.overlay()
    assert all(note in content for note in notes)
    assert "light-7" in content
    assert "Hans-7" in content
    assert "light-6" not in content
    for _ in range(16):
        served.write("/undo", {})
    assert "-7" not in served.overlay()
    assert all(note in served.overlay() for note in notes)
