"""Parts of a long topic index: a letter, or a range of a letter such as "Sch–Sel".

Addresses of parts must last, so they are divided like the leaves of a B-tree. A part that has grown
too large is divided, and its first half keeps the address; the start of the second half is recorded
with its address, and stays a boundary from then on. One more heading never moves the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from onrecord.text.scripts import is_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Estimated bytes of a part. 299 episodes have 7,477 headings and 61 parts, the largest page 98 kB.
PART_SIZE = 100_000
# The smaller half of a divided part has at least this share.
SMALLEST_HALF = 0.25
# Letters that tell parts of one letter apart; one Chinese character is a word.
SHORTEST_PREFIX = 2

# The first of them, so that it is the start of their first part.
HAN = "一"
"""Letter of all Chinese characters, which are divided like the words of another letter."""


class Line(Protocol):
    """A line of the index."""

    @property
    def letter(self) -> str:
        """Letter under which it is listed; `#` for none."""
        ...

    @property
    def key(self) -> str:
        """Sort key of its label."""
        ...

    @property
    def size(self) -> int:
        """Estimated bytes."""
        ...


L = TypeVar("L", bound=Line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[L]):
    """A part of the index that has a page of its own."""

    letter: str
    start: str
    """Sort key from which on it holds its letter, and the end of its address."""
    name: str
    """As readers see it: `S`, `Sch–Sel`."""
    lines: tuple[L, ...]


def letter_name(letter: str) -> str:
    """Return a letter as part of an address.

    >>> letter_name("S"), letter_name("#")
    ('s', 'digits')
    """
    return "digits" if letter == "#" else letter.lower()


def shown_letter(letter: str) -> str:
    """Return a letter as readers see it."""
    return {"#": "0–9", HAN: "漢字"}.get(letter, letter)


def divide_lines(lines: Sequence[L], recorded: Sequence[str]) -> Iterator[Part[L]]:
    """Divide the lines of an index into parts.

    Args:
        lines: sorted.
        recorded: starts of all parts that were ever published.
    """
    for letter, group in groupby(lines, key=lambda line: group_letter(line.letter)):
        own, first = tuple(group), letter_name(letter)
        starts = sorted({start for start in recorded if _letter_of_start(start, letter)} - {first})
        known = _cut(own, starts, first)
        parts = [half for start, part in known for half in _halve(start, part)]
        least = 1 if letter == HAN else SHORTEST_PREFIX
        lengths = [least, *(max(least, len(start)) for start, _ in parts[1:]), least]
        for place, (start, part) in enumerate(parts):
            ends = (part[0].key[: lengths[place]], part[-1].key[: lengths[place + 1]])
            name = "–".join(dict.fromkeys(map(str.capitalize, ends)))
            if len(parts) == 1:
                name = shown_letter(letter)
            yield Part(letter=letter, start=start, name=name, lines=part)


def group_letter(letter: str) -> str:
    """Return the letter under which another is listed: one for all Chinese characters."""
    return HAN if is_han(letter) else letter


def _letter_of_start(start: str, letter: str) -> bool:
    if letter == "#":
        return not start[0].isalpha()
    return is_han(start[0]) if letter == HAN else start[0].upper() == letter


def _cut(
    lines: tuple[L, ...], starts: Sequence[str], first: str
) -> Iterator[tuple[str, tuple[L, ...]]]:
    """Yield the lines between starts, each with its start; none for a start without lines."""
    places = [0]
    for start in starts:
        at = next((at for at, line in enumerate(lines) if line.key >= start), len(lines))
        places.append(at)
    for start, (begin, end) in zip([first, *starts], pairwise([*places, len(lines)]), strict=True):
        if begin < end:
            yield start, lines[begin:end]


def _halve(start: str, lines: tuple[L, ...]) -> Iterator[tuple[str, tuple[L, ...]]]:
    """Yield a part, or its halves if it is too large."""
    at, prefix = _middle(lines) if sum(line.size for line in lines) > PART_SIZE else (0, "")
    if not at:
        yield start, lines
        return
    yield from _halve(start, lines[:at])
    yield from _halve(prefix, lines[at:])


def _middle(lines: Sequence[Line]) -> tuple[int, str]:
    """Return where to divide lines, and the shortest start of the second half; 0 for nowhere."""
    total, before = sum(line.size for line in lines), 0
    found: dict[int, tuple[float, int]] = {}
    for at, (one, other) in enumerate(pairwise(lines), start=1):
        before += one.size
        length = _shared(one.key, other.key) + 1
        distance = abs(before / total - 0.5)
        if length <= len(other.key) and distance <= 0.5 - SMALLEST_HALF:
            found[length] = min(found.get(length, (1.0, 0)), (distance, at))
    if not found:
        return 0, ""
    length = min(found)
    at = found[length][1]
    return at, lines[at].key[:length]


def _shared(one: str, other: str) -> int:
    """Return how many characters two keys share at their start.

    >>> _shared("scale", "scan"), _shared("c", "c")
    (3, 1)
    """
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
