"""Fingerprints of values, and of the code: equal ones on every machine."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

import msgspec

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

    Collections are tuples, lists, dataclasses, and mappings whose keys are strings.

    >>> fingerprint("a", b"b") == fingerprint("a", b"b") != fingerprint("ab", b"")
    True
    """
    try:
        content = _ENCODER.encode(values)
    except UnicodeEncodeError:
        # A string that is not Unicode text, from the name of a file.
        content = repr(values).encode()
    return digest_of(content)


def digest_of(content: bytes) -> str:
    """Return a digest of the content of a file."""
    return blake2b(content, digest_size=16).hexdigest()


def _plain(value: object) -> object:
    """Return what stands for a value that has no encoding of its own."""
    if isinstance(value, str):
        # A subclass, such as Markup.
        return str.__str__(value)
    raise TypeError(
        f"{type(value).__name__} has no fingerprint; add a case to onrecord.store.fingerprint"
    )


# Encoding takes a seventh of the time that walking through the values in Python takes.
_ENCODER = msgspec.msgpack.Encoder(order="deterministic", enc_hook=_plain)


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
