"""The version of the code: after any change of it, everything is compiled again."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from onrecord.store.fingerprint import fingerprint

# They take part in compiling episodes and rendering pages.
_LIBRARIES = ("jinja2", "markdown-it-py", "markupsafe", "py3langid", "rapidfuzz", "ruamel.yaml")
_SUFFIXES = (".py", ".jinja", ".json", ".sql", ".txt")


@cache
def code_version() -> str:
    """Return a fingerprint of the build step's sources, page templates and library versions."""
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
