"""The ranges of `text.scripts` are compared with the names that Unicode gives each letter."""

from __future__ import annotations

import re
import sys
import unicodedata

from onrecord.text.scripts import CLOSING, NATIVE_STOPS, STOPS, is_unspaced

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
    differing = [
        unicodedata.name(letter)
        for letter in LETTERS
        if is_unspaced(letter) != unicodedata.name(letter).startswith(UNSPACED_NAMES)
    ]
    assert differing == []


def test_a_stop_is_no_closing_mark_and_no_letter():
    stop, alone = re.compile(f"[{STOPS}]"), re.compile(f"[{NATIVE_STOPS}]")
    found = [
        character for character in map(chr, range(sys.maxunicode + 1)) if stop.match(character)
    ]
    assert len(found) > 100
    assert not set(found) & {*CLOSING, *LETTERS}
    assert {character for character in found if not alone.match(character)} >= {*".!?…"}
    assert all(map(stop.match, filter(alone.match, map(chr, range(sys.maxunicode + 1)))))
