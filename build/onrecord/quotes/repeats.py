"""What several episodes have in common: intros, outros, adverts. The finder is the teaser's; what is looked for comes from the archive.

An editor lists such passages, or takes those that are proposed, since an episode is compiled without a look at any other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from onrecord.errors import Issue
from onrecord.model import Repeated
from onrecord.quotes.teaser import APART, GRAM, SHORTEST, find_again
from onrecord.quotes.tokens import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from onrecord.model import Episode, Repeat, Sentence, Span

# An episode has a passage if it says this much of it, or so many words of a longer one: readers cut and vary what they read out.
SHARE, ENOUGH = 0.5, 20
# Sentences too short to be found, or misheard, between two that are.
BETWEEN = 2

# What is proposed: in three episodes so many words, or fewer in a fifth of all ("Thank you for listening to …"; a phrase of a host's own is
# in few); what is as long as an advert may be in two.
EPISODES, FEWEST_WORDS = 3, 12
SHORT, OFTEN = 8, 0.2
LONG = 30
# Of the 3-grams of a sentence, those that another episode must have.
ALIKE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage that episodes have in common."""

    words: str
    """Of the first of them."""
    places: tuple[tuple[str, int], ...]
    """Each episode's name, and the sentence at which it starts there."""


def find_repeated(sentences: Sequence[Sentence], passages: Sequence[str]) -> tuple[Repeated, ...]:
    """Give where an episode says what its archive lists as repeating, in the order of the words."""
    laid = [words(sentence.text) for sentence in sentences] if passages else []
    found = [
        Repeated(repeat=number, sentences=span)
        for number, passage in enumerate(passages)
        for span in _find(laid, words(passage))
    ]
    return tuple(sorted(found, key=lambda one: (one.sentences, one.repeat)))


def find_repeats(
    episodes: Mapping[str, Sequence[Sentence]], known: Sequence[str] = ()
) -> tuple[Found, ...]:
    """Give what recurs nearly verbatim in several episodes, most frequent first.

    1. A sentence recurs in an episode that has most of its 3-grams.
    2. Sentences in a row that do are a passage.
    3. Each passage is looked for in all episodes, as a build will; what is in too few is none, nor is what is known.
    Of 15 passages in 52 episodes, 7 are the show's farewells and its welcome, the others lists of links and what was read out twice.
    `python tests/benchmarks/quotes.py SAMPLES` prints them.

    Args:
        episodes: by name.
        known: passages that are listed already.
    """
    laid = {
        name: [words(sentence.text) for sentence in sentences]
        for name, sentences in episodes.items()
    }
    holders: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, own in laid.items():
        for gram in _grams(list(chain.from_iterable(own))):
            holders[gram].add(name)
    found: list[Found] = []
    listed = [words(passage) for passage in known]
    for name, own in laid.items():
        for first, last in _recurring(own, holders):
            # A passage found in an earlier episode, or listed, is not found twice.
            told = list(chain.from_iterable(own[first:last]))
            if len(told) < SHORT or any(
                _covers(_find(own, passage), (first, last)) for passage in listed
            ):
                continue
            grams = _grams(told)
            shared = Counter(other for gram in set(grams) for other in holders[gram])
            near = [other for other in laid if 2 * shared[other] >= SHARE * len(grams)]
            places = tuple(
                (other, spans[0][0]) for other in near if (spans := list(_find(laid[other], told)))
            )
            if _is_worth(len(told), len(places), len(laid)):
                text = " ".join(sentence.text for sentence in episodes[name][first:last])
                listed.append(told)
                found.append(Found(words=text, places=places))
    return tuple(sorted(found, key=lambda one: -len(one.places)))


def _is_worth(length: int, places: int, episodes: int) -> bool:
    if length >= LONG:
        return places > 1
    return places >= (EPISODES if length >= FEWEST_WORDS else max(EPISODES, OFTEN * episodes))


def _find(laid: Sequence[Sequence[str]], passage: Sequence[str]) -> Iterator[Span]:
    """Give the runs of sentences that say a passage."""
    spoken = list(chain.from_iterable(laid))
    bounds = [0, *accumulate(map(len, laid))]
    # As if it were said once more, behind everything.
    behind = len(spoken) + APART
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
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
    laid: Sequence[Sequence[str]], holders: Mapping[tuple[str, ...], set[str]]
) -> list[Span]:
    """Steps 1 and 2."""
    hits: list[int] = []
    for index, own in enumerate(laid):
        grams = _grams(own)
        if len(own) >= SHORTEST:
            episodes = Counter(name for gram in grams for name in holders[gram])
            # Its own among them.
            hits += (
                [index]
                if sum(count >= ALIKE * len(grams) for count in episodes.values()) > 1
                else []
            )
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


def _grams(spoken: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(spoken[offset:] for offset in range(GRAM)), strict=False))


def sentences_of(repeated: Sequence[Repeated]) -> frozenset[int]:
    """Give the positions of the sentences that repeat a listed passage."""
    return frozenset(index for one in repeated for index in range(*one.sentences))


def without_repeats(episode: Episode) -> Episode:
    """Give an episode whose repeated passages are empty."""
    repeated = sentences_of(episode.repeated)
    if not repeated:
        return episode
    silent = (
        replace(sentence, text="") if index in repeated else sentence
        for index, sentence in enumerate(episode.sentences)
    )
    return replace(episode, sentences=tuple(silent))


def report_unsaid(repeats: Sequence[Repeat], said: Collection[int]) -> tuple[Issue, ...]:
    """Report the listed passages that no episode has.

    Args:
        repeats: those of `archive.yml`.
        said: the positions among them of those that an episode has.
    """
    return tuple(
        Issue(
            path=repeat.path,
            line=repeat.line,
            column=repeat.column,
            message="a passage that no episode has",
            found=repeat.words,
            hint="`onrecord suggest repeats` gives those that several have, as the transcripts have them",
            severity="warning",
        )
        for position, repeat in enumerate(repeats)
        if position not in said
    )
