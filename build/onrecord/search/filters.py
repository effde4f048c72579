"""Sorts the values of Pagefind's filters.

It writes them in random order, and the same pages must give the same files.

A filter is CBOR (RFC 8949): a pair of its name and a list of entries. Entries are moved as they
are. Files are named after their content, and a file that lists them names them, so both get new
names.
"""

from __future__ import annotations

import gzip
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"pagefind_dcd"
_TEXTS, _LIST, _MAP = (2, 3), 4, 5


def sort_filter_values(bundle: Path) -> None:
    """Sort the values of each filter of a search bundle, and rename its files."""
    renamed: dict[str, str] = {}
    for path in sorted(bundle.glob("filter/*.pf_filter")):
        content = _sorted(gzip.decompress(path.read_bytes()).removeprefix(_MAGIC))
        language, _, old = path.stem.rpartition("_")
        renamed[path.stem] = name = f"{language}_{_named(content, len(old))}"
        path.unlink()
        _write(path.with_name(f"{name}.pf_filter"), content)
    entry = bundle / "pagefind-entry.json"
    listed = entry.read_text(encoding="utf-8")
    for path in sorted(bundle.glob("*.pf_meta")):
        content = gzip.decompress(path.read_bytes()).removeprefix(_MAGIC)
        for old, new in renamed.items():
            content = content.replace(old.encode(), new.encode())
        old = path.stem.removeprefix("pagefind.")
        language, _, digits = old.rpartition("_")
        new = f"{language}_{_named(content, len(digits))}"
        path.unlink()
        _write(path.with_name(f"pagefind.{new}.pf_meta"), content)
        listed = listed.replace(old, new)
    entry.write_text(listed, encoding="utf-8")


def _sorted(content: bytes) -> bytes:
    _, _, start = _head(content, 0)
    listed = _skip(content, start)
    _, count, first = _head(content, listed)
    entries: list[bytes] = []
    at = first
    for _ in range(count):
        after = _skip(content, at)
        entries.append(content[at:after])
        at = after
    return content[:first] + b"".join(sorted(entries)) + content[at:]


def _head(content: bytes, at: int) -> tuple[int, int, int]:
    """Return major type, number or length, and place of the content of the item at a position.

    >>> _head(bytes([0x82, 1]), 0), _head(bytes([0x19, 1, 0]), 0)
    ((4, 2, 1), (0, 256, 3))
    """
    kind, short = content[at] >> 5, content[at] & 31
    if short < 24:  # noqa: PLR2004 - RFC 8949, 3: the number itself, or its size in bytes
        return kind, short, at + 1
    width = 1 << (short - 24)
    return kind, int.from_bytes(content[at + 1 : at + 1 + width]), at + 1 + width


def _skip(content: bytes, at: int) -> int:
    """Return the position behind the item at a position."""
    kind, number, at = _head(content, at)
    if kind in _TEXTS:
        return at + number
    for _ in range(number * (2 if kind == _MAP else 1) if kind in {_LIST, _MAP} else 0):
        at = _skip(content, at)
    return at


def _named(content: bytes, digits: int) -> str:
    return blake2b(content, digest_size=16).hexdigest()[:digits]


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(_MAGIC + content, mtime=0))
