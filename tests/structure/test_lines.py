"""Lines of code end at 100 columns."""

from __future__ import annotations

import re

import pytest

COLUMNS = 100
FOLDERS = ("build", "site_plugins", "templates", "tests")
# A URL cannot be broken, and a `noqa` stands on the line that it is about.
EXEMPT = re.compile(r"https?://\S+$|  # noqa")


@pytest.mark.parametrize("suffix", ["py", "js", "css"])
def test_no_line_is_longer_than_100_columns(repo, suffix):
    if suffix == "py" and '"E501"' in (repo / "pyproject.toml").read_text(encoding="utf-8"):
        pytest.skip("lines of Python are being shortened: ruff ignores E501 meanwhile")
    files = [file for folder in FOLDERS for file in (repo / folder).rglob(f"*.{suffix}")]
    assert files
    long = [
        f"{file.relative_to(repo)}:{number}: {len(line)} columns"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > COLUMNS and not EXEMPT.search(line)
    ]
    assert long == []
