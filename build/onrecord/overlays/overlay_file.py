"""`overlay.yml`: reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from onrecord.archive import YamlMap, YamlText, read_date, read_labels, read_start, read_validated
from onrecord.model import Anchor, Provenance
from onrecord.overlays.overlay import (
    ChapterEntry,
    CorrectionEntry,
    Kind,
    NoteEntry,
    Overlay,
    QuoteEntry,
    RedactionEntry,
    Selector,
    SpeakerEntry,
    TopicEntry,
)
from onrecord.text.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.errors import Issue, Place


def read_overlay(content: bytes, path: str) -> tuple[Overlay, tuple[Issue, ...]]:
    r"""Give what an `overlay.yml` says, and all that is wrong with it; what is wrong is left out.

    >>> overlay, issues = read_overlay(b'corrections: [{at: "3:12", was: open AI, now: OpenAI}]', "overlay.yml")
    >>> overlay.corrections[0].selector.words, overlay.corrections[0].now, issues
    ('open AI', 'OpenAI', ())
    """
    tree, issues = read_validated(content, path, "overlay")

    overlay = Overlay(
        speakers=tuple(
            SpeakerEntry(**one.shared(), person=one.line("person"))
            for one in _each(tree, "speakers")
        ),
        corrections=tuple(
            CorrectionEntry(**one.shared("was"), now=one.line("now"))
            for one in _each(tree, "corrections")
        ),
        notes=tuple(
            NoteEntry(**one.shared(), note=one.node.text("note")) for one in _each(tree, "notes")
        ),
        quotes=tuple(
            QuoteEntry(**one.shared(), id=one.line("id"), to=one.end())
            for one in _each(tree, "quotes")
        ),
        topics=tuple(
            TopicEntry(**one.shared(), topic=one.line("topic")) for one in _each(tree, "topics")
        ),
        redactions=tuple(RedactionEntry(**one.shared()) for one in _each(tree, "redactions")),
        chapters=tuple(_chapters(tree)),
        labels=tuple(read_labels(tree, "people")),
    )
    return overlay, issues


def read_provenance(entry: YamlMap) -> Provenance:
    """Return who made an entry, when, why, and from which sources."""
    source = entry.get("source")
    sources = (source,) if isinstance(source, YamlText) else entry.texts("source")
    return Provenance(
        by=entry.line("by"),
        on=read_date(entry, "on"),
        why=entry.line("why"),
        sources=tuple(each.line for each in sources if each.line),
    )


def read_selector(at: str, words: str) -> Selector:
    """Give a selector from what is written.

    >>> read_selector("10:57", "got  it").time, read_selector("t1h02m03s-k7m", "").time, read_selector("w-k7m", "").anchor
    (657000, 3723000, 'w-k7m')
    """
    if "-" not in at:
        return Selector(at=at, time=parse_time(at), words=" ".join(words.split()))
    format_time = (
        at.partition("-")[0].removeprefix("t").removesuffix("s").replace("h", ":").replace("m", ":")
    )
    return Selector(
        at=at,
        time=None if format_time == "w" else parse_time(format_time),
        anchor=Anchor(at),
        words=" ".join(words.split()),
    )


class _Shared(TypedDict):
    kind: Kind
    index: int
    selector: Selector
    provenance: Provenance
    place: Place


class _Written:
    """An entry as it stands in the file."""

    def __init__(self, kind: Kind, index: int, node: YamlMap) -> None:
        self.node = node
        self._kind: Kind = kind
        self._index = index

    def shared(self, words: str = "words") -> _Shared:
        return {
            "kind": self._kind,
            "index": self._index,
            "selector": read_selector(self.node.text("at"), self.node.text(words)),
            "provenance": read_provenance(self.node),
            "place": self.node.place,
        }

    def line(self, key: str) -> str:
        return self.node.line(key)

    def end(self) -> Selector | None:
        return read_selector(self.node.text("to"), "") if self.node.text("to") else None


def _each(tree: YamlMap, kind: Kind) -> Iterator[_Written]:
    for index, node in enumerate(tree.maps(kind)):
        yield _Written(kind, index, node)


def _chapters(tree: YamlMap) -> Iterator[ChapterEntry]:
    for index, node in enumerate(tree.maps("chapters")):
        yield ChapterEntry(
            title=node.line("title"),
            synopsis=node.line("synopsis"),
            start=read_start(node, "start"),
            place=node.place,
            index=index,
        )
