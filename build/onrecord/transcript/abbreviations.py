"""Full stops that belong to a word: abbreviations, initials, ordinals and the numerals of lists.

`abbreviations.txt` has the words of each language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.text.languages import base_language
from onrecord.text.word_lists import load_word_lists

BRACKETS = ")]"
LETTERS = re.compile(r"[^\W\d_]+")
ADDRESSED = re.compile(r"[^\W\d_][\w’'-]*+,(?!\s(?:and|or|in|at|of|who|which|whose|the|an?)\b)")
# An initial or initialism: J. (R. R.), A.I., OpenA.I., p.m., J.-P., Karl-H.
INITIAL = re.compile(r"(?:\A|[^\W\d_]\.[-‐]?)[^\W\d_]\Z|[^\W\d_][-‐][A-ZÀ-ÖØ-Þ]\Z")
# The bracket before a word, and the initials between: [J. R.
OPEN_INITIALS = re.compile(r"[\[(](?:[^\W\d_]\.\s?)*\Z")
LONGEST_INITIALS = len("[J. R. R. ")
CLOCK = re.compile(r"[ap]\.m\Z", re.IGNORECASE)
ROMAN = re.compile(r"[IVXLC]+\Z")
_SAME_WORDS = {"lb": "de", "nn": "nb", "no": "nb"}
# After these, a letter with a full stop is the year or century it belongs to: в 1945 г.
YEARS = re.compile(r"[\dIVX]\s\Z")
YEAR_LETTERS = frozenset({"г", "гг", "r"})
# Longer words in scripts without capitals are no abbreviations.
SHORT_WORD = 4

ARTICLE = re.compile(r"(?:\A|\s)(?:the|an?|our|this|that|his|her|their|its)\s\Z", re.IGNORECASE)
LONGEST_ARTICLE = len(" their ")

# Numerals of lists ("1.", "12.") have at most this many digits and stand before their sentence.
NUMERALS = 2
# Ordinals have at most this many ("150. Geburtstag"): longer numbers are years.
LONGEST_ORDINAL = 3

_WORDS = load_word_lists(__file__, "abbreviations.txt")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """Words and customs of a language."""

    before_name: frozenset[str]
    before_number: frozenset[str]
    within_name: frozenset[str]
    openers: frozenset[str]
    """Words that begin sentences."""
    ordinals: bool
    """Ordinals are written with a full stop."""
    capital_nouns: bool
    """All nouns have capitals, so that a capital does not show that a sentence starts."""


@lru_cache(maxsize=64)
def rules_of(language: str) -> Rules:
    """Return the rules of a language, by its tag. Unknown ones have the rules of English."""
    base = base_language(language)
    base = _SAME_WORDS.get(base, base)
    own = base if f"{base} before name" in _WORDS else "en"

    def words(section: str) -> frozenset[str]:
        return _WORDS.get(f"und {section}", _NONE) | _WORDS.get(f"{own} {section}", _NONE)

    return Rules(
        before_name=words("before name"),
        before_number=words("before number"),
        within_name=words("within name"),
        openers=words("openers"),
        ordinals=base in _WORDS["ordinals"],
        capital_nouns=base in _WORDS["capital nouns"],
    )


def is_abbreviation(
    text: str,
    mark: re.Match[str],
    start: int,
    following: int,
    rules: Rules,
    *,
    native: bool,
    listed: bool,
) -> bool:
    """Return whether a mark is a full stop that belongs to the word at `start`."""
    if mark.group() != "." and not _is_bracketed(text, mark, start):
        return False
    word = text[start : mark.start()]
    lower = word.casefold()
    if _is_listed(text, lower, following, rules):
        return True
    if _is_number(word, rules):
        return _is_numeral(text, word, following, rules, listed=listed)
    initial = INITIAL.search(word) is not None
    if word and lower == word.upper():
        # A letter without case is an initial, and so are the syllables for one: एम. एस.
        return initial or (native and (len(word) <= SHORT_WORD or "." in word))
    if lower in YEAR_LETTERS and YEARS.search(text, max(0, start - 2), start):
        return _is_roman(text, following, rules)
    within = initial or lower in rules.within_name
    return within and not _opens(text, start, word, following, rules)


def _is_bracketed(text: str, mark: re.Match[str], start: int) -> bool:
    """Return whether a full stop ends a word in brackets, as in "(etc.)", or initials there."""
    found = mark.group()
    before = text[max(0, start - LONGEST_INITIALS) : start]
    return found[:1] == "." and found[1:2] in BRACKETS and OPEN_INITIALS.search(before) is not None


def _is_number(word: str, rules: Rules) -> bool:
    return word.isdigit() or (rules.ordinals and ROMAN.match(word) is not None)


def _is_listed(text: str, word: str, following: int, rules: Rules) -> bool:
    """Return whether a word is an abbreviation that precedes a name, or a number that follows."""
    # L’art. 5
    forms = {word, word.replace("'", "’").rpartition("’")[2]}
    if not forms.isdisjoint(rules.before_name):
        return True
    # Hauptstr. 5
    return (word.endswith("str") or not forms.isdisjoint(rules.before_number)) and (
        text[following].isdigit() or _is_roman(text, following, rules)
    )


def _is_numeral(text: str, word: str, following: int, rules: Rules, *, listed: bool) -> bool:
    """Return whether a number takes its full stop as the numeral of a list or as an ordinal."""
    if word.isdigit():
        if len(word) <= NUMERALS and (listed or (rules.ordinals and text[following].isdigit())):
            return True
        if not rules.capital_nouns or len(word) > LONGEST_ORDINAL:
            return False
    return not _starts_with_opener(text, following, rules)


def _is_roman(text: str, position: int, rules: Rules) -> bool:
    """Return whether a Roman numeral follows. "I" is none where it begins sentences."""
    word = _word_at(text, position)
    return ROMAN.match(word) is not None and word.casefold() not in rules.openers


def _starts_with_opener(text: str, position: int, rules: Rules) -> bool:
    word = _word_at(text, position)
    # "V. Nosov" starts with an initial, not with "v".
    initial = len(word) == 1 and text[position + 1 : position + 2] == "."
    return (word.casefold() in rules.openers and not initial) or text[position - 1] in "¿¡"


def _word_at(text: str, position: int) -> str:
    word = LETTERS.match(text, position)
    return word.group() if word else ""


def _opens(text: str, start: int, word: str, following: int, rules: Rules) -> bool:
    """Return whether a sentence starts at `following`, after a word that may be inside a name."""
    if _starts_with_opener(text, following, rules):
        return True
    # "… of OpenA.I. Elia, welcome": somebody is addressed; but "the U.S. Navy, which".
    return (
        "." in word
        and not CLOCK.match(word)
        and bool(ADDRESSED.match(text, following))
        and not ARTICLE.search(text, max(0, start - LONGEST_ARTICLE), start)
    )
