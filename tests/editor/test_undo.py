"""Entries that were changed and taken out come back with their lines, in whatever order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from onrecord.editor.edits import (
    AddChapter,
    AddPerson,
    Annotate,
    AssignSpeaker,
    ChangeEntry,
    ChangeText,
    CorrectWords,
    RemoveEntry,
    ReplaceEverywhere,
)
from onrecord.editor.overlay_entries import list_entries
from onrecord.editor.save import EditError, redo, save, undo
from onrecord.editor.workspace import Workspace, Workspaces
from onrecord.errors import ContentError

TRANSCRIPT = "WEBVTT\n\n" + "".join(
    f"00:00:0{n}.000 --> 00:00:0{n}.900\nSentence {n} is here.\n\n" for n in range(6)
)
TEXTS = st.sampled_from(["a", "so: it is", "# one", "a, {b}", "it's", 'he said "so"'])
COMMENTS = st.sampled_from(["", "  # sure"])
FOLDER = "content/episodes/talk"


@st.composite
def overlays(draw) -> str:
    """Draw the overlay of a person who has a style of their own."""
    indent = draw(st.sampled_from(["", "  "]))
    lines = draw(st.sampled_from([[], ["# ours", ""]]))
    for kind, key in draw(st.permutations([("notes", "note"), ("topics", "topic")])):
        lines = [*lines, f"{kind}:{draw(COMMENTS)}"]
        for second in sorted(draw(st.sets(st.integers(0, 5), min_size=1, max_size=4))):
            text = draw(TEXTS).replace("'", "''")
            lines += draw(st.sampled_from([[], [f"{indent}# about {kind}"]]))
            if draw(st.booleans()):
                lines.append(f"{indent}- {{at: '0:0{second}', {key}: '{text}'}}{draw(COMMENTS)}")
            else:
                lines.append(f'{indent}- at: "0:0{second}"{draw(COMMENTS)}')
                lines.append(f"{indent}  {key}: '{text}'{draw(COMMENTS)}")
        lines += draw(st.sampled_from([[], [""], ["# end"]]))
    return "\n".join([*lines, ""])


def content(path: Path) -> str:
    """Return the content of a file; a file without entries does not exist."""
    return path.read_text() if path.exists() else ""


@given(st.data())
def test_a_file_is_as_it_was_once_all_is_undone(data):
    with TemporaryDirectory() as folder:
        root = Path(folder)
        path = root / FOLDER / "overlay.yml"
        path.parent.mkdir(parents=True)
        (path.parent / "transcript.vtt").write_text(TRANSCRIPT)
        path.write_text(data.draw(overlays()))
        states, workspaces = [content(path)], Workspaces(root)
        for _ in range(data.draw(st.integers(1, 5))):
            entries = list_entries(workspaces.open("talk"))
            if not entries:
                break
            one = data.draw(st.sampled_from(entries))
            key = one.kind.removesuffix("s")
            change = ChangeEntry(entry=one.entry, values={key: data.draw(TEXTS)})
            edit = data.draw(st.sampled_from([change, RemoveEntry(entry=one.entry)]))
            if save(workspaces, "talk", [edit], credit={}, title="").record.id:
                states.append(content(path))
        for state in states[-2::-1]:
            undo(workspaces)
            assert content(path) == state
        for state in states[1:]:
            redo(workspaces)
            assert content(path) == state
        # In another order, entries that were neighbours may change places, and the first entry of a
        # list that was gone is written anew.
        lists_stay = all(key in state for state in states for key in ("notes:", "topics:"))
        removed = data.draw(st.permutations(range(1, len(states))))
        edited_twice = len({line for state in states for line in state.split("\n")}) != len(
            set(states[0].split("\n"))
        )
        if lists_stay and not edited_twice:
            for number in removed:
                undo(workspaces, number)
            assert Counter(content(path).split("\n")) == Counter(states[0].split("\n"))


@st.composite
def edits(draw, episode: Workspace):
    """Draw an edit of any kind."""
    sentence = draw(st.sampled_from(episode.prepared.applied.sentences))
    kind, key = draw(
        st.sampled_from(
            [("notes", "note"), ("topics", "topic"), ("quotes", "why"), ("redactions", "why")]
        )
    )
    text, word = draw(TEXTS), draw(st.sampled_from(sentence.text.split()))
    start = sentence.text.index(word)
    handles = [one.entry for one in list_entries(episode)]
    known = [
        edit
        for handle in handles
        for edit in (RemoveEntry(entry=handle), ChangeEntry(entry=handle, values={"by": text}))
    ]
    return draw(
        st.sampled_from(
            [
                *known,
                CorrectWords(
                    sentence=sentence.span,
                    shown=sentence.text,
                    typed=sentence.text.replace(word, "so, he", 1),
                ),
                AssignSpeaker(
                    sentence=sentence.span,
                    scope=draw(st.sampled_from(["sentence", "turn", "from"])),
                    person=draw(st.sampled_from(["Ann", "Bo Chen", ""])),
                ),
                Annotate(
                    kind=kind,
                    start=(sentence.span, start),
                    end=(sentence.span, start + len(word)),
                    values={key: text},
                ),
                AddChapter(sentence=sentence.span, title=f"On {text}"),
                ChangeText(key="title", shown=episode.prepared.front.title, typed=text),
                ReplaceEverywhere(was=word, now=text, archive=draw(st.booleans())),
                AddPerson(name=f"{text} Lee"),
            ]
        )
    )


@given(st.data())
def test_what_is_undone_and_done_again_is_the_same_to_the_byte(data):
    with TemporaryDirectory() as folder:
        root = Path(folder)
        path = root / FOLDER / "overlay.yml"
        path.parent.mkdir(parents=True)
        (path.parent / "transcript.vtt").write_text(TRANSCRIPT)
        (path.parent / "episode.yml").write_text("title: A\npeople: {host: Ann, guest: Bo Chen}\n")
        if data.draw(st.booleans()):
            path.write_text(data.draw(overlays()))

        def read() -> dict[str, bytes]:
            files = (root / "content").rglob("*.yml")
            return {str(one): one.read_bytes() for one in files}

        workspaces = Workspaces(root)
        states = [read()]
        for _ in range(data.draw(st.integers(1, 6))):
            edit = data.draw(edits(workspaces.open("talk")))
            try:
                saved = save(workspaces, "talk", [edit], credit={"by": "Eve"}, title="")
            except (EditError, ContentError):
                continue
            if saved.record.id:
                states.append(read())
        for state in states[-2::-1]:
            undo(workspaces)
            assert read() == state
        for state in states[1:]:
            redo(workspaces)
            assert read() == state
