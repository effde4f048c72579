"""Which candidates have a line in the index of an episode."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from onrecord.topics import english
from onrecord.topics.abroad import determiners
from onrecord.topics.candidates import usual
from onrecord.topics.fold import fold
from onrecord.topics.frequency import measure
from onrecord.topics.names import is_person
from onrecord.topics.weigh import is_bound, rarest_part, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.topics.candidates import Candidate
    from onrecord.topics.weigh import Weighing

# A book's index has a line for every 150 to 200 words; talk is thinner, but nobody turns its pages.
WORDS_PER_TERM = 110
FEWEST, MOST = 12, 120
# A phrase absorbs the shorter one that is said in it this often.
ABSORBS = 2 / 3
# Percent of letters that two given names share which one recogniser writes for the other.
ALIKE = 75
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
# What an editor chose stands before all that was counted.
EDITOR = 1000.0
# Below, a term is noise: one word said twice that is as common in general as "cloud".
LEAST = 1.6
# Of a phrase, or of what is said more often, less is enough.
LEAST_PHRASE, LEAST_FREQUENT, FREQUENT = 1.2, 1.3, 4
# A word that hardly anybody says in general (Zipf) is no chance when it is said twice: transistors, qubits.
RARE = 3.1
# A phrase whose mentions mostly go on behind it is cut off: "full-stack quantum" of full-stack quantum computers.
GOES_ON = 2 / 3
# A common word that is said within longer terms half of the time, and hardly ever by itself, is what they are kinds of.
ABSORBS_WORD, LEFT, COMMON = 0.5, 3, 4.0
# What somebody chose for the title or the description needs less.
STATED = 0.8


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its weight."""

    weight: float
    candidate: Candidate


def select(candidates: Mapping[str, Candidate], weighing: Weighing, *, hidden: frozenset[str], kept: frozenset[str]) -> list[Weighed]:
    """Give the candidates that have a line, heaviest first.

    Args:
        candidates: by key.
        weighing: what weights depend on.
        hidden: keys that have none: what the editor hides, and names that are only called.
        kept: keys that have one whatever they weigh.
    """
    weighed: list[Weighed] = []
    for key in sorted(candidates):
        candidate = candidates[key]
        weight = weigh(candidate, weighing)
        if key in kept:
            weighed.append(Weighed(EDITOR + weight, candidate))
        elif weight < _least(candidate, weighing) or key in hidden or _is_address(candidate, hidden):
            continue
        elif _is_term(candidate, candidates, weighing):
            weighed.append(Weighed(weight, candidate))
    weighed.sort(key=lambda each: (-each.weight, each.candidate.key))
    own = _absorb(weighed, weighing)
    limit = min(MOST, max(FEWEST, weighing.words // WORDS_PER_TERM))
    return own[: max(limit, sum(each.weight >= EDITOR for each in own))]


def _least(candidate: Candidate, weighing: Weighing) -> float:
    if candidate.key in weighing.stated:
        return STATED
    if len(candidate.words) > 1:
        return LEAST_PHRASE
    return LEAST_FREQUENT if candidate.count >= FREQUENT else LEAST


def _absorb(weighed: Sequence[Weighed], weighing: Weighing) -> list[Weighed]:
    """Leave out what is mostly said within longer terms that stay: what is left of it would lead to them anyway."""
    stays: list[Weighed] = []
    inside: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for each in sorted(weighed, key=lambda each: (-_width(each.candidate), each.candidate.key)):
        mentions = each.candidate.mentions
        within = sum(any(_holds(longer, (mention.first, mention.last)) for longer in inside[mention.sentence]) for mention in mentions)
        absorbs = ABSORBS_WORD if len(mentions) - within <= LEFT and _is_common(each.candidate, weighing.language) else ABSORBS
        if each.weight < EDITOR and within >= absorbs * len(mentions):
            continue
        stays.append(each)
        for mention in mentions:
            if mention.last - mention.first > 1:
                inside[mention.sentence].append((mention.first, mention.last))
    return sorted(stays, key=lambda each: (-each.weight, each.candidate.key))


def _is_common(candidate: Candidate, language: str) -> bool:
    return len(candidate.words) == 1 and not candidate.named and measure(candidate.words[0], language) >= COMMON


def _holds(longer: tuple[int, int], shorter: tuple[int, int]) -> bool:
    return longer[0] <= shorter[0] and shorter[1] <= longer[1] and longer != shorter


def _width(candidate: Candidate) -> int:
    return max(mention.last - mention.first for mention in candidate.mentions)


def _is_address(candidate: Candidate, names: frozenset[str]) -> bool:
    """Say whether a name of one word is how a recogniser heard that of somebody who speaks."""
    return candidate.named and len(candidate.words) == 1 and any(fuzz.ratio(candidate.key, name) >= ALIKE for name in names)


def _is_term(candidate: Candidate, candidates: Mapping[str, Candidate], weighing: Weighing) -> bool:
    """Say whether a candidate is said often and firmly enough."""
    stated, phrase = candidate.key in weighing.stated, len(candidate.words) > 1
    if candidate.count == 1:
        return (stated and (candidate.named or phrase)) or (candidate.named and is_person(usual(candidate)))
    sentences = len({mention.sentence for mention in candidate.mentions})
    if stated or sentences < TWICE:
        return stated
    if not weighing.language.startswith("en"):
        return _is_foreign_term(candidate, candidates, weighing.language)
    if not phrase:
        rare = measure(candidate.words[0], weighing.language) <= RARE
        return candidate.named or rare or sentences >= OFTEN or candidate.count >= FREQUENT
    whole = candidate.inner < GOES_ON * candidate.count
    return whole and (is_bound(candidate, weighing) or _holds_together(candidate, candidates, sentences, weighing))


def _is_foreign_term(candidate: Candidate, candidates: Mapping[str, Candidate], language: str) -> bool:
    """Say whether words of another language make a term: a name, or what stands behind an article, where there are articles."""
    if candidate.named:
        return True
    if determiners(language) and candidate.introduced < BEHIND_ARTICLE * candidate.count:
        return False
    if len(candidate.words) == 1:
        return candidate.count >= OFTEN
    parts = [candidates[part].count for word in candidate.words if (part := fold(word, language)) in candidates]
    return candidate.count >= HOLDS_TOGETHER * min(parts, default=candidate.count)


def _holds_together(candidate: Candidate, candidates: Mapping[str, Candidate], sentences: int, weighing: Weighing) -> bool:
    """Say whether the words of an English phrase make one term."""
    words, language = candidate.words, weighing.language
    first = candidates.get(fold(words[0], language))
    if "of" in words:
        # "Creators of GitLab" is said of a name, and is none.
        said_of_name = candidate.named and not (first and first.named)
        return candidate.count > OFTEN - (not said_of_name) and (first is None or candidate.count >= OF * first.count)
    if words[0].endswith("ing") and candidate.introduced < INTRODUCED * candidate.count:
        return False
    if words[0] in english.EMPTY_ADJECTIVES:
        return _is_set(candidate, candidates, language)
    if candidate.named:
        return words[0] not in english.EMPTY_NOUNS
    tail = candidates.get(fold(" ".join(words[1:]), language))
    # A modifier more, before what is mostly spoken of without it.
    aside = len(words) > TWICE and candidate.count <= TWICE and tail is not None and tail.count > TWICE * candidate.count
    if aside or sentences >= OFTEN:
        return not aside
    full = [word for word in words if word not in english.EMPTY_NOUNS]
    return len(full) > 1 and candidate.count >= HOLDS_TOGETHER * rarest_part(candidate, weighing)


def _is_set(candidate: Candidate, candidates: Mapping[str, Candidate], language: str) -> bool:
    """Say whether an adjective belongs to a term, as in "hard fork"."""
    rest = candidates.get(fold(" ".join(candidate.words[1:]), language))
    # What is missing has been merged with what it is one with, and is said without the adjective there.
    return rest is not None and candidate.count / rest.count >= (SET_PHRASE if candidate.count >= OFTEN else ABSORBS)
