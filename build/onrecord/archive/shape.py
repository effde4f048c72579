"""The shape that a file must have, read from the JSON Schema that editors use too: there is no second description to keep in step."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.archive.node import Kind

SCHEMAS = Path(__file__).with_name("schemas")

_KINDS: frozenset[Kind] = frozenset(("null", "boolean", "number", "string", "array", "object"))

# Say something to people and editors, not to the check. patternErrorMessage is understood by the YAML and JSON services of VS Code.
_ANNOTATIONS = frozenset(
    ("$schema", "title", "description", "patternErrorMessage", "examples", "$defs")
)
_ASSERTIONS = frozenset(
    "type pattern format minimum maximum enum items properties required additionalProperties anyOf".split()  # noqa: SIM905 -- a list of words
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a node may be: the part of JSON Schema 2020-12 that our files need."""

    kinds: frozenset[Kind]
    expected: str = ""
    """What it must be, for messages: `a date such as 2023-03-27`."""
    pattern: re.Pattern[str] | None = None
    """Of text."""
    day: bool = False
    """Whether text must be a day of the calendar."""
    one_of: tuple[str, ...] = ()
    """The words allowed; empty: any."""
    minimum: float | None = None
    maximum: float | None = None
    occurrences: Shape | None = None
    """Of a list; None: anything."""
    keys: Mapping[str, Shape] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    others: Shape | None = None
    """Of keys that `keys` does not name; None: there may be none."""
    choices: tuple[Shape, ...] = ()
    """Instead of all above: one of these, told apart by kind."""


class UnknownSchemaError(Exception):
    """A schema of ours says what the check would not do: a bug, which the tests find."""


@cache
def read_shape(name: str) -> Shape:
    """Give the shape that the shipped schema of that name describes.

    Raises:
        UnknownSchemaError: It uses a keyword that the check does not implement.

    >>> sorted(read_shape("episode").keys)[:3]
    ['chapters', 'date', 'description']
    """
    return shape_of(f"{name}.schema.json", _parsed(f"{name}.schema.json"))


@cache
def _parsed(file: str) -> dict[str, object]:
    return cast("dict[str, object]", json.loads((SCHEMAS / file).read_text(encoding="utf-8")))


def shape_of(file: str, schema: Mapping[str, object]) -> Shape:
    """Give the shape that a part of a schema describes; `file` is where its references start."""
    schema = dict(schema)
    if "$ref" in schema:
        return _referred(file, schema)
    if unknown := schema.keys() - _ANNOTATIONS - _ASSERTIONS:
        raise UnknownSchemaError(f"{file}: {', '.join(sorted(unknown))}: not implemented")
    if "anyOf" in schema:
        return _any_of(file, schema)
    kinds = _kinds(file, schema.get("type"))
    others = schema.get("additionalProperties")
    if "object" in kinds and others is not False and not isinstance(others, dict):
        raise UnknownSchemaError(f"{file}: an object must say what its other keys may be")
    if schema.get("format", "date") != "date":
        raise UnknownSchemaError(f"{file}: format {schema['format']}: not implemented")
    pattern = schema.get("pattern")
    # In JSON Schema (ECMA-262) $ is the very end; in Python also what stands before a last line end.
    compiled = (
        re.compile(re.sub(r"\$(?=$|\))", r"\\Z", str(pattern))) if pattern is not None else None
    )
    return Shape(
        kinds=kinds,
        expected=str(schema.get("patternErrorMessage", "")),
        pattern=compiled,
        day="format" in schema,
        one_of=tuple(str(word) for word in cast("Iterable[object]", schema.get("enum", ()))),
        minimum=cast("float | None", schema.get("minimum")),
        maximum=cast("float | None", schema.get("maximum")),
        occurrences=_part(file, schema.get("items")),
        keys={
            name: shape_of(file, part)
            for name, part in cast(
                "dict[str, dict[str, object]]", schema.get("properties", {})
            ).items()
        },
        required=tuple(cast("Iterable[str]", schema.get("required", ()))),
        others=_part(file, others),
    )


def _part(file: str, schema: object) -> Shape | None:
    return shape_of(file, schema) if isinstance(schema, dict) else None


def _kinds(file: str, stated: object) -> frozenset[Kind]:
    words = [stated] if isinstance(stated, str) else cast("Iterable[str]", stated or ())
    kinds: frozenset[Kind] = frozenset(kind for kind in _KINDS if kind in words)
    if not kinds or len(kinds) != len(list(words)):
        raise UnknownSchemaError(f"{file}: type {stated}: not implemented")
    return kinds


def _referred(file: str, schema: Mapping[str, object]) -> Shape:
    """Follow a reference; beside it may stand annotations, and a `type` that allows less."""
    where, _, pointer = str(schema["$ref"]).partition("#")
    target: object = _parsed(where or file)
    for step in pointer.strip("/").split("/"):
        target = cast("dict[str, object]", target)[step]
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    if not beside.keys() <= _ANNOTATIONS | {"type"}:
        raise UnknownSchemaError(f"{file}: {', '.join(beside)} beside $ref: not implemented")
    merged = cast("dict[str, object]", target) | beside
    if "type" in beside and not _kinds(file, merged.get("type")) <= _kinds(
        file, cast("dict[str, object]", target).get("type")
    ):
        raise UnknownSchemaError(f"{file}: a type beside $ref that allows more than it")
    return shape_of(where or file, merged)


def _any_of(file: str, schema: Mapping[str, object]) -> Shape:
    if schema.keys() & (_ASSERTIONS - {"anyOf"}):
        raise UnknownSchemaError(f"{file}: anyOf with other assertions: not implemented")
    choices = tuple(
        shape_of(file, part) for part in cast("Iterable[dict[str, object]]", schema["anyOf"])
    )
    kinds: list[Kind] = [kind for choice in choices for kind in choice.kinds]
    if len(kinds) != len(set(kinds)):
        raise UnknownSchemaError(
            f"{file}: anyOf whose choices allow the same type: not implemented"
        )
    return Shape(kinds=frozenset(kinds), choices=choices)
