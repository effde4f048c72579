"""Addresses of recordings, and their times.

A recording may be cut differently from the one that was transcribed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from onrecord.model import Milliseconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.model import Media, Site

VIDEO = re.compile(
    r"(?:^|[?&]v=|youtu\.be/|/(?:embed|live|shorts|v)/)([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])"
)

TYPES: Mapping[str, str] = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "flac": "audio/flac",
}


def video_id(youtube: str) -> str:
    """Return the id of a video, 11 characters; empty if the address has none.

    >>> video_id("https://www.youtube.com/watch?t=3&v=Yf1o0TQzry8"), video_id("Yf1o0TQzry8")
    ('Yf1o0TQzry8', 'Yf1o0TQzry8')
    >>> video_id("https://youtu.be/Yf1o0TQzry8?t=5")
    'Yf1o0TQzry8'
    >>> video_id("https://www.youtube.com/@somebody")
    ''
    """
    match = VIDEO.search(youtube)
    return match[1] if match else ""


def file_url(address: str, site: Site, *, whole: bool = False) -> str:
    """Return the URL of a recording or picture: within the site root-absolute, or absolute."""
    if not address or re.match(r"https?:", address):
        return address
    return (site.address if whole else site.base) + address.removeprefix(site.base).lstrip("/")


def audio_type(media: Media) -> str:
    """Return the media type of the sound by its file name.

    >>> from onrecord.model import Media
    >>> audio_type(Media(audio="https://example.org/talk.m4a?from=feed"))
    'audio/mp4'
    """
    name = re.split(r"[?#]", media.audio)[0]
    return TYPES.get(name.rpartition(".")[2].lower(), "audio/mpeg")


def media_time(
    time: Milliseconds, media: Media, medium: Literal["audio", "youtube"]
) -> Milliseconds:
    """Return the time in a recording for a time of the transcript.

    >>> from onrecord.model import Media, TimePoint
    >>> advert = Media(time_map=(TimePoint(transcript=600_000, audio=690_000),))
    >>> media_time(599_000, advert, "audio"), media_time(601_000, advert, "audio")
    (599000, 691000)
    >>> media_time(601_000, advert, "youtube")
    601000
    """
    shift = 0
    for point in media.time_map:
        there = getattr(point, medium)
        if there is not None and point.transcript <= time:
            shift = there - point.transcript
    return Milliseconds(max(0, time + shift))


def recording_time(time: Milliseconds, media: Media) -> Milliseconds:
    """Return the time in the recording that players get: the sound, unless there is only a video.

    >>> from onrecord.model import Media, TimePoint
    >>> cut = (TimePoint(transcript=0, audio=5_000, youtube=90_000),)
    >>> recording_time(1_000, Media(audio="talk.mp3", time_map=cut))
    6000
    >>> recording_time(1_000, Media(youtube="Yf1o0TQzry8", time_map=cut))
    91000
    """
    return media_time(time, media, "youtube" if media.youtube and not media.audio else "audio")
