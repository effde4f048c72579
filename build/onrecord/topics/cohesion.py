"""Whether a candidate is frequent and cohesive enough to be a term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.text.languages import base_language
from onrecord.topics import english
from onrecord.topics.candidates import usual_form
from onrecord.topics.frequency import measure
from onrecord.topics.grammar_rules import determiners
from onrecord.topics.names import is_person
from onrecord.topics.term_key import term_key
from onrecord.topics.weighting import count_word, is_bound, rarest_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.topics.candidates import TermCandidate
    from onrecord.topics.weighting import WeightContext

# A phrase absorbs a shorter candidate if at least this share of its mentions is inside the phrase.
ABSORBS = 2 / 3
# A phrase of common nouns with two mentions is a term only if it accounts for this share of the
# uses of its parts.
HOLDS_TOGETHER = 0.3
# The same for phrases with "of": "proof of work" is the usual proof, but "CEO of GitLab" is one of
# many CEOs.
OF = 0.4
# An adjective belongs to the term ("hard fork", "open source") if this share of the noun's uses has
# it.
SET_PHRASE = 0.5
# Share of mentions after a determiner or modifier ("a mining pool"). Verbs with an object ("mining
# blocks") rarely have one.
INTRODUCED = 1 / 3
# Share of mentions after an article ("la activación", "der Knoten"). Verbs and adverbs follow one
# only by chance.
BEHIND_ARTICLE = 0.2
# Two mentions may be chance; this many are not.
TWICE, OFTEN = 2, 3
# This many mentions of a single word are not chance, even within two sentences.
FREQUENT = 4
# A word as rare as this in general (Zipf scale) is a term from its second mention: transistors,
# qubits.
RARE = 3.1


def is_chance(candidate: TermCandidate, context: WeightContext) -> bool:
    """Return whether a candidate can be dropped without weighing it, as most can.

    These have one mention, are not names and are not in the metadata.
    """
    return candidate.count == 1 and not candidate.named and candidate.key not in context.stated


def is_term(
    candidate: TermCandidate, candidates: Mapping[str, TermCandidate], context: WeightContext
) -> bool:
    """Return whether a candidate is mentioned often enough and is cohesive."""
    stated = candidate.key in context.stated
    if candidate.count == 1:
        return _is_term_once(candidate, stated=stated)
    sentences = len({mention.sentence for mention in candidate.mentions})
    if stated or sentences < TWICE:
        return stated
    if base_language(context.language) != "en":
        return _is_frequent_term(candidate, candidates, context.language)
    if len(candidate.words) == 1:
        rare = measure(candidate.words[0], context.language) <= RARE
        return candidate.named or rare or sentences >= OFTEN or candidate.count >= FREQUENT
    return is_bound(candidate, context) or _holds_together(
        candidate, candidates, sentences, context
    )


def _is_term_once(candidate: TermCandidate, *, stated: bool) -> bool:
    """Return whether a candidate with a single mention is a term."""
    if stated and len(candidate.words) > 1:
        return True
    return candidate.named and (stated or is_person(usual_form(candidate)))


def _is_frequent_term(
    candidate: TermCandidate, candidates: Mapping[str, TermCandidate], language: str
) -> bool:
    """Return whether a candidate in a language other than English is a term.

    Names are; other words are if they follow an article (in languages that have articles) and are
    frequent.
    """
    if candidate.named:
        return True
    if determiners(language) and candidate.introduced < BEHIND_ARTICLE * candidate.count:
        return False
    if len(candidate.words) == 1:
        return candidate.count >= OFTEN
    parts = [
        candidates[part].count
        for word in candidate.words
        if (part := term_key(word, language)) in candidates
    ]
    return candidate.count >= HOLDS_TOGETHER * min(parts, default=candidate.count)


def _holds_together(
    candidate: TermCandidate,
    candidates: Mapping[str, TermCandidate],
    sentences: int,
    context: WeightContext,
) -> bool:
    """Return whether the words of an English phrase form one term."""
    words, language = candidate.words, context.language
    first = candidates.get(term_key(words[0], language))
    if "of" in words:
        alone = first.count if first else 0
        return candidate.count >= OFTEN and candidate.count >= OF * alone
    if (
        not candidate.named
        and words[0].endswith("ing")
        and candidate.introduced < INTRODUCED * candidate.count
    ):
        return False
    if words[0] in english.EMPTY_ADJECTIVES:
        return _is_set(candidate, candidates, language)
    if candidate.named:
        return words[0] not in english.EMPTY_NOUNS
    return sentences >= OFTEN or _is_bound_to(candidate, context)


def _is_bound_to(candidate: TermCandidate, context: WeightContext) -> bool:
    """Return whether the words of a phrase with two mentions rarely occur without each other."""
    words = candidate.words
    full = [word for word in words if word not in english.EMPTY_NOUNS]
    if len(full) > 1:
        return candidate.count >= HOLDS_TOGETHER * rarest_part(candidate, context)
    # "Human teachers": a word of little meaning before one that rarely occurs without it.
    return full == [words[-1]] and candidate.count >= SET_PHRASE * count_word(words[-1], context)


def _is_set(
    candidate: TermCandidate, candidates: Mapping[str, TermCandidate], language: str
) -> bool:
    """Return whether an adjective is part of the term, as in "hard fork"."""
    rest = candidates.get(term_key(" ".join(candidate.words[1:]), language))
    # If the noun is missing, it was merged into a variant and does occur without the adjective.
    return rest is not None and candidate.count / rest.count >= (
        SET_PHRASE if candidate.count >= OFTEN else ABSORBS
    )
