"""Validation of YAML files by the JSON Schemas in `schemas/`, which editors use as well."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema_rs import Draft202012Validator

from onrecord.archive.schema_messages import describe
from onrecord.archive.yaml_reader import load
from onrecord.archive.yaml_values import YamlList, YamlMap, YamlText, YamlValue

if TYPE_CHECKING:
    from collections.abc import Container

    from onrecord.archive.schema_messages import ValuePath
    from onrecord.errors import Issue

SCHEMAS = Path(__file__).with_name("schemas")


def read_validated(content: bytes, path: str, schema: str) -> tuple[YamlMap, tuple[Issue, ...]]:
    r"""Read a YAML file that is a mapping, and validate it by `schemas/<schema>.schema.json`.

    Returns the valid part of the file, and an issue for each error in it.

    >>> tree, issues = read_validated(b"titel: A\nshow: B", "episode.yml", "episode")
    >>> tree.text("show")
    'B'
    >>> print(*issues)
    episode.yml:1:1: error: unknown key: 'titel'
        hint: did you mean 'title'?
    """
    valid, issues = _read(content, path, schema)
    return valid if isinstance(valid, YamlMap) else YamlMap(), issues


def read_validated_list(
    content: bytes, path: str, schema: str
) -> tuple[tuple[YamlMap, ...], tuple[Issue, ...]]:
    """Read a YAML file that is a list of mappings, and validate it as `read_validated` does.

    >>> people, _ = read_validated_list(b"- name: Ann Lee", "people.yml", "people")
    >>> [person.text("name") for person in people]
    ['Ann Lee']
    """
    valid, issues = _read(content, path, schema)
    members = valid if isinstance(valid, YamlList) else ()
    return tuple(member for member in members if isinstance(member, YamlMap)), issues


def _read(content: bytes, path: str, schema: str) -> tuple[YamlValue | None, tuple[Issue, ...]]:
    tree, issues = load(content, path)
    # The reader makes a mapping of an empty file, which is valid as a list too.
    if not tree and "object" not in read_schema(schema)["type"]:
        return None, issues
    valid, errors = validate(tree, schema)
    return valid, tuple(sorted(issues + errors, key=lambda issue: (issue.line, issue.column)))


def validate(tree: YamlValue, schema: str) -> tuple[YamlValue | None, tuple[Issue, ...]]:
    """Return the valid part of a tree, and an issue for each invalid value.

    The valid part lacks what is invalid: a key with its value, a member of a list, or a mapping
    without a required key. It is None if the root itself is invalid.
    """
    invalid = _find_invalid(tree, schema)
    issues = tuple(invalid.values())
    while invalid:
        remaining = _without(tree, invalid)
        if remaining is None:
            return None, issues
        # A mapping that has lost a required key is invalid now.
        tree, invalid = remaining, _find_invalid(remaining, schema)
    return tree, issues


def plain(value: YamlValue) -> Any:  # noqa: ANN401 - JSON
    """Return a value as JSON, as an editor's validator sees it."""
    match value:
        case YamlText():
            return value.value
        case YamlList():
            return [plain(member) for member in value]
        case _:
            return {key: plain(member) for key, member in value.items()}


def _find_invalid(tree: YamlValue, schema: str) -> dict[ValuePath, Issue]:
    """Return the paths of invalid values, with the first issue of each."""
    invalid: dict[ValuePath, Issue] = {}
    # Text that is no date violates the pattern of dates too, whose message says more.
    errors = _validator(schema).iter_errors(plain(tree))
    for error in sorted(errors, key=lambda error: error.kind.name == "format"):
        for path, issue in describe(error, tree, read_schema(schema)):
            invalid.setdefault(path, issue)
    return invalid


def _without(
    value: YamlValue, removed: Container[ValuePath], path: ValuePath = ()
) -> YamlValue | None:
    if path in removed:
        return None
    match value:
        case YamlList():
            members = (_without(each, removed, (*path, i)) for i, each in enumerate(value))
            return YamlList((each for each in members if each is not None), value.place)
        case YamlMap():
            entries = {key: _without(each, removed, (*path, key)) for key, each in value.items()}
            kept = {key: each for key, each in entries.items() if each is not None}
            return YamlMap(kept, value.place, value.key_places)
        case _:
            return value


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(read_schema(name), validate_formats=True)


@cache
def read_schema(name: str) -> dict[str, Any]:
    """Return the schema of a file, with the target of each `$ref` in its place.

    Keywords beside a `$ref` may only annotate its target or narrow its `type`.

    >>> sorted(read_schema("episode")["properties"])[:3]
    ['chapters', 'date', 'description']
    """
    file = f"{name}.schema.json"
    schema: dict[str, Any] = _resolve(_parse(file), file)
    return schema


@cache
def _parse(file: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads((SCHEMAS / file).read_text(encoding="utf-8"))
    return parsed


def _resolve(part: Any, file: str) -> Any:  # noqa: ANN401 - JSON
    match part:
        case {"$ref": str(reference), **beside}:
            other, _, pointer = reference.partition("#")
            target: Any = _parse(other or file)
            for step in pointer.strip("/").split("/"):
                target = target[step]
            return _resolve({**target, **beside}, other or file)
        case dict():
            return {key: _resolve(value, file) for key, value in part.items()}
        case list():
            return [_resolve(each, file) for each in part]
        case _:
            return part
