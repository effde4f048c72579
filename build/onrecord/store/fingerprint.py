"""Fingerprints of values, and of the code: equal ones on every machine."""

from __future__ import annotations

import os
import sys
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SEQUENCES = (tuple, list)
_SCALARS = (bool, int, float, date)
# What a site says depends on them: reading, checking, compiling, rendering, cards.
_LIBRARIES = (
    "defusedxml",
    "jinja2",
    "jsonschema-rs",
    "markdown-it-py",
    "markupsafe",
    "numpy",
    "pillow",
    "py3langid",
    "pyyaml",
    "rapidfuzz",
    "ruamel.yaml",
    "selectolax",
)
_SUFFIXES = (".py", ".jinja", ".json", ".sql", ".txt")


def fingerprint(*values: object) -> str:
    """Return a fingerprint of bytes, strings, numbers, dates, and of collections of them.

    Collections are tuples, mappings and dataclasses.

    >>> fingerprint("a", b"b") == fingerprint("a", b"b") != fingerprint("ab", b"")
    True
    """
    parts: list[bytes] = []
    _feed(parts, values)
    # Hashed at once: most values are short, and each call costs as much as 300 bytes.
    return blake2b(b"".join(parts), digest_size=16).hexdigest()


def digest_of(content: bytes) -> str:
    """Return a digest of the content of a file."""
    return blake2b(content, digest_size=16).hexdigest()


def _feed(parts: list[bytes], value: object) -> None:
    """Add a value. Tags and lengths distinguish values whose concatenations are equal."""
    if isinstance(value, str):
        content = value.encode("utf-8", "surrogatepass")
        parts += b"s%d:" % len(content), content
    elif isinstance(value, _SEQUENCES):
        parts.append(b"t%d:" % len(value))
        for each in value:
            _feed(parts, each)
    elif value is None or isinstance(value, _SCALARS):
        parts.append(b"v%s;" % repr(value).encode())
    elif isinstance(value, bytes):
        parts += b"b%d:" % len(value), value
    elif is_dataclass(value) and not isinstance(value, type):
        names = _names(type(value))
        parts.append(b"d%s%d:" % (type(value).__name__.encode(), len(names)))
        for name in names:
            _feed(parts, getattr(value, name))
    elif isinstance(value, dict):
        _feed_mapping(parts, value)
    else:
        raise TypeError(
            f"{type(value).__name__} has no fingerprint; add a case to onrecord.store.fingerprint"
        )


def _feed_mapping(parts: list[bytes], value: Mapping[object, object]) -> None:
    parts.append(b"m%d:" % len(value))
    for name in sorted(value, key=str):
        _feed(parts, name)
        _feed(parts, value[name])


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def code_version() -> str:
    """Return a fingerprint of the build step's sources, page templates and library versions.

    After any change of it, everything is compiled again.
    """
    from importlib.metadata import version  # noqa: PLC0415 - 20 ms, and a build with nothing to do does not ask

    folders = [
        Path(__file__).parents[1],
        *(Path(place) / "pages" for place in _places("onrecord_theme")),
    ]
    sources = [
        (os.path.relpath(path, folder), Path(path).read_bytes())
        for folder in folders
        for path in sorted(
            os.path.join(place, name)  # noqa: PTH118 - `Path.rglob` takes four times as long
            for place, _, names in os.walk(folder)
            for name in names
            if name.endswith(_SUFFIXES)
        )
    ]
    versions = [(name, version(name)) for name in _LIBRARIES]
    return fingerprint(sys.version, versions, sources)


def _places(package: str) -> list[str]:
    spec = find_spec(package)
    return list(spec.submodule_search_locations or ()) if spec else []
