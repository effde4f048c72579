"""Ranks candidates: self-contained, meaningful, free of suspected recognition errors."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.model import REMOVED
from onrecord.quotes.candidates import QuoteCandidate, find_candidates
from onrecord.quotes.english import COMMON, CUT_ENDINGS, DANGLING, PRONOUNS
from onrecord.quotes.features import (
    SEAM,
    Features,
    asks,
    contrasts,
    extract,
    is_housekeeping,
    join,
    stem,
)
from onrecord.quotes.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from onrecord.model import FrontMatter, Sentence

FINISHED = (".", "!", "?", "…", '"', "”", "'", "’")
# Words of lower confidence are often misrecognised (for recognisers that report one).
SURE = 0.6
# Number of topic words: frequent in the episode, and spread over it.
TOPIC_WORDS = 40
# A shorter first sentence is only a reply.
ANSWER = 4
IDEAL_LENGTH, SPREAD_OF_LENGTH = 20, 0.7
# Number of reasons shown to an editor.
REASONS = 5


# Features that exclude a candidate from automatic choice, whatever its score.
BARRED = frozenset({"question", "dangling", "stutter", "housekeeping", "truncated", "doubtful"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with its score."""

    candidate: QuoteCandidate
    score: float
    features: Mapping[str, float]
    """Feature values by name of their weight, without zeros."""
    weights: Mapping[str, float]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return the names of the features that matter most, signed, heaviest first."""
        worth = {name: self.weights[name] * amount for name, amount in self.features.items()}
        by_worth = sorted(
            (name for name in worth if worth[name]), key=lambda name: (-abs(worth[name]), name)
        )
        return tuple(f"{'+' if worth[name] > 0 else '-'}{name}" for name in by_worth[:REASONS])

    @property
    def barred(self) -> bool:
        """Return whether only a person may choose this candidate."""
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
    excluded: Container[int] = (),
    weights: Mapping[str, float] = WEIGHTS,
    *,
    barred: bool = True,
) -> list[Ranked]:
    """Return all candidates, best first. Ties keep the order of the episode.

    Args:
        sentences: Of the episode.
        front: Metadata of the episode.
        excluded: Indexes of sentences to skip: the teaser, passages that repeat.
        weights: Those of the archive if it has its own.
        barred: Include candidates excluded from automatic choice (two thirds of all); leaving them
            out saves most of the work.
    """
    candidates = list(find_candidates(sentences, excluded))
    subject = _subject(sentences, candidates, front)
    unsure = frozenset(
        index
        for index, sentence in enumerate(sentences)
        if REMOVED in sentence.text or any((word.confidence or 1) < SURE for word in sentence.words)
    )
    known: dict[str, Features] = {}

    def features_of(text: str, words: Sequence[str]) -> Features:
        said = known.get(text)
        if said is None:
            said = known[text] = extract(text, words)
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
            said = features_of(candidate.text, candidate.words)
        else:
            own, following = first.text[candidate.start :], sentences[candidate.last].text
            said = join(
                features_of(own, candidate.words[: candidate.own]),
                features_of(following, candidate.words[candidate.own :]),
            )
        amounts = _features(candidate, said, sentences, subject, bars)
        features = {name: amount for name, amount in amounts if amount}
        score = sum(weights[name] * amount for name, amount in features.items())
        ranked.append(Ranked(candidate=candidate, score=score, features=features, weights=weights))
    return sorted(ranked, key=lambda one: (-one.score, one.candidate.first, one.candidate.last))


def _subject(
    sentences: Sequence[Sentence], candidates: Sequence[QuoteCandidate], front: FrontMatter
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
    # Prefer words spread over several tenths of the episode to those of a single answer.
    best = sorted(counts, key=lambda word: (-counts[word] * math.sqrt(len(spread[word])), word))[
        :TOPIC_WORDS
    ]
    return _Subject(
        topics={word: 1 / (1 + place / TOPIC_WORDS) for place, word in enumerate(best)},
        title=frozenset(
            stem(word)
            for word in re.findall(r"\w+", f"{front.title} {front.description}".casefold())
            if word not in COMMON
        ),
        guests=frozenset(one.name.casefold() for one in front.people if one.is_guest),
        hosts=frozenset(one.name.casefold() for one in front.people if one.is_host),
    )


def _features(
    candidate: QuoteCandidate,
    said: Features,
    sentences: Sequence[Sentence],
    subject: _Subject,
    bars: Mapping[str, float],
) -> Iterable[tuple[str, float]]:
    words, text = candidate.words, candidate.text
    count = len(words)
    speaker = (sentences[candidate.first].speaker or "").casefold()
    # Longer sentences contain more words of any kind.
    yield (
        "topic",
        min(
            1.5,
            2
            * math.fsum(subject.topics[word] for word in said.stems if word in subject.topics)
            / math.sqrt(count),
        ),
    )
    yield "title", min(1.0, len(said.stems & subject.title) / 3)
    yield "claim", min(1.5, said.claims / 2)
    yield "contrast", contrasts(text, words)
    yield "stakes", min(1.0, said.stakes / 2)
    yield "addressed", said.addressed
    yield "number", said.number
    yield "guest", bool(speaker) * ((speaker in subject.guests) - (speaker in subject.hosts))
    yield "length", math.exp(-((math.log(count / IDEAL_LENGTH) / SPREAD_OF_LENGTH) ** 2))
    yield "vivid", min(1.0, said.long / 4) * min(1.0, 2.5 * said.content / count)
    yield "question", bars.get("question", 0)
    # After "Right." it is an answer.
    yield "leaning", said.leaning or (candidate.first != candidate.last and candidate.own < ANSWER)
    yield "rambling", min(1.0, max(0, said.joints - 2) / 3)
    yield "hedge", min(1.5, said.hedges / 2)
    yield "dangling", bars.get("dangling", 0)
    yield "pronouns", said.pronouns / count * 2
    yield "fillers", min(1.0, said.fillers * 6 / count)
    yield "stutter", bars.get("stutter", 0)
    yield "housekeeping", bars.get("housekeeping", 0)
    yield "truncated", bars.get("truncated", 0)
    yield "doubtful", bars.get("doubtful", 0)
    yield "joined", candidate.first != candidate.last


def _bars(
    candidate: QuoteCandidate, sentences: Sequence[Sentence], unsure: Container[int]
) -> Iterator[tuple[str, float]]:
    """Yield the features that exclude a candidate, cheapest first."""
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
    """Return whether a false full stop of the speech recognition cuts off either end."""
    return (
        any(one.text[:1].islower() for one in said)
        or not said[-1].text.endswith(FINISHED)
        or words[-1] in CUT_ENDINGS
    )
