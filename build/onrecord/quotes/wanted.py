"""What is wanted as a quote before anything is chosen by rank: by editors, by the show, by its feed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import REMOVED
from onrecord.quotes.compose import compose, cover, whole
from onrecord.quotes.pin import LONGEST, NOTHING_LIKE, Pin, Placed, Refused, place, refuse, too_long
from onrecord.quotes.tokens import Spoken, tokens
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.errors import Issue
    from onrecord.model import (
        Anchor,
        FrontMatter,
        Milliseconds,
        Part,
        QuoteOrigin,
        Sentence,
        Slug,
        Teaser,
    )
    from onrecord.quotes.carry import Carried
    from onrecord.quotes.pin import Distance

# Quotation marks in a description around at least so many words quote the episode.
QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{12,400})[”\"“»]")
FEWEST_QUOTED = 4
# Times of another cut of the recording, or of another transcription, are off by minutes at worst.
PAST = 10 * 60_000


class Wanted(NamedTuple):
    """Words to set apart."""

    origin: QuoteOrigin
    parts: tuple[Part, ...]
    words: str
    id: str = ""
    pin: str = ""
    by: str = ""


def pinned(
    pins: Sequence[Pin],
    sentences: Sequence[Sentence],
    spoken: Sequence[Spoken],
    carried: Mapping[Slug, Carried],
    heirs: Mapping[Anchor, Sequence[int]],
) -> tuple[list[Wanted], list[Issue]]:
    """Give what editors want, and what of it cannot be had."""
    wanted: list[Wanted] = []
    issues: list[Issue] = []
    names: set[str] = set()
    for pin in pins:
        if pin.id and pin.id in names:
            issues.append(
                refuse(
                    pin,
                    Refused(
                        "two quotes of one id",
                        pin.id,
                        "give one of them another; an id is an address",
                    ),
                )
            )
            continue
        names.add(pin.id)
        near = _sentence(pin.anchor or pin.at, sentences, heirs)
        until = _sentence(pin.to, sentences, heirs)
        if pin.anchor and near is None:
            hint = "copy the link of a sentence of this episode; the anchor is what follows the #"
            issues.append(
                refuse(
                    pin, Refused("no sentence of this episode has this anchor", pin.anchor, hint)
                )
            )
        elif not pin.words.strip() and (late := _past_the_end(pin, sentences)):
            issues.append(refuse(pin, late))
        elif near is not None and until is not None and until < near:
            ends = format_time(pin.to) if isinstance(pin.to, int) else str(pin.to)
            issues.append(
                refuse(
                    pin,
                    Refused(
                        "a quote that ends before it starts",
                        pin.words or ends,
                        "swap 'at' and 'to'",
                    ),
                )
            )
        elif not pin.words.strip() and near is not None:
            parts = whole(sentences, near, near if until is None else until)
            if (
                count := sum(len(tokens(sentences[part.sentence].text)) for part in parts)
            ) > LONGEST:
                issues.append(refuse(pin, too_long(count, compose(sentences, parts))))
                continue
            wanted.append(Wanted("editor", parts, compose(sentences, parts), pin.id, by=pin.by))
        elif isinstance(placed := _place(pin, sentences, spoken, near), Placed):
            words = compose(sentences, placed.parts, placed.insertions)
            wanted.append(Wanted("editor", placed.parts, words, pin.id, pin.words, pin.by))
        elif said_in(pin.words) and (found := _published(pin, carried)):
            wanted.append(
                Wanted("editor", found.parts, found.words, found.entry.id, pin.words, pin.by)
            )
            told = refuse(
                pin,
                Refused(
                    "a quote whose words have changed with the transcript",
                    pin.words,
                    f"now: {found.words}",
                ),
            )
            issues.append(replace(told, severity="warning"))
        else:
            issues.append(_refuse(pin, placed, sentences, near))
    return wanted, issues


def _past_the_end(pin: Pin, sentences: Sequence[Sentence]) -> Refused | None:
    """Refuse a time at which nothing is said any more, of a pin that has no words to be found by."""
    end = max((one.end or one.start or 0 for one in sentences), default=0)
    for time in (pin.at, pin.to):
        if end and isinstance(time, int) and time > end + PAST:
            last = sentences[-1].text
            return Refused(
                f"{format_time(time)} is past the end, {format_time(end)}",
                pin.words,
                f"the last words are: {last}",
            )
    return None


def _place(
    pin: Pin, sentences: Sequence[Sentence], spoken: Sequence[Spoken], near: int | None
) -> Placed | Refused:
    """Find a pin by words as they are shown, or, where people corrected them, as they were received."""
    distance = _distance(pin, near, sentences)
    placed = place(pin.words, sentences, spoken, distance)
    if isinstance(placed, Placed):
        return placed
    words = pin.words
    for sentence in sentences:
        for change in sentence.changes:
            if change.heard.strip() and change.heard.strip() in words:
                words = words.replace(change.heard.strip(), sentence.text[slice(*change.span)])
    again = place(words, sentences, spoken, distance) if words != pin.words else placed
    return again if isinstance(again, Placed) else placed


def _refuse(pin: Pin, refused: Refused, sentences: Sequence[Sentence], near: int | None) -> Issue:
    """Give the issue of a pin; where words were redacted, its words may be gone by intent."""
    if refused.hint == NOTHING_LIKE and near is not None:
        refused = refused._replace(
            hint=f"{NOTHING_LIKE} At that time is said: {sentences[near].text}"
        )
    around = sentences if near is None else sentences[max(0, near - 2) : near + 6]
    if not any(REMOVED in sentence.text for sentence in around):
        return refuse(pin, refused)
    hint = "remove the entry, if its words are redacted"
    return replace(
        refuse(pin, refused),
        message=f"{refused.message}, or are redacted; the quote is left out",
        hint=hint,
        severity="warning",
    )


def _published(pin: Pin, carried: Mapping[Slug, Carried]) -> Carried | None:
    """Give where the quote that was published for a pin is now."""
    said = said_in(pin.words)
    return next(
        (
            found
            for found in carried.values()
            if found.entry.id == pin.id
            or said in (said_in(found.entry.pin), said_in(found.entry.words))
        ),
        None,
    )


def excerpts(sentences: Sequence[Sentence], teaser: Teaser | None) -> list[Wanted]:
    """Give the excerpts of the teaser, where they are really said."""
    wanted: list[Wanted] = []
    for excerpt in teaser.excerpts if teaser else ():
        first = Spoken("", excerpt.first, excerpt.start, excerpt.start)
        parts = cover(sentences, first, Spoken("", excerpt.last, excerpt.end, excerpt.end))
        wanted.append(Wanted("teaser", parts, compose(sentences, parts)))
    return wanted


def quoted_in(front: FrontMatter) -> list[str]:
    """Give what title and description put in quotation marks."""
    return [
        words
        for words in QUOTED.findall(f"{front.title}\n{front.description}")
        if len(tokens(words)) >= FEWEST_QUOTED
    ]


def described(
    quoted: Iterable[str], sentences: Sequence[Sentence], spoken: Sequence[Spoken]
) -> list[Wanted]:
    """Give what title and description quote, where the episode says it, once."""
    found = [place(words, sentences, spoken, None) for words in quoted]
    return [
        Wanted("description", one.parts, compose(sentences, one.parts, one.insertions))
        for one in found
        if isinstance(one, Placed)
    ]


def bites(
    soundbites: Iterable[tuple[Milliseconds, Milliseconds]], sentences: Sequence[Sentence]
) -> list[Wanted]:
    """Give the sentences that the soundbites of a feed hold."""
    wanted: list[Wanted] = []
    for start, end in soundbites:
        held = [
            index
            for index, one in enumerate(sentences)
            if one.start is not None
            and start <= (one.start + (one.end if one.end is not None else one.start)) // 2 < end
        ]
        if held:
            parts = whole(sentences, held[0], held[-1])
            wanted.append(Wanted("soundbite", parts, compose(sentences, parts)))
    return wanted


def _distance(pin: Pin, near: int | None, sentences: Sequence[Sentence]) -> Distance | None:
    """Give how far sentences are from where a pin is; none for a pin that does not say where."""
    at = pin.at
    if pin.anchor or at is None:
        return None if near is None else lambda index: abs(index - near)

    def apart(index: int) -> int:
        start = sentences[index].start
        return (
            abs(index)
            if start is None
            else max(start - at, at - (sentences[index].end or start), 0)
        )

    return apart


def _sentence(
    place: Anchor | Milliseconds | None,
    sentences: Sequence[Sentence],
    heirs: Mapping[Anchor, Sequence[int]],
) -> int | None:
    """Give the sentence at an anchor or a time."""
    if isinstance(place, int):
        return max(
            (index for index, one in enumerate(sentences) if (one.start or 0) <= place), default=0
        )
    return next(iter(heirs.get(place, ())), None) if place else None


def said_in(words: str) -> tuple[str, ...]:
    """Give the words of a text, folded."""
    return tuple(word.word for word in tokens(words))
