"""Rules for where sentences end, in any language. `abbreviations.txt` has the words of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.text.languages import base_language
from onrecord.text.word_lists import load_word_lists

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

# Unicode's Sentence_Terminal (16.0), without the ASCII ones and those of the Latin script, and
# Ethiopic word separators typed for a full stop. No white space is needed after these.
_NATIVE = (
    "\u0589\u061d\u0700-\u0702\u07f9\u0837\u0839\u083d\u083e\u0964\u0965\u104a\u104b\u1362"
    "\u1367\u1368\u166e\u1735\u1736\u17d4\u17d5\u1803\u1809\u1944\u1945\u1aa8-\u1aab\u1b4e\u1b4f"
    "\u1b5a\u1b5b\u1b5e\u1b5f\u1b7d-\u1b7f\u1c3b\u1c3c\u1c7e\u1c7f\u3002\ua4ff\ua60e\ua60f\ua6f3"
    "\ua6f7\ua876\ua877\ua8ce\ua8cf\ua92f\ua9c8\ua9c9\uaa5d-\uaa5f\uaaf0\uaaf1\uabeb\ufe12\ufe15"
    "\ufe16\ufe52\ufe56\ufe57\uff01\uff0e\uff1f\uff61\U00010a56\U00010a57\U00010f55-\U00010f59"
    "\U00010f86-\U00010f89\U00011047\U00011048\U000110be-\U000110c1\U00011141-\U00011143"
    "\U000111c5\U000111c6\U000111cd\U000111de\U000111df\U00011238\U00011239\U0001123b\U0001123c"
    "\U000112a9\U000113d4\U000113d5\U0001144b\U0001144c\U000115c2\U000115c3\U000115c9-\U000115d7"
    "\U00011641\U00011642\U0001173c-\U0001173e\U00011944\U00011946\U00011a42\U00011a43\U00011a9b"
    "\U00011a9c\U00011c41\U00011c42\U00011ef7\U00011ef8\U00011f43\U00011f44\U00016a6e\U00016a6f"
    "\U00016af5\U00016b37\U00016b38\U00016b44\U00016d6e\U00016d6f\U00016e98\U0001bc9f\U0001da88"
)
NATIVE = re.compile(f"[{_NATIVE}]|፡፡")
_TERMINALS = f".!?…‽\u203c\u2047-\u2049\u061e\u061f\u06d4\u2e2e\u2e3c\u2e53\u2e54{_NATIVE}"
# Marks that also end a sentence in some languages.
OWN_TERMINALS = {"el": "|[;\u037e]", "am": "|::", "ti": "|::"}
# French sets its closing quotation marks off by a space; German closes with “ and «, which open in
# other languages.
_CLOSING = r"""["'”’»›)\]}」』）》〉】]*+(?:[ \u00a0\u202f][»›]|[“«‹](?=\s))?"""
BRACKETS = ")]"

BOUNDARY = re.compile(f"[\u3040-\u30ff\u3400-\u9fff“”「」（）《》{_NATIVE}]")
IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
OPENING = re.compile(r"""\s*+["'“‘«‹„(\[{¿¡—–-]*+\s*+""")
WORD = re.compile(r"\w")
LETTERS = re.compile(r"[^\W\d_]+")
ADDRESSED = re.compile(r"[^\W\d_][\w’'-]*+,(?!\s(?:and|or|in|at|of|who|which|whose|the|an?)\b)")

# A lower-case letter does not continue the sentence if it starts a name (iPhone, re:Invent) or a
# note ([laughs]), or a subject with its verb (there's).
BEGINS_SMALL = re.compile(
    r"[^\W\d_]{1,12}:?[A-Z]|(?:it|there|that|he|she|they|we|you|i)['’](?:s|re|m|ll|ve|d)\b"
)

# After a quotation, the clause that says who said it continues the sentence: 「はい。」と言った.
SPEECH_TAG = re.compile(
    r"\s*(?:と|って|など|という)|(?![没沒不])[\u4e00-\u9fff]{1,3}[说說问問喊叫道][^，。：！？]{0,3}[，。]"
    r"|\s(?:\S+\s)?(?:कहा|पूछा|बोला|बोली|बोले)(?=[\s।])|\s(?:አለ|አለች|አሉ|ብሎ|ብላ)(?=[\s።])"
)

# An initial or initialism: J. (R. R.), A.I., OpenA.I., p.m., J.-P., Karl-H.
INITIAL = re.compile(r"(?:\A|[^\W\d_]\.[-‐]?)[^\W\d_]\Z|[^\W\d_][-‐][A-ZÀ-ÖØ-Þ]\Z")
CLOCK = re.compile(r"[ap]\.m\Z", re.IGNORECASE)
ROMAN = re.compile(r"[IVXLC]+\Z")
# Languages that write ordinals with a full stop, and those of them whose nouns have capitals.
ORDINALS = frozenset(
    "bs cs da de et eu fi fo hr hsb hu is lb lv nb nn no pl sk sl sr tr".split()  # noqa: SIM905
)
CAPITAL_NOUNS = frozenset({"de", "lb"})
# After these, a letter with a full stop is the year or century it belongs to: в 1945 г.
YEARS = re.compile(r"[\dIVX]\s\Z")
YEAR_LETTERS = frozenset({"г", "гг", "r"})
# Longer words in scripts without capitals are no abbreviations.
SHORT_WORD = 4

ARTICLE = re.compile(r"(?:\A|\s)(?:the|an?|our|this|that|his|her|their|its)\s\Z", re.IGNORECASE)
LONGEST_ARTICLE = len(" their ")

# Lower-case letters say nothing if at least this many sentences, and most of them, start with one.
ENOUGH = 3

# Numerals of lists ("1.", "12.") have at most this many digits and stand before their sentence.
NUMERALS = 2
# Ordinals have at most this many ("150. Geburtstag"): longer numbers are years.
LONGEST_ORDINAL = 3

_WORDS = load_word_lists(__file__, "abbreviations.txt")


@dataclass(frozen=True, slots=True)
class Rules:
    """What differs by language."""

    mark: re.Pattern[str]
    """Finds each run of terminal marks once, in linear time."""
    before_name: frozenset[str]
    before_number: frozenset[str]
    within_name: frozenset[str]
    openers: frozenset[str]
    """Words that begin sentences."""
    ordinals: bool
    capital_nouns: bool


@lru_cache(maxsize=64)
def rules_of(language: str) -> Rules:
    """Return the rules of a language, by its tag. Unknown ones have the rules of English."""
    base = base_language(language)
    lists = [base if f"{base} openers" in _WORDS or f"{base} before name" in _WORDS else "en"]

    def words(section: str, *shared: str) -> frozenset[str]:
        none: frozenset[str] = frozenset()
        return none.union(*(_WORDS.get(f"{own} {section}", none) for own in (*shared, *lists)))

    return Rules(
        mark=re.compile(f"(?:[{_TERMINALS}]|፡፡{OWN_TERMINALS.get(base, '')})++{_CLOSING}"),
        before_name=words("before name", "und"),
        before_number=words("before number", "und"),
        within_name=words("within name", "und"),
        openers=words("openers"),
        ordinals=base in ORDINALS,
        capital_nouns=base in CAPITAL_NOUNS,
    )


def find_sentence_starts(text: str, fixed: Iterable[int] = (), language: str = "") -> list[int]:
    """Return the positions at which sentences start, in order; the first is 0.

    Args:
        text: Words separated by single spaces.
        fixed: Positions at which a sentence starts in any case.
        language: Tag (BCP 47) of the language; empty if unknown.

    >>> text = "Dr. Wu met the U.S. Navy at 3.5 knots. It was No. 5, she said. Was it? Well..."
    >>> [text[start:][:8] for start in find_sentence_starts(text)]
    ['Dr. Wu m', 'It was N', 'Was it? ', 'Well...']
    """
    rules = rules_of(language)
    length = len(text)
    marks = [
        mark for mark in rules.mark.finditer(text) if mark.end() < length and _stands(text, mark)
    ]
    firsts = [_skip(OPENING, text, mark.end()) for mark in marks]
    # Where most sentences begin with a lower-case letter, these say nothing.
    small = sum(text[first : first + 1].islower() for first in firsts)
    cased = small < ENOUGH or small * 2 <= len(marks)
    # Where a script's own full stop is used, a Latin one marks an abbreviation: डॉ. शर्मा
    native = sum(NATIVE.match(mark.group()) is not None for mark in marks) * 2 > len(marks)
    certain = {0, *fixed}
    found: set[int] = set()
    for mark, first in zip(marks, firsts, strict=True):
        start = _word_start(text, mark.start())
        listed = start in certain or start in found or text[start - 2] in "…:"
        if (
            first < length
            and not _continues(text, mark, first, cased=cased)
            and not _is_abbreviation(text, mark, start, first, rules, native=native, listed=listed)
        ):
            found.add(mark.end() + text[mark.end()].isspace())
    return list(_keep_words(text, sorted(certain | found), certain))


def _word_start(text: str, end: int) -> int:
    """Return the start of the word that ends at a position. Scripts without spaces end it too."""
    start = text.rfind(" ", 0, end) + 1
    if not text.isascii():
        for boundary in BOUNDARY.finditer(text, start, end):
            start = boundary.end()
    return _skip(OPENING, text, start)


def _keep_words(text: str, starts: Sequence[int], certain: Collection[int]) -> Iterator[int]:
    """Leave out the starts of parts without words: each joins the previous sentence or the next."""
    wordless = False
    for start, end in pairwise([*starts, len(text)]):
        has_word = bool(WORD.search(text, start, end))
        if start in certain:
            yield start
            wordless = not has_word
        elif has_word and not wordless:
            yield start
        elif has_word:
            wordless = False


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    skipped = pattern.match(text, position)
    return skipped.end() if skipped else position


def _stands(text: str, mark: re.Match[str]) -> bool:
    """Return whether a mark is at the end of a word."""
    following = text[mark.end()]
    return (
        following.isspace()
        or NATIVE.match(mark.group()) is not None
        or (mark.group()[0] in "!?" and bool(IDEOGRAPH.match(following)))
    )


def _continues(text: str, mark: re.Match[str], following: int, *, cased: bool) -> bool:
    """Return whether the sentence continues whatever the mark, given what follows it."""
    # Speech recognition puts false stops where its chunks meet ("what is meant. by AGI"): a
    # lower-case letter continues the sentence. After 。 it starts one: there it is a foreign word.
    if (
        cased
        and text[following].islower()
        and not NATIVE.match(mark.group())
        and not BEGINS_SMALL.match(text, following)
        and text[following - 1] != "["
    ):
        return True
    return mark.group()[-1] in '"”»」』' and SPEECH_TAG.match(text, mark.end()) is not None


def _is_abbreviation(
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
    found = mark.group()
    bracketed = found[:1] == "." and found[1:2] in BRACKETS and text[start - 1] in "[("
    if found != "." and not bracketed:
        return False
    word = text[start : mark.start()]
    lower = word.casefold()
    if _is_listed(text, lower, following, rules):
        return True
    if word.isdigit() or (rules.ordinals and ROMAN.match(word)):
        return _is_numeral(text, word, following, rules, listed=listed)
    if word and lower == word.upper():
        # A letter without case is an initial, and so are the syllables for one: एम. एस.
        short = native and (len(word) <= SHORT_WORD or "." in word)
        return short or INITIAL.search(word) is not None
    if lower in YEAR_LETTERS and YEARS.search(text, max(0, start - 2), start):
        return _is_roman(text, following, rules)
    within = lower in rules.within_name or INITIAL.search(word) is not None
    return within and not _opens(text, start, word, following, rules)


def _is_listed(text: str, word: str, following: int, rules: Rules) -> bool:
    """Return whether a word is an abbreviation that precedes a name, or a number that follows."""
    # L’art. 5
    forms = {word, word.rpartition("’")[2]}
    if not forms.isdisjoint(rules.before_name):
        return True
    # Hauptstr. 5
    street = rules.capital_nouns and word.endswith("str")
    return (street or not forms.isdisjoint(rules.before_number)) and (
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
