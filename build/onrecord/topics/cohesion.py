"""Whether words are said often and firmly enough to be a term."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

# A phrase absorbs the shorter one that is said in it this often.
ABSORBS = 2 / 3
# A phrase of common nouns said twice is a term only where its parts are not said much more often without each other.
HOLDS_TOGETHER = 0.3
# "Proof of work" is the proof that is spoken of; "CEO of GitLab" is one of many that a CEO may be said to be.
OF = 0.4
# "Hard fork", "open source": the adjective belongs to it where the noun is seldom said without it.
SET_PHRASE = 0.5
# "A mining pool", "the mining pool"; of a verb with its object, such as "mining blocks", it is seldom so.
INTRODUCED = 1 / 3
# "La activación", "der Knoten"; verbs and adverbs have an article before them by chance.
BEHIND_ARTICLE = 0.2
# Said so often, a term is no chance: twice may be.
TWICE, OFTEN = 2, 3
# Said so often, be it in two sentences, a word is no chance.
FREQUENT = 4
# A word that hardly anybody says in general (Zipf) is no chance when it is said twice: transistors, qubits.
RARE = 3.1
# And an adjective that is rare enough to say what is meant by itself.
UNUSUAL = 3.4
# A phrase whose mentions mostly go on behind it is cut off: "full-stack quantum" of full-stack quantum computers.
GOES_ON = 2 / 3


def is_chance(candidate: TermCandidate, context: WeightContext) -> bool:
    """Say whether a candidate is no term whatever it weighs: most are said once, and are neither a name nor in the metadata."""
    return candidate.count == 1 and not candidate.named and candidate.key not in context.stated


def is_term(
    candidate: TermCandidate, candidates: Mapping[str, TermCandidate], context: WeightContext
) -> bool:
    """Say whether a candidate is said often and firmly enough."""
    stated, phrase = candidate.key in context.stated, len(candidate.words) > 1
    if candidate.count == 1:
        return (stated and (candidate.named or phrase)) or (
            candidate.named and is_person(usual_form(candidate))
        )
    sentences = len({mention.sentence for mention in candidate.mentions})
    if stated or sentences < TWICE:
        return stated
    if not context.language.startswith("en"):
        return _is_frequent_term(candidate, candidates, context.language)
    if not phrase:
        rare = measure(candidate.words[0], context.language) <= RARE
        return candidate.named or rare or sentences >= OFTEN or candidate.count >= FREQUENT
    whole = candidate.inner < GOES_ON * candidate.count
    return whole and (
        is_bound(candidate, context) or _holds_together(candidate, candidates, sentences, context)
    )


def _is_frequent_term(
    candidate: TermCandidate, candidates: Mapping[str, TermCandidate], language: str
) -> bool:
    """Say whether words of another language make a term: a name, or what stands behind an article, where there are articles."""
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
    """Say whether the words of an English phrase make one term."""
    words, language = candidate.words, context.language
    first = candidates.get(term_key(words[0], language))
    if "of" in words:
        # "Creators of GitLab" is said of a name, and is none.
        said_of_name = candidate.named and not (first and first.named)
        return candidate.count > OFTEN - (not said_of_name) and (
            first is None or candidate.count >= OF * first.count
        )
    if words[0].endswith("ing") and candidate.introduced < INTRODUCED * candidate.count:
        return False
    if words[0] in english.EMPTY_ADJECTIVES:
        return _is_set(candidate, candidates, language)
    if candidate.named:
        return words[0] not in english.EMPTY_NOUNS
    tail = candidates.get(term_key(" ".join(words[1:]), language))
    # A modifier more, before what is mostly spoken of without it.
    aside = (
        len(words) > TWICE
        and candidate.count <= TWICE
        and tail is not None
        and tail.count > TWICE * candidate.count
    )
    if aside or sentences >= OFTEN:
        return not aside
    return _is_bound_to(candidate, candidates, context)


def _is_bound_to(
    candidate: TermCandidate, candidates: Mapping[str, TermCandidate], context: WeightContext
) -> bool:
    """Say whether the words of a phrase that is said twice are said much more often without each other."""
    words, language = candidate.words, context.language
    full = [word for word in words if word not in english.EMPTY_NOUNS]
    if len(full) > 1:
        return candidate.count >= HOLDS_TOGETHER * rarest_part(candidate, context)
    # "Human teachers", "emergent properties": one word that names little, beside one that is seldom said without it.
    own = full[0] if full else ""
    unusual = own == words[-1] or (
        own.isalpha()
        and term_key(own, language) not in candidates
        and measure(own, language) <= UNUSUAL
    )
    return bool(own) and unusual and candidate.count >= SET_PHRASE * count_word(own, context)


def _is_set(
    candidate: TermCandidate, candidates: Mapping[str, TermCandidate], language: str
) -> bool:
    """Say whether an adjective belongs to a term, as in "hard fork"."""
    rest = candidates.get(term_key(" ".join(candidate.words[1:]), language))
    # What is missing has been merged with what it is one with, and is said without the adjective there.
    return rest is not None and candidate.count / rest.count >= (
        SET_PHRASE if candidate.count >= OFTEN else ABSORBS
    )
