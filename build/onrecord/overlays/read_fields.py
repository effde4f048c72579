"""Reading the fields that entries of an overlay share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from onrecord.archive import YamlMap, YamlText, read_date
from onrecord.model import Anchor, Provenance
from onrecord.overlays.overlay import Selector
from onrecord.text.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.errors import Place


class EntryFields(TypedDict):
    """The fields of any entry of a list."""

    index: int
    provenance: Provenance
    place: Place


def each_entry(tree: YamlMap, kind: str) -> Iterator[tuple[YamlMap, EntryFields]]:
    """Yield the entries in a list of an overlay, with the fields that all of them have."""
    for index, node in enumerate(tree.maps(kind)):
        yield node, {"index": index, "provenance": read_provenance(node), "place": node.place}


def read_provenance(node: YamlMap) -> Provenance:
    """Return who made an entry, when, why, and from which sources."""
    source = node.get("source")
    sources = (source,) if isinstance(source, YamlText) else node.texts("source")
    return Provenance(
        by=node.line("by"),
        on=read_date(node, "on"),
        why=node.line("why"),
        sources=tuple(each.line for each in sources if each.line),
    )


def read_selector(at: str, words: str) -> Selector:
    """Return a selector for a time or an anchor, and words.

    >>> read_selector("10:57", "got  it").time, read_selector("t1h02m03s-k7m", "").time
    (657000, 3723000)
    >>> read_selector("w-k7m", "").anchor, read_selector("", "got it").time
    ('w-k7m', None)
    """
    words = " ".join(words.split())
    if not at:
        return Selector(words=words)
    if "-" not in at:
        return Selector(at=at, time=parse_time(at), words=words)
    clock = at.partition("-")[0].removeprefix("t").removesuffix("s")
    clock = clock.replace("h", ":").replace("m", ":")
    time = None if clock == "w" else parse_time(clock)
    return Selector(at=at, time=time, anchor=Anchor(at), words=words)
