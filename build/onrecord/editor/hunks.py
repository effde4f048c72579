"""Lines of a file that became others, with the lines around them: an edit as `diff` would show it.

An edit is undone by its lines, so that comments, quotes and the order of keys come back as they
were.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Hunk(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Lines that became others."""

    line: int
    """Index of the first of them in the file before."""
    was: list[str] = []
    now: list[str] = []
    above: str | None = None
    """The line before them; None at the start of the file."""
    below: str | None = None
    """The line after them; None at the end of the file."""


def list_hunks(before: bytes, after: bytes) -> list[Hunk]:
    r"""Return the hunks from one content of a file to another.

    >>> [hunk] = list_hunks(b"a\nb\nc\n", b"a\nx\nc\n")
    >>> hunk.line, hunk.was, hunk.now, hunk.above, hunk.below
    (1, ['b'], ['x'], 'a', 'c')
    """
    old, new = _lines(before), _lines(after)
    # An edit changes a few lines of thousands: what is the same around them is not compared.
    start = _count_same(old, new)
    end = _count_same(old[start:][::-1], new[start:][::-1])
    middle = old[start : len(old) - end], new[start : len(new) - end]
    steps = SequenceMatcher(None, *middle, autojunk=False).get_opcodes()
    return [
        Hunk(
            line=start + i1,
            was=old[start + i1 : start + i2],
            now=new[start + j1 : start + j2],
            above=old[start + i1 - 1] if start + i1 else None,
            below=old[start + i2] if start + i2 < len(old) else None,
        )
        for tag, i1, i2, j1, j2 in steps
        if tag != "equal"
    ]


def invert(hunks: Iterable[Hunk]) -> list[Hunk]:
    """Return the hunks that lead back."""
    inverse: list[Hunk] = []
    shift = 0
    for one in hunks:
        inverse.append(
            Hunk(
                line=one.line + shift,
                was=one.now,
                now=one.was,
                above=one.above,
                below=one.below,
            )
        )
        shift += len(one.now) - len(one.was)
    return inverse


def apply_hunks(content: bytes, hunks: Sequence[Hunk]) -> bytes | None:
    r"""Return a file with hunks applied, wherever their lines are now; None if one is not found.

    >>> hunks = list_hunks(b"a\nb\nc\n", b"a\nx\nc\n")
    >>> apply_hunks(b"new\na\nx\nc\n", invert(hunks)), apply_hunks(b"b\n", hunks)
    (b'new\na\nb\nc\n', None)
    """
    lines = _lines(content)
    # From the end, so that the lines before stay where they are.
    for one in reversed(hunks):
        place = _find(lines, one)
        if place is None:
            return None
        lines[place : place + len(one.was)] = one.now
    return "\n".join(lines).encode()


def _find(lines: Sequence[str], hunk: Hunk) -> int | None:
    """Return the place nearest to where the lines were that has one of their neighbours."""
    size = len(hunk.was)
    best: tuple[int, int, int] | None = None
    for place in range(len(lines) - size + 1):
        if lines[place : place + size] != hunk.was:
            continue
        end = place + size
        above = lines[place - 1] if place else None
        below = lines[end] if end < len(lines) else None
        same = (above == hunk.above) + (below == hunk.below)
        if same:
            best = min(filter(None, (best, (-same, abs(place - hunk.line), place))))
    return best and best[2]


def _lines(content: bytes) -> list[str]:
    return content.decode().split("\n")


def _count_same(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
