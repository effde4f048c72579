"""Ranks candidates: self-contained, meaningful, free of suspected recognition errors."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
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
    count_names,
    extract,
    is_broken,
    is_housekeeping,
    is_opinion,
    is_qualified,
    stem,
)
from onrecord.quotes.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

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
# Features that an editor may mend by context or by cutting, and a program cannot.
DEPENDENT = frozenset({"opener", "reference", "broken", "qualified"})


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
    def stands_alone(self) -> bool:
        """Return whether it is whole, and no word of it is known to refer to others."""
        return DEPENDENT.isdisjoint(self.features)

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
    # A sentence is part of three candidates.
    extract_once = cache(extract)
    ranked: list[Ranked] = []
    for candidate in candidates:
        texts, words = _texts(candidate, sentences), candidate.words
        bars = _bars(candidate, sentences, texts, unsure)
        if not barred and any(amount for _, amount in bars):
            continue
        said = extract_once(texts[0], words[: candidate.own])
        if candidate.joined:
            said += extract_once(texts[1], words[candidate.own :])
        amounts = (
            *bars,
            *_features(candidate, said, sentences[candidate.first].speaker, subject),
            *_setting(candidate, said, sentences),
        )
        features = {name: amount for name, amount in amounts if amount}
        score = math.fsum(weights[name] * amount for name, amount in features.items())
        ranked.append(Ranked(candidate=candidate, score=score, features=features, weights=weights))
    return sorted(ranked, key=lambda one: (-one.score, one.candidate.first, one.candidate.last))


def _texts(candidate: QuoteCandidate, sentences: Sequence[Sentence]) -> list[str]:
    """Return the text of each sentence of a candidate."""
    first, *others = sentences[candidate.first : candidate.last + 1]
    return [first.text[candidate.start :], *(other.text for other in others)]


def _subject(
    sentences: Sequence[Sentence], candidates: Sequence[QuoteCandidate], front: FrontMatter
) -> _Subject:
    counts: Counter[str] = Counter()
    spread: dict[str, set[int]] = {}
    for candidate in candidates:
        if not candidate.joined:
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
    candidate: QuoteCandidate, said: Features, speaker: str | None, subject: _Subject
) -> Iterator[tuple[str, float]]:
    """Yield the features that raise or lower the score of a candidate."""
    words, counts = len(candidate.words), said.counts
    topics = math.fsum(subject.topics[word] for word in said.stems & subject.topics.keys())
    name = (speaker or "").casefold()
    # Longer sentences contain more words of any kind.
    yield "topic", min(1.5, 2 * topics / math.sqrt(words))
    yield "title", min(1.0, len(said.stems & subject.title) / 3)
    yield "claim", min(1.5, counts["claims"] / 2)
    yield "contrast", contrasts(candidate.text)
    yield "stakes", min(1.0, counts["stakes"] / 2)
    yield "addressed", counts["addressed"] > 0
    yield "number", counts["numbers"] > 0
    yield "guest", (name in subject.guests) - (name in subject.hosts)
    yield "length", math.exp(-((math.log(words / IDEAL_LENGTH) / SPREAD_OF_LENGTH) ** 2))
    yield "vivid", min(1.0, counts["long"] / 4) * min(1.0, 2.5 * counts["content"] / words)
    # After "Right." it is an answer.
    yield "leaning", said.leaning or (candidate.joined and candidate.own < ANSWER)
    yield "rambling", min(1.0, max(0, counts["joints"] - 2) / 3)
    yield "hedge", min(1.5, counts["hedges"] / 2)
    yield "pronouns", counts["pronouns"] / words * 2
    yield "fillers", min(1.0, counts["fillers"] * 6 / words)
    yield "joined", candidate.joined


def _setting(
    candidate: QuoteCandidate, said: Features, sentences: Sequence[Sentence]
) -> Iterator[tuple[str, float]]:
    """Yield the features that show how much a candidate depends on the words around it."""
    counts, first, last = said.counts, candidate.first, candidate.last
    before = sentences[first - 1].text if first else ""
    after = sentences[last + 1].text if last + 1 < len(sentences) else ""
    yield "opener", candidate.start > 0
    yield "reference", min(1.5, counts["references"])
    yield "past", min(1.0, counts["past"] / 2)
    yield "self", min(1.0, counts["first person"] / 2)
    yield "opinion", is_opinion(candidate.text)
    yield "names", min(1.0, count_names(candidate.text) / 3)
    yield "broken", is_broken(candidate.text)
    yield "answer", before.endswith("?")
    yield "qualified", is_qualified(after)


def _bars(
    candidate: QuoteCandidate,
    sentences: Sequence[Sentence],
    texts: Sequence[str],
    unsure: Container[int],
) -> Iterator[tuple[str, float]]:
    """Yield the features that exclude a candidate, cheapest first."""
    words, last = candidate.words, sentences[candidate.last].text
    yield "dangling", (words[0] in DANGLING) + 0.5 * (candidate.joined and words[0] in PRONOUNS)
    yield "question", "?" in candidate.text or asks(texts[0])
    # A false full stop of the speech recognition cuts off either end.
    yield (
        "truncated",
        any(sentences[place].text[:1].islower() for place in (candidate.first, candidate.last))
        or not last.endswith(FINISHED)
        or words[-1] in CUT_ENDINGS,
    )
    yield (
        "doubtful",
        candidate.first in unsure or candidate.last in unsure or any(map(SEAM.search, texts)),
    )
    yield "housekeeping", any(map(is_housekeeping, texts))
    yield "stutter", min(1.5, _count_stutters(words))


def _count_stutters(words: Sequence[str]) -> int:
    """Return the number of words said twice in a row, and of pairs repeated soon after."""
    pairs = list(pairwise(words))
    return sum(one == other for one, other in pairs) + sum(
        pair in pairs[place + 1 : place + 7] for place, pair in enumerate(pairs)
    )
