"""Who speaks in an episode, how much, and which of them have a page for sure."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.model import Milliseconds, Slug, VoiceSummary
from onrecord.pages.urls import person_slug_url, sentences_url
from onrecord.text.role_labels import names_nobody
from onrecord.text.slugs import slug_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.model import Episode, Site

# A speaker of one episode has a page from this share of its words on. Of the 249 speakers in one of
# 299 episodes of "Practical AI", 236 have 10 % or more; 5 have 5 to 10 % (two panellists, a caller,
# a chatbot); the 8 below are listeners who ask, clips and an "Audience member".
REAL_SHARE = 0.05
# And from this number of words on: these five have 319 or more, and a jingle has fewer.
FEWEST_WORDS = 100


def summarise_voices(episode: Episode) -> tuple[VoiceSummary, ...]:
    """Return the share of each speaker in an episode, in the order in which they first speak."""
    # The excerpts in a teaser are heard again later; an advertisement has the words of its client.
    start = episode.teaser.end if episode.teaser else 0
    repeated = {index for one in episode.repeated for index in range(*one.sentences)}
    spoken: defaultdict[str, list[int]] = defaultdict(list)
    for index, sentence in enumerate(episode.sentences):
        if sentence.speaker and index >= start and index not in repeated:
            spoken[sentence.speaker].append(index)
    return tuple(_voice(episode, speaker, indexes) for speaker, indexes in spoken.items())


def list_real(voices: Sequence[VoiceSummary]) -> Iterator[VoiceSummary]:
    """Yield the speakers who have a page because of this episode alone."""
    least = max(FEWEST_WORDS, REAL_SHARE * sum(voice.words for voice in voices))
    return (voice for voice in voices if voice.slug and voice.words >= least)


def link_speakers(episode: Episode, site: Site) -> Mapping[str, str]:
    """Return the address of the page of each speaker who has one whatever other episodes say."""
    slugs = {voice.speaker: voice.slug for voice in list_real(summarise_voices(episode))}
    slugs |= {person.name: person.slug for person in episode.front.people}
    return {name: site.base + person_slug_url(slug) for name, slug in slugs.items() if slug}


def _voice(episode: Episode, speaker: str, indexes: Sequence[int]) -> VoiceSummary:
    sentences = [episode.sentences[index] for index in indexes]
    attributions = {sentence.attribution for sentence in sentences}
    timed = [(sentence.start or 0, sentence.end) for sentence in sentences]
    return VoiceSummary(
        speaker=speaker,
        # If an editor has corrected part of it, the whole is no longer as in the file.
        attribution="source" if attributions == {"source"} else "editor",
        words=sum(len(sentence.text.split()) for sentence in sentences),
        turns=sum(index - 1 != before for before, index in pairwise([-2, *indexes])),
        duration=Milliseconds(sum(end - start for start, end in timed if end)),
        url=sentences_url(episode, indexes[0], indexes[0]),
        slug=_slug(episode, speaker),
    )


def _slug(episode: Episode, speaker: str) -> Slug:
    stated = {person.name: person.slug for person in episode.front.people}
    if speaker in stated:
        return stated[speaker]
    return Slug("") if speaker in episode.hidden or names_nobody(speaker) else slug_for(speaker)
