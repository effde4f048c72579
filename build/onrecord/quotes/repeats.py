"""Passages that several episodes share: intros, outros, adverts.

Found as excerpts of a teaser are. Compiling an episode never reads another one, so an editor lists
such passages in the archive, or accepts proposed ones.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from onrecord.model import Repeated
from onrecord.quotes.adverts import find_adverts
from onrecord.quotes.teaser import APART, GRAM, SHORTEST, find_again
from onrecord.quotes.words import SpokenWords, split_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from onrecord.errors import Issue
    from onrecord.model import Episode, Repeat, Sentence, Span
    from onrecord.quotes.gram_index import GramIndex

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
# Minimum share of the 3-grams of a sentence that a passage of another episode must have to be
# compared with it: every fourth word may be misrecognised. Of 299 episodes the same is found as
# without a minimum, in 44 s of CPU and not 68.
COMMON = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedPassage:
    """A passage that several episodes share."""

    words: str
    """As in the first of them."""
    places: tuple[tuple[str, int], ...]
    """Name of each episode, and the index of the sentence at which the passage starts."""


def find_repeated(sentences: Sequence[Sentence], passages: Sequence[str]) -> tuple[Repeated, ...]:
    """Return where an episode contains the repeating passages that its archive lists, in order."""
    spoken = _speak(sentences if passages else ())
    found = [
        Repeated(repeat=number, sentences=span)
        for number, passage in enumerate(passages)
        for span in _find(spoken, split_words(passage))
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
    # NumPy takes 0.1 s to import, and builds find no repeats.
    from onrecord.quotes.gram_index import GramIndex  # noqa: PLC0415 - see above

    spoken = {name: _speak(sentences) for name, sentences in episodes.items()}
    index = GramIndex(spoken)
    found: list[RepeatedPassage] = []
    dropped: set[Gram] = set()
    listed: defaultdict[str, list[Span]] = defaultdict(list)
    for passage in map(split_words, known):
        _list(listed, _find_places(passage, spoken, spoken, index))
    for name, own in spoken.items():
        for run in _recurring(name, own, index):
            passage = own.within(run)
            # Skip passages that are listed, or were found in an earlier episode.
            if len(passage) < SHORT or _covers(listed[name], run):
                continue
            near = _near(passage, index)
            # Many hosts say "thank you for joining us today" often, and most of it is in no list.
            if tuple(passage) in dropped or not _is_worth(len(passage), len(near), len(spoken)):
                continue
            places = _find_places(passage, near, spoken, index)
            if not _is_worth(len(passage), len(places), len(spoken)):
                dropped.add(tuple(passage))
            else:
                text = " ".join(sentence.text for sentence in episodes[name][slice(*run)])
                _list(listed, _find_places(passage, spoken, spoken, index))
                firsts = tuple((other, spans[0][0]) for other, spans in places.items())
                found.append(RepeatedPassage(words=text, places=firsts))
    return tuple(sorted(found, key=lambda one: -len(one.places)))


def _speak(sentences: Sequence[Sentence]) -> SpokenWords:
    sentence_words = [split_words(sentence.text) for sentence in sentences]
    bounds = [0, *accumulate(map(len, sentence_words))]
    return SpokenWords(words=list(chain.from_iterable(sentence_words)), bounds=bounds)


def _list(listed: Mapping[str, list[Span]], places: Mapping[str, Sequence[Span]]) -> None:
    for name, spans in places.items():
        listed[name].extend(spans)


def _near(passage: Sequence[str], index: GramIndex) -> list[str]:
    """Step 3: the episodes that have enough of the 3-grams of a passage to contain it, in order."""
    grams = index.encode(passage)
    shared = index.count(grams, distinct=True)
    return [name for name, count in shared.items() if 2 * count >= SHARE * len(grams)]


def _find_places(
    passage: Sequence[str],
    near: Iterable[str],
    spoken: Mapping[str, SpokenWords],
    index: GramIndex,
) -> dict[str, list[Span]]:
    """Step 3: the episodes that contain a passage, each with its sentences there."""
    grams = index.encode(passage)
    found: dict[str, list[Span]] = {}
    for name in near:
        among = index.find_sentences(name, grams, COMMON)
        if spans := list(_find(spoken[name], passage, among)):
            found[name] = spans
    return found


def _is_worth(length: int, places: int, episodes: int) -> bool:
    if length >= LONG:
        return places > 1
    return places >= (EPISODES if length >= FEWEST_WORDS else max(EPISODES, OFTEN * episodes))


def _find(
    spoken: SpokenWords, passage: Sequence[str], among: Sequence[int] | None = None
) -> Iterator[Span]:
    """Yield the runs of sentences that contain a passage.

    Args:
        spoken: The words of an episode.
        passage: The words of the passage.
        among: The sentences that may be part of it; by default, those that share a 3-gram with it.
    """
    bounds = spoken.bounds
    # Append the passage to the episode, far enough away to be found as a repetition.
    behind = len(spoken.words) + APART
    places: defaultdict[Gram, list[int]] = defaultdict(list)
    for position, gram in enumerate(_grams(passage)):
        places[gram].append(behind + position)
    if among is None:
        among = [
            index
            for index, span in enumerate(pairwise(bounds))
            if not places.keys().isdisjoint(_grams(spoken.words[slice(*span)]))
        ]
    if not among:
        return
    stream = [*spoken.words, *[""] * APART, *passage]
    hits = [
        index
        for index in among
        if bounds[index + 1] - bounds[index] >= SHORTEST
        and find_again(stream, places, bounds[index], bounds[index + 1])
    ]
    needed = min(ENOUGH, SHARE * len(passage))
    for run in _runs(hits, BETWEEN):
        if bounds[run[1]] - bounds[run[0]] >= needed:
            yield run


def _recurring(name: str, spoken: SpokenWords, index: GramIndex) -> list[Span]:
    """Steps 1 and 2."""
    hits: list[int] = []
    # Most sentences have too few 3-grams that any other episode has.
    for place in index.find_shared(name, ALIKE):
        own = spoken.within((place, place + 1))
        if len(own) >= SHORTEST:
            counts = index.count(index.encode(own))
            alike = sum(count >= ALIKE * (len(own) - GRAM + 1) for count in counts.values())
            # This episode is one of them.
            if alike > 1:
                hits.append(place)
    return _runs(hits)


def _runs(hits: Sequence[int], between: int = 0) -> list[Span]:
    runs: list[Span] = []
    for index in hits:
        if runs and index - runs[-1][1] <= between:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _covers(spans: Iterable[Span], run: Span) -> bool:
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
