"""Marks that end sentences, in any script."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.text.languages import base_language
from onrecord.text.scripts import CHINESE_JAPANESE, CLOSING, STOPS, STOPS_WITHOUT_SPACE

# Ethiopic word separators may be typed for a full stop.
NATIVE = re.compile(f"[{STOPS_WITHOUT_SPACE}]|፡፡")
# Marks that also end a sentence in some languages.
_OWN = {"el": "|[;\u037e]", "am": "|::", "ti": "|::"}
# French sets its closing quotation marks off by a space; German closes with “ and «, which open in
# other languages.
CLOSING_MARKS = rf"""[{re.escape(CLOSING)}]*+(?:[ \u00a0\u202f][»›]|[“«‹](?=\s))?"""
# What a word cannot contain, besides spaces.
BOUNDARY = re.compile(f"[{CHINESE_JAPANESE}“”「」（）《》{STOPS_WITHOUT_SPACE}]")


@lru_cache(maxsize=64)
def mark_pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of terminal marks in a row with the closing marks after them.

    It cannot fail after its first character, so that a search is linear in any text.
    """
    own = _OWN.get(base_language(language), "")
    return re.compile(f"(?:[{STOPS}]|፡፡{own})++{CLOSING_MARKS}")
