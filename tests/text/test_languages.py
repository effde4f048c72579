"""The language in the names of files, as people and other programs write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord.text.languages import language_in_name

CASES = YAML(typ="safe", pure=True).load(Path(__file__).with_name("languages_in_names.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["source"])
def test_the_name_of_a_file_says_its_language(case):
    assert {name: language_in_name(name) for name in case["names"]} == case["names"]
