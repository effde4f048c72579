"""What the words of a text tell of its worth as a quote. Each sentence is read once, however many candidates it is in."""

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
    PAST,
    PRONOUNS,
    STAKES,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTRAST = re.compile(
    r"\b(?:not|never|no|isn't|don't|cannot|can't|won't)\b.*\b(?:but|it's|rather|instead|only|than)\b|\bthe more\b"
)
# Without one of them there is no contrast.
CONTRASTING = frozenset({"not", "never", "no", "isnt", "dont", "cannot", "cant", "wont", "more"})
# A full stop where the recogniser's chunks met.
SEAM = re.compile(r"[.?!] [^\W\d_A-Z]")
LONG = 7
# "bed" is of no time, and "indeed" neither.
LONG_ENOUGH = 4
NAME = re.compile(r"\b(?:\w*\d\w*|\w+[A-Z]\w*)")
# A text without such a character has no such word; most have none, and are passed over six times as fast.
NAMING = re.compile(r"[A-Z\d](?:(?<=\d)|(?<=\w[A-Z]))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Counts over the words of a text, and what its signs tell."""

    stems: frozenset[str]
    """Of the words that carry a subject."""
    content: int
    """Words that carry a subject."""
    claims: int
    pronouns: int
    long: int
    """Words of more than seven letters."""
    addressed: bool
    number: bool
    stakes: int
    past: int
    general: int
    """Times "a" and "an" are said."""
    names: frozenset[str]
    """What only those know who know the subject: words with digits, or with capitals inside."""
    leaning: bool
    joints: int
    hedges: int
    fillers: int


def extract(text: str, words: Sequence[str]) -> Features:
    """Give what a text tells.

    Args:
        text: a sentence, or what of it is left behind its opening.
        words: of it, folded.
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
        past=signs.count("t"),
        general=signs.count("g"),
        names=frozenset(stem(name.lower()) for name in NAME.findall(text))
        if NAMING.search(text)
        else frozenset(),
        leaning=bool(LEANING.match(lower)),
        joints=len(JOINTS.findall(lower)),
        hedges=len(HEDGES.findall(lower)),
        fillers=len(FILLERS.findall(lower)),
    )


# Of as many words as `stem` remembers, 8 MB at most.
@lru_cache(maxsize=65536)
def _signs(word: str) -> str:
    """Give a letter for each list that a word is in: one look at a word that was met before, for eight."""
    past = word in PAST or (
        word.endswith("ed") and len(word) > LONG_ENOUGH and not word.endswith("eed")
    )
    lists = {
        "c": word in CLAIMS,
        "p": word in PRONOUNS,
        "l": len(word) > LONG,
        "a": word in ADDRESSED,
        "n": word.isdigit(),
        "s": word in STAKES,
        "t": past,
        "g": word in {"a", "an"},
    }
    return "".join(letter for letter, held in lists.items() if held)


def asks(text: str) -> bool:
    """Say whether a text is a question whose mark the recogniser has left out."""
    return ASKING.match(text.lower()) is not None


def is_housekeeping(text: str) -> bool:
    """Say whether a text greets, thanks or advertises."""
    return HOUSEKEEPING.search(text.lower()) is not None


def join(one: Features, other: Features) -> Features:
    """Give what two sentences in a row tell.

    Args:
        one: what the first tells.
        other: what the second tells.
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
        past=one.past + other.past,
        general=one.general + other.general,
        names=one.names | other.names,
        leaning=one.leaning,
        joints=one.joints + other.joints,
        hedges=one.hedges + other.hedges,
        fillers=one.fillers + other.fillers,
    )


def contrasts(text: str, words: Sequence[str]) -> bool:
    """Say whether a text sets one thing against another, or on a condition; the two may be in two sentences."""
    return not CONTRASTING.isdisjoint(words) and CONTRAST.search(text.lower()) is not None


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Fold the commonest endings of English.

    >>> [stem(word) for word in ("models", "capability", "capabilities", "worried", "analysis")]
    ['model', 'capabiliti', 'capabiliti', 'worri', 'analysi']
    """
    for ending in ("ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) > 3:  # noqa: PLR2004
            word = word.removesuffix(ending)
            break
    return word[:-1] + "i" if word.endswith("y") else word
