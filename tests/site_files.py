"""The files of a site, as tests compare them with those of a clean build."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from onrecord.search.index import FOLDER

if TYPE_CHECKING:
    from pathlib import Path


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the content of every file by path.

    Of the search index, which is divided as pages came, it is what search finds: `find_all`.
    """
    files = {
        path: content
        for path, content in bytes_of(folder).items()
        if path.partition("/")[0] != FOLDER
    }
    if (folder / FOLDER).exists():
        files[FOLDER] = "\n".join(f"{name} {page}" for name, page in find_all(folder)).encode()
    return files


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return the content of every file by path, as it is."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def read_list(site: Path) -> dict:
    """Return the list of the shards of a site."""
    return json.loads((site / FOLDER / "parts.json").read_bytes())


def find_all(site: Path) -> list[tuple[str, str]]:
    """Return the pages that search can find, as `shards.js` reads them; each once."""
    listed = read_list(site)
    seen = set(listed["stale"])
    found: list[tuple[str, str]] = []
    for name, counts in listed["parts"]:
        entry = json.loads((site / FOLDER / name / "pagefind-entry.json").read_bytes())
        assert counts.keys() <= entry["languages"].keys()
        for path in sorted((site / FOLDER / name / "fragment").iterdir()):
            if path.stem not in seen:
                seen.add(path.stem)
                found.append((path.stem, _unpack(path).decode()))
    assert len(found) == sum(sum(counts.values()) for _, counts in listed["parts"])
    return sorted(found)


def _unpack(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
