"""Rewrites the files of an index that Pagefind wrote.

Values of a filter are sorted: Pagefind writes them in random order, and the same pages must give
the same files. The words are divided into smaller chunks, because search fetches one for each word
of a query and each shard. A chunk has all words with the same first letters, so that the words that
begin with a query are the same however the pages are divided into shards.

Files are CBOR (RFC 8949). They are named after their content, and a file that lists them names
them, so all get new names.
"""

from __future__ import annotations

import gzip
import re
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MAGIC = b"pagefind_dcd"
_TEXTS, _LIST, _MAP = (2, 3), 4, 5
# Bytes of a chunk of words before compression, 5 kB after it. Pagefind's have 45,000: of 299 real
# episodes, search would fetch 84 kB a shard for three words.
_CHUNK = 8000
# How many letters all words of a chunk share with no word of another.
_LETTERS = 3
# The pages with a word, in the order of Pagefind's fields: each the number of the page, places in
# its text, and places in its metadata.
_INTEGER = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a].{4})"
_HEAD = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a.{4})"
_INTEGERS = _HEAD + _INTEGER + rb"*+"
_PAGES = re.compile(_HEAD + rb"(?:\x83" + _INTEGER + _INTEGERS + _INTEGERS + rb")*+", re.DOTALL)


def rewrite_bundle(bundle: Path) -> None:
    """Rewrite the files of an index in place."""
    renamed = _sort_filters(bundle)
    entry = bundle / "pagefind-entry.json"
    listed = entry.read_text(encoding="utf-8")
    for path in sorted(bundle.glob("*.pf_meta")):
        content = _read(path)
        for before, after in renamed.items():
            content = content.replace(before, after)
        content = _divide_words(bundle, content)
        old = path.stem.removeprefix("pagefind.")
        new = _named(old, content)
        path.unlink()
        _write(path.with_name(f"pagefind.{new}.pf_meta"), content)
        listed = listed.replace(old, new)
    entry.write_text(listed, encoding="utf-8")


def _sort_filters(bundle: Path) -> dict[bytes, bytes]:
    """Sort the values of each filter; return the new names by the old."""
    renamed: dict[bytes, bytes] = {}
    for path in sorted(bundle.glob("filter/*.pf_filter")):
        content = _read(path)
        # A pair: the name and a list of entries.
        _, _, start = _head(content, 0)
        listed = _skip(content, start)
        _, _, first = _head(content, listed)
        entries = [content[at:end] for at, end in _spans(content, listed)]
        content = content[:first] + b"".join(sorted(entries))
        new = _named(path.stem, content)
        renamed[path.stem.encode()] = new.encode()
        path.unlink()
        _write(path.with_name(f"{new}.pf_filter"), content)
    return renamed


def _divide_words(bundle: Path, meta: bytes) -> bytes:
    """Write the words of a language in smaller chunks; return the list of files that names them."""
    # Six fields: version, pages, chunks of words, filters, sorts, names of metadata.
    (start, end) = [*_spans(meta, 0)][2]
    words: list[tuple[str, bytes]] = []
    for at, _ in _spans(meta, start):
        fields = [meta[begin:stop] for begin, stop in _spans(meta, at)]
        old = bundle / "index" / f"{_text(fields[2])}.pf_index"
        content = _read(old)
        words += _read_words(content)
        old.unlink()
    chunks: list[bytes] = []
    for group in _group(sorted(words)):
        content = _list_head(1) + _list_head(len(group)) + b"".join(entry for _, entry in group)
        name = _named(_text(fields[2]), content)
        _write(bundle / "index" / f"{name}.pf_index", content)
        first, last = group[0][0][:_LETTERS], group[-1][0]
        chunks.append(_list_head(3) + _encode(first) + _encode(last) + _encode(name))
    return meta[:start] + _list_head(len(chunks)) + b"".join(chunks) + meta[end:]


def _group(words: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    """Divide sorted words into chunks, between words of other first letters only."""
    chunk: list[tuple[str, bytes]] = []
    for _, group in groupby(words, key=lambda each: each[0][:_LETTERS]):
        together = [*group]
        size = sum(len(entry) for _, entry in chunk + together)
        if chunk and size > _CHUNK:
            yield chunk
            chunk = []
        chunk += together
    if chunk:
        yield chunk


def _read_words(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the words of a chunk, each with its entry."""
    # In a list of one.
    _, count, at = _head(content, 1)
    for _ in range(count):
        begin = at
        # Three fields: the word, its pages, and its other spellings, each with pages.
        _, length, text = _head(content, at + 1)
        at = _skip_pages(content, text + length)
        _, others, at = _head(content, at)
        for _ in range(others):
            _, other, start = _head(content, at + 1)
            at = _skip_pages(content, start + other)
        yield content[text : text + length].decode(), content[begin:at]


def _skip_pages(content: bytes, at: int) -> int:
    """Return the position behind a list of pages: a large shard has a million of them."""
    found = _PAGES.match(content, at)
    assert found, "Pagefind's index has another format"
    return found.end()


def _spans(content: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each item of the list at a position."""
    _, count, at = _head(content, at)
    for _ in range(count):
        end = _skip(content, at)
        yield at, end
        at = end


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


def _text(item: bytes) -> str:
    _, _, start = _head(item, 0)
    return item[start:].decode()


def _encode(text: str) -> bytes:
    """Encode a text as an item.

    >>> _encode("abc")
    b'cabc'
    """
    return _encode_head(3, len(text.encode())) + text.encode()


def _list_head(count: int) -> bytes:
    return _encode_head(_LIST, count)


def _encode_head(kind: int, number: int) -> bytes:
    """Return the head of an item; `_head` reads it.

    >>> _head(_encode_head(4, 300), 0)
    (4, 300, 3)
    """
    if number < 24:  # noqa: PLR2004 - as in `_head`
        return bytes([kind << 5 | number])
    size = next(size for size in range(4) if number < 1 << (8 << size))
    return bytes([kind << 5 | 24 + size]) + number.to_bytes(1 << size)


def _named(old: str, content: bytes) -> str:
    """Return the name of a file after its content: the language, and as many digits as before."""
    language, _, digits = old.rpartition("_")
    return f"{language}_{blake2b(content, digest_size=16).hexdigest()[: len(digits)]}"


def _read(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()).removeprefix(MAGIC)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(MAGIC + content, mtime=0))
