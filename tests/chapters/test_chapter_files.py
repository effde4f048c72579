"""Each file of `files/` is a file of chapters as somebody may bring it: `marks` are [start, title, line], `says` the messages."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord.chapters import read_marks

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize("path", sorted(FILES.glob("*.yml")), ids=lambda path: path.stem)
def test_reads_what_the_name_of_the_case_says(path):
    case = YAML(typ="safe", pure=True).load(path)
    marks, issues = read_marks(case["file"].encode(), "chapters.json")
    assert [[mark.start, mark.title, mark.line] for mark in marks] == case.get("marks", [])
    assert "".join(f"{issue}\n" for issue in issues) == case.get("says", "")
