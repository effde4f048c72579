"""Descriptions for search engines, in the vocabulary of schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.pages.media import audio_type, file_url, recording_time, video_id
from onrecord.pages.urls import chapter_url, episode_url, sentences_url, topic_url, transcript_url
from onrecord.text.times import format_time, iso_duration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import (
        Change,
        Episode,
        Heading,
        Milliseconds,
        Person,
        Quote,
        Sentence,
        Site,
        Summary,
    )

CONTEXT = "https://schema.org"


def describe_episode(episode: Episode, site: Site) -> Mapping[str, object]:
    """Return an episode as a `PodcastEpisode`, its chapters as `Clip`s."""
    front = episode.front
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "PodcastEpisode",
            "@id": site.address + episode_url(episode),
            "url": site.address + episode_url(episode),
            "name": front.title,
            "datePublished": front.date.isoformat() if front.date else "",
            "inLanguage": front.language,
            "image": file_url(front.image, site, whole=True),
            "episodeNumber": front.number,
            "partOfSeason": {"@type": "PodcastSeason", "seasonNumber": front.season}
            if front.season
            else None,
            "duration": iso_duration(length) if (length := episode.duration) else "",
            "partOfSeries": {
                "@type": "PodcastSeries",
                "name": front.show or site.title,
                "url": site.address,
            },
            "publisher": {"@type": "Organization", "name": front.publisher}
            if front.publisher
            else None,
            "actor": [_person(person) for person in front.people if not person.is_host],
            "author": [_person(person) for person in front.people if person.is_host],
            "license": front.licence if front.licence.startswith("http") else "",
            "copyrightNotice": front.rights,
            "usageInfo": {"@type": "CreativeWork", "text": front.usage} if front.usage else None,
            "associatedMedia": [*_sound(episode, site), *_video(episode)],
            "hasPart": [_clip(episode, number, site) for number in range(len(episode.chapters))],
        }
    )


def describe_chapter(episode: Episode, number: int, site: Site) -> Mapping[str, object]:
    """Return a chapter as a `Clip` of its episode."""
    front = episode.front
    whole = {
        "@type": "PodcastEpisode",
        "@id": site.address + episode_url(episode),
        "name": front.title,
    }
    return {"@context": CONTEXT, **_clip(episode, number, site), "partOfEpisode": whole}


def describe_archive(
    summaries: Sequence[Summary], site: Site, description: str
) -> Mapping[str, object]:
    """Return the archive as a `PodcastSeries` with the episodes that the page shows."""
    parts = [
        _without_empty(
            {
                "@type": "PodcastEpisode",
                "@id": site.address + summary.url,
                "url": site.address + summary.url,
                "name": summary.title,
                "datePublished": summary.date.isoformat() if summary.date else "",
                "duration": iso_duration(summary.duration) if summary.duration else "",
            }
        )
        for summary in summaries
    ]
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "PodcastSeries",
            "@id": site.address,
            "url": site.address,
            "name": site.title,
            "description": description,
            "inLanguage": site.language,
            "webFeed": f"{site.url}feed.xml" if site.url else "",
            "hasPart": parts,
        }
    )


def describe_topic(heading: Heading, site: Site, definition: str) -> Mapping[str, object]:
    """Return a topic as a `DefinedTerm` of the index."""
    index, url = f"{site.address}topics/", site.address + topic_url(heading.id)
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "DefinedTerm",
            "@id": url,
            "url": url,
            "name": heading.label,
            "alternateName": [*heading.aliases],
            "description": definition,
            "inDefinedTermSet": {
                "@type": "DefinedTermSet",
                "@id": index,
                "name": f"Topics of {site.title}",
                "url": index,
            },
        }
    )


def describe_quote(episode: Episode, quote: Quote, url: str, site: Site) -> Mapping[str, object]:
    """Return a quote as a `Quotation` with a `Clip` of the recording.

    Args:
        episode: compiled.
        quote: one of its quotes.
        url: absolute address of its page.
        site: where it is published.
    """
    part = {
        "@type": "PodcastEpisode",
        "name": episode.front.title,
        "url": site.url + episode_url(episode),
        **({"datePublished": episode.front.date.isoformat()} if episode.front.date else {}),
    }
    context = sentences_url(episode, quote.parts[0].sentence, quote.parts[-1].sentence)
    clip: dict[str, object] = {
        "@type": "Clip",
        "name": quote.words[:80],
        "url": site.address + context,
        "partOfEpisode": part,
    }
    if quote.start is not None and quote.end is not None:
        start, end = (
            recording_time(time, episode.front.media) for time in (quote.start, quote.end)
        )
        clip |= {"startOffset": start / 1000, "endOffset": end / 1000}
    return {
        "@context": CONTEXT,
        "@type": "Quotation",
        "@id": url,
        "url": url,
        "text": quote.words,
        "isPartOf": part,
        "hasPart": clip,
        **({"creator": {"@type": "Person", "name": quote.speaker}} if quote.speaker else {}),
    }


def describe_corrections(episode: Episode, site: Site) -> Mapping[str, object]:
    """Return an episode's corrections as those of a `CreativeWork`; empty if there are none."""
    corrections = [
        _correction(sentence, change)
        for sentence in episode.sentences
        for change in sentence.changes
        if not change.removed
    ]
    if not corrections:
        return {}
    return {
        "@context": CONTEXT,
        "@type": "CreativeWork",
        "@id": site.address + transcript_url(episode),
        "name": episode.front.title,
        "correction": corrections,
    }


def _correction(sentence: Sentence, change: Change) -> Mapping[str, object]:
    by, on, why = change.provenance.by, change.provenance.on, change.provenance.why
    time = "" if sentence.start is None else f"[{format_time(sentence.start)}] "
    shown, heard = sentence.text[slice(*change.span)], change.heard.strip()
    return {
        "@type": "CorrectionComment",
        "text": f"{time}“{shown}”, heard as “{heard}”{f': {why}' if why else ''}",
        **({"datePublished": on.isoformat()} if on else {}),
        **({"author": {"@type": "Person", "name": by}} if by else {}),
    }


def _clip(episode: Episode, number: int, site: Site) -> Mapping[str, object]:
    chapter = episode.chapters[number]
    after = episode.chapters[number + 1] if number + 1 < len(episode.chapters) else None
    end = episode.start_of(after) if after else episode.duration
    url = site.address + chapter_url(episode, chapter)
    return _without_empty(
        {
            "@type": "Clip",
            "@id": url,
            "url": url,
            "name": chapter.title,
            "description": chapter.synopsis,
            "position": number + 1,
            "startOffset": _offset(episode, episode.start_of(chapter)),
            "endOffset": _offset(episode, end),
        }
    )


def _offset(episode: Episode, time: Milliseconds | None) -> int | None:
    return None if time is None else round(recording_time(time, episode.front.media) / 1000)


def _sound(episode: Episode, site: Site) -> list[Mapping[str, object]]:
    media = episode.front.media
    if not media.audio:
        return []
    url = site.address + transcript_url(episode)
    return [
        {
            "@type": "AudioObject",
            "contentUrl": file_url(media.audio, site, whole=True),
            "encodingFormat": audio_type(media),
            "transcript": url,
        }
    ]


def _video(episode: Episode) -> list[Mapping[str, object]]:
    video = video_id(episode.front.media.youtube)
    return (
        [
            {
                "@type": "VideoObject",
                "name": episode.front.title,
                "embedUrl": f"https://www.youtube-nocookie.com/embed/{video}",
            }
        ]
        if video
        else []
    )


def _person(person: Person) -> Mapping[str, str]:
    return {"@type": "Person", "name": person.name}


def _without_empty(fields: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in fields.items() if value not in ("", None, [])}
