"""Writing an `episode.yml` for people to complete; the inverse of reading it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from onrecord.archive.text import INVISIBLE
from onrecord.text.times import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.model import FrontMatter

_TEMPLATE = (
    ("title", "title: Title of the episode"),
    ("show", "show: Name of the podcast, the project, the body that meets"),
    ("date", "date: 2026-01-31"),
    ("description", "description: What it is about, in Markdown"),
    ("people", "people: {host: Ann Lee, guests: [Bo Chen]}"),
    ("media", "media: {audio: https://example.org/talk.mp3}"),
    ("chapters", 'chapters: [{start: "0:00", title: Beginning}]'),
)

TEMPLATE_KEYS = tuple(key for key, _ in _TEMPLATE)
"""Keys for which `write_episode` writes a comment if they are not known."""


def write_episode(
    front: FrontMatter, *, note: str = "", known: frozenset[str] = frozenset()
) -> bytes:
    """Return a file with the metadata, and with comments for further keys.

    Args:
        front: Metadata; empty fields are left out.
        note: A comment at the top.
        known: Keys that the transcript itself has, for which no comment is needed.

    >>> from onrecord.model import FrontMatter
    >>> front, known = FrontMatter(title="On: anchors"), frozenset({"show", "date", "description"})
    >>> print(write_episode(front, known=known).decode())
    title: "On: anchors"
    <BLANKLINE>
    # people: {host: Ann Lee, guests: [Bo Chen]}
    # media: {audio: https://example.org/talk.mp3}
    # chapters: [{start: "0:00", title: Beginning}]
    <BLANKLINE>
    """
    said = list(_lines(front))
    keys = {line.partition(":")[0] for line in said} | known
    open_ = [f"# {line}" for key, line in _TEMPLATE if key not in keys]
    parts = (f"# {_clean(note, ' ')}" if note else "", "\n".join(said), "\n".join(open_))
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _lines(front: FrontMatter) -> Iterator[str]:
    yield from _texts(front, "title", "show")
    if front.date:
        yield f"date: {front.date.isoformat()}"
    if description := _clean(front.description, "\n").strip():
        yield "description: |-\n" + "\n".join(
            f"  {line}".rstrip() for line in description.split("\n")
        )
    yield from _texts(front, "language")
    if front.people:
        yield _listed(
            "people",
            (
                f"{{name: {_quoted(person.name)}, role: {_quoted(person.role)}}}"
                for person in front.people
            ),
        )
    if front.media.audio:
        yield f"media:\n  audio: {_quoted(front.media.audio)}"
    if front.soundbites:
        yield _listed(
            "soundbites",
            (
                f"{{start: {seconds(bite.start)}, duration: {seconds(bite.duration)}, "
                f"title: {_quoted(bite.title)}}}"
                for bite in front.soundbites
            ),
        )
    yield from _texts(front, "licence", "season", "number", "image", "source", "guid")


def _texts(front: FrontMatter, *keys: str) -> Iterator[str]:
    return (f"{key}: {_quoted(getattr(front, key))}" for key in keys if getattr(front, key))


def _listed(key: str, occurrences: Iterable[str]) -> str:
    return f"{key}:\n" + "\n".join(f"  - {occurrence}" for occurrence in occurrences)


def _quoted(text: str) -> str:
    # A JSON string is a YAML string.
    return json.dumps(_clean(text, " "), ensure_ascii=False)


def _clean(text: str, line_end: str) -> str:
    r"""Replace line ends, and replace characters that YAML forbids or that are invisible by spaces.

    >>> _clean("a\x00b\tc\r\nd", " ")
    'a b c d'
    """
    lines = re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text)
    return line_end.join(INVISIBLE.sub(" ", line.replace("\t", " ")) for line in lines)
