"""Labels of roles are told from names."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from onrecord.text.role_labels import names_nobody

CASES = YAML(typ="safe").load(Path(__file__).with_name("role_labels.yml"))


@pytest.mark.parametrize("label", CASES["nobody"])
def test_a_role_names_nobody(label):
    assert names_nobody(label)


@pytest.mark.parametrize("label", CASES["somebody"])
def test_a_name_is_somebodys(label):
    assert not names_nobody(label)
