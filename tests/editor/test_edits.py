"""For every edit: the page shows what was typed, said and selected, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord import archive
from onrecord.editor.changes import write_changes
from onrecord.editor.edits import (
    AddChapter,
    Annotate,
    AssignSpeaker,
    CorrectWords,
    changes_for,
    confirm_guesses,
)
from onrecord.editor.speaker_guesses import guess_speakers
from onrecord.editor.workspace import Workspace
from onrecord.errors import ContentError
from onrecord.formats import Source
from onrecord.inputs import EpisodeFiles
from onrecord.model import Person, Slug
from onrecord.overlays import Shared

PATH = "content/episodes/talk/overlay.yml"
WORDS = st.sampled_from(
    [
        "yes",
        "No.",
        "the",
        "lock",
        "scale,",
        "it's",
        "AI",
        "so",
        "Why?",
        "é",
        "人工",
        "O’Neil",
        "um,",
    ]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=8)
PEOPLE = ("Ann", "Bo", "")
FRONT = b"people: {host: Ann, guest: Bo}\n"


def workspace(cues: list[str], voices: list[str], overlay: bytes = b"") -> Workspace:
    """Return an episode with a cue every four seconds."""
    lines = ["WEBVTT", ""]
    for index, (text, voice) in enumerate(zip(cues, voices, strict=True)):
        start = f"00:{index * 4 // 60:02}:{index * 4 % 60:02}.000"
        lines += (f"{start} --> {start[:-3]}900", f"<v {voice}>{text}" if voice else text, "")
    files = EpisodeFiles(
        slug=Slug("talk"),
        transcript=Source(path="talk.vtt", content="\n".join(lines).encode()),
        episode=archive.Document(path="episode.yml", content=FRONT),
    )
    return Workspace(files=files, path=PATH).with_overlay(overlay)


@st.composite
def episodes(draw) -> Workspace:
    """Draw an episode, with or without labels, on which somebody has worked already."""
    cues = draw(TEXTS)
    labelled = draw(st.booleans())
    voices = [draw(st.sampled_from(["Ann", "Speaker 2"])) if labelled else "" for _ in cues]
    episode = workspace(cues, voices)
    assume(episode.prepared.applied.sentences)
    for _ in range(draw(st.integers(0, 4))):
        edit = draw(st.one_of(corrections(episode), speakers(episode)))
        try:
            episode = made(episode, edit)
        except ContentError:
            continue
    return episode


@st.composite
def corrections(draw, episode: Workspace) -> CorrectWords:
    sentence = draw(st.sampled_from(episode.prepared.applied.sentences))
    words = sentence.text.split()
    for _ in range(draw(st.integers(1, 3))):
        index = draw(st.integers(0, len(words)))
        words[index : index + draw(st.integers(0, 2))] = draw(st.lists(WORDS, max_size=2))
    typed = " ".join(words) or "so"
    return CorrectWords(sentence=sentence.span, shown=sentence.text, typed=typed)


@st.composite
def speakers(draw, episode: Workspace) -> AssignSpeaker:
    sentence = draw(st.sampled_from(episode.prepared.applied.sentences))
    return AssignSpeaker(
        sentence=sentence.span,
        caret=draw(st.integers(0, len(sentence.text))),
        scope=draw(st.sampled_from(["sentence", "turn", "from"])),
        person=draw(st.sampled_from(PEOPLE)),
    )


def made(episode: Workspace, edit) -> Workspace:
    """Return the episode after an edit; ContentError if the rules of files refuse it."""
    changes = changes_for(episode, edit, {})
    after = episode.with_overlay(write_changes(episode.content, changes[PATH]))
    emptied = [one for one in after.prepared.issues if "nothing would be left" in one.message]
    if isinstance(edit, AssignSpeaker) and emptied:
        # A sentence divided where only removed words follow.
        raise ContentError(emptied)
    return after


def said(episode: Workspace) -> list[tuple[str | None, int, str]]:
    """Return speaker and place of each character received."""
    text = episode.application.text.text
    return [
        (sentence.speaker, offset, text[offset])
        for sentence in episode.prepared.applied.sentences
        for offset in range(*sentence.span)
        if not text[offset].isspace()
    ]


def errors(episode: Workspace) -> list[str]:
    return [str(issue) for issue in episode.prepared.issues if issue.severity == "error"]


@given(st.data())
def test_a_sentence_is_shown_as_typed_and_no_other_changes(data):
    episode = data.draw(episodes())
    edit = data.draw(corrections(episode))
    try:
        after = made(episode, edit)
    except ContentError:
        return
    assert errors(after) == []
    before = {one.span: one.text for one in episode.prepared.applied.sentences}
    shown = {one.span: one.text for one in after.prepared.applied.sentences}
    assert shown == before | {edit.sentence: " ".join(edit.typed.split())}


@given(st.data())
def test_what_was_typed_is_taken_back_by_typing_what_was_there(data):
    episode = data.draw(episodes())
    edit = data.draw(corrections(episode))
    try:
        after = made(episode, edit)
        back = CorrectWords(sentence=edit.sentence, shown=edit.typed, typed=edit.shown)
        restored = made(after, back)
    except ContentError:
        return
    if not episode.prepared.overlay.entries:
        assert restored.content == b""
    assert restored.sentence_at(edit.sentence[0]).text == edit.shown


@given(st.data())
def test_a_speaker_is_heard_in_the_passage_and_nobody_else_elsewhere(data):
    episode = data.draw(episodes())
    edit = data.draw(speakers(episode))
    try:
        after = made(episode, edit)
    except ContentError:
        return
    assert errors(after) == []
    before, heard = said(episode), said(after)
    assert [word for _, *word in before] == [word for _, *word in heard]
    differing = [
        offset for (was, offset, _), (now, _, _) in zip(before, heard, strict=True) if was != now
    ]
    changed = {now for now, offset, _ in heard if offset in differing}
    assert changed <= {edit.person or None}
    start, end = edit.sentence
    if edit.scope == "sentence" and not edit.caret:
        assert all(start <= offset < end for offset in differing)
        assert {who for who, offset, _ in heard if start <= offset < end} == {edit.person or None}
    if edit.scope == "from":
        assert all(offset >= start for offset in differing)


@given(st.data())
def test_a_chapter_begins_with_the_sentence_at_which_it_was_added(data):
    episode = data.draw(episodes())
    sentence = data.draw(st.sampled_from(episode.prepared.applied.sentences))
    edit = AddChapter(sentence=sentence.span, title="Mine")
    try:
        after = made(episode, edit)
    except ContentError:
        times = [one.start for one in episode.prepared.applied.sentences]
        assert times.count(sentence.start) > 1
        return
    assert errors(after) == []
    sentences = after.prepared.applied.sentences
    [(number, chapter)] = [
        each for each in enumerate(after.prepared.chapters) if each[1].title == "Mine"
    ]
    # The first chapter includes a short opening before its mark.
    assert number == 0 or sentences[chapter.sentences[0]].span == sentence.span
    first = AddChapter(sentence=sentences[0].span, title="Opening")
    if sentence.span != sentences[0].span:
        after = made(after, first)
        [first] = [one.sentences[0] for one in after.prepared.chapters if one.title == "Mine"]
        assert sentences[first].span == sentence.span


@pytest.mark.parametrize(
    ("cues", "index", "start"),
    [
        (["Yes. So it is. And why is it so?"], 0, "0:00"),
        (["So it is. What is next? It is so."], 2, "0:00.655"),
        (["One is here.", "Two is here."], 1, "0:04"),
    ],
)
def test_the_start_of_a_chapter_is_as_short_as_it_can_be(cues, index, start):
    episode = workspace(cues, ["" for _ in cues])
    edit = AddChapter(sentence=episode.prepared.applied.sentences[index].span, title="Mine")
    [change] = changes_for(episode, edit, {})[PATH]
    assert change.values["start"] == start


@given(st.data())
def test_a_note_is_about_the_words_that_were_selected(data):
    episode = data.draw(episodes())
    sentences = episode.prepared.applied.sentences
    sentence = data.draw(st.sampled_from(sentences))
    start = data.draw(st.integers(0, len(sentence.text) - 1))
    end = data.draw(st.integers(start + 1, len(sentence.text)))
    assume(sentence.text[start:end].strip())
    edit = Annotate(
        kind="notes", start=(sentence.span, start), end=(sentence.span, end), values={"note": "So."}
    )
    try:
        after = made(episode, edit)
    except ContentError:
        return
    [note] = after.prepared.applied.notes
    assert errors(after) == []
    assert " ".join(sentence.text[start:end].split()) in " ".join(note.words.split())
    assert after.prepared.applied.sentences[note.sentence].span == sentence.span


def test_a_quote_has_the_words_as_they_are_shown():
    episode = workspace(["The lock scale is steep. It is so."], [""])
    first = episode.prepared.applied.sentences[0]
    typed = CorrectWords(sentence=first.span, shown=first.text, typed="The log scale is steep.")
    episode = made(episode, typed)
    edit = Annotate(kind="quotes", start=(first.span, 4), end=(first.span, 13), values={})
    [change] = changes_for(episode, edit, {})[PATH]
    assert change.values == {"at": "0:00", "words": "log scale"}


def test_a_place_that_somebody_marked_ends_what_is_said_from_here_on():
    episode = workspace(["One is here.", "Two is here.", "Three is here."], ["", "", ""])
    one, two, three = (sentence.span for sentence in episode.prepared.applied.sentences)

    def say(sentence, person):
        nonlocal episode
        edit = AssignSpeaker(sentence=sentence, scope="from", person=person)
        episode = made(episode, edit)

    say(one, "Ann")
    say(three, "Bo")
    say(two, "Bo")
    say(two, "Ann")
    assert [one.speaker for one in episode.prepared.applied.sentences] == ["Ann", "Ann", "Bo"]


def test_there_is_no_guess_where_an_editor_has_named_the_speaker():
    cues = ["Welcome. What is it for?", "I think it is so. We do.", "Okay. Why?"]
    episode = workspace(cues, ["", "", ""])
    first, *_, last = episode.prepared.applied.sentences
    assert [one.person for one in guess_speakers(episode)] == ["Ann", "Bo", "Ann"]
    everything = AssignSpeaker(sentence=first.span, scope="from", person="Ann")
    named = made(episode, everything)
    assert {one.speaker for one in named.prepared.applied.sentences} == {"Ann"}
    assert list(guess_speakers(named)) == []
    named = made(named, AssignSpeaker(sentence=last.span, scope="from", person="Bo"))
    assert list(guess_speakers(named)) == []


def test_there_is_no_guess_where_an_editor_has_written_that_nobody_is_known():
    cues = ["Welcome. What is it for?", "I think it is so. (Applause) We do.", "Okay. Why?"]
    entry = b'speakers:\n- {at: "0:04", words: "(Applause)", person: ""}\n'
    before = workspace(cues, ["", "", ""])
    after = before.with_overlay(entry)
    assert errors(after) == []
    place = after.application.text.text.index("(Applause)")
    guesses = [(one.sentence.span[0], one.until) for one in guess_speakers(after)]
    assert not any(start <= place < until for start, until in guesses)
    assert len(guesses) == len(list(guess_speakers(before)))


def test_a_turn_ends_with_an_entry_and_where_the_editor_says():
    episode = workspace([f"{word} is here." for word in ("One", "Two", "Three", "Four")], [""] * 4)
    _, two, three, four = (sentence.span for sentence in episode.prepared.applied.sentences)
    turn = AssignSpeaker(sentence=three, scope="turn", person="Bo", since=two[0], until=four[0])
    after = made(episode, turn)
    assert [one.speaker for one in after.prepared.applied.sentences] == [None, "Bo", "Bo", None]
    entry = b'speakers:\n- {at: "0:04", words: Two is, person: Ann}\n'
    marked = entry + b'- {at: "0:08", words: Three is, person: Ann}\n'
    after = made(
        episode.with_overlay(marked), AssignSpeaker(sentence=four, scope="turn", person="")
    )
    assert [one.speaker for one in after.prepared.applied.sentences] == [None, "Ann", None, None]


@pytest.mark.parametrize(
    ("received", "typed", "entries"),
    [
        ("It may be quiet a bit so.", "It may be quite a bit so.", [("quiet", "quite")]),
        # A word is moved over one, and over two.
        ("It may be a quiet bit so.", "It may be quite a bit so.", [("a quiet", "quite a")]),
        (
            "It may be a big quite so.",
            "It may be quite a big so.",
            [("a big quite", "quite a big")],
        ),
        # Neighbours are one entry, words apart are two.
        ("The lock scales is here.", "The log scale is here.", [("lock scales", "log scale")]),
        (
            "The lock is scales here.",
            "The log is scale here.",
            [("lock is scales", "log is scale")],
        ),
        (
            "The lock and the scales are here.",
            "The log and the scale are here.",
            [("lock", "log"), ("scales", "scale")],
        ),
    ],
)
def test_changes_next_to_each_other_are_one_entry(received, typed, entries):
    episode = workspace([received], [""])
    [sentence] = episode.prepared.applied.sentences
    edit = CorrectWords(sentence=sentence.span, shown=sentence.text, typed=typed)
    changes = changes_for(episode, edit, {})[PATH]
    assert [(one.values["was"], one.values["now"]) for one in changes] == entries


def test_a_person_who_is_filled_in_is_written_as_in_any_other_entry():
    content = b'speakers:\n- {at: "0:04", words: Two is, person: ""}\n'
    named = workspace(["One is here.", "Two is here."], ["", ""], content)
    edit = AssignSpeaker(
        sentence=named.prepared.applied.sentences[1].span, scope="sentence", person="Bo"
    )
    assert made(named, edit).content == content.replace(b'""', b"Bo")


@given(st.data())
def test_guesses_confirmed_at_once_are_as_if_one_by_one(data):
    episode = data.draw(episodes())
    guesses = [
        AssignSpeaker(sentence=one.sentence.span, scope="from", person=one.person, until=one.until)
        for one in guess_speakers(episode)
        if data.draw(st.booleans())
    ]
    try:
        changes = confirm_guesses(episode, guesses, {})[PATH]
        one_by_one = episode
        for edit in guesses:
            one_by_one = made(one_by_one, edit)
    except ContentError:
        return
    at_once = episode.with_overlay(write_changes(episode.content, changes))
    assert errors(at_once) == []
    assert said(at_once) == said(one_by_one)


@given(st.data())
def test_confirmed_guesses_name_their_passages_and_leave_all_others(data):
    episode = data.draw(episodes())
    guesses = list(guess_speakers(episode))
    chosen = data.draw(st.permutations(guesses))[: data.draw(st.integers(0, len(guesses)))]
    before, after = said(episode), episode
    for one in chosen:
        edit = AssignSpeaker(
            sentence=one.sentence.span, scope="from", person=one.person, until=one.until
        )
        try:
            after = made(after, edit)
        except ContentError:
            # The words at a border cannot be told from others: all stays as it is.
            continue
        before = [
            (one.person if one.sentence.span[0] <= place < one.until else who, place, character)
            for who, place, character in before
        ]
    assert errors(after) == []
    assert said(after) == before
    # What was not confirmed is still a guess.
    left = {(one.sentence.span[0], one.until, one.person) for one in guess_speakers(after)}
    for one in guesses:
        if all(who != one.person for who, place, _ in before if one.sentence.span[0] == place):
            assert (one.sentence.span[0], one.until, one.person) in left


def test_an_alias_of_somebody_who_is_not_in_the_episode_is_resolved():
    episode = workspace(["One is here.", "Two is here."], ["Ann", "Ann"])
    known = (Person(name="Cy Fox", aliases=("Cyrus",), slug=Slug("cy-fox")),)
    files = replace(episode.files, shared=Shared(people=known))
    episode = Workspace(files=files, path=PATH).with_overlay(b"")
    second = episode.prepared.applied.sentences[1].span
    after = made(episode, AssignSpeaker(sentence=second, scope="from", person="Cyrus"))
    assert errors(after) == []
    assert [one.speaker for one in after.prepared.applied.sentences] == ["Ann", "Cy Fox"]
    edit = AssignSpeaker(sentence=second, scope="from", person="Cyrus")
    [change] = changes_for(episode, edit, {})[PATH]
    assert change.values["person"] == "Cy Fox"


def test_words_that_are_left_out_do_not_move_a_selection():
    episode = workspace(["The big red lock is steep."], [""])
    first = episode.prepared.applied.sentences[0]
    typed = CorrectWords(sentence=first.span, shown=first.text, typed="The lock is steep.")
    episode = made(episode, typed)
    [sentence] = episode.prepared.applied.sentences
    start = sentence.text.index("steep")
    edit = Annotate(
        kind="notes", start=(first.span, start), end=(first.span, start + 1), values={"note": "So."}
    )
    [change] = changes_for(episode, edit, {})[PATH]
    assert change.values["words"] == "steep."
