"""Proposals from the text alone: fit to be looked at, never published."""

from __future__ import annotations

import pytest

from built import onrecord
from onrecord import overlays, transcript
from onrecord.editing.suggest_entries import names_of, suggest
from onrecord.inputs import find_episode, read_files, read_shared
from onrecord.model import Cue, Transcript
from onrecord.overlays import find_names, suggest_corrections, suggest_speakers
from onrecord.pipeline import prepare


@pytest.fixture(scope="module")
def demo(repo):
    return prepare(read_files(repo, find_episode(repo, "ilya-sutskever"), read_shared(repo)))


def said(*texts):
    return transcript.divide(
        Transcript(format="x", cues=tuple(Cue(start=None, end=None, text=text) for text in texts))
    )


@pytest.mark.parametrize(
    ("text", "names", "proposed"),
    [
        (
            "Welcome, Elia Sutskaver of open AI.",
            ["Ilya Sutskever", "Sutskever", "Ilya", "OpenAI"],
            {"Ilya", "Sutskever", "OpenAI"},
        ),
        ("We asked chat GPT about it.", ["ChatGPT"], {"ChatGPT"}),
        ("He spoke of Jeffrey Henton's work.", ["Geoffrey Hinton", "Hinton"], {"Geoffrey Hinton"}),
        ("Ilya Sutskever said so, and OpenAI's people.", ["Ilya Sutskever", "OpenAI"], set()),
        (
            "The future of the post is bright. We all like it.",
            ["Post AGI Future", "Lunar Society", "Ilya"],
            set(),
        ),
        ("In 2025 it was so.", ["May 2024"], set()),
        ("Well, we agree. It all went well.", ["Pieter Wuille", "Wuille"], set()),
        ("It is Chris' boat, and there's a sail.", ["Chris", "Theresa"], set()),
        ("Even so. Even then. Even he left.", ["Evan"], set()),
        ("We asked Even about it. Even so.", ["Evan"], {"Evan"}),
        ("More is at Warkeshpatel.com today.", ["Dwarkesh Patel", "Dwarkesh", "Patel"], set()),
        ("Write to Warkeshpatel@mail.com today.", ["Dwarkesh Patel", "Dwarkesh"], set()),
        ("He is @Warkeshpatel there.", ["Dwarkesh Patel", "Dwarkesh"], set()),
        ("He is Warkeshpatel.", ["Dwarkesh Patel"], {"Dwarkesh Patel"}),
    ],
)
def test_names_that_were_heard_otherwise_are_proposed(text, names, proposed):
    found = suggest_corrections(said(text), names)
    assert {part for one in found for part in (one.now, *one.now.split())} >= proposed
    assert bool(found) == bool(proposed)
    assert all(0 < one.confidence < 1 for one in found)


def test_what_was_corrected_elsewhere_is_proposed():
    [one] = suggest_corrections(said("It was Antoine, they said."), [], [("Antoine", "end-to-end")])
    assert (one.was, one.now) == ("Antoine", "end-to-end")


def test_what_was_corrected_elsewhere_is_not_proposed_inside_an_address():
    heard_as = [("Antoine", "end-to-end")]
    assert not suggest_corrections(said("It is at Antoine.com, they said."), [], heard_as)


@pytest.mark.parametrize(
    ("text", "was"),
    [("Well, it went well.", "Well"), ("It may well be that all is well, as well.", "well")],
)
def test_an_ordinary_word_that_was_a_name_elsewhere_is_none_here(text, was):
    assert not suggest_corrections(said(text), [], [(was, "Wuille")])


def test_names_are_read_from_what_people_wrote():
    assert find_names(["Once we met Ann Lee. Nobody else (OpenAI)."]) == ("Ann Lee", "OpenAI")


def test_questions_and_answers_are_told_apart():
    sentences = said(
        "So what do you see?",
        "I think we see stars.",
        "We see them all the time.",
        "Okay. And how do you look?",
        "Well, with glass.",
    )
    assert [(one.sentence, one.host) for one in suggest_speakers(sentences)][:2] == [
        (0, True),
        (1, False),
    ]
    assert suggest_speakers(()) == ()


def test_no_speakers_are_proposed_where_hardly_anybody_asks():
    statements = ["We see stars all night."] * 19
    assert suggest_speakers(said("What do you see?", *statements)) == ()
    assert suggest_speakers(said("what do you see", "we see stars")) == ()


def test_that_there_is_nothing_to_propose_is_said(make_archive):
    root = make_archive(
        {
            "content/episodes/talk/transcript.vtt": (
                "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nWe see stars.\n"
            ),
            "content/episodes/talk/episode.yml": "people: {host: Ann Lee, guest: Bo Li}\n",
        }
    )
    for kind in ("speakers", "corrections"):
        proposed = suggest(root, kind, "talk")
        assert proposed.startswith("# Nothing to propose: ")
        assert overlays.read_overlay(proposed.encode(), "proposals.yml") == (overlays.Overlay(), ())


@pytest.mark.parametrize("kind", ["speakers", "corrections"])
def test_proposals_are_an_overlay_that_a_build_would_take(repo, demo, kind):
    files, sentences = demo.files, demo.divided
    proposed = suggest(repo, kind, "ilya-sutskever")
    overlay, issues = overlays.read_overlay(proposed.encode(), "proposals.yml")
    assert issues == ()
    assert len(overlay.entries) > 5
    applied = overlays.apply(
        overlay, sentences, overlays.merge_people((), files.shared.people), slug=files.slug
    )
    wrong = [issue for issue in applied.issues if issue.severity == "error"]
    # One word may stand twice in one second.
    assert len(wrong) <= 0.05 * len(overlay.entries)


def test_what_a_teaser_and_the_later_place_have_otherwise_is_proposed_with_both_readings(repo):
    line = next(
        line
        for line in suggest(repo, "corrections", "ilya-sutskever").splitlines()
        if "the weights being" in line
    )
    assert line.startswith('  - {at: "0:11", was: "the way it\'s being", now: "the weights being"}')
    assert "at 33:59: … not worried about the weights being leaked …" in line


def test_proposals_for_the_demo_are_mostly_what_people_found(demo):
    sentences, applied = demo.divided, demo.applied
    corrected = [one.span for one in applied.sentences if one.changes]
    found = suggest_corrections(sentences, names_of(demo))
    right = [one for one in found if any(first <= one.span[0] < last for first, last in corrected)]
    assert len(right) >= 8
    assert len(right) >= 0.8 * len(found)
    starts = {one.sentence: one.host for one in suggest_speakers(applied.sentences)}
    host, hits = None, 0
    for index, sentence in enumerate(applied.sentences):
        host = starts.get(index, host)
        hits += host == (sentence.speaker == "Dwarkesh Patel")
    # Of the sentences, 70 % are the guest's.
    assert hits >= 0.75 * len(applied.sentences)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("speakers", "first-talk"), "needs a host and a guest"),
        (("corrections", "frist-talk"), "did you mean 'first-talk'?"),
    ],
)
def test_what_cannot_be_proposed_is_said(make_archive, arguments, says):
    root = make_archive(
        {
            "content/episodes/first-talk/transcript.vtt": (
                "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nHello.\n"
            )
        }
    )
    done = onrecord("suggest", *arguments, "--archive", root)
    assert done.returncode == 2
    assert says in done.stdout
