"""What pages ask for: an episode, its edits, what deserves a look."""

from __future__ import annotations

import pytest

TALK = "/episodes/first-talk"


SECOND = """WEBVTT

00:00:01.000 --> 00:00:09.000
What is a telescope for? I think the first one was for looking. Mostly we look at the sky with it.

00:00:10.000 --> 00:00:14.000
Okay. Why?
"""
GUESSED = {
    "content/episodes/second-talk/transcript.vtt": SECOND,
    "content/episodes/second-talk/episode.yml": (
        "title: Second\npeople: {host: Ann Lee, guest: Bo Chen}\n"
    ),
}


def shown(answer):
    return [(one["text"], one["speaker"]) for one in answer["sentences"]]


def test_an_episode_has_what_a_page_needs(served):
    episode = served.read(TALK)
    assert episode["title"] == "First talk"
    assert [(one["name"], one["role"]) for one in episode["people"]] == [
        ("Ann Lee", "host"),
        ("Bo Chen", "guest"),
    ]
    assert episode["archive_people"] == ["Ann Lee", "Bo Chen"]
    assert episode["labels"] == ["Ann", "Bo"]
    assert episode["topics"] == ["telescopes"]
    assert episode["media"] is False
    assert [(one["text"], one["speaker"], one["label"]) for one in episode["sentences"]] == [
        ("What is a telescope for?", "Ann Lee", "Ann"),
        ("For looking and wondering.", "Bo", "Bo"),
        ("It gathers light, mostly.", "Bo", "Bo"),
        ("Who built the first one?", "Ann Lee", "Ann"),
        ("Hans Lipperhay did.", "Ann Lee", "Ann"),
    ]
    assert all(one["id"] for one in episode["sentences"])
    assert {one["chapter"] for one in episode["sentences"]} == {"whole-episode"}


def test_an_edit_is_in_the_file_and_in_the_answer(served):
    before = served.sentence("Hans")
    answer = served.correct("Lipperhay", "Lippershey")
    assert shown(answer) == [("Hans Lippershey did.", "Ann Lee")]
    assert answer["sentences"][0]["id"] == before["id"]
    assert answer["title"] == "Correct “Lipperhay” to “Lippershey”"
    overlay = served.overlay()
    assert "was: Lipperhay" in overlay
    assert "by: Eve" in overlay
    assert "# Kept by hand." in overlay
    assert "words: looking   # as he says" in overlay


def test_an_edit_that_changes_nothing_is_no_change(served):
    before = served.overlay()
    answer = served.correct("light", "light")
    assert (answer["id"], answer["sentences"]) == (0, [])
    assert served.overlay() == before
    assert served.read("/changes") == []


def test_an_edit_of_words_that_have_changed_meanwhile_is_refused(served):
    sentence = served.sentence("light")
    served.correct("light", "all light")
    before = served.overlay()
    edit = {"do": "words", "sentence": sentence["span"], "shown": sentence["text"], "typed": "x"}
    assert served.write(f"{TALK}/edits", edit, 409) == {
        "now": "It gathers all light, mostly.",
        "shown": "It gathers light, mostly.",
    }
    assert served.overlay() == before


def test_a_file_that_was_changed_by_hand_meanwhile_is_read_again(served):
    sentence = served.sentence("light")
    path = served.root / "content/episodes/first-talk/overlay.yml"
    path.write_text(served.overlay() + 'corrections:\n  - {at: "0:10", was: built, now: made}\n')
    edit = {
        "do": "words",
        "sentence": sentence["span"],
        "shown": sentence["text"],
        "typed": "It gathers light.",
    }
    assert shown(served.write(f"{TALK}/edits", edit)) == [("It gathers light.", "Bo")]
    assert "was: built, now: made" in served.overlay()
    assert served.sentence("made the first")


@pytest.mark.parametrize(
    ("path", "was", "now", "expected"),
    [
        ("episodes/first-talk/transcript.vtt", "mostly", "only", "It gathers light, only."),
        ("episodes/first-talk/episode.yml", "First talk", "One talk", "One talk"),
        ("episodes/first-talk/overlay.yml", "Ann: Ann Lee", "Bo: Bo Chen", "Bo Chen"),
        ("people.yml", "- {name: Ann Lee}", "- {name: Ann Lee}\n- {name: Cy Dee}", "Cy Dee"),
    ],
)
def test_each_file_that_was_changed_by_hand_is_read_again(served, path, was, now, expected):
    before = served.read(TALK)
    file = served.root / "content" / path
    file.write_text(file.read_text().replace(was, now))
    after = served.read(TALK)
    assert after != before
    assert expected in str(after)
    assert served.read(TALK) == after


def test_what_the_file_rules_refuse_has_their_hint(served):
    edit = {
        "do": "passage",
        "kind": "notes",
        "start": [served.sentence("light")["span"], 0],
        "end": [served.sentence("light")["span"], 2],
        "values": {"topic": "a note has none"},
    }
    before = served.overlay()
    [*_, issue] = served.write(f"{TALK}/edits", edit, 422)["issues"]
    assert issue["path"] == "content/episodes/first-talk/overlay.yml"
    assert issue["line"]
    assert issue["message"]
    assert issue["severity"] == "error"
    assert served.overlay() == before


def test_a_quote_of_words_that_nobody_said_is_refused_as_by_a_build(served):
    span = served.sentence("light")["span"]
    quote = {"do": "passage", "kind": "quotes", "start": [span, 0], "end": [span, 24]}
    before = served.overlay()
    unsaid = quote | {"values": {"words": "It gathers light, mostly zzz"}}
    [issue] = served.write(f"{TALK}/edits", unsaid, 422)["issues"]
    assert issue["message"] == "words that do not occur in this episode"
    assert issue["hint"] == "did you mean at 0:06: It gathers light, mostly."
    assert issue["path"] == "content/episodes/first-talk/overlay.yml"
    assert served.write(f"{TALK}/edits", [unsaid], 422)["index"] == 0
    assert served.overlay() == before
    served.write(f"{TALK}/edits", quote)
    [entry] = [one for one in served.read(f"{TALK}/entries")["entries"] if one["kind"] == "quotes"]
    before = served.overlay()
    change = {"do": "change", "entry": entry["entry"], "values": {"words": "It gathers zzz"}}
    [issue] = served.write(f"{TALK}/edits", change, 422)["issues"]
    assert issue["found"] == "It gathers zzz"
    assert served.overlay() == before


def test_other_edits_are_saved_beside_a_quote_that_was_wrong_before(serve_archive):
    overlay = 'quotes:\n  - {at: "0:04", words: no such words}\n'
    served = serve_archive({"content/episodes/first-talk/overlay.yml": overlay})
    served.correct("Lipperhay", "Lippershey")
    [entry] = [one for one in served.read(f"{TALK}/entries")["entries"] if one["kind"] == "quotes"]
    served.write(f"{TALK}/edits", {"do": "remove", "entry": entry["entry"]})
    assert "no such words" not in served.overlay()


@pytest.mark.parametrize(
    "wrong", ["notes: [oops\n", 'corrections:\n  - {at: "0:10", was: nowhere, now: made}\n']
)
def test_while_a_file_is_invalid_the_answer_says_why_and_nothing_is_written(served, wrong):
    sentence = served.sentence("light")
    path = served.root / "content/episodes/first-talk/overlay.yml"
    path.write_text(wrong)
    edit = {
        "do": "words",
        "sentence": sentence["span"],
        "shown": sentence["text"],
        "typed": "It gathers light.",
    }
    issues = served.write(f"{TALK}/edits", edit, 422)["issues"]
    assert {issue["path"] for issue in issues} == {"content/episodes/first-talk/overlay.yml"}
    assert served.write("/undo", {}, 409)
    assert served.overlay() == wrong


def test_a_speaker_is_shown_at_once(served):
    edit = {
        "do": "speaker",
        "sentence": served.sentence("light")["span"],
        "scope": "label",
        "person": "Bo Chen",
    }
    assert shown(served.write(f"{TALK}/edits", edit)) == [
        ("For looking and wondering.", "Bo Chen"),
        ("It gathers light, mostly.", "Bo Chen"),
    ]


def test_a_divided_sentence_has_two_anchors(served):
    edit = {
        "do": "speaker",
        "sentence": served.sentence("light")["span"],
        "caret": 11,
        "scope": "from",
        "person": "Ann Lee",
    }
    answer = served.write(f"{TALK}/edits", edit)
    assert shown(answer) == [("It gathers", "Bo"), ("light, mostly.", "Ann Lee")]
    ids = [one["id"] for one in answer["sentences"]]
    assert len(set(ids)) == 2
    assert all(ids)
    page = [one["id"] for one in served.read(TALK)["sentences"]]
    assert page[2:4] == ids


def test_edits_are_undone_made_again_and_listed(served):
    before = served.overlay()
    served.correct("light", "all light")
    after = served.overlay()
    second = served.correct("Hans Lipperhay", "Hans Lippershey")
    assert [one["id"] for one in served.read("/changes")] == [1, 2]
    assert shown(served.write("/undo", {})) == [("Hans Lipperhay did.", "Ann Lee")]
    assert served.overlay() == after
    assert shown(served.write("/redo", {})) == [("Hans Lippershey did.", "Ann Lee")]
    assert shown(served.write("/undo", {"id": 1})) == [("It gathers light, mostly.", "Bo")]
    assert [one["id"] for one in served.read("/changes")] == [second["id"]]
    served.write("/undo", {})
    assert served.overlay() == before
    assert served.write("/undo", {}, 409)["error"] == "there is nothing to undo"


def test_places_of_words_are_listed_with_what_is_around_them(serve_archive):
    served = serve_archive({"content/episodes/second-talk/transcript.vtt": SECOND})
    [place] = served.read(f"{TALK}/places?was=first one")
    assert place["episode"] == "first-talk"
    assert (place["words"], place["time"]) == ("first one", "0:10")
    assert place["before"].endswith("Who built the ")
    assert place["after"].startswith("? Hans")
    places = served.read(f"{TALK}/places?was=first one&archive=1")
    assert [one["episode"] for one in places] == ["first-talk", "second-talk"]
    assert served.read(f"{TALK}/places?was=") == []


def test_a_note_is_rendered_as_a_build_does(served):
    answer = served.write("/markdown", {"text": "*a* <script>alert(1)</script>"})
    assert answer == {"html": "<p><em>a</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"}


PROPOSAL = """episode: first-talk
by: Dee
corrections:
  - {at: "0:10", was: Lipperhay, now: Lippershey}
notes:
  - {at: "0:04", words: looking, note: With the eye.}
"""


def test_a_proposal_is_in_the_queue_until_it_is_accepted(serve_archive):
    served = serve_archive({"content/episodes/first-talk/proposals/dee.yml": PROPOSAL})
    [item] = [one for one in served.read(f"{TALK}/queue") if one["kind"] == "proposal"]
    assert item["detail"] == "content/episodes/first-talk/proposals/dee.yml, by Dee"
    answer = served.write(f"{TALK}/edits", item["edit"])
    assert shown(answer) == [("Hans Lippershey did.", "Ann Lee")]
    assert "by: Dee" in served.overlay()
    assert "by: Eve" not in served.overlay()
    assert not [one for one in served.read(f"{TALK}/queue") if one["kind"] == "proposal"]


def test_a_proposal_that_leads_out_of_the_archive_is_not_read(serve_archive):
    served = serve_archive({"dee.yml": PROPOSAL})
    folder = served.root / "content/episodes/first-talk/proposals"
    folder.mkdir()
    (folder / "dee.yml").symlink_to(served.root / "dee.yml")
    assert not [one for one in served.read(f"{TALK}/queue") if one["kind"] == "proposal"]


def test_a_suspicious_word_is_in_the_queue_with_its_correction(serve_archive):
    front = "title: Hans Lippershey and his telescope\n"
    served = serve_archive({"content/episodes/first-talk/episode.yml": front})
    [word] = [one for one in served.read(f"{TALK}/queue") if one["kind"] == "word"]
    assert word["title"] == "Lipperhay → Lippershey"
    assert 0 < word["confidence"] <= 1
    answer = served.write(f"{TALK}/edits", word["edit"])
    assert shown(answer) == [("Hans Lippershey did.", "Ann Lee")]
    assert not [one for one in served.read(f"{TALK}/queue") if one["kind"] == "word"]


def test_guessed_speakers_are_in_the_queue_until_they_are_accepted(serve_archive):
    served = serve_archive(GUESSED)
    talk = "/episodes/second-talk"

    def guesses():
        return [one for one in served.read(f"{talk}/queue") if one["kind"] == "speaker"]

    found = guesses()
    assert [one["title"] for one in found] == ["Ann Lee", "Bo Chen", "Ann Lee"]
    for count in (2, 1, 0):
        served.write(f"{talk}/edits", guesses()[0]["edit"])
        assert len(guesses()) == count
    speakers = [one["speaker"] for one in served.read(talk)["sentences"]]
    assert speakers == ["Ann Lee", "Bo Chen", "Bo Chen", "Ann Lee", "Ann Lee"]


@pytest.mark.parametrize("scope", ["from", "sentence", "change", "remove", "undo"])
def test_a_guess_stays_away_where_an_editor_says_that_nobody_knows(serve_archive, scope):
    served = serve_archive(GUESSED)
    talk = "/episodes/second-talk"

    def guesses():
        listed = served.read(f"{talk}/queue?quick=1")
        return {one["detail"]: one for one in listed if one["kind"] == "speaker"}

    before = guesses()
    detail, first = next(iter(before.items()))
    served.write(f"{talk}/edits", first["edit"])
    assert guesses().keys() == before.keys() - {detail}
    [entry] = [one for one in served.read(f"{talk}/entries")["entries"] if one["values"]["person"]]
    nobody = {"do": "speaker", "sentence": first["span"], "scope": scope, "person": ""}
    if scope == "undo":
        served.write("/undo", {})
    elif scope == "remove":
        served.write(f"{talk}/edits", {"do": "remove", "entry": entry["entry"]})
    elif scope == "change":
        change = {"do": "change", "entry": entry["entry"], "values": {"person": ""}}
        served.write(f"{talk}/edits", change)
    else:
        served.write(f"{talk}/edits", nobody)
    comes_back = scope in {"undo", "remove"}
    assert guesses().keys() == (before.keys() if comes_back else before.keys() - {detail})


def test_guesses_are_accepted_in_one_step_and_the_others_stay(serve_archive):
    served = serve_archive(GUESSED)
    talk = "/episodes/second-talk"

    def guesses():
        found = served.read(f"{talk}/queue?quick=1")
        return [one for one in found if one["kind"] == "speaker"]

    first, second, third = guesses()
    answer = served.write(f"{talk}/edits", [third["edit"], first["edit"]])
    assert answer["title"] == "Attribute what follows to Ann Lee, and 1 edit more"
    speakers = [one["speaker"] for one in served.read(talk)["sentences"]]
    assert speakers == ["Ann Lee", None, None, "Ann Lee", "Ann Lee"]
    assert guesses() == [second]


def test_what_is_right_is_not_shown_again_until_its_words_change(serve_archive):
    front = "title: Hans Lippershey and his telescope\n"
    files = {"content/episodes/first-talk/episode.yml": front}
    served = serve_archive(files)

    def words(served):
        return [one for one in served.read(f"{TALK}/queue") if one["kind"] == "word"]

    [word] = words(served)
    right = {"keys": [word["key"]], "dismissed": True}
    assert served.write(f"{TALK}/queue/dismissed", right) == {}
    assert words(serve_archive(files)) == []
    served.write(f"{TALK}/queue/dismissed", right | {"dismissed": False})
    assert words(served) == [word]
    served.write(f"{TALK}/queue/dismissed", right)
    served.correct("light", "all light")
    assert words(served) == []
    served.correct("Hans", "Jan")
    [again] = words(served)
    assert again["title"] == word["title"]
    served.write("/episodes/no-talk/queue/dismissed", right, 404)
    served.write(f"{TALK}/queue/dismissed", right | {"keys": ["../x"]}, 400)


def test_an_entry_that_does_not_fit_the_transcript_is_a_conflict(serve_archive):
    overlay = 'notes:\n  - {at: "0:04", words: no such words, note: x}\n'
    served = serve_archive({"content/episodes/first-talk/overlay.yml": overlay})
    [item] = [one for one in served.read(f"{TALK}/queue") if one["kind"] == "conflict"]
    assert item["title"].startswith("content/episodes/first-talk/overlay.yml:2: notes[1]: ")
    assert item["edit"] is None


def test_the_message_of_a_commit_names_what_was_done(served):
    assert served.read("/git")["message"] == "Edit the transcripts"
    served.correct("light", "all light")
    assert served.read("/git")["message"] == "Correct “gathers” to “gathers all”"
    served.correct("Lipperhay", "Lippershey")
    assert served.read("/git")["message"] == (
        "Edit first-talk\n\n"
        "- Correct “gathers” to “gathers all”\n"
        "- Correct “Lipperhay” to “Lippershey”"
    )


def test_the_message_of_a_commit_counts_many_edits(served):
    sentence = served.sentence("light")["span"]
    for number in range(12):
        person = "Ann Lee" if number % 2 else "Bo Chen"
        edit = {"do": "speaker", "sentence": sentence, "scope": "sentence", "person": person}
        served.write(f"{TALK}/edits", edit)
    served.correct("Lipperhay", "Lippershey")
    lines = served.read("/git")["message"].splitlines()
    assert lines[:2] == ["Edit first-talk", ""]
    assert lines[2].startswith("passages attributed: ")
    assert lines[2].endswith("; words corrected: 1")
    assert lines[3:] == [
        "",
        "- Attribute a sentence to Bo Chen (6 times)",
        "- Attribute a sentence to Ann Lee (6 times)",
        "- Correct “Lipperhay” to “Lippershey”",
    ]


@pytest.mark.parametrize(
    "body", [{"text": 5}, {}, {"text": "a", "more": 1}, {"text": "a" * 20_001}]
)
def test_a_body_of_the_wrong_shape_is_refused(served, body):
    assert "error" in served.write("/markdown", body, 400)
