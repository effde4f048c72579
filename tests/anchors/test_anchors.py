from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.anchors import Entry, Gone, Moved, describe, match, publish, read_ledger, write_ledger
from onrecord.anchors.align import align
from onrecord.anchors.anchor import mint
from onrecord.anchors.normalise import words, words_of_all
from onrecord.anchors.stream import lay
from onrecord.model import Anchor, Milliseconds, Sentence

CASES = [
    pytest.param(case, id=case["name"])
    for path in sorted((Path(__file__).parent / "cases").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]
LEDGER = "content/episodes/x/permalinks.jsonl"
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def say(*texts: str | dict[str, object]) -> list[Sentence]:
    said = [{"text": text} if isinstance(text, str) else text for text in texts]
    starts = [
        None if "start" not in each else Milliseconds(int(each["start"] * 1000)) for each in said
    ]
    return [
        Sentence(
            text=str(each["text"]),
            span=(0, 0),
            start=start,
            end=None,
            timing="none" if start is None else "exact",
        )
        for each, start in zip(said, starts, strict=True)
    ]


def put(entries, sentences, pages=None, *, on=MONDAY, fingerprint="1"):
    return publish(
        entries, sentences, pages or ["a"] * len(sentences), on=on, fingerprint=fingerprint
    )


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    old = put((), say(*case["old"]))
    outcomes = match(old.entries, say(*case["new"]))
    assert [
        {"fate": outcome.fate, "heirs": list(outcome.heirs)}
        | ({"largest": outcome.largest} if outcome.fate == "split" else {})
        for outcome in outcomes
    ] == case["outcomes"]
    assert all(outcome.largest in outcome.heirs for outcome in outcomes if outcome.heirs)


texts = st.lists(
    st.text(min_size=1).filter(lambda text: text.strip() and "\n" not in text), max_size=30
)
times = st.one_of(st.none(), st.integers(-1, 40_000_000).map(Milliseconds))


@given(texts=texts, times=st.lists(times, min_size=30, max_size=30))
def test_what_is_described_is_found_again_where_it_is(texts, times):
    sentences = [
        replace(sentence, start=start) for sentence, start in zip(say(*texts), times, strict=False)
    ]
    published = put((), sentences)
    assert [entry.anchor for entry in describe(published.sentences, ["a"] * len(texts))] == [
        entry.anchor for entry in published.entries
    ]
    outcomes = match(published.entries, sentences)
    assert [(outcome.fate, outcome.heirs) for outcome in outcomes] == [
        ("kept", (index,)) for index in range(len(sentences))
    ]


@given(texts=texts, times=st.lists(times, min_size=30, max_size=30))
def test_anchors_are_unique_ids_that_need_no_escaping(texts, times):
    published = put(
        (),
        [
            replace(sentence, start=start)
            for sentence, start in zip(say(*texts), times, strict=False)
        ],
    )
    ids = [sentence.id for sentence in published.sentences]
    assert len(set(ids)) == len(ids)
    assert all(
        re.fullmatch(r"(t([1-9]\d*h[0-5]\d|[1-5]?\d)m[0-5]\ds|w)-[a-z2-9]{3,7}", name)
        for name in ids
    )


def test_the_same_words_in_the_same_second_get_anchors_of_their_own_in_reasonable_length():
    published = put((), say(*[{"text": "Okay.", "start": 5}] * 2000))
    assert len({sentence.id for sentence in published.sentences}) == 2000
    assert max(len(sentence.id) for sentence in published.sentences) <= len("t0m05s-") + 7


def test_an_anchor_says_when_and_does_not_depend_on_spelling():
    spelt = {
        mint(Milliseconds(3_723_999), words(text), set())
        for text in ("It's OK, right?", "its okay right", "Um — it’s “Okay”, right")
    }
    assert {name.partition("-")[0] for name in spelt} == {"t1h02m03s"}
    assert len(spelt) == 1


@given(
    st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n")), max_size=8)
)
def test_words_of_all_are_the_words_of_each(texts):
    assert words_of_all(texts) == [words(text) for text in texts]


anchors = st.integers(0, 40_000_000).map(
    lambda start: mint(Milliseconds(start), (str(start),), set())
)
named = st.text(max_size=8)
entries = st.lists(
    st.one_of(
        st.builds(
            Entry,
            anchor=anchors,
            page=named,
            words=st.text(),
            prefix=named,
            suffix=named,
            start=times,
            end=times,
            speaker=st.one_of(st.none(), st.text(min_size=1)),
            source=named,
            pages=st.lists(named, max_size=2).map(tuple),
        ),
        st.builds(
            Entry,
            anchor=anchors,
            page=named,
            words=named,
            state=st.just("gone"),
            on=st.dates(),
            why=named,
        ),
    ),
    unique_by=lambda entry: entry.anchor,
)


@given(entries)
@example([Entry(anchor=Anchor("w-k7m"), page="", words="\u2028 \x85 \"'", start=Milliseconds(0))])
def test_a_ledger_is_read_as_it_was_written(entries):
    content = write_ledger(entries)
    assert read_ledger(content, LEDGER) == (tuple(entries), ())
    assert content.count(b"\n") == len(entries)


@given(entries.filter(bool), st.data())
def test_a_damaged_ledger_is_never_read_in_silence(entries, data):
    content = write_ledger(entries)
    cut = data.draw(st.integers(1, len(content) - 2))
    kept, issues = read_ledger(content[:cut], LEDGER)
    whole = content[:cut].endswith((b"}", b"}\n"))
    assert issues or (whole and len(kept) == content[: cut + 1].count(b"\n"))


GOOD = b'{"anchor":"t0m05s-k7m","state":"live","words":"Got it.","page":"a"}\n'


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"<<<<<<< HEAD\n" + GOOD, 1, "mark of a merge conflict"),
        (GOOD + b"=======\n", 2, "mark of a merge conflict"),
        (GOOD + GOOD, 2, "anchor on line 1 already"),
        (GOOD + GOOD[:30], 2, "cut off or damaged"),
        (GOOD.replace(b'"page"', b'"pge"'), 1, "unknown key"),
        (GOOD.replace(b"live", b"merged"), 1, "cannot lead to 0 sentences"),
        (GOOD.replace(b"live", b"gone"), 1, "the day"),
        (
            GOOD.replace(b'"live"', b'"merged","to":["w-zzz"],"on":"2026-11-24"'),
            1,
            "that the ledger lacks",
        ),
        (GOOD.replace(b'"live"', b'"gone","on":"yesterday"'), 1, "must be a day"),
        (GOOD.replace(b"t0m05s-k7m", b"<script>"), 1, "not an anchor"),
        (GOOD.replace(b'"a"', b'"a","start":1.5'), 1, "whole milliseconds"),
        (GOOD.replace(b'"a"', b'"a","page":"b"'), 1, "stands twice"),
        (b"[1]\n", 1, "must be a JSON object"),
        (b"[" * 100_000, 1, "damaged"),
        (GOOD + b"\xff\xfe\n", 2, "not UTF-8"),
    ],
)
def test_a_damaged_line_is_named(content, line, message):
    _, (issue, *_) = read_ledger(content, LEDGER)
    assert issue.line == line
    assert message in issue.message
    assert issue.severity == "error"
    assert issue.hint


TALK = [
    "Are you worried about spies?",
    "I'm really not worried about the way it's being leaked.",
    "The map has no weather in it, and people forget that.",
    "How long did the whole survey take?",
]


LONG = "At first nobody came, and after that we waited for the ship which had been promised."


@pytest.mark.parametrize(
    ("pieces", "largest", "other"),
    [
        (["Yes.", "At first nobody came.", "After that we waited for the ship promised."], 2, 1),
        (
            [
                "Yes.",
                "At first nobody came, and after that we waited.",
                "For the ship which had been promised.",
            ],
            1,
            2,
        ),
        (
            [
                "Yes, at first nobody came, and after that we waited.",
                "For the ship which had been promised.",
            ],
            0,
            1,
        ),
    ],
)
def test_the_link_of_a_split_sentence_leads_to_its_largest_piece(pieces, largest, other):
    first = put((), say(*TALK[:2], "Yes.", LONG))
    second = put(first.entries, say(*TALK[:2], *pieces), on=TUESDAY)
    anchors = [sentence.id for sentence in second.sentences[2:]]
    [split] = [entry for entry in second.entries if entry.words == LONG]
    assert (split.state, split.to) == ("split", (anchors[largest], anchors[other]))
    leads = {alias.anchor: alias.heir for alias in second.aliases}
    assert leads[split.anchor] == anchors[largest]
    assert put(second.entries, say(*TALK[:2], *pieces), on=TUESDAY) == second
    again = put(second.entries, say(*TALK[:2], "Yes.", LONG), on=TUESDAY)
    assert again.sentences[3].id == split.anchor


@pytest.mark.parametrize("length", [1, 3, 10, 40])
def test_a_passage_pasted_twice_joins_the_copy_that_stays(length):
    passage = [f"Of {number} winters we speak, okay?" for number in range(length - 1)] + [
        "So it is."
    ]
    twice = put((), say(*TALK[:2], *passage, *passage, *TALK[2:]))
    once = put(twice.entries, say(*TALK[:2], *passage, *TALK[2:]), on=TUESDAY)
    assert once.gone == ()
    places = [places for entry in twice.entries if (places := once.heirs[entry.anchor])]
    copies = [(2 + number,) for number in range(length)]
    assert places == [(0,), (1,), *copies, *copies, (length + 2,), (length + 3,)]


def test_a_new_division_into_chapters_leaves_a_way_from_each_old_page():
    first = put((), say(*TALK), ["a", "a", "a", "b"])
    second = put(first.entries, say(*TALK), ["a", "a", "c", "c"], on=TUESDAY)
    ids = [sentence.id for sentence in first.sentences]
    assert [sentence.id for sentence in second.sentences] == ids
    assert second.moved == (
        Moved(page="a", anchor=ids[2], to_page="c", heir=ids[2]),
        Moved(page="b", anchor=ids[3], to_page="c", heir=ids[3]),
    )
    back = put(second.entries, say(*TALK), ["a", "a", "a", "b"], on=TUESDAY)
    assert [(moved.page, moved.anchor) for moved in back.moved] == [("c", ids[2]), ("c", ids[3])]


def test_a_merged_sentence_leaves_an_alias_and_goes_its_own_way_when_parted_again():
    first = put((), say(*TALK))
    second = put(first.entries, say(TALK[0], f"{TALK[1]} {TALK[2]}", TALK[3]), on=TUESDAY)
    ids = [sentence.id for sentence in first.sentences]
    assert {(alias.anchor, alias.heir) for alias in second.aliases} in (
        {(ids[1], ids[2])},
        {(ids[2], ids[1])},
    )
    third = put(second.entries, say(*TALK), on=TUESDAY)
    assert [sentence.id for sentence in third.sentences] == ids
    assert third.aliases == ()


def test_what_is_gone_leaves_a_dated_note_and_returns_with_its_words():
    first = put((), say(*TALK))
    second = put(first.entries, say(*TALK[:2], TALK[3]), on=TUESDAY)
    ids = [sentence.id for sentence in first.sentences]
    assert second.gone == (
        Gone(
            page="a",
            anchor=ids[2],
            on=TUESDAY,
            why="no longer in the transcript",
            near=ids[1],
            near_page="a",
        ),
    )
    third = put(second.entries, say(*TALK), on=TUESDAY)
    assert [sentence.id for sentence in third.sentences] == ids
    assert third.gone == ()


def test_a_wrong_transcript_can_be_put_right_again():
    right = [
        f"Sentence {number} speaks of {topic} and little else."
        for number, topic in enumerate(["ships", "rivers", "ice", "maps", "rope", "salt"])
    ]
    wrong = [
        f"We now turn to {topic}, for which {number} eggs are beaten."
        for number, topic in enumerate(["soup", "bread", "cake", "tea"])
    ]
    first = put((), say(*right, "Okay."))
    swapped = put(first.entries, say(*wrong, "Okay."), on=TUESDAY)
    assert {gone.anchor for gone in swapped.gone} == {sentence.id for sentence in first.sentences}
    mended = put(swapped.entries, say(*right, "Okay."), on=TUESDAY)
    assert [sentence.id for sentence in mended.sentences] == [
        sentence.id for sentence in first.sentences
    ]


def test_an_update_that_is_taken_back_gives_each_sentence_its_anchor_again():
    right = [
        *TALK,
        "Oh, oh, right.",
        "Yes, right.",
        "Yes, that too.",
        "Eleven years, with two winters lost to ice.",
    ]
    edited = [
        *TALK[:2],
        f"{TALK[2]} {TALK[3]}",
        "Right.",
        "Yes, right, that too.",
        "Eleven years, with two winters lost to ice.",
    ]
    first = put((), say(*right))
    second = put(first.entries, say(*edited), on=TUESDAY)
    third = put(second.entries, say(*right), on=TUESDAY)
    assert [sentence.id for sentence in third.sentences] == [
        sentence.id for sentence in first.sentences
    ]


def test_a_changed_sentence_changes_only_its_line_and_the_context_of_its_neighbours():
    first = put((), say(*[f"Line {number} of the talk says {number * 7}." for number in range(40)]))
    changed = [replace(sentence, id=Anchor("")) for sentence in first.sentences]
    changed[20] = replace(changed[20], text="Line twenty of this talk says 141.")
    second = put(first.entries, changed, on=TUESDAY, fingerprint="2")
    before, after = (write_ledger(each.entries).splitlines() for each in (first, second))
    assert [
        index for index, (was, now) in enumerate(zip(before, after, strict=True)) if was != now
    ] == [19, 20, 21]
    assert [entry.source for entry in second.entries[19:22]] == ["1", "2", "1"]


@given(
    old=st.lists(st.sampled_from(["a", "b", "c", "d", "e", "okay", "okay", "the"]), max_size=120),
    new=st.lists(st.sampled_from(["a", "b", "c", "d", "e", "okay", "okay", "the"]), max_size=120),
)
def test_an_alignment_goes_forward_in_both_streams_and_uses_each_word_once(old, new):
    pairs = align(
        lay([(old, None, None)]), lay([(new[:50], None, None), (new[50:], Milliseconds(5), None)])
    )
    assert all(i < after_i and j < after_j for (i, j), (after_i, after_j) in pairwise(pairs))
    assert all(old[i] == new[j] for i, j in pairs)


@pytest.mark.parametrize(
    "text",
    [
        "okay " * 20_000,
        "a b " * 10_000,
        " ".join(map(str, range(20_000))),
        "okay " * 9_000 + "end " + "okay " * 9_000,
    ],
)
def test_periodic_and_shuffled_texts_are_aligned_without_effort(text):
    old = text.split()
    for new in (old[1:], old[::-1], [*old[: len(old) // 2], "cut", *old[len(old) // 2 + 7 :]]):
        pairs = align(lay([(old, None, None)]), lay([(new, None, None)]))
        assert all(old[i] == new[j] for i, j in pairs)
        # Words that stand once are found wherever the text is in its old order.
        if len({*old}) == len(old) and new != old[::-1]:
            assert len(pairs) == len({*old} & {*new})
