"""Features of a text that the quote ranking weighs. Computed once per sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.quotes.english import (
    ADDRESSED,
    ASKING,
    CLAIMS,
    COMMON,
    FILLERS,
    HEDGES,
    HOUSEKEEPING,
    JOINTS,
    LEANING,
    PRONOUNS,
    STAKES,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTRAST = re.compile(
    r"\b(?:not|never|no|isn't|don't|cannot|can't|won't)\b.*\b(?:but|it's|rather|instead|only"
    r"|than)\b|\bthe more\b"
)
# A text without any of these words has no contrast.
CONTRASTING = frozenset({"not", "never", "no", "isnt", "dont", "cannot", "cant", "wont", "more"})
# A false full stop where two chunks of the speech recognition met.
SEAM = re.compile(r"[.?!] [^\W\d_A-Z]")
LONG = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Counts of words and phrases in a text."""

    stems: frozenset[str]
    """Stems of the content words."""
    content: int
    """Number of content words."""
    claims: int
    pronouns: int
    long: int
    """Words of more than seven letters."""
    addressed: bool
    number: bool
    stakes: int
    leaning: bool
    joints: int
    hedges: int
    fillers: int


def extract(text: str, words: Sequence[str]) -> Features:
    """Return the features of a text.

    Args:
        text: A sentence, or the rest of it after its opening fillers.
        words: The normalised words of the text.
    """
    lower = text.lower()
    full = [word for word in words if word not in COMMON]
    signs = "".join(map(_signs, words))
    return Features(
        stems=frozenset(map(stem, full)),
        content=len(full),
        claims=signs.count("c"),
        pronouns=signs.count("p"),
        long=signs.count("l"),
        addressed="a" in signs,
        number="n" in signs,
        stakes=signs.count("s"),
        leaning=bool(LEANING.match(lower)),
        joints=len(JOINTS.findall(lower)),
        hedges=len(HEDGES.findall(lower)),
        fillers=len(FILLERS.findall(lower)),
    )


# As many words as `stem` caches; 8 MB at most.
@lru_cache(maxsize=65536)
def _signs(word: str) -> str:
    """Return one letter for each list that a word is in: one cached lookup instead of six."""
    lists = {
        "c": word in CLAIMS,
        "p": word in PRONOUNS,
        "l": len(word) > LONG,
        "a": word in ADDRESSED,
        "n": word.isdigit(),
        "s": word in STAKES,
    }
    return "".join(letter for letter, held in lists.items() if held)


def asks(text: str) -> bool:
    """Return whether a text is a question, with or without its mark."""
    return ASKING.match(text.lower()) is not None


def is_housekeeping(text: str) -> bool:
    """Return whether a text greets, thanks or advertises."""
    return HOUSEKEEPING.search(text.lower()) is not None


def join(one: Features, other: Features) -> Features:
    """Return the features of two consecutive sentences together.

    Args:
        one: Features of the first sentence.
        other: Features of the second sentence.
    """
    return Features(
        stems=one.stems | other.stems,
        content=one.content + other.content,
        claims=one.claims + other.claims,
        pronouns=one.pronouns + other.pronouns,
        long=one.long + other.long,
        addressed=one.addressed or other.addressed,
        number=one.number or other.number,
        stakes=one.stakes + other.stakes,
        leaning=one.leaning,
        joints=one.joints + other.joints,
        hedges=one.hedges + other.hedges,
        fillers=one.fillers + other.fillers,
    )


def contrasts(text: str, words: Sequence[str]) -> bool:
    """Return whether a text contrasts two things. They may be in two sentences."""
    return not CONTRASTING.isdisjoint(words) and CONTRAST.search(text.lower()) is not None


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Remove the most common English endings.

    >>> [stem(word) for word in ("models", "capability", "capabilities", "worried", "analysis")]
    ['model', 'capabiliti', 'capabiliti', 'worri', 'analysi']
    """
    for ending in ("ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) > 3:  # noqa: PLR2004
            word = word.removesuffix(ending)
            break
    return word[:-1] + "i" if word.endswith("y") else word
