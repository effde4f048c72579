"""Cards of quotes: the requirements of link previews, layout, fonts, and the cache."""

from __future__ import annotations

import struct

import pytest

from onrecord.pages import card_fonts as fonts
from onrecord.pages import card_layout as layout
from onrecord.pages import draw_card
from onrecord.pages import quote_card as cards

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
    drawn = draw_card(
        cards.Card(words=words, name="Ann Onymous", source=("A show", "3 May 2024", "1:02:03"))
    )
    assert drawn is not None
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", drawn[16:24]) == (1200, 630)
    # The strictest of those that show previews take 300 kB.
    assert len(drawn) < 300_000


FOREIGN = {
    "Chinese": "“记录保持原样，无论谁说什么。”",
    "Japanese": "“記録はそのまま残る。”",
    "Korean": "“기록은 그대로 남는다.”",
    "Arabic": "“السجل يبقى كما تم استلامه.”",
    "Hebrew": "“הרשומה נשארת כפי שהתקבלה, אמרו OpenAI בשנת 2023.”",
    "Hindi": "“रिकॉर्ड वैसा ही रहता है।”",
    "Thai": "“บันทึกยังคงเดิม”",
    "of two scripts": "“We call it 记录 and keep it.”",
    "symbols": "“It is ☃ all the way ⛄ down 𓀀.”",
}


@pytest.mark.parametrize("words", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_card_has_no_box_in_place_of_a_letter(words):
    path = fonts.font_for(words, fonts.SERIF)
    if path:
        font = fonts.load_font(path, 24, 400)
        box = fonts.draw_letter(font, "\uffff")
        assert all(
            fonts.draw_letter(font, letter) != box for letter in words if not letter.isspace()
        )
    else:
        # A letter of nobody's script: no font has it.
        without = cards._draw(cards.Card(words="“\ue000”", name="\ue000", source=("A show",)), None)
        assert draw_card(cards.Card(words=words, name=words, source=(words, "A show"))) == without


@pytest.mark.parametrize("words", FOREIGN.values(), ids=FOREIGN.keys())
def test_words_that_no_font_here_has_are_left_out_of_the_card(words, tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "system_fonts", lambda _: ())
    same = "“ש”" if fonts.is_right_to_left(words) else "“\ue000”"
    one, other = (
        draw_card(cards.Card(words=said, name=said, source=("A show",)), tmp_path)
        for said in (words, same)
    )
    assert one == other
    assert struct.unpack(">II", one[16:24]) == (1200, 630)
    assert one != draw_card(cards.Card(words=words, name="Ann", source=("A show",)))
    # There may be a font next time.
    assert [*tmp_path.iterdir()] == []


def test_fonts_named_after_the_script_are_tried_first(tmp_path, monkeypatch):
    names = [f"NotoSerif{number:03}-Regular.ttf" for number in range(fonts.TRIED)]
    for name in [*names, "NotoSansCJK-Regular.ttc", "DroidSansHebrew.ttf"]:
        (tmp_path / name).touch()
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    fonts.system_fonts.cache_clear()
    assert fonts.system_fonts(fonts.script_of("の"))[0].endswith("NotoSansCJK-Regular.ttc")
    assert fonts.system_fonts(fonts.script_of("ש"))[0].endswith("DroidSansHebrew.ttf")
    fonts.system_fonts.cache_clear()


def test_a_line_of_chinese_never_starts_with_a_full_stop():
    font = fonts.load_font(fonts.SERIF, 40, 500)
    lines = layout.wrap("记" * 25 + "。" + "录" * 26 + "？" + "原" * 60, font)
    assert len(lines) > 2
    assert all(line[0] not in "。？" for line in lines)


def test_words_without_room_are_left_out_whole():
    _, lines = layout.fit_words("“" + "everybody whatever received " * 40 + "”", fonts.SERIF)
    assert lines[-1].removesuffix("…”").split()[-1] in {"everybody", "whatever", "received"}
    assert layout.cut("x" * 300, fonts.load_font(fonts.SANS, 28, 400)).endswith("x…")


def test_a_long_title_leaves_room_for_show_day_and_time():
    font = fonts.load_font(fonts.SANS, 28, 400)
    line = layout.join_source(
        ["A title that goes on and on, " * 5, "A show", "3 May 2024", "1:02:03"],
        font,
        right_to_left=False,
    )
    assert line.endswith("… · A show · 3 May 2024 · 1:02:03")
    assert font.getlength(line) <= layout.WIDTH - 2 * layout.MARGIN


def test_an_unchanged_card_is_not_drawn_again(tmp_path, monkeypatch):
    one = cards.Card(words="“The record stays.”", name="Ann", source=("A show",))
    drawn = draw_card(one, tmp_path)
    monkeypatch.setattr(cards, "_draw", lambda _: pytest.fail("drawn again"))
    assert draw_card(one, tmp_path) == drawn


def test_another_word_is_another_card():
    keys = {
        cards.Card(words=words, name=name, source=("A show",)).key
        for words in WORDS.values()
        for name in ("Ann", "Ben")
    }
    assert len(keys) == 2 * len(WORDS)


def test_no_word_stands_alone_on_the_last_line():
    font, lines = layout.fit_words(
        "“Microsoft has been a very, very good partner for us.”", fonts.SERIF
    )
    widths = [font.getlength(line) for line in lines]
    assert min(widths) > 0.5 * max(widths)
