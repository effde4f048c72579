"""Changing one entry of a YAML list: the file says what it should, and nothing else changes."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from onrecord import archive

TEXT = st.text(st.sampled_from("ab01 :,#[]{}'\"\\-|>&*!%@é人?\n"), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)
VALUES = st.dictionaries(st.sampled_from(["words", "note", "why"]), TEXT, min_size=1)
COMMENTS = st.sampled_from(["", "# so", "\n# so", "# a\n\n# b"])


@st.composite
def written(draw) -> tuple[str, list[dict[str, str]]]:
    """Draw a file in some style, and the entries of its list `notes`."""
    entries = [{"at": f"0:0{n}"} | draw(VALUES) for n in range(draw(st.integers(1, 4)))]
    indent = draw(st.sampled_from(["", "  "]))
    lines = [draw(COMMENTS), "title: Talks", *draw(st.sampled_from([[], [""]])), "notes:  # ours"]
    for entry in entries:
        lines += (f"{indent}{line}" for line in draw(COMMENTS).split("\n") if line)
        quoted = {key: '"' + _escaped(value) + '"' for key, value in entry.items()}
        if draw(st.booleans()):
            pairs = ", ".join(f"{key}: {value}" for key, value in quoted.items())
            lines.append(f"{indent}- {{{pairs}}}{draw(st.sampled_from(['', '  # sure']))}")
        else:
            pairs = [f"{key}: {value}" for key, value in quoted.items()]
            lines += [f"{indent}- {pairs[0]}", *(f"{indent}  {pair}" for pair in pairs[1:])]
    lines += draw(st.sampled_from([[], ["", "# end", "topics:", "  - {at: '0:09', topic: x}"]]))
    return "\n".join([*lines, ""]), entries


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def notes(content: bytes) -> list[dict[str, str]]:
    tree, issues = archive.read_yaml(content, "overlay.yml")
    assert [issue for issue in issues if issue.severity == "error"] == []
    return [
        {key: str(value).strip() for key, value in entry.items()} for entry in tree.get("notes", [])
    ]


def kept(before: bytes, after: bytes) -> set[str]:
    """Return in which ways the lines of two files differ."""
    lines = before.split(b"\n"), after.split(b"\n")
    return {step[0] for step in SequenceMatcher(None, *lines, autojunk=False).get_opcodes()}


@given(written(), VALUES, st.data(), st.sampled_from(["\n", "\r\n"]))
def test_an_entry_is_inserted_and_removed_without_another_change(file, values, data, newline):
    text, entries = file
    content = text.replace("\n", newline).encode()
    assert notes(content) == entries
    index = data.draw(st.integers(0, len(entries)))
    entry = {"at": "0:05", **values}
    more = archive.insert_entry(content, "notes", entry, index)
    assert notes(more) == [*entries[:index], entry, *entries[index:]]
    assert kept(content, more) <= {"equal", "insert"}
    assert archive.remove_entry(more, "notes", index) == content


CHANGES = st.dictionaries(st.sampled_from(["words", "note", "why"]), TEXT | st.none(), min_size=1)


@given(written(), CHANGES, st.data())
def test_values_of_one_entry_change_or_go_and_no_other_line(file, values, data):
    text, entries = file
    index = data.draw(st.integers(0, len(entries) - 1))
    content = archive.set_values(text.encode(), "notes", index, values)
    entry = {key: each for key, each in (entries[index] | values).items() if each is not None}
    expected = [*entries[:index], entry, *entries[index + 1 :]]
    assert notes(content) == expected
    others = archive.remove_entry(content, "notes", index)
    assert others == archive.remove_entry(text.encode(), "notes", index)


def test_a_list_that_is_missing_is_added_and_goes_with_its_last_entry():
    for before in (b"", b"# ours\n", b"title: A\n", b"a: 1\n\nb: 2\n", b"a: 1\r\n\r\nb: 2\r\n"):
        more = archive.insert_entry(before, "notes", {"at": "0:05", "note": "so"})
        assert notes(more) == [{"at": "0:05", "note": "so"}]
        assert archive.remove_entry(more, "notes", 0) == before


def test_a_list_that_is_empty_gets_its_entry_and_no_other_line_changes():
    after = "corrections:   # x\n- {at: '0:01',   was: a, now: b}\n"
    for empty in (
        "notes:",
        "notes: ",
        "notes: []",
        "notes: ~",
        "notes:  # none",
        "notes: [ ]  # none",
    ):
        before = f"# ours\n{empty}\n{after}"
        more = archive.insert_entry(before.encode(), "notes", {"at": "0:05", "note": "so"})
        assert notes(more) == [{"at": "0:05", "note": "so"}]
        head, _, tail = more.decode().partition('- {at: "0:05", note: so}\n')
        assert tail == after
        assert head.startswith("# ours\nnotes:")
        assert head.endswith("# none\n") == empty.endswith("# none")


def test_a_list_in_brackets_is_changed_too():
    content = b"notes: [{at: '0:01', note: a}]  # ours\n"
    more = archive.insert_entry(content, "notes", {"at": "0:05", "note": "b"}, 0)
    assert more == b"notes: [{at: \"0:05\", note: b}, {at: '0:01', note: a}] # ours\n"
    assert notes(archive.remove_entry(more, "notes", 0)) == notes(content)
