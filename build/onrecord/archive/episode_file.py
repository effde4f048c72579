"""`episode.yml`: what the publisher says about one episode. All of it is optional."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onrecord.archive.node import Mapping, Node, Scalar, Sequence
from onrecord.archive.shaped_file import read_shaped
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

# The key for several people says the same of each of them.
_SINGULAR = {"hosts": "host", "guests": "guest"}


def read_episode(content: bytes, path: str) -> tuple[FrontMatter, tuple[Issue, ...]]:
    r"""Give what an `episode.yml` says, and all that is wrong with it; what is wrong is left out.

    >>> front, issues = read_episode(b"title: Talk\nchapters: [{start: 5:57, title: Now}]", "episode.yml")
    >>> front.title, front.chapters[0].start
    ('Talk', 357000)
    """
    tree, issues = read_shaped(content, path, "episode")
    media = tree.get("media")
    front = FrontMatter(
        title=line(tree.text("title")),
        show=line(tree.text("show")),
        date=date.fromisoformat(tree.text("date")) if tree.text("date") else None,
        description=tree.text("description"),
        language=tree.text("language"),
        encoding=tree.text("encoding"),
        people=tuple(_people(tree.get("people"))),
        labels=tuple(read_labels(tree, "labels", path)),
        media=_media(media) if isinstance(media, Mapping) else Media(),
        chapters=tuple(_chapters(tree, path)),
        links=tuple(links(tree)),
        licence=line(tree.text("licence")),
        source=tree.text("source"),
        soundbites=tuple(_soundbites(tree)),
        guid=line(tree.text("guid")),
        publisher=line(tree.text("publisher")),
        number=line(tree.text("number")),
        withdrawn=_withdrawal(tree.get("withdrawn")),
    )
    return front, issues


def line(text: str) -> str:
    r"""Give text in one line, as titles and names are.

    >>> line("The age\n  of scaling ")
    'The age of scaling'
    """
    return " ".join(text.split())


def links(tree: Mapping) -> Iterator[Link]:
    """Give the links of a file; one without a title is titled by its address."""
    for link in tree.nodes("links"):
        if isinstance(link, Mapping):
            yield Link(title=line(link.text("title")) or link.text("url"), url=link.text("url"))


def _withdrawal(node: Node | None) -> Withdrawal | None:
    if not isinstance(node, Mapping) or not node.text("on"):
        return None
    return Withdrawal(on=date.fromisoformat(node.text("on")), why=line(node.text("why")))


def read_labels(tree: Mapping, key: str, path: str) -> Iterator[Label]:
    """Give who is behind which label, in the mapping under a key."""
    node = tree.get(key)
    for label, (place, name) in node.entries.items() if isinstance(node, Mapping) else ():
        if isinstance(name, Scalar):
            yield Label(
                label=line(label),
                person=line(name.text),
                path=path,
                line=place.line,
                column=place.column,
            )


def _media(media: Mapping) -> Media:
    points = [
        TimePoint(
            **{
                name: _start(time)
                for name in ("transcript", "audio", "youtube")
                if isinstance(time := point.get(name), Scalar)
            }
        )
        for point in media.nodes("time_map")
        if isinstance(point, Mapping) and isinstance(point.get("transcript"), Scalar)
    ]
    return Media(
        audio=media.text("audio"),
        youtube=media.text("youtube"),
        time_map=tuple(sorted(points, key=lambda point: point.transcript)),
    )


def _people(node: Node | None) -> Iterator[Person]:
    match node:
        case Sequence():
            for occurrence in node.nodes:
                if isinstance(occurrence, Mapping):
                    yield Person(
                        name=line(occurrence.text("name")), role=line(occurrence.text("role"))
                    )
                elif isinstance(occurrence, Scalar):
                    yield Person(name=line(occurrence.text))
        case Mapping():
            for role, (_, names) in node.entries.items():
                for name in names.nodes if isinstance(names, Sequence) else (names,):
                    if isinstance(name, Scalar):
                        yield Person(
                            name=line(name.text), role=_SINGULAR.get(line(role), line(role))
                        )
        case _:
            return


def _chapters(tree: Mapping, path: str) -> Iterator[ChapterMark]:
    for chapter in tree.nodes("chapters"):
        if isinstance(chapter, Mapping) and isinstance(start := chapter.get("start"), Scalar):
            yield ChapterMark(
                start=_start(start),
                title=line(chapter.text("title")),
                origin="editor",
                synopsis=line(chapter.text("synopsis")),
                path=path,
                line=start.line,
                column=start.column,
            )


def _soundbites(tree: Mapping) -> Iterator[Soundbite]:
    for bite in tree.nodes("soundbites"):
        if (
            isinstance(bite, Mapping)
            and isinstance(start := bite.get("start"), Scalar)
            and isinstance(lasts := bite.get("duration"), Scalar)
        ):
            yield Soundbite(
                start=_start(start), duration=_start(lasts), title=line(bite.text("title"))
            )


def _start(start: Scalar) -> Milliseconds:
    """Give the time; a number is seconds.

    >>> _start(Scalar(text="357.25", value=357.25))
    357250
    """
    return (
        parse_time(start.value)
        if isinstance(start.value, str)
        else Milliseconds(round(float(start.value or 0) * 1000))
    )
