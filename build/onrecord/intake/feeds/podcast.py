"""The elements of the podcast namespace that feedparser loses.

feedparser 6 keeps only the last of repeated elements (transcript, person, soundbite), and loses the
text of elements with attributes (the name of a person). These are read from the XML tree.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.model import Milliseconds, Person, Soundbite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

NAMESPACES: Final = (
    "https://podcastindex.org/namespace/1.0",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
)
# From the format with most information (times of words, speakers) to one that may lack even times.
_BEST = (("json", ".json"), ("vtt", ".vtt"), ("srt", ".srt"), ("subrip", ".srt"), ("html", ".html"))
# As in `episode.yml`; also a limit for the numbers in a feed.
_LONGEST = 9_999_999


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptLink:
    """The address and stated format of a transcript."""

    url: str
    kind: str
    """Media type, as stated."""


def read_transcripts(element: Element) -> tuple[TranscriptLink, ...]:
    """Return the transcripts of an episode, best first."""
    found = [
        TranscriptLink(url=url, kind=one.get("type", "").strip().lower())
        for one in _named(element, "transcript")
        if (url := one.get("url", "").strip())
    ]
    return tuple(sorted(found, key=_rank))


def read_chapters(element: Element) -> str:
    """Return the address of the chapters; empty if there are none."""
    return next(
        (url for one in _named(element, "chapters") if (url := one.get("url", "").strip())), ""
    )


def read_people(element: Element) -> Iterator[Person]:
    """Yield the people. The default role is host (podcast-namespace, `person`)."""
    for one in _named(element, "person"):
        if name := " ".join("".join(one.itertext()).split()):
            yield Person(name=name, role=" ".join(one.get("role", "").lower().split()) or "host")


def read_soundbites(element: Element) -> Iterator[Soundbite]:
    """Yield the soundbites with valid times."""
    for one in _named(element, "soundbite"):
        start, duration = _time(one.get("startTime", "")), _time(one.get("duration", ""))
        if start is not None and duration:
            yield Soundbite(
                start=start, duration=duration, title=" ".join("".join(one.itertext()).split())
            )


def _named(element: Element, name: str) -> Iterator[Element]:
    for namespace in NAMESPACES:
        yield from element.findall(f"{{{namespace}}}{name}")


def _rank(link: TranscriptLink) -> int:
    path = link.url.partition("?")[0].lower()
    return next(
        (rank for rank, (word, end) in enumerate(_BEST) if word in link.kind or path.endswith(end)),
        len(_BEST),
    )


def _time(seconds: str) -> Milliseconds | None:
    """Parse a number of seconds; None if it is invalid.

    >>> _time("73.0"), _time("NaN"), _time("-1"), _time("soon")
    (73000, None, None, None)
    """
    try:
        number = float(seconds)
    except ValueError:
        return None
    return (
        Milliseconds(round(number * 1000))
        if math.isfinite(number) and 0 <= number <= _LONGEST
        else None
    )
