"""The elements of the podcast namespaces that feedparser loses.

feedparser 6 keeps only the last of repeated elements (transcript, person, soundbite), and loses the
text of elements with attributes (the name of a person). These are read from the XML tree.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import tostring

from onrecord.chapters import read_marks
from onrecord.intake.feeds.facts import language_tag, plain_line, resolve
from onrecord.model import Milliseconds, Person, Soundbite
from onrecord.text.languages import language_in_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from onrecord.model import ChapterMark

NAMESPACES: Final = (
    "https://podcastindex.org/namespace/1.0",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
)
_ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
_SIMPLE_CHAPTERS = "{http://podlove.org/simple-chapters}chapters"
_COMMONS = "{http://backend.userland.com/creativeCommonsRssModule}license"
# From the format with most information (times of words, speakers) to one that may lack even times.
_BEST = (("json", ".json"), ("vtt", ".vtt"), ("srt", ".srt"), ("subrip", ".srt"), ("html", ".html"))
_PLAIN = ("text/plain", ".txt")
# As in `episode.yml`; also a limit for the numbers in a feed.
_LONGEST = 9_999_999


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptLink:
    """The address of a transcript, with its stated format and language."""

    url: str
    kind: str
    """Media type, as stated."""
    language: str = ""
    """As stated by the feed or in the name of the file."""

    @property
    def is_plain_text(self) -> bool:
        """Whether it is announced as plain text."""
        return _matches(self, _PLAIN) and not any(_matches(self, one) for one in _BEST)


def read_transcripts(element: Element, base: str) -> tuple[TranscriptLink, ...]:
    """Return the transcripts of an episode, the most informative format first.

    Args:
        element: The item.
        base: Address against which relative ones are resolved.
    """
    found = {
        url: TranscriptLink(
            url=url,
            kind=one.get("type", "").strip().lower(),
            language=language_tag(one.get("language", "")) or language_in_name(_path(url)),
        )
        for one in _named(element, "transcript")
        if (url := resolve(one.get("url", ""), base))
    }
    return tuple(sorted(found.values(), key=_rank))


def read_chapters(element: Element, base: str) -> str:
    """Return the address of the chapters; empty if there are none."""
    return next(
        (url for one in _named(element, "chapters") if (url := resolve(one.get("url", ""), base))),
        "",
    )


def read_inline_chapters(element: Element) -> tuple[ChapterMark, ...]:
    """Return the chapters that stand in the item itself (Podlove Simple Chapters)."""
    chapters = element.find(_SIMPLE_CHAPTERS)
    return () if chapters is None else read_marks(tostring(chapters), "chapters")[0]


def read_people(element: Element) -> Iterator[Person]:
    """Yield the people. The default role is host (podcast-namespace, `person`)."""
    for one in _named(element, "person"):
        if person := _person(one):
            yield person


def read_cast(channel: Element) -> Iterator[Person]:
    """Yield the people of a whole show who speak in it: those of the default group, `cast`."""
    for one in _named(channel, "person"):
        if one.get("group", "").strip().lower() in {"", "cast"} and (person := _person(one)):
            yield person


def _person(element: Element) -> Person | None:
    name = plain_line("".join(element.itertext()))
    role = " ".join(element.get("role", "").lower().split()) or "host"
    return Person(name=name, role=role) if name else None


def read_soundbites(element: Element) -> Iterator[Soundbite]:
    """Yield the soundbites with valid times."""
    for one in _named(element, "soundbite"):
        start, duration = _time(one.get("startTime", "")), _time(one.get("duration", ""))
        if start is not None and duration:
            yield Soundbite(
                start=start, duration=duration, title=plain_line("".join(one.itertext()))
            )


def read_number(element: Element) -> str:
    """Return the number of an episode as it is shown."""
    shown = (
        one.get("display", "") or "".join(one.itertext()) for one in _named(element, "episode")
    )
    return next(filter(None, map(plain_line, shown)), _itunes(element, "episode"))


def read_season(element: Element) -> str:
    """Return the number of the season of an episode."""
    numbers = ("".join(one.itertext()) for one in _named(element, "season"))
    return next(filter(None, map(plain_line, numbers)), _itunes(element, "season"))


def _itunes(element: Element, name: str) -> str:
    return plain_line(element.findtext(f"{_ITUNES}{name}") or "")


def read_image(element: Element, base: str) -> str:
    """Return the address of the picture of an episode; empty if it has none of its own."""
    stated = (
        *(one.get("href", "") for one in element.findall(f"{_ITUNES}image")),
        *(one.get("href", "") for one in _named(element, "image")),
        # Address and width, like `srcset` in HTML.
        *(one.get("srcset", "").strip().partition(" ")[0] for one in _named(element, "images")),
    )
    return next((url for one in stated if (url := resolve(one.rstrip(","), base))), "")


def read_licence(element: Element) -> str:
    """Return the licence of an item or a channel; empty if none is stated."""
    for one in _named(element, "license"):
        if licence := plain_line("".join(one.itertext())) or resolve(one.get("url", ""), ""):
            return licence
    return plain_line(element.findtext(_COMMONS) or "")


def read_alternates(element: Element, base: str) -> Iterator[tuple[str, str]]:
    """Yield address and media type of the alternate enclosures."""
    for one in _named(element, "alternateEnclosure"):
        for source in _named(one, "source"):
            yield resolve(source.get("uri", ""), base), one.get("type", "")


def _named(element: Element, name: str) -> Iterator[Element]:
    for namespace in NAMESPACES:
        yield from element.findall(f"{{{namespace}}}{name}")


def _rank(link: TranscriptLink) -> int:
    if link.is_plain_text:
        return len(_BEST) + 1
    return next((rank for rank, one in enumerate(_BEST) if _matches(link, one)), len(_BEST))


def _matches(link: TranscriptLink, format_: tuple[str, str]) -> bool:
    word, end = format_
    return word in link.kind or _path(link.url).endswith(end)


def _path(url: str) -> str:
    return url.partition("?")[0].partition("#")[0].lower()


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
