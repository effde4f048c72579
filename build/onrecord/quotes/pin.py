"""Pinned quotes: words that an editor chose, located in the transcript."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from onrecord.quotes.compose import compose, parts_between
from onrecord.quotes.words import EpisodeWord, join, split_words
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.errors import Issue
    from onrecord.model import Part, Sentence
    from onrecord.overlays import QuoteEntry

Distance = Callable[[int], int]
"""Distance of a sentence from the place where the words are expected."""

# Maximum number of words: half a page.
LONGEST = 300
# Maximum number of words that "…" and brackets replace: "[the model] cannot" for "it cannot".
LEFT_OUT, REPLACED = 200, 3

ELEMENT = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|…|\.\s?\.\s?\.|\[([^\]]*)\]")
MARKUP = re.compile(r"<[/!a-zA-Z][^>]*>|\*\*|__|\]\([^)]*\)")
NOTHING_LIKE = "nothing similar occurs here; is it from another episode?"
# "[I]t looks": the case of a letter, adapted to the quoting sentence.
LETTER = re.compile(r"\[(\w)\](?=\w)")


class PinMatch(NamedTuple):
    """The place of a quote in the transcript."""

    parts: tuple[Part, ...]
    words: str
    """The text of the parts, with the words that the editor inserted in brackets."""


class PinRefusal(NamedTuple):
    """The reason why words cannot be quoted."""

    message: str
    found: str
    hint: str


class _WordRun(NamedTuple):
    """Consecutive words, and what precedes them."""

    words: tuple[str, ...]
    reach: int
    """Maximum number of words that may be omitted before them."""
    insertion: str


def place(
    words: str,
    sentences: Sequence[Sentence],
    spoken: Sequence[EpisodeWord],
    distance: Distance | None,
) -> PinMatch | PinRefusal:
    """Locate words in an episode.

    Without `distance` they must be unambiguous; with it, the nearest occurrence is used.

    The published text is the transcript's own, so it differs from it only where "…" and brackets
    say so.
    """
    runs, trailing = _parse(words)
    count = sum(len(run.words) for run in runs)
    if not count:
        return PinRefusal("a quote without words", words, "write words of the transcript")
    if count > LONGEST:
        return too_long(count, words)
    starts = [position for position, word in enumerate(spoken) if word.word == runs[0].words[0]]
    if distance:
        starts.sort(key=lambda position: (distance(spoken[position].sentence), position))
    found = [ranges for start in starts if (ranges := _follow(spoken, runs, start))]
    if not found:
        return _nearest(words, sentences, spoken)
    if distance is None and len(found) > 1:
        places = [sentences[spoken[ranges[0][0]].sentence] for ranges in found]
        return _ambiguous(words, places)
    insertions: dict[int, str] = {}
    parts: list[Part] = []
    for run, (first, last) in zip(runs, found[0], strict=True):
        insertions[len(parts)] = run.insertion
        start, end = spoken[first], spoken[last]
        parts += parts_between(sentences, (start.sentence, start.start), (end.sentence, end.end))
    insertions[len(parts)] = trailing
    disjoint = _without_shared_marks(parts)
    return PinMatch(disjoint, compose(sentences, disjoint, insertions))


def too_long(count: int, words: str) -> PinRefusal:
    """Return the refusal of a quote with too many words."""
    return PinRefusal(
        f"a quote of {count} words, expected {LONGEST} at most",
        words,
        "quote the part that matters, with … for omissions",
    )


def _ambiguous(words: str, places: Sequence[Sentence]) -> PinRefusal:
    times = ", ".join(format_time(sentence.start or 0) for sentence in places[:5])
    message = f"words that occur {len(places)} times"
    return PinRefusal(message, words, f"give the time with 'at': {times}")


def refuse(pin: QuoteEntry, refused: PinRefusal) -> Issue:
    """Return the issue to report for a pin."""
    return pin.place.issue(refused.message, found=refused.found, hint=refused.hint)


def _parse(words: str) -> tuple[list[_WordRun], str]:
    """Return the runs of words, and an insertion after the last run."""
    runs: list[_WordRun] = []
    text = LETTER.sub(r"\1", words)
    reach, insertion, at = 0, "", 0
    for element in [*ELEMENT.finditer(text), None]:
        said = tuple(split_words(text[at : element.start() if element else len(text)]))
        if said:
            runs.append(_WordRun(said, reach, insertion))
            reach, insertion = 0, ""
        if element is None:
            break
        at = element.end()
        put_in = (element[1] or "").strip()
        insertion = put_in or insertion
        reach = max(reach, REPLACED if put_in else LEFT_OUT)
    return runs, insertion


def _follow(
    spoken: Sequence[EpisodeWord], runs: Sequence[_WordRun], start: int
) -> list[tuple[int, int]] | None:
    """Return the first and last position of each run if the first starts here."""
    ranges: list[tuple[int, int]] = []
    at = start
    for number, run in enumerate(runs):
        size = len(run.words)
        reach = run.reach if number else 0
        for position in range(at, min(at + reach, len(spoken) - size) + 1):
            if tuple(word.word for word in spoken[position : position + size]) == run.words:
                break
        else:
            return None
        ranges.append((position, position + size - 1))
        at = position + size
    return ranges


def _without_shared_marks(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Remove punctuation shared by two parts of one sentence."""
    return tuple(
        replace(part, span=(part.span[0], following.span[0]))
        if following and _overlap(part, following)
        else part
        for part, following in zip_longest(parts, parts[1:])
    )


def _overlap(part: Part, following: Part) -> bool:
    return part.sentence == following.sentence and part.span[1] > following.span[0]


def _nearest(
    words: str, sentences: Sequence[Sentence], spoken: Sequence[EpisodeWord]
) -> PinRefusal:
    """Return a refusal that suggests the most similar words of the transcript."""
    message = "words that do not occur in this episode"
    if MARKUP.search(words):
        # Compare words only, not tags or addresses.
        message = "a quote with markup, which does not occur in a transcript"
    text, said = " ".join(split_words(MARKUP.sub(" ", words))), join(spoken)
    alignment = fuzz.partial_ratio_alignment(text, said) if len(text) <= len(said) else None
    if alignment is None or alignment.score < 60:  # noqa: PLR2004 - below, they have only letters in common
        return PinRefusal(message, words, NOTHING_LIKE)
    index = said.count(" ", 0, alignment.dest_start + 1)
    first = spoken[min(index, len(spoken) - 1)]
    sentence = sentences[first.sentence]
    when = f" at {format_time(sentence.start)}" if sentence.start is not None else ""
    return PinRefusal(message, words, f"did you mean{when}: {sentence.text}")
