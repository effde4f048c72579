"""Resolves the quotes that editors pinned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import REMOVED
from onrecord.quotes.compose import compose, whole_sentences
from onrecord.quotes.pin import (
    LONGEST,
    NOTHING_LIKE,
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
    from onrecord.model import Anchor, Sentence, Slug
    from onrecord.overlays import QuoteEntry, Selector
    from onrecord.quotes.carry import CarriedQuote
    from onrecord.quotes.pin import Distance
    from onrecord.quotes.words import EpisodeWord

# Tolerance (ms) for times of another cut of the recording or another transcription.
PAST = 10 * 60_000


def resolve_pins(
    pins: Sequence[QuoteEntry],
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
    pin: QuoteEntry,
    sentences: Sequence[Sentence],
    spoken: Sequence[EpisodeWord],
    carried: Mapping[Slug, CarriedQuote],
    heirs: Mapping[Anchor, Sequence[int]],
) -> tuple[SourcedQuote | None, Issue | None]:
    stated, by = pin.selector.words, pin.provenance.by
    near = _sentence(pin.selector, sentences, heirs)
    until = _sentence(pin.to, sentences, heirs) if pin.to else None
    if refusal := _check_range(pin, sentences, near, until):
        return None, refuse(pin, refusal)
    if not stated and near is not None:
        parts = whole_sentences(sentences, near, near if until is None else until)
        count = sum(len(split_words(sentences[part.sentence].text)) for part in parts)
        words = compose(sentences, parts)
        if count > LONGEST:
            return None, refuse(pin, too_long(count, words))
        return SourcedQuote("editor", parts, words, pin.id, by=by), None
    placed = _place(pin, sentences, spoken, near)
    if isinstance(placed, PinMatch):
        return SourcedQuote("editor", placed.parts, placed.words, pin.id, stated, by), None
    if split_words(stated) and (found := _published(pin, carried)):
        message = "a quote whose words have changed with the transcript"
        changed = refuse(pin, PinRefusal(message, stated, f"now: {found.words}"))
        quote = SourcedQuote("editor", found.parts, found.words, found.entry.id, stated, by)
        return quote, replace(changed, severity="warning")
    return None, _refuse(pin, placed, sentences, near)


def _check_range(
    pin: QuoteEntry, sentences: Sequence[Sentence], near: int | None, until: int | None
) -> PinRefusal | None:
    """Return the refusal of a pin whose anchors or times are wrong."""
    if pin.selector.anchor and near is None:
        hint = "copy the link of a sentence of this episode; the anchor is what follows the #"
        return PinRefusal("no sentence of this episode has this anchor", pin.selector.anchor, hint)
    if not pin.selector.words and (late := _past_the_end(pin, sentences)):
        return late
    if pin.to and near is not None and until is not None and until < near:
        message = "a quote that ends before it starts"
        return PinRefusal(message, pin.selector.words or pin.to.at, "swap 'at' and 'to'")
    return None


def _past_the_end(pin: QuoteEntry, sentences: Sequence[Sentence]) -> PinRefusal | None:
    """Return the refusal of a time after the end of the episode, for a pin without words."""
    end = max((one.end or one.start or 0 for one in sentences), default=0)
    to = pin.to.time if pin.to and not pin.to.anchor else None
    for time in (pin.selector.time, to):
        if end and time is not None and time > end + PAST:
            message = f"{format_time(time)} is past the end, {format_time(end)}"
            hint = f"the last sentence is: {sentences[-1].text}"
            return PinRefusal(message, pin.selector.words, hint)
    return None


def _place(
    pin: QuoteEntry, sentences: Sequence[Sentence], spoken: Sequence[EpisodeWord], near: int | None
) -> PinMatch | PinRefusal:
    """Locate a pin by the words shown, or by those received if people corrected them."""
    distance = _distance(pin.selector, near, sentences)
    words = pin.selector.words
    placed = place(words, sentences, spoken, distance)
    if isinstance(placed, PinMatch):
        return placed
    for sentence in sentences:
        for change in sentence.changes:
            if change.heard.strip() and change.heard.strip() in words:
                words = words.replace(change.heard.strip(), sentence.text[slice(*change.span)])
    again = place(words, sentences, spoken, distance) if words != pin.selector.words else placed
    return again if isinstance(again, PinMatch) else placed


def _refuse(
    pin: QuoteEntry, refused: PinRefusal, sentences: Sequence[Sentence], near: int | None
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


def _published(pin: QuoteEntry, carried: Mapping[Slug, CarriedQuote]) -> CarriedQuote | None:
    """Return the place of the quote that was published for a pin."""
    said = split_words(pin.selector.words)
    return next(
        (
            found
            for found in carried.values()
            if found.entry.id == pin.id
            or said in (split_words(found.entry.pin), split_words(found.entry.words))
        ),
        None,
    )


def _distance(
    selector: Selector, near: int | None, sentences: Sequence[Sentence]
) -> Distance | None:
    """Return the distance of sentences from the place of a pin, or None if it names none."""
    at = selector.time
    if selector.anchor or at is None:
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
    selector: Selector, sentences: Sequence[Sentence], heirs: Mapping[Anchor, Sequence[int]]
) -> int | None:
    """Return the index of the sentence at an anchor or a time."""
    time = selector.time
    if selector.anchor:
        return next(iter(heirs.get(selector.anchor, ())), None)
    if time is None:
        return None
    started = (index for index, one in enumerate(sentences) if (one.start or 0) <= time)
    return max(started, default=0)
