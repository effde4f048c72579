"""Selects the quotes of an episode, the most trusted sources first.

1. Quotes of the ledger are located through their permalinks.
2. Sources are collected: pins, excerpts of the teaser, quotations in the description, soundbites.
3. Each gets the id under which its words were published, or a new one.
4. A few are chosen by rank. Those of earlier builds come first, so that their pages stay.
5. Published quotes that no source wants, or whose words are gone, are withdrawn with a note.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.quotes.carry import carry
from onrecord.quotes.chosen import ChosenQuotes
from onrecord.quotes.compose import compose, whole_sentences
from onrecord.quotes.english import LANGUAGES
from onrecord.quotes.rank import rank
from onrecord.quotes.resolve_pins import resolve_pins
from onrecord.quotes.sources import (
    SourcedQuote,
    from_description,
    from_soundbites,
    from_teaser,
    quoted_in,
)
from onrecord.quotes.weights import WEIGHTS
from onrecord.quotes.withdraw import note_of, withdraw, without_redacted
from onrecord.quotes.words import episode_words
from onrecord.text.languages import base_language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from onrecord.errors import Issue
    from onrecord.model import (
        Anchor,
        FrontMatter,
        Quote,
        Sentence,
        Slug,
        Span,
        Teaser,
        WithdrawnQuote,
    )
    from onrecord.overlays import QuoteEntry
    from onrecord.quotes.carry import CarriedQuote
    from onrecord.quotes.ledger import PublishedQuote
    from onrecord.quotes.rank import Ranked
    from onrecord.quotes.words import EpisodeWord

# Minimum score of an automatic choice, so that an episode without a good candidate has none. Of 59
# episodes, one has fewer than three candidates of this score.
WORTH = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The quotes of an episode."""

    quotes: tuple[Quote, ...] = ()
    """In the order of their words."""
    withdrawn: tuple[WithdrawnQuote, ...] = ()
    entries: tuple[PublishedQuote, ...] = ()
    """The updated ledger."""
    issues: tuple[Issue, ...] = ()


def select(
    sentences: Sequence[Sentence],
    front: FrontMatter,
    teaser: Teaser | None,
    entries: Sequence[PublishedQuote],
    heirs: Mapping[Anchor, Sequence[int]],
    *,
    slug: Slug,
    on: date,
    automatic: int,
    weights: Mapping[str, float] = WEIGHTS,
    repeated: Collection[int] = (),
    pins: Sequence[QuoteEntry] = (),
) -> Selection:
    """Return the quotes of an episode.

    Args:
        sentences: Of the episode, each with its anchor.
        front: Metadata of the episode.
        teaser: Of the episode.
        entries: The ledger of its quotes so far.
        heirs: For each anchor ever published, the indexes of the sentences that have its words now.
        slug: Of the episode; new ids start with it.
        on: Date of the notes for quotes withdrawn by this build.
        automatic: Maximum number of quotes chosen by rank; 0 turns this off.
        weights: Of the ranking.
        repeated: Indexes of sentences shared with other episodes, or of adverts; never chosen by
            rank.
        pins: Quotes chosen by editors.
    """
    # Quotes refer to the original place, not to the teaser.
    in_teaser = range(teaser.end) if teaser else range(0)
    quoted = quoted_in(front)
    # Most new episodes have no words to search for.
    spoken = episode_words(sentences) if entries or pins or quoted else []
    spoken = [word for word in spoken if word.sentence not in in_teaser]
    # Step 1.
    carried = _carry_all(entries, sentences, heirs, spoken)
    # Step 2.
    wanted, issues = resolve_pins(pins, sentences, spoken, carried, heirs)
    wanted += from_teaser(sentences, teaser)
    wanted += from_description(quoted, sentences, spoken)
    wanted += from_soundbites(front.soundbites, sentences)
    # Step 3.
    chosen = ChosenQuotes(sentences, carried, entries, slug)
    for want in wanted:
        chosen.take(want)
    # Step 4.
    room = _keep_published(chosen, entries, automatic)
    if room and base_language(front.language) in LANGUAGES:
        ranked = rank(sentences, front, {*in_teaser, *repeated}, weights, barred=False)
        _fill(chosen, ranked, room)
    # Step 5.
    ledger = _update_ledger(chosen, entries, heirs, on)
    return Selection(
        quotes=tuple(sorted(chosen.quotes.values(), key=_position)),
        withdrawn=tuple(
            note_of(entry, sentences, heirs) for entry in ledger if entry.state == "withdrawn"
        ),
        entries=ledger,
        issues=tuple(issues),
    )


def _carry_all(
    entries: Sequence[PublishedQuote],
    sentences: Sequence[Sentence],
    heirs: Mapping[Anchor, Sequence[int]],
    spoken: Sequence[EpisodeWord],
) -> dict[Slug, CarriedQuote]:
    """Step 1: locate the quotes of the ledger whose words are still in the transcript."""
    found = {entry.id: carry(entry, sentences, heirs, spoken) for entry in entries}
    return {quote: carried for quote, carried in found.items() if carried}


def _position(quote: Quote) -> tuple[int, Span, Slug]:
    return quote.parts[0].sentence, quote.parts[0].span, quote.id


def _keep_published(chosen: ChosenQuotes, entries: Sequence[PublishedQuote], room: int) -> int:
    """Step 4: take the quotes of earlier builds; return how many may still be chosen by rank."""
    for entry in entries:
        found = chosen.carried.get(entry.id)
        if found is None or entry.state != "live" or entry.id in chosen.quotes:
            continue
        if entry.origin == "auto" and room:
            room -= 1
        elif entry.origin in {"auto", "editor"}:
            continue
        chosen.take(SourcedQuote(entry.origin, found.parts, found.words, id=entry.id))
    return room


def _fill(chosen: ChosenQuotes, ranked: Iterable[Ranked], room: int) -> None:
    """Step 4: the best candidates that stand alone, by a named speaker, spread over the episode."""
    spacing = max(1, len(chosen.sentences) // (2 * (room + len(chosen.quotes)) + 1))
    for one in ranked:
        if not room or one.score < WORTH:
            return
        candidate = one.candidate
        if not one.stands_alone or not chosen.sentences[candidate.first].speaker:
            continue
        near = (abs(candidate.first - quote.parts[0].sentence) for quote in chosen.quotes.values())
        if all(distance >= spacing for distance in near):
            parts = whole_sentences(
                chosen.sentences, candidate.first, candidate.last, candidate.start
            )
            room -= chosen.take(SourcedQuote("auto", parts, compose(chosen.sentences, parts)))


def _update_ledger(
    chosen: ChosenQuotes,
    entries: Sequence[PublishedQuote],
    heirs: Mapping[Anchor, Sequence[int]],
    on: date,
) -> tuple[PublishedQuote, ...]:
    """Step 5."""
    kept = (withdraw(entry, chosen.quotes, chosen.carried, on) for entry in entries)
    published = {entry.id for entry in entries}
    return (
        *(without_redacted(entry, chosen.quotes, chosen.sentences, heirs) for entry in kept),
        *(chosen.entry(quote) for quote in chosen.quotes.values() if quote.id not in published),
    )
