"""From a selector to the words it means: a place in the transcript, or what is wrong and what may have been meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from onrecord.errors import quoted
from onrecord.overlays.spoken import Spoken, plain
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from onrecord import anchors
    from onrecord.model import Anchor, Span
    from onrecord.overlays.overlay import Selector

# A time read off a page may be that of a paragraph (half a minute), or of another cut of the recording (9 s in the median, minutes at
# worst). Farther than this, words that stand only once are found all the same, with a warning.
NEAR = 60_000

# Of two places that are near, the nearer is meant if the other is twice as far and this much.
CLEAR = 4_000

# A sentence lasts about this long; where an anchor names one, others are as far as sentences lie between.
SENTENCE = 3_000

# Where words are not found, look around for what may have been meant: characters on each side, and how alike it must be.
AROUND = 1_500
ALIKE = 70

WORD = re.compile(r"\S+")
LONGEST = 40

# Candidates in a hint.
SHOWN = 3
TWICE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageHtml:
    """What a selector selects, or why it selects nothing."""

    span: Span | None = None
    """Characters of the transcript's text."""
    fault: str = ""
    hint: str = ""
    doubt: str = ""
    """Found, but not where it was said to be."""


def locate(
    selector: Selector,
    spoken: Spoken,
    ledger: Mapping[Anchor, anchors.Entry],
    *,
    shown: Callable[[str], list[Span]] | None = None,
) -> PassageHtml:
    """Give the words that a selector means.

    Its words are looked for exactly, as whole words; of several places the one that its time names is taken, or the nearest, if it is
    clearly nearer than the next. Without words it means the sentence at its time.

    Args:
        selector: of an entry.
        spoken: the transcript.
        ledger: what anchors lead to.
        shown: finds words as they are shown, for whoever copies them from a page; asked where the transcript has none.
    """
    if not spoken.sentences:
        return PassageHtml(fault="the transcript has no words")
    time, sentence = _aim(selector, spoken, ledger)
    if not selector.words:
        return _whole(selector, spoken, time, sentence)
    found = spoken.occurrences(selector.words) or (shown(selector.words) if shown else [])
    if not found:
        return PassageHtml(
            fault="no such words in the transcript",
            hint=_offer(selector.words, spoken, time, sentence),
        )
    return _choose(
        selector, spoken, sorted((_distance(span, spoken, time, sentence), span) for span in found)
    )


def _choose(
    selector: Selector, spoken: Spoken, ranked: Sequence[tuple[tuple[int, int], Span]]
) -> PassageHtml:
    """Give the place that is meant, of those where the words stand, nearest first."""
    (least, span), others = ranked[0], ranked[1:]
    places = _places([place for _, place in ranked[:SHOWN]], spoken)
    if others and least[1] <= NEAR and not _clear(least, others[0][0]):
        times = "twice" if len(ranked) == TWICE else f"{len(ranked)} times"
        return PassageHtml(
            fault=f"these words stand there {times}",
            hint=f"{places}; give more words, or the anchor",
        )
    if least[1] <= NEAR:
        return PassageHtml(span=span)
    if others:
        return PassageHtml(
            fault=f"no such words near {selector.at}", hint=f"they stand at {places}"
        )
    return PassageHtml(
        span=span, doubt=f"the words stand at {_where(span, spoken)}, not near {selector.at}"
    )


def _aim(
    selector: Selector, spoken: Spoken, ledger: Mapping[Anchor, anchors.Entry]
) -> tuple[int | None, int | None]:
    """Give the time that is meant, and the sentence where an anchor says which."""
    entry = ledger.get(selector.anchor) if selector.anchor else None
    for _ in range(len(ledger)):
        if entry is None or not entry.to:
            break
        entry = ledger.get(entry.to[0])
    if entry is None:
        return selector.time, None
    time = selector.time if entry.start is None else entry.start
    words = plain(entry.words)
    same = [
        index
        for index, sentence in enumerate(spoken.sentences)
        if sentence.start == entry.start and plain(sentence.text) == words
    ]
    same = same or [
        index for index, sentence in enumerate(spoken.sentences) if plain(sentence.text) == words
    ]
    if not same:
        # Published divided, or before an entry of the overlay divided it.
        found = spoken.occurrences(entry.words)
        same = [spoken.sentence_at(start) for start, _ in found]
    best = min(
        same,
        key=lambda index: abs((spoken.sentences[index].start or 0) - (time or 0)),
        default=None,
    )
    return time, best


def _distance(span: Span, spoken: Spoken, time: int | None, aimed: int | None) -> tuple[int, int]:
    """Rank a place: 0 the sentence named, 1 a sentence that starts at the time, 2 that goes on then, 3 none; then how far it is (ms)."""
    index = spoken.sentence_at(span[0])
    sentence = spoken.sentences[index]
    if aimed is not None:
        last = spoken.sentence_at(span[1] - 1)
        return (0, 0) if index <= aimed <= last else (3, abs(index - aimed) * SENTENCE)
    if time is None or sentence.start is None:
        return 3, 0
    # Pages show whole seconds.
    if sentence.start // 1000 == time // 1000:
        return 1, 0
    if sentence.start <= time < (sentence.end or sentence.start):
        return 2, 0
    here = spoken.time_of(span[0]) or sentence.start
    return 3, min(abs(here - time), abs(sentence.start - time))


def _clear(first: tuple[int, int], second: tuple[int, int]) -> bool:
    if first[0] != second[0]:
        return True
    return second[1] - first[1] >= CLEAR and second[1] >= 2 * first[1]


def _whole(
    selector: Selector, spoken: Spoken, time: int | None, sentence: int | None
) -> PassageHtml:
    """Give the sentence at a time."""
    if sentence is None:
        timed = [
            (each.start, index)
            for index, each in enumerate(spoken.sentences)
            if each.start is not None
        ]
        if time is None or not timed:
            return PassageHtml(fault=f"no sentence {selector.at}", hint="give its words too")
        # A time in whole seconds names the sentence that starts within that second.
        starts = [index for start, index in timed if start // 1000 == time // 1000]
        before = [index for start, index in timed if start <= time]
        if time > (spoken.sentences[-1].end or timed[-1][0]) + NEAR:
            return PassageHtml(fault=f"{selector.at} is past the end, {format_time(timed[-1][0])}")
        sentence = (starts or before[-1:] or [timed[0][1]])[0]
    return PassageHtml(span=spoken.sentences[sentence].span)


def _offer(words: str, spoken: Spoken, time: int | None, sentence: int | None) -> str:
    """Give the words nearest to some that are not there, and where they are."""
    middle = _place_of(spoken, time, sentence)
    start = max(0, middle - AROUND - len(words))
    around = spoken.plain[start : middle + AROUND + len(words)]
    found = fuzz.partial_ratio_alignment(plain(words), around, score_cutoff=ALIKE)
    if found is None:
        found = fuzz.partial_ratio_alignment(
            plain(words).lower(), around.lower(), score_cutoff=ALIKE
        )
    if found is None:
        return f"the transcript says there: {quoted(spoken.text[middle : middle + 60])}"
    first, last = start + found.dest_start, start + found.dest_end
    # Whole words, those of which half are alike.
    inside = [
        word.span() for word in WORD.finditer(spoken.plain, max(0, first - LONGEST), last + LONGEST)
    ]
    near = [
        span
        for span in inside
        if 2 * (min(span[1], last) - max(span[0], first)) >= span[1] - span[0]
    ]
    first, last = (near[0][0], near[-1][1]) if near else (first, last)
    return f"did you mean {quoted(spoken.text[first:last].strip())} at {_where((first, last), spoken)}?"


def _place_of(spoken: Spoken, time: int | None, sentence: int | None) -> int:
    if sentence is not None:
        return spoken.offsets[sentence]
    if time is None:
        return 0
    before = [
        offset
        for offset, each in zip(spoken.offsets, spoken.sentences, strict=True)
        if each.start is not None and each.start <= time
    ]
    return before[-1] if before else 0


def _places(spans: Sequence[Span], spoken: Spoken) -> str:
    return " and ".join(
        dict.fromkeys(
            f"{_where(span, spoken)} ({_context(span, spoken)})" for span in sorted(spans)
        )
    )


def _context(span: Span, spoken: Spoken) -> str:
    return quoted("…" + spoken.text[max(0, span[0] - 20) : span[1] + 20].strip() + "…")


def _where(span: Span, spoken: Spoken) -> str:
    time = spoken.time_of(span[0])
    return f"sentence {spoken.sentence_at(span[0]) + 1}" if time is None else format_time(time)


def by_anchor(entries: Iterable[anchors.Entry]) -> dict[Anchor, anchors.Entry]:
    """Give a ledger by its anchors."""
    return {entry.anchor: entry for entry in entries}
