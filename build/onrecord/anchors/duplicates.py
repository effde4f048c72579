"""Passages that a transcript said twice in succession, and another says once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Different words of a passage, at least: "Okay. Okay." may be said twice.
DIFFERENT: Final = 3
# Its longest length in sentences.
LONGEST: Final = 8


def join_duplicates(
    spoken: Sequence[Sequence[str]], heirs: Sequence[Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """Yield entries without heirs, and the entries that are their copies and have heirs.

    Args:
        spoken: the words of all entries, in the order of the ledger.
        heirs: of each entry.

    >>> twice = [("so", "it", "is"), ("so", "it", "is"), ("yes",), ("yes",)]
    >>> list(join_duplicates(twice, [(0,), (), (1,), ()]))
    [(1, 0)]
    """
    for index, found in enumerate(heirs):
        if not found:
            for length in range(1, LONGEST + 1):
                copy = _find_copy(index, length, spoken, heirs)
                if copy is not None:
                    yield index, copy
                    break


def _find_copy(
    index: int, length: int, spoken: Sequence[Sequence[str]], heirs: Sequence[Sequence[int]]
) -> int | None:
    """Return the copy of an entry in a passage of some length that is directly repeated."""
    for copy in (index - length, index + length):
        low = min(index, copy)
        if not 0 <= copy < len(spoken) or not heirs[copy] or spoken[index] != spoken[copy]:
            continue
        # Some window of this length with the entry is followed by the same words.
        for start in range(max(0, low - length + 1), low + 1):
            passage = spoken[start : start + length]
            if (
                list(passage) == list(spoken[start + length : start + 2 * length])
                and len({word for said in passage for word in said}) >= DIFFERENT
            ):
                return copy
    return None
