"""References to quotes: those of the archive, of a person, on a topic."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import from_newest, headings_by_topic
from onrecord.text.slug_pool import SlugPool
from onrecord.text.slugs import join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.model import EpisodeStore, Heading, QuoteSummary, Site, Slug, Summary

# Quotes on the page of a person or a topic; the others are a link away.
RELATED = 5
# A topic with fewer quotes shows them on its own page, and has no list of them.
SMALLEST_LIST = 2


class QuoteRef(NamedTuple):
    """A quote, by its place."""

    episode: Summary
    number: int
    """Index among the quotes of the episode."""

    @property
    def speaker(self) -> str:
        """Who says it; empty if that is unknown."""
        return self.episode.quotes[self.number]

    @property
    def version(self) -> tuple[str, int]:
        """Fingerprint of what pages show of it."""
        return self.episode.version, self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A quote in a list, with its words."""

    quote: QuoteSummary
    episode: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedQuotes:
    """Quotes on the page of a person or a topic."""

    shown: tuple[QuoteView, ...]
    count: int
    url: str
    """Address of the list of all; empty if all are shown."""


def list_quotes(summaries: Iterable[Summary]) -> Iterator[QuoteRef]:
    """List all quotes, from the newest episode to the oldest."""
    return (
        QuoteRef(summary, number)
        for summary in from_newest(summaries)
        for number in range(len(summary.quotes))
    )


def group_by_person(refs: Iterable[QuoteRef]) -> dict[str, list[QuoteRef]]:
    """Group quotes by speaker, where the speaker is known."""
    found: defaultdict[str, list[QuoteRef]] = defaultdict(list)
    for ref in refs:
        if ref.speaker:
            found[ref.speaker].append(ref)
    return dict(found)


def list_on_topics(headings: Sequence[Heading]) -> dict[Slug, list[QuoteRef]]:
    """List the quotes of each topic, from the newest episode to the oldest.

    A quote belongs to a topic if it shares a sentence with one of its passages.
    """
    if not headings:
        return {}
    ordered, heading_of = headings[0].occurrences.ordered, headings_by_topic(headings)
    found: dict[Slug, list[QuoteRef]] = {heading.id: [] for heading in headings}
    for episode in range(len(ordered) - 1, -1, -1):
        summary = ordered[episode]
        pairs = {
            (heading_of[episode, place], quote)
            for place, term in enumerate(summary.topics)
            for quote in term.quotes
        }
        for heading, number in sorted(pairs):
            found[headings[heading].id].append(QuoteRef(summary, number))
    return found


def view_quotes(refs: Iterable[QuoteRef], store: EpisodeStore) -> tuple[QuoteView, ...]:
    """Read the words of quotes."""
    return tuple(
        QuoteView(quote=store.details(ref.episode.slug).quotes[ref.number], episode=ref.episode)
        for ref in refs
    )


def related_quotes(
    refs: Sequence[QuoteRef], url: str, store: EpisodeStore, site: Site
) -> RelatedQuotes:
    """Return the first quotes of a list for another page.

    Args:
        refs: the whole list.
        url: of the page of the list, relative to the site.
        store: artifacts of the episodes.
        site: where it is published.
    """
    return RelatedQuotes(
        shown=view_quotes(refs[:RELATED], store),
        count=len(refs),
        url=site.base + url if len(refs) > RELATED else "",
    )


def person_slugs(names: Iterable[str], held: Mapping[str, str]) -> dict[str, Slug]:
    """Return a slug for each speaker, which is part of the URL of their quotes.

    Args:
        names: of the speakers.
        held: published slugs, each with its speaker, who keeps it.

    >>> person_slugs(["José Ruiz", "Jose Ruiz", "José-Ruiz"], {})
    {'José Ruiz': 'josé-ruiz', 'Jose Ruiz': 'jose-ruiz', 'José-Ruiz': 'josé-ruiz-2'}
    >>> person_slugs(["ann lee", "Ann Lee"], {"ann-lee": "Ann Lee"})
    {'ann lee': 'ann-lee-2', 'Ann Lee': 'ann-lee'}
    """
    pool = SlugPool(held)
    slugs: dict[str, Slug] = {}
    for name in names:
        # Not `slug_for`, which folds otherwise: these addresses are published.
        base = join_words(name.casefold()) or "nobody"
        slugs[name] = pool.take(next(iter(pool.held_by(name)), base), name)
    return slugs
