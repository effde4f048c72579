"""Divides the cues of a transcript into sentences."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.anchors import is_anchor
from onrecord.model import Anchor, Cue, Sentence, Span, Transcript, WordTime
from onrecord.text.join_cues import join_cues
from onrecord.text.reading_length import count_words
from onrecord.transcript.long_sentences import LONGEST, split_long
from onrecord.transcript.sentence_rules import find_sentence_starts
from onrecord.transcript.sentence_times import find_times

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Mapping, Sequence

# Minimum silence between two cues (ms) that counts as a pause.
PAUSE = 700


def divide(transcript: Transcript, language: str = "") -> tuple[Sentence, ...]:
    """Return the sentences of a transcript with their times.

    Sentences cross cue borders. A change of speaker, a paragraph of the file and a chapter heading
    always end them. A cue whose identifier is an anchor was exported as one sentence and stays one,
    as does a cue that the file marks as a sentence. No word of the cues is lost or added, and
    starts never decrease.

    >>> from onrecord.model import Milliseconds
    >>> cues = (
    ...     Cue(start=Milliseconds(0), end=Milliseconds(4000), text="Welcome. It is"),
    ...     Cue(start=Milliseconds(4000), end=Milliseconds(5000), text="good."),
    ... )
    >>> sentences = divide(Transcript(format="x", cues=cues))
    >>> [(sentence.text, sentence.start, sentence.timing) for sentence in sentences]
    [('Welcome.', 0, 'exact'), ('It is good.', 2571, 'interpolated')]

    Args:
        transcript: As read from its file.
        language: Tag (BCP 47) of the language whose rules apply; else that of the file.

    Steps: 1. join the cues, 2. collect fixed sentence starts, 3. apply the rules and split long
    sentences, 4. add the times.
    """
    # 1.
    cues = transcript.cues
    text, offsets = join_cues(cues)
    if not text:
        return ()
    # 2.
    single = _single(cues, offsets)
    voices = dict(zip(offsets, (cue.voice or None for cue in cues), strict=True))
    paragraphs = {offset for offset, cue in zip(offsets, cues, strict=True) if cue.paragraph}
    edges = _edges(single, offsets, len(text))
    fixed = {*paragraphs, *_changes(voices), *_headings(transcript, offsets), *edges}
    fixed = {offset for offset in fixed if offset < len(text)}
    # 3.
    whole = _whole(single)
    borders = [
        border
        for border in find_sentence_starts(text, fixed, language or transcript.front.language)
        if border in fixed or not _is_inside(border, offsets, whole)
    ]
    pauses = _find_pauses(cues, offsets)
    starts = list(borders)
    for border, following in pairwise([*borders, len(text)]):
        if border not in whole:
            starts += split_long(text, (border, following), voices, pauses)
    spans = _spans(sorted(starts), text)
    # 4.
    times = find_times(cues, offsets, spans)
    words = _find_words(cues, offsets, spans)
    spoken = _voice_at(voices, spans)
    return tuple(
        Sentence(
            text=text[span[0] : span[1]],
            span=span,
            start=time.start,
            end=time.end,
            timing=time.timing,
            speaker=speaker,
            paragraph=span[0] in paragraphs,
            words=said,
            id=_anchor(single.get(span[0])),
        )
        for span, time, speaker, said in zip(spans, times, spoken, words, strict=True)
    )


def _spans(starts: Sequence[int], text: str) -> list[Span]:
    """Return the spans of sentences, without the space after them."""
    return [
        (start, start + len(text[start:end].rstrip()))
        for start, end in pairwise([*starts, len(text)])
    ]


def _single(cues: Sequence[Cue], offsets: Sequence[int]) -> dict[int, Cue]:
    """Return by their offsets the cues that the file or an export marks as one sentence."""
    return {
        offset: cue
        for offset, cue in zip(offsets, cues, strict=True)
        if cue.text and (cue.sentence or is_anchor(cue.identifier))
    }


def _whole(single: Mapping[int, Cue]) -> set[int]:
    """Return the offsets of cues that are one sentence and not divided.

    An edited cue may have grown to several paragraphs; no sentence has that many words.
    """
    return {
        offset
        for offset, cue in single.items()
        if not cue.sentence or count_words(cue.text) <= LONGEST
    }


def _changes(voices: Mapping[int, str | None]) -> Iterator[int]:
    """Yield the offsets at which another speaker starts."""
    for earlier, later in pairwise(sorted(voices)):
        if voices[earlier] != voices[later]:
            yield later


def _headings(transcript: Transcript, offsets: Sequence[int]) -> Iterator[int]:
    for mark in transcript.front.chapters:
        if mark.cue is not None and 0 <= mark.cue < len(offsets):
            yield offsets[mark.cue]


def _edges(single: Container[int], offsets: Sequence[int], end: int) -> Iterator[int]:
    """Yield the starts and ends of cues that are one sentence."""
    for edges in pairwise([*sorted(set(offsets)), end]):
        if edges[0] in single:
            yield from edges


def _anchor(cue: Cue | None) -> Anchor:
    return Anchor(cue.identifier) if cue and is_anchor(cue.identifier) else Anchor("")


def _is_inside(border: int, offsets: Sequence[int], whole: Collection[int]) -> bool:
    """Return whether a position is inside a cue that is one sentence."""
    return bool(whole) and offsets[bisect_right(offsets, border) - 1] in whole


def _find_pauses(cues: Sequence[Cue], offsets: Sequence[int]) -> set[int]:
    return {
        offset
        for (before, after), offset in zip(pairwise(cues), offsets[1:], strict=False)
        if before.end is not None and after.start is not None and after.start - before.end >= PAUSE
    }


def _voice_at(voices: dict[int, str | None], spans: Sequence[Span]) -> list[str | None]:
    offsets = list(voices)
    return [voices[offsets[bisect_right(offsets, start) - 1]] for start, _ in spans]


def _find_words(
    cues: Sequence[Cue], offsets: Sequence[int], spans: Sequence[Span]
) -> list[tuple[WordTime, ...]]:
    """Return the word times of each sentence, with spans relative to it."""
    said: list[list[WordTime]] = [[] for _ in spans]
    current = 0
    for cue, offset in zip(cues, offsets, strict=True):
        for word in cue.words:
            start, end = offset + word.span[0], offset + word.span[1]
            while current + 1 < len(spans) and start >= spans[current + 1][0]:
                current += 1
            first, last = spans[current]
            if first <= start < end <= last and word.span[1] <= len(cue.text):
                said[current].append(replace(word, span=(start - first, end - first)))
    return [tuple(words) for words in said]
