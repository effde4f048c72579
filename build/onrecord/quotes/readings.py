"""Differences between a teaser and the passages it was cut from: misrecognised words."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from onrecord.quotes.english import COMMON
from onrecord.quotes.words import EpisodeWord, episode_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Excerpt, Sentence, Teaser

# Maximum number of consecutive words; longer differences are another sentence.
LONGEST = 4
# Number of words shown around the other reading.
AROUND = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Two readings of the same words, with context."""

    sentence: int
    """Sentence with the less likely reading."""
    was: str
    now: str
    other: int
    """Sentence with the likelier reading."""
    there: str
    """Words of that sentence around it."""
    said_elsewhere: bool
    """The episode uses words of the likelier reading elsewhere.

    If False, neither is more likely.
    """


class _Side(NamedTuple):
    words: Sequence[EpisodeWord]
    first: int
    last: int
    """Half-open range of the words that differ."""


def compare_readings(sentences: Sequence[Sentence], teaser: Teaser | None) -> tuple[Reading, ...]:
    """Return the places where the excerpts of a teaser differ from the episode, in order.

    Words that only one of the two has were cut by the show's editor, and are not reported.
    """
    spoken = episode_words(sentences)
    return (
        tuple(
            reading
            for excerpt in teaser.excerpts
            for reading in _compare(excerpt, sentences, spoken)
        )
        if teaser
        else ()
    )


def _compare(
    excerpt: Excerpt, sentences: Sequence[Sentence], spoken: Sequence[EpisodeWord]
) -> Iterator[Reading]:
    shown = [word for word in spoken if word.sentence == excerpt.sentence]
    said = [
        word
        for word in spoken
        if (excerpt.first, excerpt.start) <= (word.sentence, word.start)
        and (word.sentence, word.end) <= (excerpt.last, excerpt.end)
    ]
    matcher = SequenceMatcher(
        None, [word.word for word in shown], [word.word for word in said], autojunk=False
    )
    for kind, first, last, start, stop in matcher.get_opcodes():
        one, other = _Side(shown, first, last), _Side(said, start, stop)
        if (
            kind != "replace"
            or max(last - first, stop - start) > LONGEST
            or _letters(one) == _letters(other)
        ):
            continue
        weights = [_said_elsewhere(side, spoken) for side in (one, other)]
        # The full passage is recognised better than an excerpt.
        wrong, right = (other, one) if weights[0] > weights[1] else (one, other)
        was, now = _quote(wrong, right, sentences)
        yield Reading(
            sentence=wrong.words[wrong.first].sentence,
            was=was,
            now=now,
            other=right.words[right.first].sentence,
            there=_text(right.words[max(0, right.first - AROUND) : right.last + AROUND], sentences),
            said_elsewhere=weights[0] != weights[1],
        )


def _said_elsewhere(side: _Side, spoken: Sequence[EpisodeWord]) -> int:
    own = {word.word for word in side.words[side.first : side.last]} - COMMON
    own_sentences = {word.sentence for word in side.words}
    return len(own & {word.word for word in spoken if word.sentence not in own_sentences})


def _quote(wrong: _Side, right: _Side, sentences: Sequence[Sentence]) -> tuple[str, str]:
    """Return the words with a neighbour on either side, and the same with the other reading."""
    before, after = max(0, wrong.first - 1), min(len(wrong.words), wrong.last + 1)
    lead = _text(wrong.words[before : wrong.first], sentences)
    tail = _text(wrong.words[wrong.last : after], sentences)
    reading = _text(right.words[right.first : right.last], sentences)
    return _text(wrong.words[before:after], sentences), " ".join(
        filter(None, (lead, reading, tail))
    )


def _text(words: Sequence[EpisodeWord], sentences: Sequence[Sentence]) -> str:
    """Return the text from the first word to the last, as written."""
    by_sentence: dict[int, list[EpisodeWord]] = {}
    for word in words:
        by_sentence.setdefault(word.sentence, []).append(word)
    return " ".join(
        sentences[index].text[own[0].start : own[-1].end] for index, own in by_sentence.items()
    )


def _letters(side: _Side) -> str:
    return "".join(word.word for word in side.words[side.first : side.last])
