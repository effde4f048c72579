"""Resolves the quotes that editors pinned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import REMOVED
from onrecord.quotes.compose import compose, whole_sentences
from onrecord.quotes.pin import (
    LONGEST,
    NOTHING_LIKE,
    Pin,
    PinMatch,
    PinRefusal,
    place,
    refuse,
    too_long,
)
from onrecord.quotes.sources import SourcedQuote
from onrecord.quotes.words import split_words
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.errors import Issue
    from onrecord.model import Anchor, Milliseconds, Sentence, Slug
    from onrecord.quotes.carry import CarriedQuote
    from onrecord.quotes.pin import Distance
    from onrecord.quotes.words import EpisodeWord

# Tolerance (ms) for times of another cut of the recording or another transcription.
PAST = 10 * 60_000


def resolve_pins(
    pins: Sequence[Pin],
    sentences: Sequence[Sentence],
    spoken: Sequence[EpisodeWord],
    carried: Mapping[Slug, CarriedQuote],
    heirs: Mapping[Anchor, Sequence[int]],
) -> tuple[list[SourcedQuote], list[Issue]]:
    """Return the quotes that editors pinned, and the issues of pins that cannot be resolved."""
    wanted: list[SourcedQuote] = []
    issues: list[Issue] = []
    ids: set[str] = set()
    for pin in pins:
        if pin.id and pin.id in ids:
            hint = "give one of them another id; ids are addresses"
            issues.append(refuse(pin, PinRefusal("two quotes with the same id", pin.id, hint)))
            continue
        ids.add(pin.id)
        quote, issue = _resolve(pin, sentences, spoken, carried, heirs)
        wanted += [quote] if quote else []
        issues += [issue] if issue else []
    return wanted, issues


def _resolve(
    pin: Pin,
    sentences: Sequence[Sentence],
    spoken: Sequence[EpisodeWord],
    carried: Mapping[Slug, CarriedQuote],
    heirs: Mapping[Anchor, Sequence[int]],
) -> tuple[SourcedQuote | None, Issue | None]:
    near = _sentence(pin.anchor or pin.at, sentences, heirs)
    until = _sentence(pin.to, sentences, heirs)
    if refusal := _check_range(pin, sentences, near, until):
        return None, refuse(pin, refusal)
    if not pin.words.strip() and near is not None:
        parts = whole_sentences(sentences, near, near if until is None else until)
        count = sum(len(split_words(sentences[part.sentence].text)) for part in parts)
        words = compose(sentences, parts)
        if count > LONGEST:
            return None, refuse(pin, too_long(count, words))
        return SourcedQuote("editor", parts, words, pin.id, by=pin.by), None
    placed = _place(pin, sentences, spoken, near)
    if isinstance(placed, PinMatch):
        words = compose(sentences, placed.parts, placed.insertions)
        return SourcedQuote("editor", placed.parts, words, pin.id, pin.words, pin.by), None
    if split_words(pin.words) and (found := _published(pin, carried)):
        message = "a quote whose words have changed with the transcript"
        changed = refuse(pin, PinRefusal(message, pin.words, f"now: {found.words}"))
        quote = SourcedQuote("editor", found.parts, found.words, found.entry.id, pin.words, pin.by)
        return quote, replace(changed, severity="warning")
    return None, _refuse(pin, placed, sentences, near)


def _check_range(
    pin: Pin, sentences: Sequence[Sentence], near: int | None, until: int | None
) -> PinRefusal | None:
    """Return the refusal of a pin whose anchors or times are wrong."""
    if pin.anchor and near is None:
        hint = "copy the link of a sentence of this episode; the anchor is what follows the #"
        return PinRefusal("no sentence of this episode has this anchor", pin.anchor, hint)
    if not pin.words.strip() and (late := _past_the_end(pin, sentences)):
        return late
    if near is not None and until is not None and until < near:
        ends = format_time(pin.to) if isinstance(pin.to, int) else str(pin.to)
        message = "a quote that ends before it starts"
        return PinRefusal(message, pin.words or ends, "swap 'at' and 'to'")
    return None


def _past_the_end(pin: Pin, sentences: Sequence[Sentence]) -> PinRefusal | None:
    """Return the refusal of a time after the end of the episode, for a pin without words."""
    end = max((one.end or one.start or 0 for one in sentences), default=0)
    for time in (pin.at, pin.to):
        if end and isinstance(time, int) and time > end + PAST:
            last = sentences[-1].text
            return PinRefusal(
                f"{format_time(time)} is past the end, {format_time(end)}",
                pin.words,
                f"the last sentence is: {last}",
            )
    return None


def _place(
    pin: Pin, sentences: Sequence[Sentence], spoken: Sequence[EpisodeWord], near: int | None
) -> PinMatch | PinRefusal:
    """Locate a pin by the words shown, or by those received if people corrected them."""
    distance = _distance(pin, near, sentences)
    placed = place(pin.words, sentences, spoken, distance)
    if isinstance(placed, PinMatch):
        return placed
    words = pin.words
    for sentence in sentences:
        for change in sentence.changes:
            if change.heard.strip() and change.heard.strip() in words:
                words = words.replace(change.heard.strip(), sentence.text[slice(*change.span)])
    again = place(words, sentences, spoken, distance) if words != pin.words else placed
    return again if isinstance(again, PinMatch) else placed


def _refuse(
    pin: Pin, refused: PinRefusal, sentences: Sequence[Sentence], near: int | None
) -> Issue:
    """Return the issue of a pin. Where words are redacted, the pin may be obsolete on purpose."""
    if refused.hint == NOTHING_LIKE and near is not None:
        refused = refused._replace(hint=f"{NOTHING_LIKE} At that time: {sentences[near].text}")
    around = sentences if near is None else sentences[max(0, near - 2) : near + 6]
    if not any(REMOVED in sentence.text for sentence in around):
        return refuse(pin, refused)
    hint = "remove the entry, if its words are redacted"
    return replace(
        refuse(pin, refused),
        message=f"{refused.message}, or are redacted; the quote is omitted",
        hint=hint,
        severity="warning",
    )


def _published(pin: Pin, carried: Mapping[Slug, CarriedQuote]) -> CarriedQuote | None:
    """Return the place of the quote that was published for a pin."""
    said = split_words(pin.words)
    return next(
        (
            found
            for found in carried.values()
            if found.entry.id == pin.id
            or said in (split_words(found.entry.pin), split_words(found.entry.words))
        ),
        None,
    )


def _distance(pin: Pin, near: int | None, sentences: Sequence[Sentence]) -> Distance | None:
    """Return the distance of sentences from the place of a pin, or None if it names none."""
    at = pin.at
    if pin.anchor or at is None:
        return None if near is None else lambda index: abs(index - near)

    def distance_of(index: int) -> int:
        start = sentences[index].start
        return (
            abs(index)
            if start is None
            else max(start - at, at - (sentences[index].end or start), 0)
        )

    return distance_of


def _sentence(
    place: Anchor | Milliseconds | None,
    sentences: Sequence[Sentence],
    heirs: Mapping[Anchor, Sequence[int]],
) -> int | None:
    """Return the index of the sentence at an anchor or a time."""
    if isinstance(place, int):
        return max(
            (index for index, one in enumerate(sentences) if (one.start or 0) <= place), default=0
        )
    return next(iter(heirs.get(place, ())), None) if place else None
