"""Published scripts have the strings, templates and code of ours, in the same order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.publish.minify import minify

FOLDER = Path(__file__).parents[2] / "templates" / "onrecord_theme" / "assets" / "onrecord"
SCRIPTS = sorted(FOLDER.glob("*.js"))
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
# Patterns, strings and templates.
LITERAL = re.compile(
    r"(?<=[(=>\s])/(?![/*\s])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*"
    r'|"[^"\n]*"|`(?:\\.|[^`\\])*`',
    re.DOTALL,
)


@pytest.fixture(params=SCRIPTS, ids=lambda script: script.name)
def script(request) -> str:
    return request.param.read_text(encoding="utf-8")


def test_a_minified_script_has_the_same_text_and_cannot_be_made_smaller(script):
    text = COMMENT.sub("", script)
    minified = minify(script, "a.js")
    literals = LITERAL.findall(text)
    assert literals
    assert LITERAL.findall(minified) == literals
    assert minify(minified, "a.js") == minified
    assert re.sub(r"\s", "", minified) == re.sub(r"\s", "", text), (
        "only white space and comments go"
    )


def test_no_script_has_a_template_inside_another_one(script):
    """The minifier would change its text: see `minify`."""
    for literal in LITERAL.findall(COMMENT.sub("", script)):
        assert literal[0] != "`" or literal.count("{") == literal.count("}"), literal
