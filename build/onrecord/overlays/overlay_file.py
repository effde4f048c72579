"""`overlay.yml`: reading it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypedDict

from onrecord.archive import Mapping, Scalar, Sequence, read_shaped
from onrecord.model import Anchor, Label, Milliseconds, Provenance
from onrecord.overlays.overlay import (
    ChapterEntry,
    CorrectionEntry,
    Kind,
    NoteEntry,
    Overlay,
    Place,
    QuoteEntry,
    RedactionEntry,
    Selector,
    SpeakerEntry,
    TopicEntry,
)
from onrecord.text.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.errors import Issue


def read_overlay(content: bytes, path: str) -> tuple[Overlay, tuple[Issue, ...]]:
    r"""Give what an `overlay.yml` says, and all that is wrong with it; what is wrong is left out.

    >>> overlay, issues = read_overlay(b'corrections: [{at: "3:12", was: open AI, now: OpenAI}]', "overlay.yml")
    >>> overlay.corrections[0].selector.words, overlay.corrections[0].now, issues
    ('open AI', 'OpenAI', ())
    """
    tree, issues = read_shaped(content, path, "overlay")

    overlay = Overlay(
        speakers=tuple(
            SpeakerEntry(**one.shared(), person=one.line("person"))
            for one in _each(tree, "speakers", path)
        ),
        corrections=tuple(
            CorrectionEntry(**one.shared("was"), now=one.line("now"))
            for one in _each(tree, "corrections", path)
        ),
        notes=tuple(
            NoteEntry(**one.shared(), note=one.node.text("note"))
            for one in _each(tree, "notes", path)
        ),
        quotes=tuple(
            QuoteEntry(**one.shared(), id=one.line("id"), to=one.end())
            for one in _each(tree, "quotes", path)
        ),
        topics=tuple(
            TopicEntry(**one.shared(), topic=one.line("topic"))
            for one in _each(tree, "topics", path)
        ),
        redactions=tuple(RedactionEntry(**one.shared()) for one in _each(tree, "redactions", path)),
        chapters=tuple(_chapters(tree, path)),
        labels=tuple(_labels(tree, path)),
    )
    return overlay, issues


def read_provenance(node: Mapping) -> Provenance:
    """Give who says what an entry says, when, why, and from what."""
    source = node.get("source")
    sources = source.nodes if isinstance(source, Sequence) else (source,)
    return Provenance(
        by=_line(node.text("by")),
        on=date.fromisoformat(node.text("on")) if node.text("on") else None,
        why=_line(node.text("why")),
        sources=tuple(
            text for each in sources if isinstance(each, Scalar) and (text := _line(each.text))
        ),
    )


def read_selector(at: str, words: str) -> Selector:
    """Give a selector from what is written.

    >>> read_selector("10:57", "got  it").time, read_selector("t1h02m03s-k7m", "").time, read_selector("w-k7m", "").anchor
    (657000, 3723000, 'w-k7m')
    """
    if "-" not in at:
        return Selector(at=at, time=parse_time(at), words=_line(words))
    format_time = (
        at.partition("-")[0].removeprefix("t").removesuffix("s").replace("h", ":").replace("m", ":")
    )
    return Selector(
        at=at,
        time=None if format_time == "w" else parse_time(format_time),
        anchor=Anchor(at),
        words=_line(words),
    )


class _Shared(TypedDict):
    kind: Kind
    index: int
    selector: Selector
    provenance: Provenance
    place: Place


class _Written:
    """An entry as it stands in the file."""

    def __init__(self, kind: Kind, index: int, node: Mapping, path: str) -> None:
        self.node = node
        self._kind: Kind = kind
        self._index = index
        self._place = Place(path=path, line=node.line, column=node.column)

    def shared(self, words: str = "words") -> _Shared:
        return {
            "kind": self._kind,
            "index": self._index,
            "selector": read_selector(self.node.text("at"), self.node.text(words)),
            "provenance": read_provenance(self.node),
            "place": self._place,
        }

    def line(self, key: str) -> str:
        return _line(self.node.text(key))

    def end(self) -> Selector | None:
        return read_selector(self.node.text("to"), "") if self.node.text("to") else None


def _each(tree: Mapping, kind: Kind, path: str) -> Iterator[_Written]:
    for index, node in enumerate(tree.nodes(kind)):
        if isinstance(node, Mapping):
            yield _Written(kind, index, node, path)


def _chapters(tree: Mapping, path: str) -> Iterator[ChapterEntry]:
    for index, node in enumerate(tree.nodes("chapters")):
        if isinstance(node, Mapping):
            start = node.get("start")
            place = Place(path=path, line=node.line, column=node.column)
            time = _start(start) if isinstance(start, Scalar) else None
            yield ChapterEntry(
                title=_line(node.text("title")),
                synopsis=_line(node.text("synopsis")),
                start=time,
                place=place,
                index=index,
            )


def _start(start: Scalar) -> Milliseconds:
    return (
        parse_time(start.value)
        if isinstance(start.value, str)
        else Milliseconds(round(float(start.value or 0) * 1000))
    )


def _labels(tree: Mapping, path: str) -> Iterator[Label]:
    people = tree.get("people")
    for label, (key, name) in people.entries.items() if isinstance(people, Mapping) else ():
        if isinstance(name, Scalar):
            yield Label(
                label=_line(label),
                person=_line(name.text),
                path=path,
                line=key.line,
                column=key.column,
            )


def _line(text: str) -> str:
    return " ".join(text.split())
