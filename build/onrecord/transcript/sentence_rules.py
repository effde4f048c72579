"""Where sentences end: the rules."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.text.scripts import CLOSING, STOPS, STOPS_WITHOUT_SPACE, UNSPACED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

# Finds every run of marks once and cannot fail after its first character: linear in any text, and fast.
MARK = re.compile(rf"[{re.escape(STOPS)}]++[{re.escape(CLOSING)}]*+")
NEXT_UNSPACED = re.compile(f"[{UNSPACED}]")
OPENING = re.compile(r"""\s*+["'“‘«‹„(\[{¿¡—–-]*+\s*+""")
WORD = re.compile(r"\w")
ADDRESSED = re.compile(r"[^\W\d_][\w’'-]*+,")

# A small letter says nothing where it begins a name (iPhone, re:Invent) or a note ([laughs]), and a subject with its verb goes on with no
# sentence (there's).
BEGINS_SMALL = re.compile(
    r"[^\W\d_]{1,12}:?[A-Z]|(?:it|there|that|he|she|they|we|you|i)['’](?:s|re|m|ll|ve|d)\b"
)

# Japanese goes on after a quotation: 「はい。」と言った.
QUOTED_ON = re.compile(r"\s*(?:と|って|など|という)")

# Always followed by a name, or by what they introduce.
BEFORE_NAME = re.compile(
    r"(?:mrs?|m[sx]|dr|prof|gen|sen|rep|gov|capt|lt|col|sgt|rev|hon|mme|mlle|mgr|sra?|srta|dra|hr|vs|e\.g|i\.e|cf)\Z",
    re.IGNORECASE,
)
BEFORE_NUMBER = re.compile(
    r"(?:nos?|nr|figs?|vol|pp?|ch|sec|art|eq|ca|approx|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\Z",
    re.IGNORECASE,
)
# J. (R. R.) · A.I. · OpenA.I. · p.m. · Ph.D. · Inc.
WITHIN_NAME = re.compile(
    r"(?:\A[A-Z]|[^\W\d_]\.[^\W\d_]|\A(?:st|mt|ft|inc|ltd|co|corp|bros|jr|al|ph\.d))\Z",
    re.IGNORECASE,
)

LONGEST_ABBREVIATION = len("approx")

# After "U.S." or "Inc." a capital may go on with a name. These words begin sentences.
OPENER = re.compile(
    r"""(?:i|the|it|he|she|we|you|they|this|that|these|those|there|here|let)(?:['’](?:s|m|d|ll|ve|re))?\b
    |(?:and|but|so|or|because|if|when|while|what|why|who|how|where|well|yeah|yes|no|okay|ok|oh|now|then|also|my|your|our|his|her|their|in|on|at
    |for|as|after|before|do|does|did|is|are|was|were|can|could|would|should|have|has|not|thanks?|right|just|some|maybe|actually|like|anyway
    |however|although|since|once|even|all|one)\b""",
    re.IGNORECASE | re.VERBOSE,
)
ARTICLE = re.compile(r"(?:\A|\s)(?:the|an?|our|this|that|his|her|their|its)\s\Z", re.IGNORECASE)
LONGEST_ARTICLE = len(" their ")

# So many sentences beginning with a small letter are no accident, if they are the most.
ENOUGH = 3

# A list's "1." or "12." stands before its sentence.
NUMERALS = 2


def find_sentence_starts(text: str, fixed: Iterable[int] = ()) -> list[int]:
    """Give the positions at which sentences start, in order; the first is 0.

    Args:
        text: words separated by single spaces.
        fixed: positions at which a sentence starts in any case.

    >>> text = "Dr. Wu met the U.S. Navy at 3.5 knots. It was No. 5, she said. Was it? Well..."
    >>> [text[start:][:8] for start in find_sentence_starts(text)]
    ['Dr. Wu m', 'It was N', 'Was it? ', 'Well...']
    """
    length = len(text)
    marks = [mark for mark in MARK.finditer(text) if mark.end() < length and _stands(text, mark)]
    firsts = [_skip(OPENING, text, mark.end()) for mark in marks]
    # Where most sentences begin with a small letter, small letters say nothing.
    small = sum(text[first : first + 1].islower() for first in firsts)
    cased = small < ENOUGH or small * 2 <= len(marks)
    certain = {0, *fixed}
    found = {
        mark.end() + text[mark.end()].isspace()
        for mark, first in zip(marks, firsts, strict=True)
        if first < length and _ends(text, mark, first, cased=cased)
    }
    return list(_keep_words(text, sorted(certain | found), certain))


def _keep_words(text: str, starts: Sequence[int], certain: Collection[int]) -> Iterator[int]:
    """Leave out the starts of what holds no word: that stays with the sentence before it, or else with the one after it."""
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
    """Say whether a mark stands at the end of a word."""
    following = text[mark.end()]
    return (
        following == " "
        or following.isspace()
        or text[mark.start()] in STOPS_WITHOUT_SPACE
        or (text[mark.start()] in "!?" and bool(NEXT_UNSPACED.match(following)))
    )


def _ends(text: str, mark: re.Match[str], following: int, *, cased: bool) -> bool:
    """Say whether a sentence ends with `mark`. Steps: 1. what follows, 2. the mark itself, 3. the word before a full stop."""
    # 1. Recognisers put false stops at the seams of their chunks ("what is meant. by AGI"): a small letter goes on.
    if (
        cased
        and text[following].islower()
        and not (BEGINS_SMALL.match(text, following) or text[following - 1] == "[")
    ):
        return False
    # 2. Only a full stop stands for other things too.
    found = mark.group()
    if found != ".":
        return not (found[-1] in "」』" and QUOTED_ON.match(text, mark.end()))
    # 3.
    start = _skip(OPENING, text, text.rfind(" ", 0, mark.start()) + 1)
    if mark.start() - start > LONGEST_ABBREVIATION and text.find(".", start, mark.start()) < 0:
        return True
    return not _abbreviates(text, start, text[start : mark.start()], following)


def _abbreviates(text: str, start: int, word: str, following: int) -> bool:
    """Say whether `word`, at `start`, takes a full stop that ends no sentence in front of what is at `following`."""
    if BEFORE_NAME.match(word):
        return True
    if BEFORE_NUMBER.match(word):
        return text[following].isdigit()
    if word.isdigit():
        return len(word) <= NUMERALS and (start == 0 or text[start - 2] in ".!?…:")
    if WITHIN_NAME.search(word):
        return not _opens(text, start, following)
    return False


def _opens(text: str, start: int, following: int) -> bool:
    """Say whether a sentence begins at `following`, after an abbreviation at `start` that may stand inside a name."""
    if OPENER.match(text, following):
        return True
    # "… of OpenA.I. Elia, welcome": somebody is addressed; but "the U.S. Navy, which".
    return bool(ADDRESSED.match(text, following)) and not ARTICLE.search(
        text, max(0, start - LONGEST_ARTICLE), start
    )
