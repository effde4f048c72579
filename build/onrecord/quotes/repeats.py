"""Passages that several episodes share: intros, outros, adverts.

Found as excerpts of a teaser are. Compiling an episode never reads another one, so an editor lists
such passages in the archive, or accepts proposed ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from onrecord.model import Repeated
from onrecord.quotes.adverts import find_adverts
from onrecord.quotes.teaser import APART, GRAM, SHORTEST, find_again
from onrecord.quotes.words import split_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from onrecord.errors import Issue
    from onrecord.model import Episode, Repeat, Sentence, Span

    Gram = tuple[str, ...]
    """Consecutive words."""

# An episode contains a passage if it has this share of its words, or this many of a longer one:
# passages are shortened and varied when read aloud.
SHARE, ENOUGH = 0.5, 20
# Maximum number of unmatched sentences between two matched ones: too short, or misrecognised.
BETWEEN = 2

# A proposal needs this many episodes and words; shorter ones ("Thank you for listening to …") a
# fifth of all episodes, which a host's own phrases do not reach; passages as long as an advert need
# two episodes.
EPISODES, FEWEST_WORDS = 3, 12
SHORT, OFTEN = 8, 0.2
LONG = 30
# Minimum share of the 3-grams of a sentence that another episode must have.
ALIKE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedPassage:
    """A passage that several episodes share."""

    words: str
    """As in the first of them."""
    places: tuple[tuple[str, int], ...]
    """Name of each episode, and the index of the sentence at which the passage starts."""


def find_repeated(sentences: Sequence[Sentence], passages: Sequence[str]) -> tuple[Repeated, ...]:
    """Return where an episode contains the repeating passages that its archive lists, in order."""
    sentence_words = [split_words(sentence.text) for sentence in sentences] if passages else []
    found = [
        Repeated(repeat=number, sentences=span)
        for number, passage in enumerate(passages)
        for span in _find(sentence_words, split_words(passage))
    ]
    return tuple(sorted(found, key=lambda one: (one.sentences, one.repeat)))


def find_repeats(
    episodes: Mapping[str, Sequence[Sentence]], known: Sequence[str] = ()
) -> tuple[RepeatedPassage, ...]:
    """Return passages that recur almost verbatim in several episodes, most frequent first.

    1. A sentence recurs in an episode that has most of its 3-grams.
    2. Consecutive recurring sentences form a passage.
    3. Each passage is searched for in all episodes, as a build does; passages in too few episodes,
    and known ones, are dropped. Of 15 passages in 52 episodes, 7 are the show's farewells and its
    welcome, the others lists of links and passages read out twice. `python
    tests/benchmarks/quotes.py SAMPLES` prints them.

    Args:
        episodes: Sentences of each episode, by name.
        known: Passages that the archive lists already.
    """
    words_of = {
        name: [split_words(sentence.text) for sentence in sentences]
        for name, sentences in episodes.items()
    }
    holders: defaultdict[Gram, set[str]] = defaultdict(set)
    for name, own in words_of.items():
        for gram in _grams(list(chain.from_iterable(own))):
            holders[gram].add(name)
    found: list[RepeatedPassage] = []
    listed = [split_words(passage) for passage in known]
    for name, own in words_of.items():
        for run in _recurring(own, holders):
            passage = list(chain.from_iterable(own[slice(*run)]))
            # Skip passages that are listed, or were found in an earlier episode.
            if len(passage) < SHORT or any(_covers(_find(own, other), run) for other in listed):
                continue
            places = _find_places(passage, words_of, holders)
            if _is_worth(len(passage), len(places), len(words_of)):
                text = " ".join(sentence.text for sentence in episodes[name][slice(*run)])
                listed.append(passage)
                found.append(RepeatedPassage(words=text, places=places))
    return tuple(sorted(found, key=lambda one: -len(one.places)))


def _find_places(
    passage: Sequence[str],
    words_of: Mapping[str, Sequence[Sequence[str]]],
    holders: Mapping[Gram, set[str]],
) -> tuple[tuple[str, int], ...]:
    """Step 3: the episodes that contain a passage, each with its first sentence there."""
    grams = _grams(passage)
    shared = Counter(name for gram in set(grams) for name in holders[gram])
    near = (name for name in words_of if 2 * shared[name] >= SHARE * len(grams))
    spans = ((name, next(_find(words_of[name], passage), None)) for name in near)
    return tuple((name, span[0]) for name, span in spans if span)


def _is_worth(length: int, places: int, episodes: int) -> bool:
    if length >= LONG:
        return places > 1
    return places >= (EPISODES if length >= FEWEST_WORDS else max(EPISODES, OFTEN * episodes))


def _find(sentence_words: Sequence[Sequence[str]], passage: Sequence[str]) -> Iterator[Span]:
    """Yield the runs of sentences that contain a passage."""
    spoken = list(chain.from_iterable(sentence_words))
    bounds = [0, *accumulate(map(len, sentence_words))]
    # Append the passage to the episode, far enough away to be found as a repetition.
    behind = len(spoken) + APART
    places: defaultdict[Gram, list[int]] = defaultdict(list)
    for position, gram in enumerate(_grams(passage)):
        places[gram].append(behind + position)
    grams = places.keys()
    stream = [*spoken, *[""] * APART, *passage]
    hits = [
        index
        for index, (first, last) in enumerate(pairwise(bounds))
        if last - first >= SHORTEST
        and not grams.isdisjoint(_grams(spoken[first:last]))
        and find_again(stream, places, first, last)
    ]
    needed = min(ENOUGH, SHARE * len(passage))
    for run in _runs(hits, BETWEEN):
        if bounds[run[1]] - bounds[run[0]] >= needed:
            yield run


def _recurring(
    sentence_words: Sequence[Sequence[str]], holders: Mapping[Gram, set[str]]
) -> list[Span]:
    """Steps 1 and 2."""
    hits: list[int] = []
    for index, own in enumerate(sentence_words):
        if len(own) >= SHORTEST:
            grams = _grams(own)
            episodes = Counter(name for gram in grams for name in holders[gram])
            alike = sum(count >= ALIKE * len(grams) for count in episodes.values())
            # This episode is one of them.
            if alike > 1:
                hits.append(index)
    return _runs(hits)


def _runs(hits: Sequence[int], between: int = 0) -> list[Span]:
    runs: list[Span] = []
    for index in hits:
        if runs and index - runs[-1][1] <= between:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _covers(spans: Iterator[Span], run: Span) -> bool:
    return any(
        2 * (min(end, run[1]) - max(start, run[0])) > run[1] - run[0] for start, end in spans
    )


def _grams(spoken: Sequence[str]) -> list[Gram]:
    return list(zip(*(spoken[offset:] for offset in range(GRAM)), strict=False))


def sentences_of(repeated: Sequence[Repeated]) -> frozenset[int]:
    """Return the indexes of the sentences that repeat a listed passage."""
    return frozenset(index for one in repeated for index in range(*one.sentences))


def without_repeats(episode: Episode) -> Episode:
    """Return the episode with empty text in its repeated passages and adverts."""
    unwanted = sentences_of(episode.repeated) | find_adverts(episode.sentences)
    if not unwanted:
        return episode
    silent = (
        replace(sentence, text="") if index in unwanted else sentence
        for index, sentence in enumerate(episode.sentences)
    )
    return replace(episode, sentences=tuple(silent))


def report_unsaid(repeats: Sequence[Repeat], said: Collection[int]) -> tuple[Issue, ...]:
    """Return a warning for each listed passage that no episode contains.

    Args:
        repeats: Of `archive.yml`.
        said: Indexes of the passages that an episode contains.
    """
    return tuple(
        repeat.place.issue(
            "a passage that no episode has",
            found=repeat.words,
            hint="`onrecord suggest repeats` proposes passages that several episodes share",
            severity="warning",
        )
        for position, repeat in enumerate(repeats)
        if position not in said
    )
