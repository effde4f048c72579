"""Selects the quotes of an episode, the most trusted sources first.

1. Quotes of the ledger are located through their permalinks.
2. Sources are collected: pins, excerpts of the teaser, quotations in the description, soundbites.
3. Each gets the id under which its words were published, or a new one.
4. A few are chosen by rank. Those of earlier builds come first, so that their pages stay.
5. Published quotes that no source wants, or whose words are gone, are withdrawn with a note.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from onrecord.model import REMOVED, Quote, Slug, WithdrawnQuote
from onrecord.quotes.carry import CarriedQuote, carry
from onrecord.quotes.compose import compose, quote_times, whole_sentences
from onrecord.quotes.english import LANGUAGES
from onrecord.quotes.ledger import PublishedQuote
from onrecord.quotes.rank import WEIGHTS, rank
from onrecord.quotes.sources import (
    SourcedQuote,
    from_description,
    from_pins,
    from_soundbites,
    from_teaser,
    quoted_in,
)
from onrecord.quotes.words import episode_words, split_words
from onrecord.text.languages import base_language

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date

    from onrecord.errors import Issue
    from onrecord.model import Anchor, FrontMatter, Milliseconds, Part, Sentence, Teaser
    from onrecord.quotes.candidates import QuoteCandidate
    from onrecord.quotes.pin import Pin

ALPHABET: Final = "bcdfghjkmnpqrstvwxyz23456789"
SHORTEST, LONGEST_ID = 4, 10

# Minimum score of an automatic choice, so that an episode without a good candidate has none. Of 59
# episodes, one has fewer than three candidates of this score.
WORTH = 2.0

GONE = "its words are no longer in the transcript"
UNPINNED = "the editor no longer sets it apart"
UNCHOSEN = "it is no longer set apart"


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
    repeated: Container[int] = (),
    pins: Sequence[Pin] = (),
    soundbites: Iterable[tuple[Milliseconds, Milliseconds]] = (),
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
        repeated: Indexes of sentences shared with other episodes; never chosen by rank.
        pins: Quotes chosen by editors.
        soundbites: Starts and ends, from the feed.
    """
    # Quotes refer to the original place, not to the teaser.
    apart = range(teaser.end) if teaser else range(0)
    quoted = quoted_in(front)
    # Most new episodes have no words to search for.
    spoken = (
        [word for word in episode_words(sentences) if word.sentence not in apart]
        if entries or pins or quoted
        else []
    )
    # Step 1.
    carried = {
        entry.id: found for entry in entries if (found := carry(entry, sentences, heirs, spoken))
    }
    # Step 2.
    wanted, issues = from_pins(pins, sentences, spoken, carried, heirs)
    wanted += from_teaser(sentences, teaser)
    wanted += from_description(quoted, sentences, spoken)
    wanted += from_soundbites(soundbites, sentences)
    # Step 3.
    chosen = _Chosen(sentences, carried, entries, slug)
    for want in wanted:
        chosen.take(want)
    # Step 4.
    live = [
        found
        for entry in entries
        if entry.state == "live"
        and (found := carried.get(entry.id))
        and entry.id not in chosen.quotes
    ]
    room = automatic
    for found in live:
        if found.entry.origin == "auto" and room:
            room -= 1
        elif found.entry.origin in {"auto", "editor"}:
            continue
        chosen.take(SourcedQuote(found.entry.origin, found.parts, found.words, id=found.entry.id))
    passed = frozenset(
        index for index in range(len(sentences)) if index in apart or index in repeated
    )
    if room and base_language(front.language) in LANGUAGES:
        ranked = rank(sentences, front, passed, weights, barred=False)
        _fill(chosen, [one.candidate for one in ranked if one.score >= WORTH], room)
    # Step 5.
    kept = [
        _without_redacted(
            _withdraw(entry, chosen.quotes, carried, on), chosen.quotes, sentences, heirs
        )
        for entry in entries
    ]
    ledger = (
        *kept,
        *(
            chosen.entry(quote)
            for quote in chosen.quotes.values()
            if quote.id not in {entry.id for entry in entries}
        ),
    )
    return Selection(
        quotes=tuple(
            sorted(
                chosen.quotes.values(),
                key=lambda quote: (quote.parts[0].sentence, quote.parts[0].span, quote.id),
            )
        ),
        withdrawn=tuple(
            _note(entry, sentences, heirs)
            for entry in ledger
            if entry.state == "withdrawn" and entry.on
        ),
        entries=ledger,
        issues=tuple(issues),
    )


class _Chosen:
    """The quotes selected so far, which take precedence over later ones."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        carried: Mapping[Slug, CarriedQuote],
        entries: Sequence[PublishedQuote],
        slug: Slug,
    ) -> None:
        self.sentences = sentences
        self.carried = carried
        self.slug = slug
        self.taken = {entry.id for entry in entries}
        self.quotes: dict[Slug, Quote] = {}
        self.pins: dict[Slug, str] = {}

    def take(self, want: SourcedQuote) -> bool:
        """Add a quote, unless its words are part of a selected one.

        Returns whether it was added.
        """
        if want.origin != "editor" and any(
            _overlaps(want.parts, quote.parts) for quote in self.quotes.values()
        ):
            return False
        name = self._name(want)
        if name in self.quotes:
            return False
        speakers = {self.sentences[part.sentence].speaker for part in want.parts}
        found = self.carried.get(name)
        start, end = quote_times(self.sentences, want.parts)
        self.taken.add(name)
        self.pins[name] = want.pin
        self.quotes[name] = Quote(
            id=name,
            words=want.words,
            parts=want.parts,
            origin=want.origin,
            start=start,
            end=end,
            speaker=speakers.pop() if len(speakers) == 1 else None,
            was=found.entry.words
            if found and found.changed and not _is_redacted(want.parts, self.sentences)
            else "",
            by=want.by,
        )
        return True

    def entry(self, quote: Quote) -> PublishedQuote:
        """Return the ledger entry of a new quote."""
        first, last = (self.sentences[quote.parts[place].sentence].id for place in (0, -1))
        pin = self.pins.get(quote.id, "")
        return PublishedQuote(
            id=quote.id,
            origin=quote.origin,
            words=quote.words,
            first=first,
            last=last,
            pin=pin if pin != quote.words else "",
        )

    def _name(self, want: SourcedQuote) -> Slug:
        """Step 3."""
        if want.id:
            return Slug(want.id)
        said = split_words(want.words)
        for name, found in self.carried.items():
            if name not in self.quotes and (
                split_words(found.words) == said or _is_mostly_same(want.parts, found.parts)
            ):
                return name
        first = self.sentences[want.parts[0].sentence].id
        digest = int.from_bytes(
            blake2b(
                f"{first}\n{' '.join(said)}".encode("utf-8", "surrogatepass"), digest_size=8
            ).digest()
        )
        letters = ""
        for _ in range(LONGEST_ID):
            digest, letter = divmod(digest, len(ALPHABET))
            letters += ALPHABET[letter]
            if (
                len(letters) >= SHORTEST
                and (name := Slug(f"{self.slug}-{letters}")) not in self.taken
            ):
                return name
        raise AssertionError  # pragma: no cover  (28 ** 10 names)


def _fill(chosen: _Chosen, candidates: Sequence[QuoteCandidate], room: int) -> None:
    """Step 4: the best candidates, spread over the episode."""
    apart = max(1, len(chosen.sentences) // (2 * (room + len(chosen.quotes)) + 1))
    for candidate in candidates:
        if not room:
            return
        near = (abs(candidate.first - quote.parts[0].sentence) for quote in chosen.quotes.values())
        if all(distance >= apart for distance in near):
            parts = whole_sentences(
                chosen.sentences, candidate.first, candidate.last, candidate.start
            )
            room -= chosen.take(SourcedQuote("auto", parts, compose(chosen.sentences, parts)))


def _withdraw(
    entry: PublishedQuote,
    quotes: Mapping[Slug, Quote],
    carried: Mapping[Slug, CarriedQuote],
    on: date,
) -> PublishedQuote:
    """Step 5."""
    if quote := quotes.get(entry.id):
        return replace(entry, state="live", origin=quote.origin, on=None, why="")
    if entry.state == "withdrawn":
        return entry
    why = GONE if entry.id not in carried else UNPINNED if entry.origin == "editor" else UNCHOSEN
    return replace(entry, state="withdrawn", on=on, why=why)


def _without_redacted(
    entry: PublishedQuote,
    quotes: Mapping[Slug, Quote],
    sentences: Sequence[Sentence],
    heirs: Mapping[Anchor, Sequence[int]],
) -> PublishedQuote:
    """Remove redacted words from a ledger entry."""
    held = [*heirs.get(entry.first, ()), *heirs.get(entry.last, ())]
    if not held or not any(REMOVED in one.text for one in sentences[min(held) : max(held) + 1]):
        return entry
    quote = quotes.get(entry.id)
    return replace(entry, words=quote.words if quote else "", pin="")


def _is_redacted(parts: Sequence[Part], sentences: Sequence[Sentence]) -> bool:
    return any(REMOVED in sentences[part.sentence].text for part in parts)


def _note(
    entry: PublishedQuote, sentences: Sequence[Sentence], heirs: Mapping[Anchor, Sequence[int]]
) -> WithdrawnQuote:
    near = next(
        (
            sentences[held[0]].id
            for anchor in (entry.first, entry.last)
            if (held := heirs.get(anchor))
        ),
        None,
    )
    assert entry.on
    return WithdrawnQuote(id=entry.id, on=entry.on, why=entry.why, near=near)


def _overlaps(one: Sequence[Part], other: Sequence[Part]) -> bool:
    return any(
        a.sentence == b.sentence and a.span[0] < b.span[1] and b.span[0] < a.span[1]
        for a in one
        for b in other
    )


def _is_mostly_same(one: Sequence[Part], other: Sequence[Part]) -> bool:
    """Return whether two quotes share more than half of their characters."""
    common = sum(
        max(0, min(a.span[1], b.span[1]) - max(a.span[0], b.span[0]))
        for a in one
        for b in other
        if a.sentence == b.sentence
    )
    return 2 * common > max(
        sum(part.span[1] - part.span[0] for part in parts) for parts in (one, other)
    )
