"""What the version of the code covers: a result of other libraries or other data is not current."""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest

from onrecord.store import code_version
from onrecord.text.word_lists import read_word_lists

module = sys.modules[code_version.__module__]


def test_each_library_is_covered_or_takes_no_part(repo):
    project = tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = {re.split(r"[<>=,]", line)[0] for line in project["dependencies"]}
    lists = read_word_lists(Path(__file__).with_name("libraries.txt").read_text(encoding="utf-8"))
    assert required - set(module._LIBRARIES) == frozenset().union(*lists.values())
    assert set(module._LIBRARIES) <= required


@pytest.mark.parametrize("library", module._LIBRARIES)
def test_another_version_of_a_library_is_another_version_of_the_code(library, monkeypatch):
    version, before = importlib.metadata.version, module.code_version()
    monkeypatch.setattr(
        importlib.metadata,
        "version",
        lambda name: "0.0.1" if name == library else version(name),
    )
    assert module.code_version.__wrapped__() != before


def test_another_python_and_its_unicode_data_are_another_version_of_the_code(monkeypatch):
    before = module.code_version()
    monkeypatch.setattr(module.sys, "version", "3.99")
    assert module.code_version.__wrapped__() != before


def test_other_word_frequencies_are_another_version_of_the_code(monkeypatch):
    before, read = module.code_version(), Path.read_bytes
    monkeypatch.setattr(
        Path,
        "read_bytes",
        lambda path: b"" if path.name == "SHA256SUMS.txt" else read(path),
    )
    assert module.code_version.__wrapped__() != before
