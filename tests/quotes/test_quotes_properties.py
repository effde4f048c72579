"""Properties of quotes: verbatim, in context, under a permanent id."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onrecord import anchors, quotes
from onrecord.model import FrontMatter, Sentence, Slug
from quotes.pinning import make_pin

TODAY, LATER = date(2026, 11, 24), date(2026, 12, 1)
SAID = (
    "the record stays as it was said nobody may change a word of what they heard we will must "
    "boats tide, night’s"
)
WORDS = st.sampled_from(SAID.split())
SENTENCES = st.lists(WORDS, min_size=1, max_size=14).map(
    lambda words: " ".join(words).capitalize() + "."
)
TALKS = st.lists(SENTENCES, min_size=1, max_size=12)

# The ranking chooses these, unless a mark shows that they are broken off. Transcripts have marks
# of their own that mean something else in a pin.
QUOTABLE = (
    "In all seriousness, nobody may change what they heard, because the record never sleeps.",
    "We are responsible for every promise, and you can't take that from people who trusted you.",
    "If you don't love the truth, I don't see the point of being a historian; it is all you do.",
)
MARKS = (
    "[laughter]",
    "[unintelligible 00:33:23.08]",
    "[they]",
    "(laughs)",
    "…",
    "...",
    "[…]",
    "—",
    "“",
)


@st.composite
def quotable(draw):
    """Return a talk with quotable sentences, which have marks anywhere."""
    texts = []
    for text in draw(st.permutations(QUOTABLE)):
        words = text.split()
        for mark in draw(st.lists(st.sampled_from(MARKS), max_size=2)):
            words.insert(draw(st.integers(0, len(words))), mark)
        texts += ["What did you learn from it?", " ".join(words)]
    return [*texts, "Thank you."]


def say(texts) -> list[Sentence]:
    place, sentences = 0, []
    for number, text in enumerate(texts):
        span = (place, place + len(text))
        sentences.append(
            Sentence(
                text=text,
                span=span,
                start=number * 4000,
                end=number * 4000 + 3900,
                timing="exact",
                speaker="Deborah Lipstadt",
            )
        )
        place += len(text) + 1
    return sentences


def select(published, entries=(), *, pins=(), on=TODAY):
    return quotes.select(
        published.sentences,
        FrontMatter(language="en"),
        quotes.find_teaser(published.sentences),
        entries,
        published.heirs,
        slug=Slug("talk"),
        on=on,
        automatic=2,
        pins=pins,
    )


def publish(texts, entries=(), on=TODAY):
    return anchors.publish(
        entries, say(texts), ["p/"] * len(texts), on=on, fingerprint=str(len(texts))
    )


@st.composite
def pinned(draw):
    """Return a talk, and a range of its words with a part left out."""
    texts = draw(TALKS)
    words = [(number, word) for number, text in enumerate(texts) for word in text.split()]
    start = draw(st.integers(0, len(words) - 1))
    end = draw(st.integers(start + 1, min(len(words), start + 30)))
    chosen = [word for _, word in words[start:end]]
    if len(chosen) > 4 and draw(st.booleans()):
        cut = draw(st.integers(1, len(chosen) - 3))
        chosen[cut : cut + 1] = ["…"]
    return texts, make_pin(words=" ".join(chosen), at=words[start][0] * 4000)


@settings(deadline=None)
@given(pinned())
def test_a_quote_is_verbatim_and_stands_in_its_context(talk):
    texts, pin = talk
    selection = select(publish(texts), pins=[pin])
    assert not selection.issues
    sentences = say(texts)
    whole = " ".join(texts)
    for quote in selection.quotes:
        at = 0
        for stretch in re.split(r"\s*…\s*", quote.words):
            at = whole.index(stretch, at) + len(stretch)
        spans = [(part.sentence, *part.span) for part in quote.parts]
        assert spans == sorted(spans)
        assert all(sentences[index].text[start:end].strip() for index, start, end in spans)


@settings(deadline=None)
@given(pinned())
def test_publishing_again_changes_nothing(talk):
    texts, pin = talk
    published = publish(texts)
    first = select(published, pins=[pin])
    entries, issues = quotes.read_quotes(
        SimpleNamespace(path="q", content=quotes.write_quotes(first.entries))
    )
    assert not issues
    assert entries == first.entries
    assert select(published, entries, pins=[pin], on=LATER) == first


@settings(deadline=None)
@given(quotable())
def test_quotes_chosen_by_rank_keep_their_words_and_places(texts):
    published = publish(texts)
    first = select(published)
    assume(first.quotes)
    assert select(published, first.entries, on=LATER) == first


@settings(deadline=None)
@given(pinned(), st.integers(0, 30), SENTENCES, st.sampled_from(["insert", "delete", "edit"]))
def test_ids_never_change_and_no_line_of_the_ledger_is_lost(talk, place, text, change):
    texts, pin = talk
    old = publish(texts)
    first = select(old, pins=[pin])
    changed = list(texts)
    place %= len(texts)
    changed[place : place + (change != "insert")] = (
        [] if change == "delete" and len(texts) > 1 else [text]
    )
    new = publish(changed, old.entries, LATER)
    second = select(new, first.entries, pins=[pin], on=LATER)
    known = {entry.id: entry for entry in second.entries}
    for entry in first.entries:
        assert known[entry.id].words == entry.words
        assert (known[entry.id].first, known[entry.id].last) == (entry.first, entry.last)
    live = {quote.id for quote in second.quotes}
    assert live == {entry.id for entry in second.entries if entry.state == "live"}
    assert {note.id for note in second.withdrawn} == known.keys() - live


@settings(deadline=None)
@given(pinned(), st.lists(SENTENCES, max_size=4))
def test_a_pin_keeps_its_page_when_more_is_said_around_it(talk, more):
    texts, pin = talk
    old = publish(texts)
    first = select(old, pins=[pin])
    [own] = [quote for quote in first.quotes if quote.origin == "editor"]
    new = publish([*texts, *more], old.entries, LATER)
    second = select(new, first.entries, pins=[pin], on=LATER)
    assert own.id in {quote.id for quote in second.quotes if quote.origin == "editor"}
