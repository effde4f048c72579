"""A compact file of words with a small number each: sorted, without shared beginnings, gzipped.

Half the size of a plain list, and read as fast: 174,000 words in 0.1 s. After decompression, the
first line has the numbers and the second the lengths of the shared beginnings, each as a character
from `!` on; the ends of the words follow, one a line.
"""

from __future__ import annotations

import gzip
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FIRST = ord("!")


def pack(numbers: Mapping[str, int]) -> bytes:
    """Return the content of a file of words; equal mappings give equal bytes.

    >>> dict(unpack(pack({"house": 7, "household": 900, "horse": 0})))
    {'horse': 0, 'house': 7, 'household': 900}
    """
    words = sorted(numbers)
    shared = [_count_shared(*two) for two in pairwise(["", *words])]
    lines = [
        "".join(chr(_FIRST + numbers[word]) for word in words),
        "".join(chr(_FIRST + length) for length in shared),
        *(word[length:] for word, length in zip(words, shared, strict=True)),
    ]
    return gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)


def _count_shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(one, other, strict=False)))


def unpack(content: bytes) -> Iterator[tuple[str, int]]:
    """Yield the words of a file in order, each with its number."""
    numbers, shared, *ends = gzip.decompress(content).decode().split("\n")
    word = ""
    for number, length, end in zip(map(ord, numbers), map(ord, shared), ends, strict=True):
        word = word[: length - _FIRST] + end
        yield word, number - _FIRST
