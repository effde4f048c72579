"""Names use one word per thing, and no file names a path of one machine."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for folder in ("build", "site_plugins", "templates")
    for path in (ROOT / folder).rglob("*.py")
)

# They say nothing about what a thing is, or several things at once.
EMPTY = {
    "data",
    "info",
    "item",
    "items",
    "util",
    "utils",
    "helper",
    "helpers",
    "manager",
    "timestamp",
    "timestamps",
    "misc",
    "common",
}
IN_FORMATS_ONLY = {"segment", "segments", "utterance", "utterances"}
# Names that a base class of the standard library gives.
GIVEN = {"handle_data"}


def words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def names(path: Path) -> set[str]:
    """Return the names that a file defines: its own, classes, functions, fields."""
    found = {path.stem}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found - GIVEN


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_names_use_the_vocabulary(path):
    refused = EMPTY if "formats" in path.parts else EMPTY | IN_FORMATS_ONLY
    assert {name for name in names(path) if words(name) & refused} == set()


def tracked() -> list[Path]:
    """List the files of the repository, committed or not; outside of git, all files."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        return [
            path
            for path in ROOT.rglob("*")
            if path.is_file() and not {".venv", "site"} & set(path.parts)
        ]
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_folder_of_somebody_s_machine():
    # After a letter it is the path of an address: https://example.org/home/…
    machine = re.compile(rb"(?<![\w.~-])/(?:work|root|home|tmp|Users)/\w")
    found = {
        f"{path.relative_to(ROOT).as_posix()}: {match.group().decode()}"
        for path in tracked()
        if path.suffix not in {".woff2", ".png", ".jpg"} and "samples" not in path.parts
        for match in machine.finditer(path.read_bytes())
    }
    assert found == set()
