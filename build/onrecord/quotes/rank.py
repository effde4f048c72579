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
from onrecord.quotes.said import SEAM, Said, asks, contrasts, is_housekeeping, join, listen, stem
from onrecord.quotes.words_en import COMMON, DANGLING, ENDINGS_CUT, PRONOUNS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from onrecord.model import FrontMatter, Sentence, Site

# One place for all weights. Set by hand from what measurements of others' picks said is for and against (guest, topic and title words,
# 6-40 words, claims, "you"; fillers, pronouns at the start and their density, thanks, sponsors, stutters), and what makes lines memorable
# (Danescu-Niculescu-Mizil and others, "You had me at hello", 2012: indefinite articles, the present, few names); not fitted to the demo. Of
# its 613 sentences after the teaser, the 8 of the teaser rank with an AUC of .67 (.65 before the last group, with a standard error of .10:
# the same; chance .50, .68 is the best known elsewhere), one of them in the top 20. Of three a transcript of 21 samples, 20 of 63 can stand
# as a pull quote, by one reader who was not blind (18 before). `python tests/benchmarks/quotes.py SAMPLES` prints this.
WEIGHTS: Mapping[str, float] = {
    "topic": 1.0,
    "title": 0.8,
    "claim": 0.7,
    "contrast": 0.6,
    "stakes": 0.6,
    "general": 0.3,
    "addressed": 0.3,
    "number": 0.2,
    "guest": 0.8,
    "length": 0.9,
    "vivid": 0.5,
    "question": -1.6,
    "leaning": -1.2,
    "names": -1.0,
    "past": -0.8,
    "rambling": -0.8,
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

FINISHED = (".", "!", "?", "…", '"', "”", "'", "’")
# Below this, somebody hears another word (of those recognisers that say so).
SURE = 0.6
# The episode's own words: said often there, and not by everybody.
TOPIC_WORDS = 40
# Words of a first sentence that only answers.
ANSWER = 4
IDEAL_LENGTH, SPREAD_OF_LENGTH = 20, 0.7
# What an editor is told of one.
REASONS = 5


# Never chosen without a person, whatever their score.
BARRED = frozenset({"question", "dangling", "stutter", "housekeeping", "truncated", "doubtful"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with its worth."""

    candidate: Candidate
    score: float
    features: Mapping[str, float]
    """What its score is made of: amounts of the weights' names, without those that are 0."""
    weights: Mapping[str, float]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Give what speaks for it and against it, for an editor: the heaviest first."""
        worth = {name: self.weights[name] * amount for name, amount in self.features.items()}
        by_worth = sorted(
            (name for name in worth if worth[name]), key=lambda name: (-abs(worth[name]), name)
        )
        return tuple(f"{'+' if worth[name] > 0 else '-'}{name}" for name in by_worth[:REASONS])

    @property
    def barred(self) -> bool:
        """Say whether a person may choose it, and the program must not."""
        return not BARRED.isdisjoint(self.features)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    topics: Mapping[str, float]
    title: frozenset[str]
    guests: frozenset[str]
    hosts: frozenset[str]


def rank(
    sentences: Sequence[Sentence],
    front: FrontMatter,
    apart: Container[int] = (),
    weights: Mapping[str, float] = WEIGHTS,
    *,
    barred: bool = True,
) -> list[Ranked]:
    """Give all candidates, the best first; equal ones in the order of the episode.

    Args:
        sentences: of the episode.
        front: what is said of it.
        apart: sentences that are not the conversation: its teaser, what repeats.
        weights: of an archive that has its own.
        barred: with those that the program must not choose, two thirds of them all, which then cost little.
    """
    candidates = list(find_candidates(sentences, apart))
    subject = _subject(sentences, candidates, front)
    unsure = frozenset(
        index
        for index, sentence in enumerate(sentences)
        if REMOVED in sentence.text or any((word.confidence or 1) < SURE for word in sentence.words)
    )
    known: dict[str, Said] = {}

    def hear(text: str, words: Sequence[str]) -> Said:
        said = known.get(text)
        if said is None:
            said = known[text] = listen(text, words)
        return said

    ranked: list[Ranked] = []
    for candidate in candidates:
        first = sentences[candidate.first]
        bars: Mapping[str, float] = {}
        if barred:
            bars = dict(_bars(candidate, sentences, unsure))
        elif any(amount for _, amount in _bars(candidate, sentences, unsure)):
            continue
        if candidate.first == candidate.last:
            said = hear(candidate.text, candidate.words)
        else:
            own, following = first.text[candidate.start :], sentences[candidate.last].text
            said = join(
                hear(own, candidate.words[: candidate.own]),
                hear(following, candidate.words[candidate.own :]),
            )
        amounts = _features(candidate, said, sentences, subject, bars)
        features = {name: amount for name, amount in amounts if amount}
        score = sum(weights[name] * amount for name, amount in features.items())
        ranked.append(Ranked(candidate=candidate, score=score, features=features, weights=weights))
    return sorted(ranked, key=lambda one: (-one.score, one.candidate.first, one.candidate.last))


def _subject(
    sentences: Sequence[Sentence], candidates: Sequence[Candidate], front: FrontMatter
) -> _Subject:
    counts: Counter[str] = Counter()
    spread: dict[str, set[int]] = {}
    for candidate in candidates:
        if candidate.first == candidate.last:
            for word in {
                stem(word)
                for word in candidate.words
                if word not in COMMON and len(word) > 2  # noqa: PLR2004
            }:
                counts[word] += 1
                spread.setdefault(word, set()).add(candidate.first * 10 // len(sentences))
    # Said in several tenths of the episode: its subject, not that of one answer.
    best = sorted(counts, key=lambda word: (-counts[word] * math.sqrt(len(spread[word])), word))[
        :TOPIC_WORDS
    ]
    people = {person.name.casefold(): person.role for person in front.people}
    return _Subject(
        topics={word: 1 / (1 + place / TOPIC_WORDS) for place, word in enumerate(best)},
        title=frozenset(
            stem(word)
            for word in re.findall(r"\w+", f"{front.title} {front.description}".casefold())
            if word not in COMMON
        ),
        guests=frozenset(name for name, role in people.items() if role == "guest"),
        hosts=frozenset(name for name, role in people.items() if role == "host"),
    )


def _features(
    candidate: Candidate,
    said: Said,
    sentences: Sequence[Sentence],
    subject: _Subject,
    bars: Mapping[str, float],
) -> Iterable[tuple[str, float]]:
    words, text = candidate.words, candidate.text
    count = len(words)
    speaker = (sentences[candidate.first].speaker or "").casefold()
    # A long sentence holds more words of any kind.
    yield (
        "topic",
        min(
            1.5,
            2
            * sum(subject.topics[word] for word in said.stems if word in subject.topics)
            / math.sqrt(count),
        ),
    )
    yield "title", min(1.0, len(said.stems & subject.title) / 3)
    yield "claim", min(1.5, said.claims / 2)
    yield "contrast", contrasts(text, words)
    yield "stakes", min(1.0, said.stakes / 2)
    yield "general", min(1.0, said.general / 2)
    yield "addressed", said.addressed
    yield "number", said.number
    yield "guest", bool(speaker) * ((speaker in subject.guests) - (speaker in subject.hosts))
    yield "length", math.exp(-((math.log(count / IDEAL_LENGTH) / SPREAD_OF_LENGTH) ** 2))
    yield "vivid", min(1.0, said.long / 4) * min(1.0, 2.5 * said.content / count)
    yield "question", bars.get("question", 0)
    # Behind "Right." it is an answer.
    yield "leaning", said.leaning or (candidate.first != candidate.last and candidate.own < ANSWER)
    yield "names", min(1.0, 4 * len(said.names - subject.title) / count)
    yield "rambling", min(1.0, max(0, said.joints - 2) / 3)
    yield "past", min(1.0, 4 * said.past / count)
    yield "hedge", min(1.5, said.hedges / 2)
    yield "dangling", bars.get("dangling", 0)
    yield "pronouns", said.pronouns / count * 2
    yield "fillers", min(1.0, said.fillers * 6 / count)
    yield "stutter", bars.get("stutter", 0)
    yield "housekeeping", bars.get("housekeeping", 0)
    yield "truncated", bars.get("truncated", 0)
    yield "doubtful", bars.get("doubtful", 0)
    yield "edge", candidate.first < len(sentences) * 0.02 or candidate.last > len(sentences) * 0.98
    yield "joined", candidate.first != candidate.last


def _bars(
    candidate: Candidate, sentences: Sequence[Sentence], unsure: Container[int]
) -> Iterator[tuple[str, float]]:
    """Give the features for which a candidate is barred, what is known soonest first."""
    words, joined = candidate.words, candidate.first != candidate.last
    yield "dangling", (words[0] in DANGLING) + 0.5 * (joined and words[0] in PRONOUNS)
    spoken = sentences[candidate.first : candidate.last + 1]
    texts = [spoken[0].text[candidate.start :], *(one.text for one in spoken[1:])]
    yield "question", "?" in candidate.text or asks(texts[0])
    yield "truncated", _truncated(spoken, words)
    seam = candidate.first in unsure or candidate.last in unsure or any(map(SEAM.search, texts))
    yield "doubtful", seam or (joined and bool(SEAM.match(f"{texts[0][-1:]} {texts[1][:1]}")))
    yield "housekeeping", any(map(is_housekeeping, texts))
    yield "stutter", min(1.5, _stutters(words))


def _stutters(words: Sequence[str]) -> float:
    if len(set(words)) == len(words):
        return 0
    pairs = list(pairwise(words))
    repeated = sum(one == other for one, other in pairs)
    return repeated + (
        0
        if len(set(pairs)) == len(pairs)
        else sum(pair in pairs[place + 1 : place + 7] for place, pair in enumerate(pairs))
    )


def _truncated(said: Sequence[Sentence], words: Sequence[str]) -> bool:
    """Say whether a recogniser's false full stop cuts it off, at either end."""
    return (
        any(one.text[:1].islower() for one in said)
        or not said[-1].text.endswith(FINISHED)
        or words[-1] in ENDINGS_CUT
    )


def weights_of(site: Site) -> dict[str, float]:
    """Give the weights of the quote ranking: the archive's own over the shipped ones."""
    return {**WEIGHTS, **dict(site.quote_weights)}
