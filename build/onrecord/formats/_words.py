"""Make cues of words with times.

1. The text is the engine's own where it gives one, and the words are found in it; else the words
   are put together, punctuation on the word it belongs to.
2. Times of words that go back are not used; the words stay.
3. The text is cut in front of a word that somebody else says.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from onrecord.formats._json import words_of
from onrecord.formats._repair import longest_rise
from onrecord.model import Cue, Milliseconds, WordTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.formats._reading import Reading
    from onrecord.model import Span

_WORD_START = re.compile(r"(?<!\w)\w")
# How far ahead a word is looked for where the words do not follow each other: further, a second "a"
# would be taken for the first.
_AHEAD = 80
_CANDIDATES = 6
_OPENING = '"“‘«„([{¿¡'


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as an engine gives it."""

    text: str
    """Without white space around it."""
    start: Milliseconds | None = None
    end: Milliseconds | None = None
    confidence: float | None = None
    voice: str | None = None
    """None where the engine does not say: then the one before goes on. Empty where it says that it
    does not know.
    """
    glued: bool = False
    """No space in front: punctuation, and the scripts that have none."""


def compose(
    reading: Reading,
    words: Iterable[Word],
    *,
    text: str = "",
    start: Milliseconds | None = None,
    end: Milliseconds | None = None,
    voice: str | None = None,
    identifier: str = "",
    paragraph: bool = False,
    lexical: bool = False,
) -> Iterator[Cue]:
    """Return the cues of one segment: one, or one a speaker.

    Args:
        reading: for messages.
        words: in the order in which they are said.
        text: all of them, as the engine writes them; empty where it does not.
        start: of the segment; else of its first word.
        end: of the segment.
        voice: of the segment; else of its words.
        identifier: the segment's own name.
        paragraph: whether the engine starts one here.
        lexical: the words are meant to differ from the text ("twenty" for "20"): say nothing of
            those not found.
    """
    text, placed = _place(reading, words, words_of(text), lexical=lexical)
    if not text:
        return
    parts = list(_parts(text, placed, _times(reading, placed), voice))
    for part in parts:
        opens, closes = part is parts[0], part is parts[-1]
        first, last = (part.words[0].start, part.words[-1].end) if part.words else (None, None)
        if part.text:
            yield Cue(
                start=start if opens and start is not None else first,
                end=end if closes and end is not None else last,
                text=part.text,
                voice=part.voice,
                words=part.words,
                line=reading.line,
                identifier=identifier if opens else "",
                paragraph=paragraph and opens,
            )


class _Part(NamedTuple):
    text: str
    voice: str | None
    words: tuple[WordTime, ...]


def _parts(
    text: str, placed: Sequence[tuple[Word, Span]], times: Sequence[WordTime], voice: str | None
) -> Iterator[_Part]:
    """Divide a text where the speaker changes."""
    ends = [time.span[1] for time in times]
    used = 0
    for (cut, label), (stop, _) in pairwise([*_cuts(text, placed, voice), (len(text), None)]):
        until = bisect_left(ends, stop + 1, lo=used)
        part = text[cut:stop]
        first = stop - len(part.lstrip())
        words = (
            replace(time, span=(time.span[0] - first, time.span[1] - first))
            for time in times[used:until]
        )
        yield _Part(part.strip(), label, tuple(words))
        used = until


def _place(
    reading: Reading, words: Iterable[Word], text: str, *, lexical: bool
) -> tuple[str, list[tuple[Word, Span]]]:
    """Return the text, put together where there is none, and the words in it with their spans."""
    spoken = [word for word in words if word.text]
    if not text:
        text, joined = join(spoken)
        return text, list(zip(spoken, joined, strict=True))
    placed: list[tuple[Word, Span]] = []
    for word, span in zip(spoken, find(text, [word.text for word in spoken]), strict=True):
        if span:
            placed.append((word, span))
        elif not lexical:
            reading.warn(
                "a word is not in the text beside it; the text is kept, the time of the word "
                "is not",
                word.text,
            )
    return text, placed


def find(text: str, words: Sequence[str]) -> list[Span | None]:
    """Return the span of each word in a text that has them in order; None if missing.

    >>> find("Well, twenty-one.", ["well", "uh", "twenty", "one."])
    [(0, 4), None, (6, 12), (13, 17)]
    """
    spans: list[Span | None] = []
    position = 0
    for word in words:
        while position < len(text) and text[position] == " ":
            position += 1
        ahead = (
            found.start()
            for found in islice(
                _WORD_START.finditer(text, position, position + _AHEAD), _CANDIDATES
            )
        )
        start = next(
            (start for start in (position, *ahead) if _same(text[start : start + len(word)], word)),
            None,
        )
        spans.append(None if start is None else (start, start + len(word)))
        position = position if start is None else start + len(word)
    return spans


def join(words: Sequence[Word]) -> tuple[str, list[Span]]:
    """Put words together.

    >>> join([Word(text="Hi"), Word(text=",", glued=True), Word(text="you")])
    ('Hi, you', [(0, 2), (2, 3), (4, 7)])
    """
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for word in words:
        part = word.text if word.glued or not parts else f" {word.text}"
        parts.append(part)
        length += len(part)
        spans.append((length - len(word.text), length))
    return "".join(parts), spans


def pauses(words: Iterable[Word], pause: int = 1000) -> Iterator[list[Word]]:
    """Divide the words of a channel at pauses, where other channels are interleaved."""
    run: list[Word] = []
    heard: Milliseconds | None = None
    for word in words:
        if run and word.start is not None and heard is not None and word.start - heard >= pause:
            yield run
            run = []
        run.append(word)
        heard = (
            word.end if word.end is not None else word.start if word.start is not None else heard
        )
    if run:
        yield run


def interleave_words(
    reading: Reading, channels: Iterable[tuple[str | None, Iterable[Word]]]
) -> Iterator[Cue]:
    """Yield the words of several channels, each divided at its pauses, by start."""
    return interleave(
        [cue for run in pauses(words) for cue in compose(reading, run, voice=label)]
        for label, words in channels
    )


def interleave(channels: Iterable[Iterable[Cue]]) -> Iterator[Cue]:
    """Yield the cues of several channels by start; those without one follow the cue before."""
    numbered: list[tuple[int, Cue]] = []
    for channel in channels:
        latest = 0
        for cue in channel:
            latest = max(latest, cue.start or 0)
            numbered.append((latest, cue))
    yield from (cue for _, cue in sorted(numbered, key=lambda entry: entry[0]))


def _same(found: str, word: str) -> bool:
    return found == word or found.casefold() == word.casefold()


def _times(reading: Reading, placed: Sequence[tuple[Word, Span]]) -> list[WordTime]:
    times: list[WordTime] = []
    for word, span in placed:
        end = word.end
        if word.start is not None and end is not None and end <= word.start:
            reading.warn("a word lasts no time, or less; its end is not used", word.text)
            end = None
        if word.start is not None:
            times.append(WordTime(span=span, start=word.start, end=end, confidence=word.confidence))
        elif word.confidence is not None and not word.glued:
            reading.warn("a word without a time; the word is kept", word.text)
    kept = longest_rise([time.start for time in times]) if times else []
    if len(kept) < len(times):
        strays = sorted(set(range(len(times))).difference(kept))
        reading.warn("the time of a word goes back or runs ahead; not used", times[strays[0]].start)
    return [times[index] for index in kept]


def _cuts(
    text: str, placed: Sequence[tuple[Word, Span]], voice: str | None
) -> Iterator[tuple[int, str | None]]:
    labels = [word.voice for word, _ in placed if word.voice is not None]
    current = labels[0] if labels else voice
    yield 0, current or None
    before = 0
    for word, (cut, end) in placed:
        if word.voice is not None and word.voice != current:
            current = word.voice
            # The quotation mark goes with what is quoted.
            while cut > before and text[cut - 1] in _OPENING:
                cut -= 1  # noqa: PLW2901 - a step back
            yield cut, current or None
        # Punctuation that is a word of its own has no time.
        before = end if word.start is not None else before
