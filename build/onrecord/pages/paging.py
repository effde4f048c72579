"""Long lists, divided into pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Generic[T]):
    """A page of a list. Addresses are relative to the site."""

    url: str
    number: int
    """Counted from the oldest page, which is 1; 0 for the first page."""
    shown: tuple[T, ...]
    previous: str
    """Address of the page with newer elements; empty if there is none."""
    next: str
    """Address of the page with older elements; empty if there is none."""

    @property
    def is_first(self) -> bool:
        """Whether this is the page with the newest elements."""
        return not self.number


def paginate(
    elements: Sequence[T], url: str, others: str, size: int, ending: str = "/"
) -> Iterator[ListPage[T]]:
    """Divide a list that grows at its head into pages; there is always a first page.

    Pages are counted from the tail, so another item at the head changes the first page alone, or
    adds a second one. The first page has the elements that the others leave: from `size` up to
    twice as many.

    Args:
        elements: newest first.
        url: of the first page.
        others: of the folder of the other pages.
        size: of a page.
        ending: of the addresses of the other pages, behind the number.

    >>> [(page.url, page.shown, page.next) for page in paginate("edcba", "new/", "old/", 2)]
    [('new/', ('e', 'd', 'c'), 'old/1/'), ('old/1/', ('b', 'a'), '')]
    """
    full = max(0, len(elements) // size - 1)
    urls = ["", url, *(f"{others}{number}{ending}" for number in range(full, 0, -1)), ""]
    ends = [len(elements) - size * rest for rest in range(full, -1, -1)]
    for place, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
        yield ListPage(
            url=urls[place + 1],
            number=full + 1 - place if place else 0,
            shown=tuple(elements[start:end]),
            previous=urls[place],
            next=urls[place + 2],
        )
