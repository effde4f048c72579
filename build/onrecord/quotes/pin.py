"""Quotes that an editor chose: words as the overlay has them, found in the transcript or refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from onrecord.errors import Issue
from onrecord.quotes.compose import cover
from onrecord.quotes.tokens import Spoken, join, tokens
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from onrecord.model import Anchor, Milliseconds, Part, Sentence
    from onrecord.overlays import QuoteEntry

Distance = Callable[[int], int]
"""How far a sentence is from where words are looked for."""

# Half a page; more is a chapter.
LONGEST = 300
# "…" may stand for this many words, brackets for so many: "[the model] cannot" for "it cannot".
LEFT_OUT, REPLACED = 200, 3

ELEMENT = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|…|\.\s?\.\s?\.|\[([^\]]*)\]")
MARKUP = re.compile(r"<[/!a-zA-Z][^>]*>|\*\*|__|\]\([^)]*\)")
NOTHING_LIKE = "nothing like it is said; is it of another episode?"
# "[I]t looks": a letter changed for the sentence that quotes.
LETTER = re.compile(r"\[(\w)\](?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What an editor wants to be quoted."""

    words: str
    """With "…" where something is left out and brackets around what is put in; empty for all from `at` to `to`."""
    at: Milliseconds | None = None
    """About when it is said."""
    anchor: Anchor | None = None
    """Sentence in which it starts, in place of a time."""
    to: Anchor | Milliseconds | None = None
    """Sentence in which it ends, or when."""
    id: str = ""
    """The editor's own name for it; minted when empty."""
    by: str = ""
    on: date | None = None
    path: str = ""
    line: int = 1
    column: int = 1


class Placed(NamedTuple):
    """Where the words of a quote are."""

    parts: tuple[Part, ...]
    insertions: dict[int, str]


class Refused(NamedTuple):
    """Why words cannot be quoted."""

    message: str
    found: str
    hint: str


class _Run(NamedTuple):
    """Words in a row, and what stands before them."""

    words: tuple[str, ...]
    reach: int
    """How many words may be left out before them."""
    insertion: str


def place(
    words: str, sentences: Sequence[Sentence], spoken: Sequence[Spoken], distance: Distance | None
) -> Placed | Refused:
    """Find words in an episode: the nearest, or, where nothing says how far each sentence is, the only ones.

    What is shown is the transcript's own text at that place, so that nothing but what "…" and brackets say can differ from it.
    """
    runs, trailing = _parse(words)
    count = sum(len(run.words) for run in runs)
    if not count:
        return Refused("a quote without words", words, "write the words that are said")
    if count > LONGEST:
        return too_long(count, words)
    starts = [position for position, word in enumerate(spoken) if word.word == runs[0].words[0]]
    if distance:
        starts.sort(key=lambda position: (distance(spoken[position].sentence), position))
    found = [ranges for start in starts if (ranges := _follow(spoken, runs, start))]
    if not found:
        return _nearest(words, sentences, spoken)
    if distance is None and len(found) > 1:
        times = ", ".join(
            format_time(sentences[spoken[ranges[0][0]].sentence].start or 0) for ranges in found[:5]
        )
        return Refused(
            f"words that are said {len(found)} times", words, f"say when, with 'at': {times}"
        )
    parts: list[Part] = []
    insertions: dict[int, str] = {}
    for run, (first, last) in zip(runs, found[0], strict=True):
        if run.insertion:
            insertions[len(parts)] = run.insertion
        parts += cover(sentences, spoken[first], spoken[last])
    if trailing:
        insertions[len(parts)] = trailing
    return Placed(_apart(parts), insertions)


def too_long(count: int, words: str) -> Refused:
    """Refuse a quote of so many words."""
    return Refused(
        f"a quote of {count} words, expected {LONGEST} at most",
        words,
        "quote the part that matters, with … for the rest",
    )


def refuse(pin: Pin, refused: Refused) -> Issue:
    """Give the issue for the person who wrote the pin."""
    return Issue(
        path=pin.path,
        line=pin.line,
        column=pin.column,
        message=refused.message,
        found=refused.found,
        hint=refused.hint,
    )


def _parse(words: str) -> tuple[list[_Run], str]:
    """Give the runs of words, and an insertion behind the last."""
    runs: list[_Run] = []
    text = LETTER.sub(r"\1", words)
    reach, insertion, at = 0, "", 0
    for element in [*ELEMENT.finditer(text), None]:
        said = tuple(
            word.word for word in tokens(text[at : element.start() if element else len(text)])
        )
        if said:
            runs.append(_Run(said, reach, insertion))
            reach, insertion = 0, ""
        if element is None:
            break
        at = element.end()
        put_in = (element[1] or "").strip()
        insertion = put_in or insertion
        reach = max(reach, REPLACED if put_in else LEFT_OUT)
    return runs, insertion


def _follow(
    spoken: Sequence[Spoken], runs: Sequence[_Run], start: int
) -> list[tuple[int, int]] | None:
    """Give the first and last position of each run when the first starts here."""
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


def _apart(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Cut the marks that two parts of a sentence would share."""
    return tuple(
        replace(part, span=(part.span[0], following.span[0]))
        if following and _overlap(part, following)
        else part
        for part, following in zip_longest(parts, parts[1:])
    )


def _overlap(part: Part, following: Part) -> bool:
    return part.sentence == following.sentence and part.span[1] > following.span[0]


def _nearest(words: str, sentences: Sequence[Sentence], spoken: Sequence[Spoken]) -> Refused:
    """Offer what is said most like it."""
    message = "words that are not said in this episode"
    if MARKUP.search(words):
        # Words only: what a tag or an address hides from them is not compared.
        message = "a quote with markup, which is not said"
    text, said = " ".join(word.word for word in tokens(MARKUP.sub(" ", words))), join(spoken)
    alignment = fuzz.partial_ratio_alignment(text, said) if len(text) <= len(said) else None
    if alignment is None or alignment.score < 60:  # noqa: PLR2004 - below, they have only letters in common
        return Refused(message, words, NOTHING_LIKE)
    index = said.count(" ", 0, alignment.dest_start + 1)
    first = spoken[min(index, len(spoken) - 1)]
    sentence = sentences[first.sentence]
    when = f" at {format_time(sentence.start)}" if sentence.start is not None else ""
    return Refused(message, words, f"did you mean, as said{when}: {sentence.text}")


def pin_of(entry: QuoteEntry) -> Pin:
    """Give a quote entry of an overlay as the quotes take it."""
    selector, to, place = entry.selector, entry.to, entry.place
    return Pin(
        words=selector.words,
        at=selector.time,
        anchor=selector.anchor,
        to=(to.anchor or to.time) if to else None,
        id=entry.id,
        by=entry.provenance.by,
        on=entry.provenance.on,
        path=place.path,
        line=place.line,
        column=place.column,
    )
