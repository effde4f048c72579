"""Find names of speakers that may be one name, misspelt."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORTEST = 4


def find_alike(names: Sequence[str]) -> dict[str, str]:
    """Return names that are spelt nearly like an earlier one, each with that one.

    Names are alike if they differ in one letter more, less or other, in two that are exchanged, or
    in nothing but capitals. Numbers distinguish names.

    >>> find_alike(["Maria", "John", "Jonh", "Mara", "JOHN", "Anna", "Enno"])
    {'Mara': 'Maria', 'Jonh': 'John', 'JOHN': 'John'}
    >>> find_alike(["Speaker 1", "Speaker 2", "Cy", "Cyd"])
    {}
    >>> find_alike(["Ms. Smith", "Mr. Smith", "Ann Lee", "Ann Reed", "Ina Moller", "Ina Molller"])
    {'Ina Molller': 'Ina Moller'}
    """
    found: dict[str, str] = {}
    for one, other in combinations(names, 2):
        if _are_alike(one.casefold(), other.casefold()):
            found.setdefault(other, one)
    return found


def _are_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    words, others = one.split(), other.split()
    differing = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    return len(words) == len(others) and len(differing) == 1 and _are_near(*differing[0])


def _are_near(one: str, other: str) -> bool:
    """Return whether two words are spelt nearly alike: no titles, initials or numbers."""
    if min(len(one), len(other)) < _SHORTEST or _digits(one) != _digits(other):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[:2][::-1] and left[2:] == right[2:])
    )


def _digits(name: str) -> str:
    return "".join(letter for letter in name if letter.isdigit())
