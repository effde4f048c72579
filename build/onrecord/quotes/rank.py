"""Which sentences are worth setting apart: self-contained, meaningful, free of suspected recognition errors.

Ranking is weak for everybody: of what people chose, the best model tried found .68 (AUC, chance is .50), and none that would fit in here
without its 45 features and its training set. So the weights below forbid more than they choose.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.model import REMOVED
from onrecord.quotes.candidates import Candidate, find_candidates
from onrecord.quotes.words_en import ADDRESSED, ASKING, CLAIMS, COMMON, DANGLING, ENDINGS_CUT, FILLERS, HEDGES, HOUSEKEEPING, PRONOUNS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from onrecord.model import FrontMatter, Sentence

# One place for all weights. Set by hand from what measurements of others' picks said is for and against (guest, topic and title words,
# 6-40 words, claims, numbers, "you"; fillers, pronouns at the start and their density, thanks, sponsors, stutters), not fitted to the demo.
# Of its 613 sentences after the teaser, the 8 of the teaser rank with an AUC of .65 (chance .50; .68 is the best known elsewhere), one of
# them in the top 20. `python tests/benchmarks/quotes.py SAMPLES` prints this.
WEIGHTS: Mapping[str, float] = {
    "topic": 1.6,
    "title": 0.8,
    "claim": 0.7,
    "contrast": 0.6,
    "addressed": 0.3,
    "number": 0.2,
    "guest": 0.8,
    "length": 0.9,
    "vivid": 0.5,
    "question": -1.6,
    "hedge": -1.2,
    "dangling": -1.2,
    "pronouns": -2.0,
    "fillers": -3.0,
    "stutter": -1.5,
    "housekeeping": -3.0,
    "truncated": -2.5,
    "doubtful": -1.5,
    "edge": -1.0,
    "joined": -0.25,
}

CONTRAST = re.compile(
    r"\b(?:not|never|no|isn't|don't|cannot|can't|won't)\b.*\b(?:but|it's|rather|instead|only|than)\b|\bif\b.*,|\bthe more\b", re.IGNORECASE
)
# A full stop where the recogniser's chunks met.
SEAM = re.compile(r"[.?!] [^\W\d_A-Z]")
FINISHED = (".", "!", "?", "…", '"', "”", "'", "’")
# Below this, somebody hears another word (of those recognisers that say so).
SURE = 0.6
# The episode's own words: said often there, and not by everybody.
TOPIC_WORDS = 40
IDEAL_LENGTH, SPREAD_OF_LENGTH = 20, 0.7


# Never chosen without a person, whatever their score.
BARRED = frozenset({"question", "dangling", "stutter", "housekeeping", "truncated", "doubtful"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with its worth."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...]
    """For an editor: what speaks for it, and against."""
    barred: bool = False
    """A person may choose it, the program must not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    topics: Mapping[str, float]
    title: frozenset[str]
    guests: frozenset[str]
    hosts: frozenset[str]


def rank(sentences: Sequence[Sentence], front: FrontMatter, apart: Container[int] = ()) -> list[Ranked]:
    """Give all candidates, the best first; equal ones in the order of the episode."""
    subject = _subject(sentences, front, apart)
    ranked = [_weigh(candidate, sentences, subject) for candidate in find_candidates(sentences, apart)]
    return sorted(ranked, key=lambda one: (-one.score, one.candidate.first, one.candidate.last))


def _subject(sentences: Sequence[Sentence], front: FrontMatter, apart: Container[int]) -> _Subject:
    counts: Counter[str] = Counter()
    spread: dict[str, set[int]] = {}
    for candidate in find_candidates(sentences, apart):
        if candidate.first == candidate.last:
            for word in {stem(word) for word in candidate.words if word not in COMMON and len(word) > 2}:  # noqa: PLR2004
                counts[word] += 1
                spread.setdefault(word, set()).add(candidate.first * 10 // len(sentences))
    # Said in several tenths of the episode: its subject, not that of one answer.
    best = sorted(counts, key=lambda word: (-counts[word] * math.sqrt(len(spread[word])), word))[:TOPIC_WORDS]
    people = {person.name.casefold(): person.role for person in front.people}
    return _Subject(
        topics={word: 1 / (1 + place / TOPIC_WORDS) for place, word in enumerate(best)},
        title=frozenset(stem(word) for word in re.findall(r"\w+", f"{front.title} {front.description}".casefold()) if word not in COMMON),
        guests=frozenset(name for name, role in people.items() if role == "guest"),
        hosts=frozenset(name for name, role in people.items() if role == "host"),
    )


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


def _weigh(candidate: Candidate, sentences: Sequence[Sentence], subject: _Subject) -> Ranked:
    found = {name: amount for name, amount in _features(candidate, sentences, subject) if amount}
    score = sum(WEIGHTS[name] * amount for name, amount in found.items())
    by_weight = sorted(found, key=lambda name: (-abs(WEIGHTS[name] * found[name]), name))
    return Ranked(
        candidate=candidate,
        score=score,
        reasons=tuple(f"{'+' if WEIGHTS[name] > 0 else '-'}{name}" for name in by_weight[:5]),
        barred=not BARRED.isdisjoint(found),
    )


def _features(candidate: Candidate, sentences: Sequence[Sentence], subject: _Subject) -> Iterable[tuple[str, float]]:
    words, text = candidate.words, candidate.text
    count = len(words)
    stems = {stem(word) for word in words if word not in COMMON}
    said = sentences[candidate.first : candidate.last + 1]
    speaker = (said[0].speaker or "").casefold()
    content = sum(word not in COMMON for word in words)
    # A long sentence holds more words of any kind.
    yield "topic", min(1.5, 2 * sum(subject.topics.get(word, 0) for word in stems) / math.sqrt(count))
    yield "title", min(1.0, len(stems & subject.title) / 3)
    yield "claim", min(1.5, sum(word in CLAIMS for word in words) / 2)
    yield "contrast", bool(CONTRAST.search(text))
    yield "addressed", any(word in ADDRESSED for word in words)
    yield "number", any(word.isdigit() for word in words)
    yield "guest", bool(speaker) * ((speaker in subject.guests) - (speaker in subject.hosts))
    yield "length", math.exp(-((math.log(count / IDEAL_LENGTH) / SPREAD_OF_LENGTH) ** 2))
    yield "vivid", min(1.0, sum(len(word) > 7 for word in words) / 4) * min(1.0, 2.5 * content / count)  # noqa: PLR2004
    yield "question", "?" in text or bool(ASKING.match(text))
    yield "hedge", min(1.5, len(HEDGES.findall(text)) / 2)
    yield "dangling", (words[0] in DANGLING) + 0.5 * (candidate.first != candidate.last and words[0] in PRONOUNS)
    yield "pronouns", sum(word in PRONOUNS for word in words) / count * 2
    yield "fillers", min(1.0, len(FILLERS.findall(text)) * 6 / count)
    yield "stutter", min(1.5, _stutters(words))
    yield "housekeeping", bool(HOUSEKEEPING.search(text))
    yield "truncated", _truncated(said, words)
    yield "doubtful", REMOVED in text or bool(SEAM.search(text)) or any((word.confidence or 1) < SURE for one in said for word in one.words)
    yield "edge", candidate.first < len(sentences) * 0.02 or candidate.last > len(sentences) * 0.98
    yield "joined", candidate.first != candidate.last


def _stutters(words: Sequence[str]) -> float:
    repeated = sum(one == other for one, other in pairwise(words))
    pairs = list(pairwise(words))
    return repeated + sum(pair in pairs[place + 1 : place + 7] for place, pair in enumerate(pairs))


def _truncated(said: Sequence[Sentence], words: Sequence[str]) -> bool:
    """Say whether a recogniser's false full stop cuts it off, at either end."""
    return any(one.text[:1].islower() for one in said) or not said[-1].text.endswith(FINISHED) or words[-1] in ENDINGS_CUT
