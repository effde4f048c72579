"""Quotes that an editor pins, for tests."""

from __future__ import annotations

from onrecord.errors import Place
from onrecord.overlays import QuoteEntry
from onrecord.overlays.overlay import Selector
from onrecord.text.times import format_time


def make_pin(words: str, at=None, *, to=None, anchor=None, id="", place=None) -> QuoteEntry:  # noqa: A002 - as in the file
    """Return a quote entry; times are in milliseconds."""
    return QuoteEntry(
        index=0,
        selector=Selector(
            at=anchor or ("" if at is None else format_time(at)),
            time=at,
            anchor=anchor,
            words=words,
        ),
        to=None if to is None else Selector(at=format_time(to), time=to),
        id=id,
        place=place or Place(),
    )
