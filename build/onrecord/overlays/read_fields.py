"""Reading the fields that entries of an overlay share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypedDict

from onrecord.archive import Mapping, Scalar, Sequence
from onrecord.model import Anchor, Milliseconds, Provenance
from onrecord.overlays.overlay import Place, Selector
from onrecord.text.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator


class EntryFields(TypedDict):
    """The fields of any entry of a list."""

    index: int
    provenance: Provenance
    place: Place


class WordsFields(EntryFields):
    """The fields of an entry that selects words."""

    selector: Selector


def each_entry(tree: Mapping, kind: str, path: str) -> Iterator[tuple[Mapping, EntryFields]]:
    """Yield the entries in a list of an overlay, with the fields that all of them have."""
    for index, node in enumerate(tree.nodes(kind)):
        if isinstance(node, Mapping):
            place = Place(path=path, line=node.line, column=node.column)
            yield node, {"index": index, "provenance": read_provenance(node), "place": place}


def each_selecting(
    tree: Mapping, kind: str, path: str, words: str = "words"
) -> Iterator[tuple[Mapping, WordsFields]]:
    """Yield the entries in a list whose entries select words, given under the key `words`."""
    for node, fields in each_entry(tree, kind, path):
        yield node, {**fields, "selector": read_selector(node.text("at"), node.text(words))}


def read_provenance(node: Mapping) -> Provenance:
    """Return who made an entry, when, why, and from which sources."""
    source = node.get("source")
    sources = source.nodes if isinstance(source, Sequence) else (source,)
    return Provenance(
        by=read_line(node, "by"),
        on=date.fromisoformat(node.text("on")) if node.text("on") else None,
        why=read_line(node, "why"),
        sources=tuple(
            text for each in sources if isinstance(each, Scalar) and (text := one_line(each.text))
        ),
    )


def read_selector(at: str, words: str) -> Selector:
    """Return a selector for a time or an anchor, and words.

    >>> read_selector("10:57", "got  it").time, read_selector("t1h02m03s-k7m", "").time
    (657000, 3723000)
    >>> read_selector("w-k7m", "").anchor, read_selector("", "got it").time
    ('w-k7m', None)
    """
    words = one_line(words)
    if not at:
        return Selector(words=words)
    if "-" not in at:
        return Selector(at=at, time=parse_time(at), words=words)
    clock = at.partition("-")[0].removeprefix("t").removesuffix("s")
    clock = clock.replace("h", ":").replace("m", ":")
    time = None if clock == "w" else parse_time(clock)
    return Selector(at=at, time=time, anchor=Anchor(at), words=words)


def read_start(node: Mapping) -> Milliseconds | None:
    """Return the time under `start`, in milliseconds."""
    start = node.get("start")
    if not isinstance(start, Scalar):
        return None
    if isinstance(start.value, str):
        return parse_time(start.value)
    return Milliseconds(round(float(start.value or 0) * 1000))


def read_line(node: Mapping, key: str) -> str:
    """Return the text under a key as one line."""
    return one_line(node.text(key))


def one_line(text: str) -> str:
    """Return a text with single spaces in place of all white space."""
    return " ".join(text.split())
