"""Short names for values: equal values have equal names, on every machine."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class _Hash(Protocol):
    def update(self, content: bytes, /) -> None: ...


def fingerprint(*values: object) -> str:
    """Name some values: bytes, texts, numbers, days, and tuples, mappings and dataclasses of them.

    >>> fingerprint("a", b"b") == fingerprint("a", b"b") != fingerprint("ab", b"")
    True
    """
    made = blake2b(digest_size=16)
    _feed(made, values)
    return made.hexdigest()


def _feed(made: _Hash, value: object) -> None:
    """Tags and lengths keep values apart that would read the same one behind the other."""
    if isinstance(value, str):
        content = value.encode("utf-8", "surrogatepass")
        made.update(b"s%d:" % len(content))
        made.update(content)
    elif isinstance(value, bytes):
        made.update(b"b%d:" % len(value))
        made.update(value)
    elif value is None or isinstance(value, bool | int | float | date):
        made.update(b"v%s;" % repr(value).encode())
    elif is_dataclass(value) and not isinstance(value, type):
        names = _names(type(value))
        made.update(b"d%s%d:" % (type(value).__name__.encode(), len(names)))
        for name in names:
            _feed(made, getattr(value, name))
    elif isinstance(value, tuple | list):
        made.update(b"t%d:" % len(value))
        for each in value:
            _feed(made, each)
    elif isinstance(value, dict):
        _feed_mapping(made, value)
    else:
        raise TypeError(f"{type(value).__name__} has no fingerprint; give onrecord.store.fingerprint a line for it")


def _feed_mapping(made: _Hash, value: Mapping[object, object]) -> None:
    made.update(b"m%d:" % len(value))
    for name in sorted(value, key=str):
        _feed(made, name)
        _feed(made, value[name])


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
