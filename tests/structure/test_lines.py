"""Lines of code end at 100 columns."""

from __future__ import annotations

import re
import tomllib

import pytest

COLUMNS = 100
FOLDERS = ("build", "site_plugins", "templates", "tests")
# A URL cannot be broken.
EXEMPT = re.compile(r"https?://\S+$")


@pytest.mark.parametrize("suffix", ["js", "css"])
def test_no_line_is_longer_than_100_columns(repo, suffix):
    files = [file for folder in FOLDERS for file in (repo / folder).rglob(f"*.{suffix}")]
    assert files
    long = [
        f"{file.relative_to(repo)}:{number}: {len(line)} columns"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > COLUMNS and not EXEMPT.search(line)
    ]
    assert long == []


def test_ruff_sees_to_the_lines_of_python(repo):
    settings = tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    assert settings["line-length"] == COLUMNS
    assert settings["lint"]["select"] == ["ALL"]
    assert "E501" not in settings["lint"]["ignore"]
