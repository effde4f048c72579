"""Long lists, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(Generic[T]):
    """A page of a list."""

    url: str
    number: int
    """Counted from the end of the list, which is its oldest; 0 for the first page."""
    shown: tuple[T, ...]
    previous: str
    """Address of the page before; empty for none."""
    next: str


def divide(
    everything: Sequence[T], url: str, others: str, size: int, ending: str = "/"
) -> Iterator[Leaf[T]]:
    """Give the pages of a list that grows at its head; there is always a first one.

    Pages are counted from the tail, so that one more at the head changes the first page, and no other but for a new second one. The first
    has what the others leave: from `size` up to twice as many.

    Args:
        everything: newest first.
        url: of the first page.
        others: of the folder of the other pages.
        size: of each.
        ending: of their addresses, behind the number.

    >>> [(leaf.url, leaf.shown, leaf.next) for leaf in divide("edcba", "new/", "old/", 2)]
    [('new/', ('e', 'd', 'c'), 'old/1/'), ('old/1/', ('b', 'a'), '')]
    """
    full = max(0, len(everything) // size - 1)
    first = len(everything) - full * size
    urls = [url, *(f"{others}{number}{ending}" for number in range(full, 0, -1)), ""]
    yield Leaf(url=url, number=0, shown=tuple(everything[:first]), previous="", next=urls[1])
    for place in range(1, full + 1):
        start = first + (place - 1) * size
        shown = tuple(everything[start : start + size])
        yield Leaf(
            url=urls[place],
            number=full + 1 - place,
            shown=shown,
            previous=urls[place - 1],
            next=urls[place + 1],
        )
