"""What quotes and the teaser leave in the transcript: words underlined, a quote beside them, links to where excerpts are really said."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.anchors import fragment_of
from onrecord.pages.environment import fill
from onrecord.pages.pull import PullQuote
from onrecord.pages.quote_links import in_context, quote_url
from onrecord.pages.words import Apart, Quoted
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from onrecord.model import Anchor, Episode, Quote, Site

# Longer ones are underlined only: beside the text they would be a second text.
PULLED_WORDS = 32
# Words between two quotes in the margin, so that they neither meet nor crowd the page.
APART = 120
# Sentences between a quote and a note, which wants the same place.
AWAY_FROM_NOTES = 4
TRUST = ("editor", "teaser", "description", "soundbite", "auto")


def set_apart(episode: Episode, site: Site) -> Apart:
    """Give what stands around and in the sentences of an episode: its quotes, its teaser."""
    teaser = episode.sentences[: episode.teaser.end] if episode.teaser else ()
    return Apart(
        quoted=_quoted(episode, site),
        pulled=_pulled(episode, site),
        later=_later(episode, site),
        teaser=frozenset(sentence.id for sentence in teaser),
        repeated=frozenset(
            episode.sentences[index].id
            for one in episode.repeated
            for index in range(*one.sentences)
        ),
        ranges=_ranges(episode),
    )


def _quoted(episode: Episode, site: Site) -> dict[Anchor, list[Quoted]]:
    found: defaultdict[int, list[Quoted]] = defaultdict(list)
    for quote in sorted(episode.quotes, key=_trust):
        opening = f'<a class="quoted" href="{escape(site.base + quote_url(quote.id))}" data-quote="{quote.id}" data-origin="{quote.origin}">'
        for part in quote.parts:
            taken = [other.span for other in found[part.sentence]]
            # Where two quotes share words, these lead to the one that is trusted more.
            if not any(start < part.span[1] and part.span[0] < end for start, end in taken):
                found[part.sentence].append(Quoted(span=part.span, opening=opening))
    return {
        episode.sentences[index].id: sorted(marks, key=lambda one: one.span)
        for index, marks in found.items()
    }


def _pulled(episode: Episode, site: Site) -> dict[Anchor, Markup]:
    starts = [0]
    for sentence in episode.sentences:
        starts.append(starts[-1] + len(sentence.text.split()))
    chosen: list[int] = []
    pulled: dict[Anchor, Markup] = {}
    for quote in sorted(episode.quotes, key=_trust):
        first = quote.parts[0].sentence
        place = starts[first]
        noted = any(abs(note.sentence - first) <= AWAY_FROM_NOTES for note in episode.notes)
        if (
            not noted
            and len(quote.words.split()) <= PULLED_WORDS
            and all(abs(place - other) >= APART for other in chosen)
        ):
            chosen.append(place)
            context = PullQuote(url=site.base + quote_url(quote.id), words=quote.words)
            pulled[episode.sentences[first].id] = fill("pull", context)
    return pulled


def _later(episode: Episode, site: Site) -> dict[Anchor, Markup]:
    found: dict[Anchor, Markup] = {}
    for excerpt in episode.teaser.excerpts if episode.teaser else ():
        said = episode.sentences[excerpt.first]
        time = format_time(said.start) if said.start is not None else "later"
        url = escape(site.base + in_context(episode, excerpt.first, excerpt.last))
        found[episode.sentences[excerpt.sentence].id] = Markup(  # noqa: S704 - escaped above
            f' <a class="later" href="{url}"><span class="unseen">said at </span>{time}</a>'
        )
    return found


def _ranges(episode: Episode) -> dict[Anchor, list[str]]:
    """Give the ranges to which quotes, excerpts of the teaser and topics lead."""
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
