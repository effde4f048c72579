"""`episode.yml`: the publisher's metadata of one episode. Every key is optional."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onrecord.archive.validation import read_validated
from onrecord.archive.yaml_values import YamlList, YamlMap, YamlText, YamlValue
from onrecord.model import (
    ChapterMark,
    FrontMatter,
    Label,
    Link,
    Media,
    Milliseconds,
    Person,
    Soundbite,
    TimePoint,
    Withdrawal,
)
from onrecord.text.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.errors import Issue

# The role of each person under a key for several.
_SINGULAR = {"hosts": "host", "guests": "guest"}


def read_episode(content: bytes, path: str) -> tuple[FrontMatter, tuple[Issue, ...]]:
    r"""Read an `episode.yml`: its valid part, and an issue for each error in it.

    >>> content = b"title: Talk\nchapters: [{start: 5:57, title: Now}]"
    >>> front, issues = read_episode(content, "episode.yml")
    >>> front.title, front.chapters[0].start
    ('Talk', 357000)
    """
    tree, issues = read_validated(content, path, "episode")
    front = FrontMatter(
        title=tree.line("title"),
        show=tree.line("show"),
        date=read_date(tree, "date"),
        description=tree.text("description"),
        language=tree.text("language"),
        encoding=tree.text("encoding"),
        people=tuple(_people(tree.get("people"))),
        labels=tuple(read_labels(tree, "labels")),
        media=_media(tree.map("media")),
        chapters=tuple(_chapters(tree)),
        links=tuple(read_links(tree, "links")),
        licence=tree.line("licence"),
        rights=tree.line("rights"),
        usage=tree.line("usage"),
        source=tree.text("source"),
        soundbites=tuple(_soundbites(tree)),
        guid=tree.line("guid"),
        publisher=tree.line("publisher"),
        season=tree.line("season"),
        number=tree.line("number"),
        image=tree.text("image"),
        withdrawn=_withdrawal(tree.map("withdrawn")),
    )
    return front, issues


def read_date(tree: YamlMap, key: str) -> date | None:
    """Return the date under a key; None if there is none."""
    return date.fromisoformat(tree.text(key)) if tree.text(key) else None


def read_links(tree: YamlMap, key: str) -> Iterator[Link]:
    """Yield the links of the list under a key; a link without a title gets its address as title."""
    for link in tree.maps(key):
        yield Link(title=link.line("title") or link.text("url"), url=link.text("url"))


def read_labels(tree: YamlMap, key: str) -> Iterator[Label]:
    """Yield the transcript's labels and the people behind them, from the mapping under a key."""
    labels = tree.map(key)
    for label, name in labels.items():
        if isinstance(name, YamlText):
            yield Label(
                label=" ".join(label.split()),
                person="" if name.value is False else name.line,
                place=labels.key_places[label],
            )


def read_start(tree: YamlMap, key: str) -> Milliseconds | None:
    """Return the time under a key in milliseconds; a number is in seconds. None if there is none.

    >>> read_start(YamlMap({"start": YamlText("357.25", 357.25)}), "start")
    357250
    """
    time = tree.get(key)
    match time.value if isinstance(time, YamlText) else None:
        case str() as text:
            return parse_time(text)
        case None:
            return None
        case seconds:
            return Milliseconds(round(seconds * 1000))


def _withdrawal(tree: YamlMap) -> Withdrawal | None:
    on = read_date(tree, "on")
    return Withdrawal(on=on, why=tree.line("why")) if on else None


def _media(media: YamlMap) -> Media:
    points = [
        TimePoint(
            transcript=start, audio=read_start(point, "audio"), youtube=read_start(point, "youtube")
        )
        for point in media.maps("time_map")
        if (start := read_start(point, "transcript")) is not None
    ]
    return Media(
        audio=media.text("audio"),
        youtube=media.text("youtube"),
        time_map=tuple(sorted(points, key=lambda point: point.transcript)),
    )


def _people(value: YamlValue | None) -> Iterator[Person]:
    match value:
        case YamlList():
            for member in value:
                if isinstance(member, YamlMap):
                    yield Person(name=member.line("name"), role=member.line("role"))
                elif isinstance(member, YamlText):
                    yield Person(name=member.line)
        case YamlMap():
            for key, names in value.items():
                role = " ".join(key.split())
                for name in names if isinstance(names, YamlList) else (names,):
                    if isinstance(name, YamlText):
                        yield Person(name=name.line, role=_SINGULAR.get(role, role))


def _chapters(tree: YamlMap) -> Iterator[ChapterMark]:
    for chapter in tree.maps("chapters"):
        if (start := read_start(chapter, "start")) is not None:
            yield ChapterMark(
                start=start,
                title=chapter.line("title"),
                origin="editor",
                synopsis=chapter.line("synopsis"),
                place=chapter["start"].place,
            )


def _soundbites(tree: YamlMap) -> Iterator[Soundbite]:
    for bite in tree.maps("soundbites"):
        start, duration = read_start(bite, "start"), read_start(bite, "duration")
        if start is not None and duration is not None:
            yield Soundbite(start=start, duration=duration, title=bite.line("title"))
