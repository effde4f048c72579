"""From cues to sentences."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.anchors import is_anchor
from onrecord.model import Anchor, Cue, Sentence, Span, Transcript, WordTime
from onrecord.text.reading_length import count_words
from onrecord.transcript.borders import find_borders
from onrecord.transcript.stretches import LONGEST, divide_stretch
from onrecord.transcript.times import find_times

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# Between two cues, a silence this long (ms) is heard as a pause.
PAUSE = 700


def divide(transcript: Transcript) -> tuple[Sentence, ...]:
    """Give the sentences of a transcript, with a time each.

    Sentences cross the borders of cues; a change of speaker, a paragraph of the file and a chapter's heading always end them. A cue with an
    anchor for its identifier was exported as one sentence, and is one again; so is one of which the file says it. The words are those of
    the cues, none lost and none added, and starts never go back.

    >>> from onrecord.model import Milliseconds
    >>> cues = (
    ...     Cue(start=Milliseconds(0), end=Milliseconds(4000), text="Welcome. It is"),
    ...     Cue(start=Milliseconds(4000), end=Milliseconds(5000), text="good."),
    ... )
    >>> [(sentence.text, sentence.start, sentence.timing) for sentence in divide(Transcript(format="x", cues=cues))]
    [('Welcome.', 0, 'exact'), ('It is good.', 2571, 'interpolated')]

    Steps: 1. join the cues, 2. find what ends a sentence in any case, 3. divide, and divide what is too long again, 4. add the times.
    """
    # 1.
    cues = transcript.cues
    text = " ".join(cue.text for cue in cues if cue.text)
    if not text:
        return ()
    offsets: list[int] = []
    position = 0
    for cue in cues:
        offsets.append(position)
        position += len(cue.text) + 1 if cue.text else 0
    # 2.
    single = {
        offset: cue
        for offset, cue in zip(offsets, cues, strict=True)
        if cue.text and (cue.sentence or is_anchor(cue.identifier))
    }
    # Whoever edits a file pastes paragraphs into a line too; no sentence has so many words.
    whole = {
        offset
        for offset, cue in single.items()
        if not cue.sentence or count_words(cue.text) <= LONGEST
    }
    said_by = [cue.voice or None for cue in cues]
    voices = dict(zip(offsets, said_by, strict=True))
    changes = {
        later for earlier, later in pairwise(sorted(voices)) if voices[earlier] != voices[later]
    }
    paragraphs = {offset for offset, cue in zip(offsets, cues, strict=True) if cue.paragraph}
    headings = {
        offsets[mark.cue]
        for mark in transcript.front.chapters
        if mark.cue is not None and 0 <= mark.cue < len(cues)
    }
    apart = {
        edge for offset, cue in single.items() for edge in (offset, offset + len(cue.text) + 1)
    }
    fixed = {offset for offset in changes | paragraphs | headings | apart if offset < len(text)}
    # 3.
    borders = [
        border
        for border in find_borders(text, fixed)
        if border in fixed or not _is_inside(border, offsets, whole)
    ]
    pauses = _find_pauses(cues, offsets)
    starts = [
        start
        for border, following in pairwise([*borders, len(text)])
        for start in (
            border,
            *(() if border in whole else divide_stretch(text, (border, following), voices, pauses)),
        )
    ]
    spans = [
        (start, start + len(text[start:end].rstrip()))
        for start, end in pairwise([*starts, len(text)])
    ]
    # 4.
    times = find_times(cues, offsets, len(text), spans)
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


def _anchor(cue: Cue | None) -> Anchor:
    return Anchor(cue.identifier) if cue and is_anchor(cue.identifier) else Anchor("")


def _is_inside(border: int, offsets: Sequence[int], whole: Collection[int]) -> bool:
    """Say whether a position is inside a cue that is one sentence."""
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
    """Give for each sentence the word times that lie in it, with spans relative to it."""
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
