"""Names of sentences: their time, and a hash of their words."""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import chain, count
from typing import TYPE_CHECKING

from onrecord.model import Anchor, Milliseconds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

# No letters that look alike (0 o, 1 l i), no vowels: three random letters must not spell a word.
ALPHABET = "bcdfghjkmnpqrstvwxyz23456789"

SHORTEST = 3
_FORM = re.compile(r"(?:t(?:[0-9]{1,6}h)?[0-9]{1,2}m[0-9]{2}s|w)-[a-z0-9]{3,40}")
# 28 ** 7 values tell the longest transcripts apart.
LONGEST = 7


def mint(start: Milliseconds | None, words: Sequence[str], taken: AbstractSet[str]) -> Anchor:
    """Return a new anchor: `t10m57s-k7m`, from an hour on `t1h02m03s-k7m`, untimed `w-k7m`.

    The time is that of the first publication, in whole seconds, for people who have only a copy.
    The hash is that of the normalised words, longer if the anchor is in `taken`; if all lengths
    are, the number of anchors taken is hashed too. The anchor is deterministic, a valid HTML id and
    XML name, and needs no escaping in an address.

    >>> mint(Milliseconds(657_120), ("got", "it"), set())
    't10m57s-qjy'
    >>> mint(Milliseconds(657_120), ("got", "it"), {"t10m57s-qjy"})
    't10m57s-qjyr'
    >>> mint(Milliseconds(3_723_000), ("got", "it"), set()), mint(None, ("got", "it"), set())
    ('t1h02m03s-qjy', 'w-qjy')
    """
    said = " ".join(words)
    place = format_time(start)
    for ordinal in chain((0,), count(len(taken))):
        digest = int.from_bytes(
            blake2b(
                (f"{said}\n{ordinal}" if ordinal else said).encode("utf-8", "surrogatepass"),
                digest_size=5,
            ).digest()
        )
        for length in range(SHORTEST, LONGEST + 1):
            if (anchor := f"{place}-{_letters(digest, length)}") not in taken:
                return Anchor(anchor)
    raise AssertionError  # pragma: no cover  (count() does not end)


def is_anchor(text: str) -> bool:
    """Return whether a text has the form of an anchor.

    >>> is_anchor("t10m57s-qjy"), is_anchor("w-qjy"), is_anchor("cue 12")
    (True, True, False)
    """
    return bool(_FORM.fullmatch(text))


def fragment_of(first: Anchor, last: Anchor) -> str:
    """Return the fragment of a link to all sentences from one to another.

    >>> fragment_of(Anchor("t0m05s-qjy"), Anchor("t0m09s-bcd"))
    't0m05s-qjy..t0m09s-bcd'
    >>> fragment_of(Anchor("w-qjy"), Anchor("w-qjy"))
    'w-qjy'
    """
    return first if first == last else f"{first}..{last}"


def format_time(start: Milliseconds | None) -> str:
    """Return the first part of an anchor.

    >>> format_time(Milliseconds(5_999)), format_time(Milliseconds(36_000_000)), format_time(None)
    ('t0m05s', 't10h00m00s', 'w')
    """
    if start is None:
        return "w"
    minutes, seconds = divmod(max(0, start) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"t{hours}h{minutes:02}m{seconds:02}s" if hours else f"t{minutes}m{seconds:02}s"


def _letters(digest: int, length: int) -> str:
    letters = ""
    for _ in range(length):
        digest, letter = divmod(digest, len(ALPHABET))
        letters += ALPHABET[letter]
    return letters
