"""What is published of our scripts does what the scripts do: strings, templates and patterns are the same, and so is their order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.publish.minify import minify

FOLDER = Path(__file__).parents[2] / "templates" / "onrecord_theme" / "assets" / "onrecord"
SCRIPTS = sorted(FOLDER.glob("*.js"))
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
STRING = re.compile(r'"[^"\n]*"')


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_lean_script_has_the_same_strings_and_cannot_be_made_leaner(script):
    text = script.read_text(encoding="utf-8")
    lean = minify(text, script.name)
    strings = STRING.findall(COMMENT.sub("", text))
    assert strings
    assert STRING.findall(lean) == strings
    assert minify(lean, script.name) == lean
    assert re.sub(r"\s", "", lean) == re.sub(r"\s", "", COMMENT.sub("", text)), (
        "only white space and comments go"
    )
