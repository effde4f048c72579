"""The weight of a candidate: how much it deserves an entry in the index."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, log10
from typing import TYPE_CHECKING

from onrecord.text.languages import base_language
from onrecord.topics import english
from onrecord.topics.frequency import measure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.topics.candidates import TermCandidate

# Zipf points by which each further word makes a phrase rarer.
RARER_BY_WORD = 0.8
# Factor for names, which are looked up more often than common nouns of equal weight.
NAME = 1.25
# Upper limit of a name's Zipf value: well-known names are looked up too.
WELL_KNOWN = 4.3
# Factor for terms that occur only in the first and last sentences (greetings, announcements,
# thanks), and the minimum length of the episode in units of these frames.
FRAME, FRAMING, LONG = 16, 0.4, 8
# Factor for single words, which are less specific than phrases.
ONE_WORD = 0.7
# Sentences per stretch: mentions spread over several stretches make a subject, repetition within
# one may be a habit of speech.
STRETCH = 12
# Single words above this Zipf value ("people", "learning", "data") are no terms unless stated. With
# 5.35 and with this, the same 58 of 103 tags by people are among the first 20 headings.
EVERYDAY = 4.9
# A phrase of words of little meaning is a term from this many mentions on, if they make up this
# share of the uses of its rarer word.
BOUND, BOUND_SHARE = 3, 0.5

EMPTY = english.EMPTY_NOUNS | english.VERBS | english.EMPTY_ADJECTIVES


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightContext:
    """Statistics of an episode that weights depend on."""

    language: str
    words: int
    """Number of words in the episode."""
    sentences: int
    """Number of sentences in the episode."""
    stated: Mapping[str, float]
    """Factors of the metadata, by term key."""
    said: Mapping[str, int]
    """Number of uses of each lower-case word."""


def weigh(candidate: TermCandidate, context: WeightContext) -> float:
    """Return the weight of a candidate; 0 excludes it."""
    words, count = candidate.words, candidate.count
    stated = context.stated.get(candidate.key, 1.0)
    if _is_empty(candidate, context.language) and not is_bound(candidate, context):
        return 0.0
    commonness = [
        measure(word, context.language) for word in words if word not in english.PREPOSITIONS
    ]
    rarest = min(commonness, default=9.0)
    if len(words) == 1 and rarest > EVERYDAY and not candidate.named:
        return 0.0
    if candidate.named:
        rarest = min(rarest, WELL_KNOWN)
    said = log10(count / max(context.words, 1000) * 1e9)
    keyness = said - (rarest - RARER_BY_WORD * (len(words) - 1))
    if keyness <= 0:
        return 0.0
    spread = len({mention.sentence // STRETCH for mention in candidate.mentions})
    weight = log(1 + count) * keyness * (0.7 + 0.3 * log(1 + spread) / log(2))
    if stated == 1.0 and _is_framing(candidate, context.sentences):
        weight *= FRAMING
    return weight * stated * (NAME if candidate.named else 1.0 if len(words) > 1 else ONE_WORD)


def is_bound(candidate: TermCandidate, context: WeightContext) -> bool:
    """Return whether words of little meaning form a term: human feedback, cost function."""
    words = candidate.words
    return (
        len(words) > 1
        and english.EMPTY_NOUNS.issuperset(words)
        and english.POINTING.isdisjoint(words)
        and english.CALENDAR.isdisjoint(words)
        and candidate.count >= BOUND
        and candidate.count >= BOUND_SHARE * min(count_word(word, context) for word in words)
    )


def count_word(word: str, context: WeightContext) -> int:
    """Return the number of uses of a word, with and without a final s."""
    other = word[:-1] if word.endswith("s") else f"{word}s"
    return context.said.get(word, 0) + context.said.get(other, 0)


def rarest_part(candidate: TermCandidate, context: WeightContext) -> int:
    """Return the number of uses of the rarest word of a phrase, inside the phrase and elsewhere."""
    return min(count_word(word, context) for word in candidate.words)


def _is_framing(candidate: TermCandidate, sentences: int) -> bool:
    """Return whether a candidate only occurs near the start and end of the episode.

    Episodes too short to have more in between do not count.
    """
    last = sentences - FRAME
    return last > LONG * FRAME and all(
        mention.sentence < FRAME or mention.sentence >= last for mention in candidate.mentions
    )


def _is_empty(candidate: TermCandidate, language: str) -> bool:
    """Return whether the words have too little meaning for an index entry."""
    words = candidate.words
    if words[0] in english.CALENDAR and all(
        word in english.CALENDAR or word[0].isdigit() for word in words
    ):
        return True
    if base_language(language) != "en":
        return False
    if len(words) == 1:
        word = words[0]
        return len(word) == 1 or word[0].isdigit() or (not candidate.named and word in EMPTY)
    return _is_empty_phrase(words)


def _is_empty_phrase(words: Sequence[str]) -> bool:
    """Return whether an English phrase points at something, or has words of little meaning only."""
    first = words[0]
    if first in english.POINTING or (first in english.VERBS and first.endswith(("ed", "ing"))):
        return True
    return all(word in EMPTY or word in english.PREPOSITIONS for word in words)
