"""What the archive's pages may show of an episode."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.model import ChapterSummary, Episode, Milliseconds, Quote, QuoteSummary, Site, Summary, VoiceSummary
from onrecord.pages.markdown import plain_text
from onrecord.pages.old_links import list_addresses
from onrecord.pages.quote import AROUND
from onrecord.pages.quote_links import chapter_of, in_context, quote_url
from onrecord.pages.rail import chapter_url, duration, episode_url, starts
from onrecord.pages.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.anchors import Publication

# Two or three sentences on a card.
EXCERPT_LENGTH = 240


def summarise(episode: Episode, published: Publication, site: Site) -> Summary:
    """Give the compact facts that the archive chain reads in place of the episode."""
    names = [*(quote.id for quote in episode.quotes), *(quote.id for quote in episode.withdrawn_quotes)]
    return Summary(
        slug=episode.slug,
        url=episode_url(episode),
        title=episode.front.title,
        show=episode.front.show or site.title,
        date=episode.front.date,
        duration=duration(episode),
        people=episode.front.people,
        excerpt=shorten(plain_text(episode.front.description), EXCERPT_LENGTH),
        chapters=tuple(
            ChapterSummary(title=chapter.title, url=chapter_url(episode, chapter), start=starts(episode, chapter))
            for chapter in episode.chapters
        ),
        topics=episode.topics,
        language=episode.front.language,
        sentences=len(episode.sentences),
        addresses=(*list_addresses(episode, published), *(quote_url(name) for name in names)),
        description=episode.front.description,
        number=episode.front.number,
        media=episode.front.media,
        soundbites=episode.front.soundbites,
        withdrawn=episode.front.withdrawn is not None,
        words=sum(len(sentence.text.split()) for sentence in episode.sentences),
        voices=tuple(_voices(episode)),
        quotes=tuple(_quote(episode, quote) for quote in episode.quotes),
        repeats=tuple(sorted({one.repeat for one in episode.repeated})),
    )


def _quote(episode: Episode, quote: Quote) -> QuoteSummary:
    first, last = quote.parts[0].sentence, quote.parts[-1].sentence
    return QuoteSummary(
        id=quote.id,
        url=quote_url(quote.id),
        words=quote.words,
        origin=quote.origin,
        speaker=quote.speaker,
        chapter=chapter_of(episode, first).title,
        context=in_context(episode, first, last),
        sentences=(first, last + 1),
        before=" ".join(sentence.text for sentence in episode.sentences[max(0, first - AROUND) : first]),
        after=" ".join(sentence.text for sentence in episode.sentences[last + 1 : last + 1 + AROUND]),
        start=quote.start,
        end=quote.end,
    )


def _voices(episode: Episode) -> Iterator[VoiceSummary]:
    pages = [chapter_url(episode, chapter) for chapter in episode.chapters for _ in range(*chapter.sentences)]
    spoken: dict[str, list[int]] = {}
    # What a teaser shows is said once, and an advert by whoever pays.
    teaser = episode.teaser.end if episode.teaser else 0
    repeated = {index for one in episode.repeated for index in range(*one.sentences)}
    for index, sentence in enumerate(episode.sentences):
        if sentence.speaker and index >= teaser and index not in repeated:
            spoken.setdefault(sentence.speaker, []).append(index)
    for speaker, indexes in spoken.items():
        said = [episode.sentences[index] for index in indexes]
        attributions = {sentence.attribution for sentence in said}
        yield VoiceSummary(
            speaker=speaker,
            # Where an editor has set some of it right, the whole is no longer what the file says.
            attribution="source" if attributions == {"source"} else "editor",
            words=sum(len(sentence.text.split()) for sentence in said),
            turns=sum(index - 1 != before for before, index in pairwise([-2, *indexes])),
            duration=Milliseconds(sum((sentence.end or sentence.start or 0) - (sentence.start or 0) for sentence in said)),
            url=f"{pages[indexes[0]]}#{said[0].id}",
        )
