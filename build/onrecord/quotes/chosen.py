"""The quotes of an episode as they are chosen, and their ids."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from onrecord.model import REMOVED, Quote, Slug
from onrecord.quotes.compose import quote_times
from onrecord.quotes.ledger import PublishedQuote
from onrecord.quotes.words import split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Part, Sentence
    from onrecord.quotes.carry import CarriedQuote
    from onrecord.quotes.sources import SourcedQuote

ALPHABET: Final = "bcdfghjkmnpqrstvwxyz23456789"
SHORTEST, LONGEST_ID = 4, 10


class ChosenQuotes:
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
        """Return the id under which the words were published, or a new one."""
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


def _is_redacted(parts: Sequence[Part], sentences: Sequence[Sentence]) -> bool:
    return any(REMOVED in sentences[part.sentence].text for part in parts)


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
