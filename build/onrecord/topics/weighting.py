"""How much a candidate deserves a line in an index."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, log10
from typing import TYPE_CHECKING

from onrecord.topics import english
from onrecord.topics.frequency import measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.topics.candidates import TermCandidate

# What a further word takes from how often a phrase is to be expected, and how much a phrase is preferred for being one.
RARER_BY_WORD = 0.8
# Metadata: somebody chose these words for the episode.
# A name is looked up more often than a common noun of equal weight.
NAME = 1.25
# A name that everybody says is looked up all the same.
WELL_KNOWN = 4.3
# What is said in the first and last sentences alone greets, announces and thanks.
FRAME, FRAMING, LONG = 16, 0.4, 8
# One common word is looked up less often than a phrase: it says less of what is said of it.
ONE_WORD = 0.7
# Stretches of this many sentences: what is spread over several is a subject, what is said five times in one breath may be a tic.
STRETCH = 12
# Single words said more often than this in general name nothing ("people", "work").
EVERYDAY = 5.35


# Said so often, and so much of what is said of the rarer of its words, a phrase of empty nouns is one.
BOUND, BOUND_SHARE = 3, 0.5

EMPTY = english.EMPTY_NOUNS | english.VERBS | english.EMPTY_ADJECTIVES


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightContext:
    """What weights depend on beside the candidate."""

    language: str
    words: int
    """Of the episode."""
    sentences: int
    """Of the episode."""
    stated: Mapping[str, float]
    """By key: what metadata multiplies by."""
    said: Mapping[str, int]
    """Of each word in small letters, how often it is said."""


def weigh(candidate: TermCandidate, context: WeightContext) -> float:
    """Give the weight of a candidate; 0 for one that no index would hold."""
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
    """Say whether two nouns that name little by themselves are one term together: human feedback, cost function."""
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
    """Give how often a word is said, as it stands or with or without its s."""
    other = word[:-1] if word.endswith("s") else f"{word}s"
    return context.said.get(word, 0) + context.said.get(other, 0)


def rarest_part(candidate: TermCandidate, context: WeightContext) -> int:
    """Give how often the rarest word of a phrase is said in the episode, in the phrase or elsewhere."""
    return min(count_word(word, context) for word in candidate.words)


def _is_framing(candidate: TermCandidate, sentences: int) -> bool:
    """Say whether it is said at the very start and end alone, of an episode long enough to have more to it."""
    last = sentences - FRAME
    return last > LONG * FRAME and all(
        mention.sentence < FRAME or mention.sentence >= last for mention in candidate.mentions
    )


def _is_empty(candidate: TermCandidate, language: str) -> bool:
    """Say whether its words name nothing."""
    words = candidate.words
    if words[0] in english.CALENDAR and all(
        word in english.CALENDAR or word[0].isdigit() for word in words
    ):
        return True
    if not language.lower().startswith("en"):
        return False
    if len(words) == 1:
        word = words[0]
        return len(word) == 1 or word[0].isdigit() or (not candidate.named and word in EMPTY)
    if words[0] in english.POINTING or (
        words[0] in english.VERBS and words[0].endswith(("ed", "ing"))
    ):
        return True
    full = [
        word
        for word in words
        if word not in english.EMPTY_ADJECTIVES and word not in english.EMPTY_NOUNS
    ]
    return all(word in english.PREPOSITIONS or word in english.VERBS for word in full)
