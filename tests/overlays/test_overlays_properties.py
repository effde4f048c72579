"""For every overlay: nothing is lost or invented, and the transcript as received is unchanged."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord import overlays
from onrecord.model import Cue, Milliseconds, Slug, Transcript, WordTime
from onrecord.transcript import divide

SLUG = Slug("talk")
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
        "[…]",
        "O’Neil",
        "um,",
        "20",
    ]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=12)


def cue(index: int, text: str) -> Cue:
    """Give a cue with a time for each of its words."""
    words, place = [], 0
    for number, word in enumerate(text.split()):
        start = Milliseconds(4000 * index + 100 * number)
        words.append(
            WordTime(span=(place, place + len(word)), start=start, end=Milliseconds(start + 100))
        )
        place += len(word) + 1
    return Cue(
        start=Milliseconds(4000 * index),
        end=Milliseconds(4000 * index + 4000),
        text=text,
        words=tuple(words),
    )


@st.composite
def edited(draw):
    """Draw sentences, and an overlay that selects words of theirs by place, as people write it."""
    sentences = divide(
        Transcript(
            format="x", cues=tuple(cue(index, text) for index, text in enumerate(draw(TEXTS)))
        )
    )
    overlay = {kind: [] for kind in ("speakers", "corrections", "notes", "redactions")}
    for kind in draw(st.lists(st.sampled_from(sorted(overlay)), max_size=8)):
        index = draw(st.integers(0, len(sentences) - 1))
        said = sentences[index].text.split()
        first = draw(st.integers(0, len(said) - 1))
        last = draw(st.integers(first + 1, len(said)))
        minutes, seconds = divmod(sentences[index].start // 1000, 60)
        entry = {
            "at": f"{minutes}:{seconds:02}",
            "was" if kind == "corrections" else "words": " ".join(said[first:last]),
        }
        if kind == "corrections":
            entry["now"] = draw(st.lists(WORDS, max_size=4).map(" ".join))
        elif kind == "speakers":
            entry["person"] = draw(st.sampled_from(["Ann", "Bo", ""]))
        elif kind == "notes":
            entry["note"] = "Note."
        overlay[kind].append(entry)
    return sentences, overlays.read_overlay(json.dumps(overlay).encode(), "overlay.yml")[0]


def lay(overlay, sentences):
    return overlays.apply(overlay, sentences, overlays.merge_people((), ()), slug=SLUG)


@given(edited())
def test_what_was_received_is_there_but_for_what_is_redacted(given_):
    sentences, overlay = given_
    applied = lay(overlay, sentences)
    text = overlays.redact(" ".join(one.text for one in sentences), applied.removed)
    assert "".join("".join(one.received for one in applied.sentences).split()).replace(
        "[…]", ""
    ) == "".join(text.split()).replace("[…]", "")


@given(edited())
def test_an_overlay_that_says_nothing_changes_nothing(given_):
    sentences, _ = given_
    assert lay(overlays.Overlay(), sentences).sentences == sentences


@given(edited())
def test_without_redactions_the_original_comes_back_and_times_stay(given_):
    sentences, overlay = given_
    kept = tuple(one for one in overlay.entries if not one.is_confidential)
    applied = lay(overlays.Overlay(entries=kept), sentences)
    whole = " ".join(one.received for one in applied.sentences)
    assert whole == " ".join(one.text for one in sentences)
    starts = {one.span[0]: (one.start, one.timing) for one in applied.sentences}
    assert all(starts[one.span[0]] == (one.start, one.timing) for one in sentences)
    assert [one.start for one in applied.sentences] == sorted(
        one.start for one in applied.sentences
    )


@given(edited())
def test_changes_are_where_they_say_and_word_times_are_of_words(given_):
    sentences, overlay = given_
    for one in lay(overlay, sentences).sentences:
        places = [place for change in one.changes for place in change.span]
        assert places == sorted(places)
        assert all(0 <= place <= len(one.text) for place in places)
        assert all(
            one.text[slice(*change.span)] == "[…]" for change in one.changes if change.removed
        )
        spans = [place for word in one.words for place in word.span]
        assert spans == sorted(spans)
        assert all(one.text[slice(*word.span)].strip() for word in one.words)


@given(edited())
def test_the_order_of_entries_does_not_matter(given_):
    sentences, overlay = given_
    turned = overlays.Overlay(entries=overlay.entries[::-1])
    applied = lay(overlay, sentences)
    # Hypothesis fails the test where too few overlays are left.
    assume(all(issue.severity != "error" for issue in applied.issues))
    assert [replace(one, changes=()) for one in lay(turned, sentences).sentences] == [
        replace(one, changes=()) for one in applied.sentences
    ]


@given(st.binary() | st.text().map(str.encode))
def test_no_bytes_are_a_traceback(content):
    for read in (overlays.read_overlay, overlays.read_people, overlays.read_corrections):
        for issue in read(content, "a.yml")[1]:
            str(issue).encode()
