"""Entries of an overlay are listed, changed and taken out; all other lines stay."""

from __future__ import annotations

import pytest

TALK = "/episodes/first-talk"
PATH = "content/episodes/first-talk/overlay.yml"
OVERLAY = """# Kept by hand.
people:
  Ann: Ann Lee

quotes:  # the best
- {at: '0:10', words: "Who built the first one?"}   # sure

corrections:
- at: "0:10"
  was: 'Lipperhay'   # misheard
  # See his letters.
  now: "Lippershey"
  source:
  - his letters
  - the patent

notes:
  # early
  - {at: "0:01", words: telescope, note: "A tube, with *lenses*."}
  - at: "0:04"
    words: looking   # as he says
    note: |
      With the eye.

      And the mind.
    why: 'asked often'
chapters:
- {start: "0:10", title: "Who?"}
"""


@pytest.fixture
def served(serve_archive):
    return serve_archive({PATH: OVERLAY})


def entries(served):
    return served.read(f"{TALK}/entries")["entries"]


def entry(served, kind, at):
    return next(
        one
        for one in entries(served)
        if one["kind"] == kind and at in (one["values"].get("at"), one["values"].get("start"))
    )


def edit(served, do, one, status=200, **more):
    return served.write(f"{TALK}/edits", {"do": do, "entry": one["entry"], **more}, status)


def test_entries_are_listed_in_the_order_of_the_transcript(served):
    listed = entries(served)
    assert [(one["kind"], one["text"]) for one in listed] == [
        ("notes", "telescope"),
        ("notes", "looking"),
        ("quotes", "Who built the first one?"),
        ("chapters", "Who built the first one?"),
        ("corrections", "Lipperhay"),
    ]
    correction = listed[-1]
    assert correction["values"] == {
        "at": "0:10",
        "was": "Lipperhay",
        "now": "Lippershey",
        "source": ["his letters", "the patent"],
    }
    assert OVERLAY.split("\n")[correction["line"] - 1] == '- at: "0:10"'
    assert listed[1]["values"]["note"].strip() == "With the eye.\n\nAnd the mind."


@pytest.mark.parametrize(
    ("place", "values", "was", "now"),
    [
        (("notes", "0:04"), {"words": "wondering"}, "words: looking ", "words: wondering "),
        (("notes", "0:04"), {"why": None}, "    why: 'asked often'\n", ""),
        (("notes", "0:01"), {"note": "A tube."}, '"A tube, with *lenses*."', '"A tube."'),
        (("corrections", "0:10"), {"now": "Hans L."}, '"Lippershey"', '"Hans L."'),
        (("corrections", "0:10"), {"now": ""}, '"Lippershey"', '""'),
        (
            ("corrections", "0:10"),
            {"source": ["a letter"]},
            "source:\n  - his letters\n  - the patent",
            "source: [a letter]",
        ),
        (("chapters", "0:10"), {"title": "The first"}, '"Who?"', '"The first"'),
        (("quotes", "0:10"), {"id": "who"}, 'one?"}', 'one?", id: who}'),
    ],
)
def test_an_entry_says_something_else_and_undo_gives_back_the_file(served, place, values, was, now):
    expected = OVERLAY.replace(was, now)
    assert edit(served, "change", entry(served, *place), values=values)["id"] == 1
    assert served.overlay() == expected
    served.write("/undo", {})
    assert served.overlay() == OVERLAY
    served.write("/redo", {})
    assert served.overlay() == expected


def test_every_entry_is_taken_out_and_comes_back_as_it_was(served):
    states = [served.overlay()]
    while listed := entries(served):
        edit(served, "remove", listed[len(listed) // 2])
        states.append(served.overlay())
    assert states[-1] == "# Kept by hand.\npeople:\n  Ann: Ann Lee\n"
    for state in states[-2::-1]:
        served.write("/undo", {})
        assert served.overlay() == state


def test_an_entry_that_was_taken_out_comes_back_although_others_were_changed(served):
    taken = edit(served, "remove", entry(served, "notes", "0:01"))
    edit(served, "change", entry(served, "corrections", "0:10"), values={"now": "Hans"})
    served.write("/undo", {"id": taken["id"]})
    assert served.overlay() == OVERLAY.replace('"Lippershey"', '"Hans"')


def test_the_answer_has_the_sentences_that_changed(served):
    answer = edit(served, "remove", entry(served, "corrections", "0:10"))
    assert [one["text"] for one in answer["sentences"]] == ["Hans Lipperhay did."]
    assert answer["title"] == "Remove a correction"
    assert answer["chapters"] is False
    assert edit(served, "remove", entry(served, "chapters", "0:10"))["chapters"] is True
    assert served.write("/undo", {})["chapters"] is True


def test_a_handle_is_good_until_its_entry_is_changed(served):
    one, path = entry(served, "notes", "0:04"), served.root / PATH
    first = '  - {at: "0:01", words: for, note: x}\n  # early\n'
    path.write_text(OVERLAY.replace("  # early\n", first))
    edit(served, "change", one, values={"why": "so"})
    path.write_text(served.overlay().replace("And the mind", "And more"))
    before = served.overlay()
    assert "error" in edit(served, "change", one, 409, values={"why": "no"})
    assert "error" in edit(served, "remove", one, 409)
    assert "error" in edit(served, "remove", {"entry": "../notes"}, 409)
    assert served.overlay() == before


def test_what_the_file_rules_refuse_is_not_written(served):
    one = entry(served, "notes", "0:04")
    [issue] = edit(served, "change", one, 422, values={"note": None})["issues"]
    assert issue["hint"]
    [issue] = edit(served, "change", one, 422, values={"words": "nowhere"})["issues"]
    assert "nowhere" in issue["found"]
    edit(served, "change", one, 400, values={"a: b\nnotes": "x"})
    assert served.overlay() == OVERLAY


def test_entries_of_a_file_that_is_invalid_are_those_that_are_valid(served):
    wrong = OVERLAY.replace('words: telescope, note: "', 'words: telescope, nota: "')
    (served.root / PATH).write_text(wrong)
    assert [one["values"]["at"] for one in entries(served) if one["kind"] == "notes"] == ["0:04"]


@pytest.mark.parametrize(
    "start", [f"0:0{second}{tenth}" for second in range(1, 10) for tenth in ("", ".3", ".7")]
)
def test_a_chapter_is_listed_with_the_sentence_that_the_build_lets_it_start_with(
    serve_archive, start
):
    chapters = (
        f'chapters:\n- {{start: "0:00", title: Tube}}\n- {{start: "{start}", title: Glass}}\n'
    )
    served = serve_archive({PATH: chapters})
    listed = next(one for one in entries(served) if one["values"]["title"] == "Glass")
    sentences = served.read(TALK)["sentences"]
    first = next(one for one in sentences if one["chapter"] == "glass")
    assert (listed["text"], listed["span"]) == (first["text"], first["span"])


def test_a_synopsis_is_listed_with_the_chapter_that_it_describes(serve_archive):
    talk = "content/episodes/first-talk/episode.yml"
    chapters = 'chapters: [{start: "0:01", title: Lenses}, {start: "0:10", title: "Who?"}]\n'
    overlay = "chapters:\n- {title: who?, synopsis: A maker.}\n"
    served = serve_archive({talk: chapters, PATH: overlay})
    [listed] = entries(served)
    assert listed["text"] == "Who built the first one?"
