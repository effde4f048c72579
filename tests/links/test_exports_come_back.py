"""An export that is edited and put back keeps its anchors, and word times outside the edit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import anchors, formats, transcript
from onrecord.model import Cue, Episode, FrontMatter, Milliseconds, Slug, Transcript, WordTime

DAY = date(2026, 1, 2)
WORDS = [
    "glass",
    "winter",
    "mirror",
    "baker",
    "flour",
    "dome",
    "patient",
    "valley",
    "telescope",
    "starlight",
    "the",
    "of",
    "and",
    "it",
    "was",
]
said = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)
# Some without full stops: these must not run together when they come back as cues.
sentences = st.lists(
    st.tuples(said, st.sampled_from([".", "?", "", "…"]), st.sampled_from(["Ann", "Bo"])),
    min_size=2,
    max_size=25,
)


def publish(source: formats.Source, entries=()):
    received = formats.read(source)
    assert [issue for issue in received.issues if issue.severity == "error"] == []
    spoken = transcript.divide(received)
    return anchors.publish(entries, spoken, ["a"] * len(spoken), on=DAY, fingerprint="x")


def first(spoken, *, timed=True):
    """Publish sentences, whose words have times if any has."""
    cues, at = [], 0
    for words, stop, voice in spoken:
        text = " ".join(words).capitalize() + stop
        times, place = [], 0
        for word in text.split():
            times.append(
                WordTime(
                    span=(place, place + len(word)),
                    start=Milliseconds(at),
                    end=Milliseconds(at + 200),
                )
            )
            place, at = place + len(word) + 1, at + 250
        if timed:
            cues.append(
                Cue(
                    start=times[0].start,
                    end=Milliseconds(at),
                    text=text,
                    voice=voice,
                    words=tuple(times),
                )
            )
        else:
            cues.append(Cue(start=None, end=None, text=text, voice=voice))
        at += 900
    divided = transcript.divide(Transcript(format="case", cues=tuple(cues)))
    return anchors.publish((), divided, ["a"] * len(divided), on=DAY, fingerprint="x")


def export(published, extension: str) -> formats.Source:
    episode = Episode(
        slug=Slug("a"), front=FrontMatter(), sentences=published.sentences, chapters=()
    )
    return formats.Source(
        path=f"back.{extension}", content=dict(formats.write(episode))[extension].encode()
    )


def seen(sentence):
    return sentence.id, sentence.text, sentence.start, sentence.speaker


def word_starts(sentence):
    """Starts of words; of one alone it is that of its cue, which is where WebVTT has it."""
    return (
        [(sentence.text[slice(*word.span)], word.start) for word in sentence.words]
        if " " in sentence.text
        else []
    )


@pytest.mark.parametrize("extension", ["vtt", "json"])
@settings(max_examples=150, deadline=None)
@given(sentences)
def test_an_export_put_back_unchanged_is_the_same_with_and_without_its_ledger(extension, spoken):
    before = first(spoken)
    for entries in ((), before.entries):
        again = publish(export(before, extension), entries)
        assert [seen(sentence) for sentence in again.sentences] == [
            seen(sentence) for sentence in before.sentences
        ]
        assert [word_starts(sentence) for sentence in again.sentences] == [
            word_starts(sentence) for sentence in before.sentences
        ]


@pytest.mark.parametrize("extension", ["vtt", "json"])
@settings(max_examples=150, deadline=None)
@given(sentences, st.floats(0, 1, exclude_max=True), st.sampled_from(["Erratum", "quasar"]))
def test_an_edited_export_keeps_all_that_was_not_edited(extension, spoken, where, now):
    before = first(spoken)
    index = int(where * len(before.sentences))
    old = before.sentences[index]
    edited = replace(old, text=f"{old.text} {now}.", span=(0, 0))
    changed = replace(
        before, sentences=(*before.sentences[:index], edited, *before.sentences[index + 1 :])
    )
    again = publish(export(changed, extension), before.entries)
    others = [sentence for sentence in again.sentences if sentence.id != old.id]
    kept = [sentence for sentence in before.sentences if sentence.id != old.id]
    assert [seen(sentence) for sentence in others if sentence.text != edited.text] == [
        seen(sentence) for sentence in kept
    ]
    assert [word_starts(sentence) for sentence in others if sentence.text != edited.text] == [
        word_starts(sentence) for sentence in kept
    ]


def kept_by_text(sentence):
    """Return what Markdown and text keep of a sentence: times of paragraphs, in whole seconds."""
    return sentence.id, sentence.text, sentence.speaker


@pytest.mark.parametrize("extension", ["md", "txt"])
@settings(max_examples=100, deadline=None)
@given(sentences, st.booleans())
def test_a_text_put_back_unchanged_keeps_every_anchor(extension, spoken, timed):
    before = first(spoken, timed=timed)
    again = publish(export(before, extension), before.entries)
    assert [kept_by_text(sentence) for sentence in again.sentences] == [
        kept_by_text(sentence) for sentence in before.sentences
    ]


@pytest.mark.parametrize("timed", [True, False])
@pytest.mark.parametrize("extension", ["md", "txt"])
def test_an_edited_text_keeps_every_anchor_of_a_real_transcript_that_was_not_edited(
    repo, extension, timed
):
    """The ledger finds sentences by their words, since these formats hold no anchors.

    That takes a real conversation rather than two words.
    """
    path = repo / "content/episodes/ilya-sutskever/transcript.txt"
    received = formats.read(formats.Source(path=path.name, content=path.read_bytes()))
    cues = (
        received.cues
        if timed
        else tuple(replace(cue, start=None, end=None) for cue in received.cues)
    )
    divided = transcript.divide(replace(received, cues=cues))
    before = anchors.publish((), divided, ["a"] * len(divided), on=DAY, fingerprint="x")
    for index in (0, 300, len(divided) - 1):
        old = before.sentences[index]
        edited = replace(old, text=f"{old.text} Erratum.", span=(0, 0))
        changed = replace(
            before, sentences=(*before.sentences[:index], edited, *before.sentences[index + 1 :])
        )
        again = publish(export(changed, extension), before.entries)
        kept = [
            kept_by_text(sentence)
            for number, sentence in enumerate(again.sentences)
            if number != index
        ]
        assert kept == [
            kept_by_text(sentence)
            for number, sentence in enumerate(before.sentences)
            if number != index
        ]
        assert again.sentences[index].text == edited.text
