"""What machines read of a page: schema.org in JSON-LD, Open Graph, Dublin Core."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from onrecord.pages.media import audio_type, audio_url, recording_time, video_id
from onrecord.pages.rail import chapter_url, duration, episode_url, starts, transcript_url
from onrecord.text.times import iso_duration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Episode, Heading, Milliseconds, Page, Person, Site, Summary

CONTEXT = "https://schema.org"


def describe_episode(episode: Episode, site: Site) -> Mapping[str, object]:
    """Give an episode as a `PodcastEpisode`, its chapters as `Clip`s."""
    front = episode.front
    address = site.url or site.base
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "PodcastEpisode",
            "@id": address + episode_url(episode),
            "url": address + episode_url(episode),
            "name": front.title,
            "datePublished": front.date.isoformat() if front.date else "",
            "inLanguage": front.language,
            "episodeNumber": front.number,
            "duration": iso_duration(length) if (length := duration(episode)) else "",
            "partOfSeries": {
                "@type": "PodcastSeries",
                "name": front.show or site.title,
                "url": address,
            },
            "publisher": {"@type": "Organization", "name": front.publisher}
            if front.publisher
            else None,
            "actor": [_person(person) for person in front.people if person.role != "host"],
            "author": [_person(person) for person in front.people if person.role == "host"],
            "license": front.licence if front.licence.startswith("http") else "",
            "associatedMedia": [*_sound(episode, site), *_video(episode)],
            "hasPart": [_clip(episode, number, site) for number in range(len(episode.chapters))],
        }
    )


def describe_chapter(episode: Episode, number: int, site: Site) -> Mapping[str, object]:
    """Give a chapter as a `Clip` of its episode."""
    front = episode.front
    whole = {
        "@type": "PodcastEpisode",
        "@id": (site.url or site.base) + episode_url(episode),
        "name": front.title,
    }
    return {"@context": CONTEXT, **_clip(episode, number, site), "partOfEpisode": whole}


def describe_archive(
    summaries: Sequence[Summary], site: Site, description: str
) -> Mapping[str, object]:
    """Give the archive as a `PodcastSeries` with some of its episodes: those that the page shows."""
    address = site.url or site.base
    parts = [
        _without_empty(
            {
                "@type": "PodcastEpisode",
                "@id": address + summary.url,
                "url": address + summary.url,
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
            "@id": address,
            "url": address,
            "name": site.title,
            "description": description,
            "inLanguage": site.language,
            "webFeed": f"{site.url}feed.xml" if site.url else "",
            "hasPart": parts,
        }
    )


def describe_topic(heading: Heading, site: Site, definition: str) -> Mapping[str, object]:
    """Give a topic as a `DefinedTerm` of the index."""
    index = f"{site.url or site.base}topics/"
    url = f"{index}{heading.id}/"
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


def build_head(page: Page, episode: Episode, site: Site) -> str:
    """Give the HTML for the head of a page of an episode; empty for a page that only leads elsewhere."""
    numbers = {
        chapter_url(episode, chapter): number for number, chapter in enumerate(episode.chapters)
    }
    if page.kind == "chapter":
        number = numbers[page.url]
        twin = (
            [("text/markdown", "Markdown", page.url.rstrip("/") + ".md")]
            if site.markdown_downloads
            else []
        )
        tags = [*_names(episode, site, episode.chapters[number].title), *_alternates(twin, site)]
        description = describe_chapter(episode, number, site)
    elif page.kind == "episode":
        tags = [
            *_names(episode, site, page.title),
            *_alternates(_transcripts(page.url, site), site),
            *_previews(episode, site),
        ]
        description = describe_episode(episode, site)
    else:
        return ""
    return "\n".join([*tags, script(description)])


def _names(episode: Episode, site: Site, title: str) -> list[str]:
    """Dublin Core, which reference managers read; and for Zotero the type and the roles, which it does not take from that."""
    front = episode.front
    names = [
        ("z:itemType", "podcast"),
        *(
            ("z:podcasters" if person.role == "host" else "z:guests", person.name)
            for person in front.people
        ),
        ("DC.title", title),
        ("DC.type", "Sound"),
        *(
            ("DC.creator" if person.role == "host" else "DC.contributor", person.name)
            for person in front.people
        ),
        ("DC.date", front.date.isoformat() if front.date else ""),
        ("DC.language", front.language),
        ("DC.publisher", front.publisher),
        ("DC.source", front.show or site.title),
        ("DC.relation.ispartof", front.show or site.title),
    ]
    return [f'<meta name="{name}" content="{escape(value)}">' for name, value in names if value]


def _transcripts(folder: str, site: Site) -> list[tuple[str, str, str]]:
    files = [
        ("text/vtt", "Transcript", f"{folder}transcript.vtt"),
        ("application/json", "Transcript", f"{folder}transcript.json"),
    ]
    return (
        [*files, ("text/markdown", "Markdown", f"{folder}transcript.md")]
        if site.markdown_downloads
        else files
    )


def _alternates(files: Sequence[tuple[str, str, str]], site: Site) -> list[str]:
    """The same words for programs: media type, title and address of each."""
    link = Markup('<link rel="alternate" type="{}" title="{}" href="{}">')
    return [
        str(link.format(kind, title, (site.url or site.base) + file)) for kind, title, file in files
    ]


def _previews(episode: Episode, site: Site) -> list[str]:
    """The sound, for who shows a preview of the page."""
    sound = audio_url(episode.front.media, site, whole=True)
    return [str(Markup('<meta property="og:audio" content="{}">').format(sound))] if sound else []


def script(description: Mapping[str, object]) -> str:
    r"""Give JSON-LD as an element; nothing in it can end the element.

    >>> script({"name": "</script>"})
    '<script type="application/ld+json">{"name": "\\u003c/script>"}</script>'
    """
    text = json.dumps(description, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _clip(episode: Episode, number: int, site: Site) -> Mapping[str, object]:
    chapter = episode.chapters[number]
    after = episode.chapters[number + 1] if number + 1 < len(episode.chapters) else None
    end = starts(episode, after) if after else duration(episode)
    url = (site.url or site.base) + chapter_url(episode, chapter)
    return _without_empty(
        {
            "@type": "Clip",
            "@id": url,
            "url": url,
            "name": chapter.title,
            "description": chapter.synopsis,
            "position": number + 1,
            "startOffset": _offset(episode, starts(episode, chapter)),
            "endOffset": _offset(episode, end),
        }
    )


def _offset(episode: Episode, time: Milliseconds | None) -> int | None:
    return None if time is None else round(recording_time(time, episode.front.media) / 1000)


def _sound(episode: Episode, site: Site) -> list[Mapping[str, object]]:
    media = episode.front.media
    if not media.audio:
        return []
    url = (site.url or site.base) + transcript_url(episode)
    return [
        {
            "@type": "AudioObject",
            "contentUrl": audio_url(media, site, whole=True),
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
