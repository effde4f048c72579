"""Resolving a selector to words of the transcript, or reporting why that fails."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from onrecord.errors import quoted
from onrecord.overlays.anchor_targets import AnchorTargets
from onrecord.overlays.word_search import fold_case
from onrecord.text.folding import fold_quotes
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from onrecord.model import Span
    from onrecord.overlays.overlay import Selector
    from onrecord.overlays.transcript_text import TranscriptText

# A time read off a page may be that of a paragraph (half a minute), or of another cut of the
# recording (9 s in the median, minutes at worst). Beyond this, words that stand only once are still
# found, with a warning.
NEAR = 60_000
# If two places are near, the nearer is meant if the other is twice as far, and this much farther.
CLEAR = 4_000
# A sentence lasts about this long; the distance from an anchor is counted in sentences.
SENTENCE = 3_000
# If words are not found, similar ones are suggested: characters to search on each side, and the
# least similarity in percent.
AROUND = 1_500
ALIKE = 70
# No word in a hint is longer.
LONGEST = 40
# Candidates in a hint.
SHOWN = 8

_WORD = re.compile(r"\S+")
_TWICE = 2
_NO_TARGETS = AnchorTargets()


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """The words that a selector selects, or the reason why there are none."""

    span: Span | None = None
    """Characters of the transcript's text."""
    fault: str = ""
    hint: str = ""
    doubt: str = ""
    """Found, but not at the time of the selector."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """The place of a selector, apart from its words."""

    time: int | None
    sentences: Sequence[int] = ()
    """Those that an anchor names."""

    def distance(self, span: Span, text: TranscriptText) -> tuple[int, int]:
        """Rank a place, and return how far it is in milliseconds.

        Ranks: 0 the sentence named, 1 a sentence that starts at the time, 2 one that goes on then,
        3 any other.
        """
        first, last = text.sentence_at(span[0]), text.sentence_at(span[1] - 1)
        if self.sentences:
            away = min(max(first - named, named - last, 0) for named in self.sentences)
            return (3, away * SENTENCE) if away else (0, 0)
        sentence = text.sentences[first]
        if self.time is None or sentence.start is None:
            return 3, 0
        # Pages show whole seconds.
        if sentence.start // 1000 == self.time // 1000:
            return 1, 0
        if sentence.start <= self.time < (sentence.end or sentence.start):
            return 2, 0
        here = text.time_of(span[0]) or sentence.start
        return 3, min(abs(here - self.time), abs(sentence.start - self.time))

    def offset(self, text: TranscriptText) -> int:
        """Return the place in the text, for hints."""
        if self.sentences:
            return text.offsets[self.sentences[0]]
        starts = zip(text.offsets, text.sentences, strict=True)
        if self.time is None:
            return 0
        return max(
            (at for at, each in starts if each.start is not None and each.start <= self.time),
            default=0,
        )


def locate(
    selector: Selector,
    text: TranscriptText,
    targets: AnchorTargets = _NO_TARGETS,
    *,
    shown: Callable[[str], list[Span]] | None = None,
) -> Location:
    """Return the words that a selector selects.

    Its words are searched exactly, as whole words. Of several places, the one at its time or in the
    sentence of its anchor is meant, or the nearest if it is clearly nearer than the next. Without
    words, a selector means the whole sentence at its time.

    Args:
        selector: of an entry.
        text: of the transcript.
        targets: the sentences that anchors name.
        shown: finds words as they are shown on pages; used if the transcript lacks the words.
    """
    if not text.sentences:
        return Location(fault="the transcript has no words")
    target = _aim(selector, targets)
    if not selector.words:
        return _whole_sentence(selector, text, target)
    found = text.occurrences(selector.words) or (shown(selector.words) if shown else [])
    if not found:
        hint = _offer_similar(selector.words, text, target)
        return Location(fault="no such words in the transcript", hint=hint)
    ranked = sorted((target.distance(span, text), span) for span in found)
    return _choose(selector, text, ranked, targets)


def _aim(selector: Selector, targets: AnchorTargets) -> _Target:
    if selector.anchor is None:
        return _Target(time=selector.time)
    start = targets.start_of(selector.anchor)
    return _Target(
        time=selector.time if start is None else start,
        sentences=targets.sentences_of(selector.anchor),
    )


def _choose(
    selector: Selector,
    text: TranscriptText,
    ranked: Sequence[tuple[tuple[int, int], Span]],
    targets: AnchorTargets,
) -> Location:
    """Return the place to use, given the places of the words, nearest first."""
    (least, span), others = ranked[0], ranked[1:]
    listed = [place for _, place in ranked[:SHOWN]]
    if others and least[1] <= NEAR and not _is_clear(least, others[0][0]):
        times = "twice" if len(ranked) == _TWICE else f"{len(ranked)} times"
        places, choice = _list_places(listed, text, targets)
        return Location(fault=f"these words stand there {times}", hint=f"{places}; {choice}")
    if least[1] <= NEAR:
        return Location(span=span)
    if others:
        places, _ = _list_places(listed, text, targets)
        return Location(fault=f"no such words near {selector.at}", hint=f"they stand at {places}")
    return Location(
        span=span, doubt=f"the words stand at {_where(span, text)}, not near {selector.at}"
    )


def _is_clear(first: tuple[int, int], second: tuple[int, int]) -> bool:
    if first[0] != second[0]:
        return True
    return second[1] - first[1] >= CLEAR and second[1] >= 2 * first[1]


def _whole_sentence(selector: Selector, text: TranscriptText, target: _Target) -> Location:
    """Return the sentence at a time, or those that an anchor names."""
    if target.sentences:
        first, last = target.sentences[0], target.sentences[-1]
        return Location(span=(text.sentences[first].span[0], text.sentences[last].span[1]))
    timed = [(each.start, each.span) for each in text.sentences if each.start is not None]
    time = target.time
    if time is None or not timed:
        return Location(fault=f"no sentence {selector.at}", hint="give its words too")
    if time > (text.sentences[-1].end or timed[-1][0]) + NEAR:
        return Location(fault=f"{selector.at} is past the end, {format_time(timed[-1][0])}")
    # A time in whole seconds names the sentence that starts within that second.
    within = [span for start, span in timed if start // 1000 == time // 1000]
    before = [span for start, span in timed if start <= time]
    return Location(span=(within or before[-1:] or [timed[0][1]])[0])


def _offer_similar(words: str, text: TranscriptText, target: _Target) -> str:
    """Return a hint with the words that are most similar to some that are missing."""
    middle = target.offset(text)
    start = max(0, middle - AROUND - len(words))
    around = text.plain[start : middle + AROUND + len(words)]
    plain = fold_quotes(words)
    found = fuzz.partial_ratio_alignment(
        plain, around, score_cutoff=ALIKE
    ) or fuzz.partial_ratio_alignment(fold_case(plain), fold_case(around), score_cutoff=ALIKE)
    if found is None:
        return f"the transcript says there: {quoted(text.text[middle : middle + 60])}"
    first, last = start + found.dest_start, start + found.dest_end
    # Whole words, those that are at least half within.
    inside = [
        word.span()
        for word in _WORD.finditer(text.plain, max(0, first - LONGEST), last + LONGEST)
        if 2 * (min(word.end(), last) - max(word.start(), first)) >= len(word.group())
    ]
    first, last = (inside[0][0], inside[-1][1]) if inside else (first, last)
    offered = quoted(text.text[first:last].strip())
    return f"did you mean {offered} at {_where((first, last), text)}?"


def _list_places(
    spans: Iterable[Span], text: TranscriptText, targets: AnchorTargets
) -> tuple[str, str]:
    """Return places with their anchors for a hint, and what to do to name one of them."""
    listed: dict[str, None] = {}
    sentences, named = set[int](), set[str]()
    for span in sorted(spans):
        sentence = text.sentence_at(span[0])
        anchors = targets.anchors_of(sentence)
        sentences.add(sentence)
        named |= set(anchors)
        context = quoted("…" + text.text[max(0, span[0] - 20) : span[1] + 20].strip() + "…")
        listed[f"{' '.join((_where(span, text), *anchors))} ({context})"] = None
    # An anchor names a sentence, and does not tell the words within it apart.
    choice = ", or one of these anchors" if len(named) > 1 else ", or the anchor"
    return " and ".join(listed), "give more words" + (choice if len(sentences) > 1 else "")


def _where(span: Span, text: TranscriptText) -> str:
    time = text.time_of(span[0])
    return f"sentence {text.sentence_at(span[0]) + 1}" if time is None else format_time(time)
