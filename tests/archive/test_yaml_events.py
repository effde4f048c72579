"""Two parsers, one reading: what libyaml is trusted with is read as ruamel.yaml reads it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from onrecord.archive.yaml_events import UnusualYamlError, compose_usual, parse_usual
from onrecord.archive.yaml_reader import _compose_any, _Composer
from onrecord.archive.yaml_values import YamlList, YamlMap
from onrecord.errors import ContentError


def places(node):
    """Return where values start and end that lines are changed at."""
    if node is None:
        return None
    if node.id == "scalar":
        literal = node.style in ("|", ">")
        end = None if literal else node.end_mark.index
        return node.style or None, node.start_mark.index, end
    place = node.id, bool(node.flow_style), node.start_mark.line, node.start_mark.column
    members = [
        each for pair in node.value for each in (pair if isinstance(pair, tuple) else [pair])
    ]
    return place, [places(each) for each in members]


PIECES = [
    *("a", "x y", "é", "🙂", "1:02", "0:05", "null", "~", "\\n", "=", "<<", "<<: b"),
    *("\n", "\n\n", "\n  ", "\n    ", "\n- ", "\n  - ", " ", "  ", "\t", "\r\n"),
    *(": ", ":", "b: ", "k: v\n", "- ", "-", "--", "---", "...", "\n---\n", "? ", "?"),
    *('"', "'", '"q"', "'s'", "|", ">", "|-", ">+", "|2", "#", " #", " # c\n"),
    *("{", "}", "[", "]", ",", ", ", "!", "!!str ", "&a ", "*a", "%", "@", "`"),
    *('- {at: "0:01", was: a, now: b}\n', "notes:\n", "  - at: '0:01'\n    note: |\n      One.\n"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def described(value):
    if isinstance(value, YamlList):
        return value.place, [described(each) for each in value]
    if isinstance(value, YamlMap):
        return value.place, {key: described(each) for key, each in value.items()}
    return value.place, str(value), value.value


@given(
    st.one_of(TEXTS, TEXTS.map("k:\n  - ".__add__), TEXTS.map(lambda text: f"k: {text}\nz: 1\n"))
)
@example("k: |\n \n  text\n")
@example("k:\nz: 1\n")
@example("k: |#\n  text\n")
@example('k: ["q":00 b]\n')
def test_what_is_usual_is_read_alike(text):
    issues = []
    try:
        value = _Composer(parse_usual(text), text, "a.yml", issues).compose()
    except (UnusualYamlError, ContentError):
        return
    if not issues:
        assert described(value) == described(_compose_any(text, "a.yml", issues))
        assert issues == []
        assert places(compose_usual(text)) == places(YAML().compose(text))
