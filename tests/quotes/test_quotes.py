"""Locating and displaying quotes, finding teasers, and carrying quotes over to a new transcript."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from ruamel.yaml import YAML

from onrecord import anchors, formats, quotes, transcript
from onrecord.errors import Place
from onrecord.model import Change, FrontMatter, Sentence, Slug, Soundbite
from quotes.pinning import make_pin

HERE = Path(__file__).parent
PINS = sorted((HERE / "pins").glob("*.yml"))
REPEATS = sorted((HERE / "repeats").glob("*.yml"))
ADVERTS = sorted((HERE / "adverts").glob("*.yml"))
READINGS = sorted((HERE / "readings").glob("*.yml"))
TODAY, LATER = date(2026, 11, 24), date(2026, 12, 1)
SEED = HERE.parents[1] / "content/episodes/ilya-sutskever/transcript.txt"


def say(*said, speaker=None) -> list[Sentence]:
    """Return sentences from start times in seconds and texts; each ends where the next starts."""
    starts = [round(start * 1000) for start, _ in said]
    place, sentences = 0, []
    for (_, text), start, end in zip(said, starts, [*starts[1:], starts[-1] + 5000], strict=True):
        sentences.append(
            Sentence(
                text=text,
                span=(place, place + len(text)),
                start=start,
                end=end,
                timing="exact",
                speaker=speaker,
            )
        )
        place += len(text) + 1
    return sentences


def publish(sentences, entries=(), on=TODAY):
    return anchors.publish(entries, sentences, ["p/"] * len(sentences), on=on, fingerprint="f")


def select(published, entries=(), *, pins=(), automatic=0, on=TODAY, front=None, **options):
    sentences = published.sentences
    return quotes.select(
        sentences,
        front or FrontMatter(language="en"),
        quotes.find_teaser(sentences),
        entries,
        published.heirs,
        slug=Slug("talk"),
        on=on,
        automatic=automatic,
        pins=pins,
        **options,
    )


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.stem)
def test_a_pin_is_shown_verbatim_or_refused(path):
    case = YAML(typ="safe").load(path)
    pin = case["pin"]
    words = " ".join([pin["words"]] * pin.get("times", 1))
    at, to = (round(pin[name] * 1000) if name in pin else None for name in ("at", "to"))
    wanted = make_pin(
        words=words,
        at=at,
        to=to,
        anchor=pin.get("anchor"),
        place=Place(path="overlay.yml", line=3, column=5),
    )
    selection = select(publish(say(*case["said"])), pins=[wanted])
    if "refused" in case:
        [issue] = selection.issues
        assert (issue.message, issue.hint) == (case["refused"], case["hint"])
        assert (issue.path, issue.line, issue.column, issue.severity) == (
            "overlay.yml",
            3,
            5,
            "error",
        )
        assert selection.quotes == ()
    else:
        assert selection.issues == ()
        [quote] = selection.quotes
        assert quote.words == case["shown"]
        assert "sentence" not in case or quote.parts[0].sentence == case["sentence"]


def read_seed() -> tuple[Sentence, ...]:
    return transcript.divide(
        formats.read(formats.Source(path=SEED.name, content=SEED.read_bytes()))
    )


def name_seed() -> list[Sentence]:
    """Return the seed with a speaker; nothing is chosen by rank of what nobody is known to say."""
    return [replace(sentence, speaker="Ilya Sutskever") for sentence in read_seed()]


def test_all_excerpts_of_the_demos_teaser_are_found_where_they_are_said():
    selection = select(publish(read_seed()))
    said = sorted(quote.start / 1000 for quote in selection.quotes if quote.origin == "teaser")
    expected = sorted(
        [
            39 * 60 + 45,
            33 * 60 + 25,
            34 * 60 + 4,
            21 * 60 + 29,
            21 * 60 + 35,
            28 * 60 + 49,
            6 * 60 + 40,
            7 * 60,
        ]
    )
    assert len(said) == 8
    assert max(abs(one - other) for one, other in zip(said, expected, strict=True)) <= 5


@pytest.mark.parametrize("path", READINGS, ids=lambda path: path.stem)
def test_the_two_readings_of_a_teaser_s_words_are_compared(path):
    case = YAML(typ="safe").load(path)
    sentences = say(*case["said"])
    teaser = quotes.find_teaser(sentences)
    assert (teaser is not None) == case.get("teaser", True)
    found = quotes.compare_readings(sentences, teaser)
    assert [
        {name: getattr(one, name) for name in ("sentence", "was", "now", "other", "said_elsewhere")}
        for one in found
    ] == case["readings"]


@pytest.mark.parametrize("path", REPEATS, ids=lambda path: path.stem)
def test_what_episodes_have_in_common_is_found_and_marked_where_it_is_listed(path):
    case = YAML(typ="safe").load(path)
    episodes = {
        name: say(*((5.0 * place, text) for place, text in enumerate(said)))
        for name, said in case["episodes"].items()
    }
    known = case.get("known", [])
    found = quotes.find_repeats(episodes, known)
    assert [{"in": [name for name, _ in one.places], "words": one.words} for one in found] == case[
        "found"
    ]
    listed = [*known, *(one.words for one in found)]
    for name, marked in case.get("marked", {}).items():
        spans = [range(*one.sentences) for one in quotes.find_repeated(episodes[name], listed)]
        assert [index for span in spans for index in span] == marked


def test_none_is_chosen_by_rank_of_what_repeats_and_an_editor_may():
    published = publish(name_seed())
    [best, *_] = [
        quote for quote in select(published, automatic=1).quotes if quote.origin == "auto"
    ]
    held = {part.sentence for part in best.parts}
    without = select(published, automatic=1, repeated=held)
    assert held.isdisjoint(
        {
            part.sentence
            for quote in without.quotes
            if quote.origin == "auto"
            for part in quote.parts
        }
    )
    pinned = select(
        published, pins=[make_pin(words=best.words.strip("…"), at=best.start)], repeated=held
    )
    assert best.words in [quote.words for quote in pinned.quotes if quote.origin == "editor"]


def test_a_passage_that_a_file_holds_twice_is_no_teaser():
    said = [
        (
            float(place),
            f"Sentence number {place} says something of its own about subject {place * 7}.",
        )
        for place in range(60)
    ]
    assert quotes.find_teaser(say(*said, *((start + 60, text) for start, text in said))) is None


def test_a_sponsor_read_once_and_again_is_no_montage():
    body = [
        (20.0 + place, f"In year {place} they planted {place * 3} trees along road {place * 11}.")
        for place in range(60)
    ]
    again = (90.0, "This show is supported by the friends of the library.")
    assert quotes.find_teaser(say((0.0, again[1]), *body, again)) is None


def test_an_episode_without_words_has_neither_teaser_nor_quotes():
    assert quotes.find_teaser([]) is None
    assert select(publish([])).quotes == ()


def test_a_quote_is_attributed_to_a_speaker_that_is_known_and_to_nobody_where_two_speak():
    sentences = [
        *say((0.0, "The record stays as it was received."), speaker="Ann"),
        *say((6.0, "And who may change what it says?"), speaker="Ben"),
        *say((12.0, "Nobody may, ever.")),
    ]
    pins = [
        make_pin(words="The record stays", at=0),
        make_pin(words="as it was received. And who may change", at=0),
        make_pin(words="Nobody may", at=12_000),
    ]
    assert [quote.speaker for quote in select(publish(sentences), pins=pins).quotes] == [
        "Ann",
        None,
        None,
    ]


def test_two_pins_of_one_id_are_refused():
    published = publish(say((0.0, "The record stays."), (6.0, "Good bye.")))
    pins = [
        make_pin(words=words, at=0, id="stays", place=Place(path="overlay.yml"))
        for words in ("The record stays", "Good bye")
    ]
    selection = select(published, pins=pins)
    assert [(issue.message, issue.found) for issue in selection.issues] == [
        ("two quotes with the same id", "stays")
    ]
    assert [quote.id for quote in selection.quotes] == ["stays"]


def test_a_pin_may_have_the_words_as_they_were_received():
    [one] = say((0.0, "The lock scale is steep."))
    corrected = replace(
        one, text="The log scale is steep.", changes=(Change(span=(4, 7), heard="lock"),)
    )
    selection = select(
        publish([corrected]), pins=[make_pin(words="The lock scale is steep.", at=0)]
    )
    assert [quote.words for quote in selection.quotes] == ["The log scale is steep."]


def test_a_quote_of_the_description_and_a_soundbite_are_taken():
    published = publish(
        say(
            (0.0, "Hello."),
            (5.0, "The tide carries the boats at night."),
            (12.0, "We sold them all by noon."),
        )
    )
    front = FrontMatter(
        description="She says “the tide carries the boats at night” and means it.",
        language="en",
        soundbites=(Soundbite(start=12_000, duration=5_000),),
    )
    selection = select(published, front=front)
    assert [(quote.origin, quote.words) for quote in selection.quotes] == [
        ("description", "The tide carries the boats at night."),
        ("soundbite", "We sold them all by noon."),
    ]


def test_a_quote_survives_a_new_transcription_and_says_what_it_was():
    old = publish(
        say(
            (0.0, "Hello there, everybody."),
            (5.0, "I'm not worried about the way it's being leaked at all."),
            (12.0, "Good bye."),
        )
    )
    pin = make_pin(words="not worried about the way it's being leaked", at=5_000)
    first = select(old, pins=[pin])
    said = say(
        (0.0, "Hello there everybody."),
        (6.0, "I'm not worried about the weights being leaked at all."),
        (13.0, "Goodbye."),
    )
    new = publish(said, old.entries, LATER)
    second = select(new, first.entries, pins=[pin], on=LATER)
    [before], [after] = first.quotes, second.quotes
    assert after.id == before.id
    assert after.was == before.words
    assert "the weights being leaked" in after.words
    assert [issue.severity for issue in second.issues] == ["warning"]


def test_a_quote_whose_pin_is_removed_leaves_a_dated_note_and_returns_under_its_id():
    published = publish(say((0.0, "The record stays as it was received."), (6.0, "Good bye.")))
    pin = make_pin(words="The record stays", at=0)
    first = select(published, pins=[pin])
    second = select(published, first.entries, on=LATER)
    assert second.quotes == ()
    [note] = second.withdrawn
    assert (note.id, note.on, note.near) == (first.quotes[0].id, LATER, published.sentences[0].id)
    assert select(published, second.entries, pins=[pin], on=LATER).quotes == first.quotes


def test_words_that_are_redacted_leave_the_ledger_too():
    old = publish(
        say(
            (0.0, "Hello there, everybody."),
            (5.0, "You can reach me under five five five one two."),
        )
    )
    first = select(old, pins=[make_pin(words="reach me under five five five one two", at=5_000)])
    new = anchors.Publication(
        sentences=(old.sentences[0], replace(old.sentences[1], text="You can reach me under […].")),
        entries=old.entries,
    )
    second = select(new, first.entries, on=LATER)
    assert b"five" not in quotes.write_quotes(second.entries)
    assert all("five" not in quote.was + quote.words for quote in second.quotes)


def test_none_are_chosen_by_rank_where_off_of_nobody_nor_in_a_language_without_word_lists():
    published = publish(name_seed())
    chosen = {
        count: [
            quote for quote in select(published, automatic=count).quotes if quote.origin == "auto"
        ]
        for count in (0, 3)
    }
    assert [len(found) for found in chosen.values()] == [0, 3]
    german = select(published, automatic=3, front=FrontMatter(language="de")).quotes
    unnamed = select(publish(read_seed()), automatic=3).quotes
    assert "auto" not in {quote.origin for quote in (*german, *unnamed)}


def test_what_a_program_chooses_is_whole_and_refers_to_nothing_before():
    chosen = select(publish(name_seed()), automatic=20).quotes
    own = [quote.words for quote in chosen if quote.origin == "auto"]
    assert own
    assert [words for words in own if "…" in words or words.startswith(("So ", "But "))] == []


@pytest.mark.parametrize("path", ADVERTS, ids=lambda path: path.stem)
def test_an_advert_is_found_with_its_whole_turn(path):
    case = YAML(typ="safe").load(path)
    said = [
        replace(sentence, speaker=turn.get("speaker"))
        for turn in case["turns"]
        for sentence in say(*((0.0, text) for text in turn["said"]))
    ]
    assert [said[index].text for index in sorted(quotes.find_adverts(said))] == case["adverts"]


def test_turning_automatic_quotes_down_withdraws_the_surplus_only():
    published = publish(name_seed())
    three = select(published, automatic=3)
    one = select(published, three.entries, automatic=1, on=LATER)
    assert {quote.id for quote in one.quotes} < {quote.id for quote in three.quotes}
    assert len(one.withdrawn) == 2


def test_a_damaged_ledger_is_reported_by_line():
    line = b'{"id":"a-bbbb","origin":"auto","words":"x","first":"t0m00s-bbb","last":"t0m00s-bbb"}\n'
    content = line + b'{"id":\n' + line
    entries, issues = quotes.read_quotes(SimpleNamespace(path="quotes.jsonl", content=content))
    assert len(entries) == 1
    assert [issue.line for issue in issues] == [2, 3]


def test_no_sample_has_a_false_teaser(samples):
    # A person has read all openings: none is a montage.
    found = []
    for path in sorted(samples.rglob("*")):
        if path.suffix in {".vtt", ".srt", ".json", ".txt", ".md"}:
            received = formats.read(formats.Source(path=path.name, content=path.read_bytes()))
            if quotes.find_teaser(transcript.divide(received)):
                found.append(path.name)
    assert found == []
