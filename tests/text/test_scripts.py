"""The ranges of `text.scripts` are compared with the names that Unicode gives each letter."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest

from onrecord.overlays.spoken import find_words
from onrecord.text.scripts import CLOSING, STOPS, STOPS_WITHOUT_SPACE, UNBOUNDED, UNSPACED

# Letters are named by their script. "IDEOGRAPHIC" are the iteration and closing marks of Han.
UNSPACED_NAMES = (
    *("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "IDEOGRAPHIC", "VERTICAL IDEOGRAPHIC", "MASU"),
    *("HIRAGANA", "HENTAIGANA", "KATAKANA", "HALFWIDTH KATAKANA", "VERTICAL KANA", "BOPOMOFO"),
    *("KATAKANA-HIRAGANA", "HALFWIDTH KATAKANA-HIRAGANA", "THAI", "LAO", "MYANMAR", "KHMER"),
    *("TAI LE", "NEW TAI LUE", "TAI THAM", "TAI VIET", "AHOM"),
)
LETTERS = [
    character
    for character in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(character)[0] == "L" and unicodedata.name(character, "")
]


def test_letters_without_spaces_are_those_of_the_scripts_that_have_none():
    found = re.compile(f"[{UNSPACED}]")
    differing = [
        unicodedata.name(letter)
        for letter in LETTERS
        if bool(found.match(letter)) != unicodedata.name(letter).startswith(UNSPACED_NAMES)
    ]
    assert differing == []


def test_a_word_may_also_end_within_a_run_of_hangul():
    found = re.compile(f"[{UNBOUNDED}]")
    hangul = [one for one in LETTERS if "HANGUL" in unicodedata.name(one)]
    assert hangul
    assert all(map(found.match, hangul))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("오픈AI는", {"오", "픈", "ai", "는"}),
        ("კარგი დღე", {"კარგი", "დღე"}),
        ("ສະບາຍ", set("ສະບາຍ")),
    ],
)
def test_words_of_corrections_are_whole_where_a_script_has_borders_of_words(text, words):
    assert {word for word in find_words(text) if word.isalpha()} == {
        word for word in words if word.isalpha()
    }


def test_stops_are_punctuation_and_none_is_a_closing_mark():
    assert set(STOPS_WITHOUT_SPACE) < set(STOPS)
    assert not set(STOPS) & set(CLOSING)
    assert {unicodedata.category(stop) for stop in STOPS} == {"Po"}
