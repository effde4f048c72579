"""The marks that quotes, the teaser and old ranges leave in the words of an episode."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.anchors import fragment_of
from onrecord.pages.environment import fill
from onrecord.pages.urls import quote_url, sentences_url
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Anchor, Episode, Quote, Site, Span

# A longer quote is only underlined: beside the text it would be a second text.
PULL_QUOTE_WORDS = 32
# Words between two quotes in the margin, so that they neither overlap nor crowd the page.
PULL_QUOTE_DISTANCE = 120
# Sentences between a quote in the margin and a note, which has the same place.
NOTE_DISTANCE = 4
# Where quotes compete for a place, the origin decides.
TRUST = ("editor", "teaser", "description", "soundbite", "auto")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMark:
    """Characters of a sentence that are quoted."""

    span: Span
    tag: str
    """Opening tag of the link to the quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMarks:
    """Marks in the words of an episode, by the anchors of its sentences."""

    quoted: Mapping[Anchor, Sequence[QuoteMark]]
    """In order, without overlaps."""
    pull_quotes: Mapping[Anchor, Markup]
    """The quote to set beside the paragraph that holds the sentence."""
    later: Mapping[Anchor, Markup]
    """A link to the original place of each excerpt, by the sentence of the teaser."""
    teaser: frozenset[Anchor]
    repeated: frozenset[Anchor]
    """Sentences that other episodes have too."""
    ranges: Mapping[Anchor, Sequence[str]]
    """Fragments of the ranges that our pages link to, by the first sentence.

    Each becomes the id of a mark, for browsers without scripts.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class PullQuote:
    """Context of `pages/pull.html.jinja`, a quote beside the text."""

    url: str
    words: str


def mark_text(episode: Episode, site: Site) -> TextMarks:
    """Return the marks in the words of an episode."""
    teaser = episode.sentences[: episode.teaser.end] if episode.teaser else ()
    return TextMarks(
        quoted=_mark_quotes(episode, site),
        pull_quotes=_place_pull_quotes(episode, site),
        later=_link_excerpts(episode, site),
        teaser=frozenset(sentence.id for sentence in teaser),
        repeated=frozenset(
            episode.sentences[index].id
            for one in episode.repeated
            for index in range(*one.sentences)
        ),
        ranges=_list_ranges(episode),
    )


def _mark_quotes(episode: Episode, site: Site) -> dict[Anchor, list[QuoteMark]]:
    found: defaultdict[int, list[QuoteMark]] = defaultdict(list)
    for quote in sorted(episode.quotes, key=_trust):
        url = escape(site.base + quote_url(quote.id))
        tag = (
            f'<a class="quoted" href="{url}" data-quote="{quote.id}" data-origin="{quote.origin}">'
        )
        for part in quote.parts:
            taken = [other.span for other in found[part.sentence]]
            # Words that two quotes share lead to the more trusted one.
            if not any(start < part.span[1] and part.span[0] < end for start, end in taken):
                found[part.sentence].append(QuoteMark(span=part.span, tag=tag))
    return {
        episode.sentences[index].id: sorted(marks, key=lambda mark: mark.span)
        for index, marks in found.items()
    }


def _place_pull_quotes(episode: Episode, site: Site) -> dict[Anchor, Markup]:
    words_before = [0]
    for sentence in episode.sentences:
        words_before.append(words_before[-1] + len(sentence.text.split()))
    placed: list[int] = []
    found: dict[Anchor, Markup] = {}
    for quote in sorted(episode.quotes, key=_trust):
        first = quote.parts[0].sentence
        place = words_before[first]
        noted = any(abs(note.sentence - first) <= NOTE_DISTANCE for note in episode.notes)
        if (
            not noted
            and len(quote.words.split()) <= PULL_QUOTE_WORDS
            and all(abs(place - other) >= PULL_QUOTE_DISTANCE for other in placed)
        ):
            placed.append(place)
            context = PullQuote(url=site.base + quote_url(quote.id), words=quote.words)
            found[episode.sentences[first].id] = fill("pull", context)
    return found


def _link_excerpts(episode: Episode, site: Site) -> dict[Anchor, Markup]:
    found: dict[Anchor, Markup] = {}
    for excerpt in episode.teaser.excerpts if episode.teaser else ():
        original = episode.sentences[excerpt.first]
        time = format_time(original.start) if original.start is not None else "later"
        url = escape(site.base + sentences_url(episode, excerpt.first, excerpt.last))
        found[episode.sentences[excerpt.sentence].id] = Markup(  # noqa: S704 - escaped above
            f' <a class="later" href="{url}"><span class="unseen">said at </span>{time}</a>'
        )
    return found


def _list_ranges(episode: Episode) -> dict[Anchor, list[str]]:
    """Return the ranges to which quotes, excerpts of the teaser and topics link."""
    spans = {(quote.parts[0].sentence, quote.parts[-1].sentence) for quote in episode.quotes}
    spans |= {
        (excerpt.first, excerpt.last)
        for excerpt in (episode.teaser.excerpts if episode.teaser else ())
    }
    passages = [
        passage for term in episode.topics for passage in term.passages if passage.chapter >= 0
    ]
    spans |= {(passage.sentences[0], passage.sentences[1] - 1) for passage in passages}
    found: defaultdict[Anchor, list[str]] = defaultdict(list)
    for first, last in sorted(spans):
        if first != last:
            start, end = episode.sentences[first].id, episode.sentences[last].id
            found[start].append(fragment_of(start, end))
    return found


def _trust(quote: Quote) -> tuple[int, int]:
    return TRUST.index(quote.origin), quote.parts[0].sentence
