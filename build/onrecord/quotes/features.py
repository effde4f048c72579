"""Features of a text that the quote ranking weighs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from onrecord.quotes.english import (
    ASKING,
    COMMON,
    COUNTED_PHRASES,
    COUNTED_WORDS,
    HOUSEKEEPING,
    LEANING,
    OPINION,
    QUALIFYING,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTRAST = re.compile(
    r"\b(?:not|never|no|isn't|don't|cannot|can't|won't)\b.*\b(?:but|it's|rather|instead|only"
    r"|than)\b|\bthe more\b"
)
# Capitals within a sentence.
NAMES = re.compile(r"(?<=[a-z,] )(?!I\b)[A-Z][\w.]+")
# Where a speaker breaks off, or the transcript leaves something out.
BROKEN = re.compile(r" --|\.\.\.|…|\[")
# A false full stop where two chunks of the speech recognition met.
SEAM = re.compile(r"[.?!] [^\W\d_A-Z]")
LONG = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Counts of words and phrases in a text."""

    counts: Counter[str]
    """Number of words in each list of `COUNTED_WORDS`, of matches of each pattern of
    `COUNTED_PHRASES`, and of `numbers`, `content` words, and words of more than seven letters
    (`long`)."""
    stems: frozenset[str]
    """Stems of the content words."""
    leaning: bool
    """The text continues an explanation."""

    def __add__(self, following: Features) -> Features:
        """Return the features of two consecutive texts together."""
        return Features(
            counts=self.counts + following.counts,
            stems=self.stems | following.stems,
            leaning=self.leaning,
        )


def extract(text: str, words: Sequence[str]) -> Features:
    """Return the features of a text.

    Args:
        text: A sentence, or the rest of it after its opening fillers.
        words: The normalised words of the text.
    """
    lower = text.lower()
    counts = Counter(chain.from_iterable(map(_kinds, words)))
    for name, phrases in COUNTED_PHRASES.items():
        counts[name] = len(phrases.findall(lower))
    return Features(
        counts=counts,
        stems=frozenset(stem(word) for word in words if word not in COMMON),
        leaning=LEANING.match(lower) is not None,
    )


# As many words as `stem` caches; 8 MB at most.
@lru_cache(maxsize=65536)
def _kinds(word: str) -> tuple[str, ...]:
    """Return the names under which `Features.counts` counts a word."""
    kinds = {
        "content": word not in COMMON,
        "long": len(word) > LONG,
        "numbers": word.isdigit(),
        **{name: word in words for name, words in COUNTED_WORDS.items()},
    }
    return tuple(kind for kind, counts in kinds.items() if counts)


def asks(text: str) -> bool:
    """Return whether a text is a question, with or without its mark."""
    return ASKING.match(text.lower()) is not None


def is_housekeeping(text: str) -> bool:
    """Return whether a text greets, thanks or advertises."""
    return HOUSEKEEPING.search(text.lower()) is not None


def is_opinion(text: str) -> bool:
    """Return whether a text starts as a view of the speaker's own."""
    return OPINION.match(text.lower()) is not None


def is_qualified(following: str) -> bool:
    """Return whether the sentence that follows a text qualifies or completes it."""
    return QUALIFYING.match(following.lower()) is not None


def count_names(text: str) -> int:
    """Return the number of words within the sentences of a text that start with a capital."""
    return len(NAMES.findall(text))


def is_broken(text: str) -> bool:
    """Return whether a speaker breaks off, or the transcript leaves something out."""
    return BROKEN.search(text) is not None


def contrasts(text: str) -> bool:
    """Return whether a text contrasts two things. They may be in two sentences."""
    return CONTRAST.search(text.lower()) is not None


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
