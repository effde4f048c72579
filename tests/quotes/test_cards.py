"""Pictures of quotes: what link previews ask of them, and what a card costs that was drawn before."""

from __future__ import annotations

import struct

import pytest

from onrecord.pages import card as cards
from onrecord.pages import draw_card

pytest.importorskip("PIL")

WORDS = {
    "short": "“Yes.”",
    "long": f"“{'The record stays as it was received, whatever anybody says. ' * 8}”",
    "longer than any card": f"“{'word ' * 300}”",
    "one endless word": f"“{'a' * 400}”",
    "accents": "“Être à l’heure, señor José, für Łódź?”",
    "markup": "“<script>alert(1)</script> & so on”",
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_a_card_is_a_picture_of_the_right_size_in_few_bytes(words):
    drawn = draw_card(cards.Card(words=words, name="Ann Onymous", source="A show · 3 May 2024 · 1:02:03"))
    assert drawn is not None
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", drawn[16:24]) == (1200, 630)
    # The strictest of those that show previews take 300 kB.
    assert len(drawn) < 300_000


def test_letters_that_no_font_here_has_make_no_card(monkeypatch):
    monkeypatch.setattr(cards, "_system_fonts", tuple)
    assert draw_card(cards.Card(words="“你好”", name="A", source="B")) is None
    assert draw_card(cards.Card(words="“שלום”", name="A", source="B")) is None
    assert draw_card(cards.Card(words="“hello”", name="A", source="B")) is not None


def test_an_unchanged_card_is_not_drawn_again(tmp_path, monkeypatch):
    one = cards.Card(words="“The record stays.”", name="Ann", source="A show")
    drawn = draw_card(one, tmp_path)
    monkeypatch.setattr(cards, "_draw", lambda _: pytest.fail("drawn again"))
    assert draw_card(one, tmp_path) == drawn


def test_another_word_is_another_card():
    keys = {cards.Card(words=words, name=name, source="A show").key for words in WORDS.values() for name in ("Ann", "Ben")}
    assert len(keys) == 2 * len(WORDS)


def test_no_word_stands_alone_on_the_last_line():
    font, lines = cards._fit("“Microsoft has been a very, very good partner for us.”", cards.SERIF)
    widths = [font.getlength(line) for line in lines]
    assert min(widths) > 0.5 * max(widths)


def test_without_pillow_there_are_no_cards(monkeypatch):
    monkeypatch.setattr(cards, "find_spec", lambda _: None)
    assert draw_card(cards.Card(words="“hello”", name="A", source="B")) is None
