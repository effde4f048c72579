"""Selection of the candidates that get an entry in an episode's index."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from onrecord.topics.cohesion import ABSORBS, FREQUENT, is_chance, is_term
from onrecord.topics.frequency import measure
from onrecord.topics.weighting import weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.topics.candidates import TermCandidate
    from onrecord.topics.weighting import WeightContext

# The index of a book has one entry per 150 to 200 words. Speech is less dense: of the 60 to 80
# entries of an hour, those after the first 40 were mostly mentions in passing.
WORDS_PER_TERM = 200
FEWEST, MOST = 15, 40
# Minimum similarity (percent) of a name and the way speech recognition wrote it.
ALIKE = 75
# Minimum weight: excludes a single word with two mentions that is as common in general as "cloud".
LEAST = 1.6
# Minimum weights of phrases, and of frequent words.
LEAST_PHRASE, LEAST_FREQUENT = 1.2, 1.3
# A common word (Zipf value) is absorbed if half of its mentions are inside longer terms and at most
# this many are not.
ABSORBS_WORD, LEFT, COMMON = 0.5, 3, 4.0
# Minimum weight of a term in the metadata.
STATED = 0.8


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its weight."""

    weight: float
    candidate: TermCandidate
    kept: bool
    """It gets an entry whatever its weight, before all others."""

    @property
    def rank(self) -> tuple[bool, float, str]:
        """Return the sort key of its entry."""
        return not self.kept, -self.weight, self.candidate.key


def select(
    candidates: Mapping[str, TermCandidate],
    context: WeightContext,
    *,
    hidden: frozenset[str],
    speaker_names: frozenset[str],
    kept: frozenset[str],
) -> list[Weighed]:
    """Return the candidates that get an entry, heaviest first.

    Args:
        candidates: By key.
        context: Statistics that weights depend on.
        hidden: Keys that the editor hides.
        speaker_names: Keys of names used to address people; excluded together with names that
            resemble them.
        kept: Keys that get an entry whatever their weight.
    """
    weighed: list[Weighed] = []
    for key in sorted(candidates):
        candidate = candidates[key]
        if key not in kept and is_chance(candidate, context):
            continue
        weight = weigh(candidate, context)
        if key in kept:
            weighed.append(Weighed(weight, candidate, kept=True))
        elif (
            weight < _least(candidate, context)
            or key in hidden
            or key in speaker_names
            or _resembles_speaker(candidate, speaker_names)
        ):
            continue
        elif is_term(candidate, candidates, context):
            weighed.append(Weighed(weight, candidate, kept=False))
    own = _absorb(weighed, context)
    limit = min(MOST, max(FEWEST, context.words // WORDS_PER_TERM))
    return own[: max(limit, len(kept))]


def _least(candidate: TermCandidate, context: WeightContext) -> float:
    if candidate.key in context.stated:
        return STATED
    if len(candidate.words) > 1:
        return LEAST_PHRASE
    return LEAST_FREQUENT if candidate.count >= FREQUENT else LEAST


def _absorb(weighed: Sequence[Weighed], context: WeightContext) -> list[Weighed]:
    """Drop candidates that are mostly mentioned inside longer entries.

    Those lead to the same passages.
    """
    stays: list[Weighed] = []
    inside: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for each in sorted(weighed, key=lambda each: (-_longest(each.candidate), each.candidate.key)):
        mentions = each.candidate.mentions
        within = sum(
            any(
                _contains(longer, (mention.first, mention.last))
                for longer in inside[mention.sentence]
            )
            for mention in mentions
        )
        absorbs = (
            ABSORBS_WORD
            if len(mentions) - within <= LEFT and _is_everyday(each.candidate, context.language)
            else ABSORBS
        )
        if not each.kept and within >= absorbs * len(mentions):
            continue
        stays.append(each)
        for mention in mentions:
            if mention.last - mention.first > 1:
                inside[mention.sentence].append((mention.first, mention.last))
    return sorted(stays, key=lambda each: each.rank)


def _is_everyday(candidate: TermCandidate, language: str) -> bool:
    return (
        len(candidate.words) == 1
        and not candidate.named
        and measure(candidate.words[0], language) >= COMMON
    )


def _contains(longer: tuple[int, int], shorter: tuple[int, int]) -> bool:
    return longer[0] <= shorter[0] and shorter[1] <= longer[1] and longer != shorter


def _longest(candidate: TermCandidate) -> int:
    return max(mention.last - mention.first for mention in candidate.mentions)


def _resembles_speaker(candidate: TermCandidate, names: frozenset[str]) -> bool:
    """Return whether a single name looks like a misrecognised name of a speaker."""
    return (
        candidate.named
        and len(candidate.words) == 1
        and any(fuzz.ratio(candidate.key, name) >= ALIKE for name in names)
    )
