"""Messages for violations of a JSON Schema, as the author of a YAML file needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jsonschema_rs import ValidationErrorKind, is_valid

from onrecord.archive.yaml_values import YamlMap, YamlText
from onrecord.errors import near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema_rs import ValidationError

    from onrecord.archive.yaml_values import YamlValue
    from onrecord.errors import Issue

ValuePath = tuple[str | int, ...]
"""The keys and indices that lead from the root to a value."""

_TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "keys with values",
    "null": "nothing",
}
# A hint stays on one line.
_LONGEST_HINT = 80


def describe(
    error: ValidationError, tree: YamlValue, root: dict[str, Any]
) -> Iterator[tuple[ValuePath, Issue]]:
    """Yield the path of each value that an error makes invalid, and an issue for it.

    Args:
        error: of the validator.
        tree: the file.
        root: its schema.
    """
    path: ValuePath = tuple(error.instance_path)
    node = _value_at(tree, path)
    name = _name(path) or "the file"
    keyword = error.kind.name
    schema = _schema_of(error, root)
    match keyword:
        case "anyOf" if branch := _chosen_branch(error):
            for cause in branch:
                yield from describe(cause, tree, root)
        case "type" | "anyOf":
            yield path, _wrong_type(node, name, schema)
        case "additionalProperties" if isinstance(node, YamlMap):
            known = schema.get("properties", {})
            message = f"unknown key in {name}" if path else "unknown key"
            for key in [key for key in node if key not in known]:
                place = node.key_places.get(key, node.place)
                yield (*path, key), place.issue(message, found=key, hint=near(key, known))
        case "required" if isinstance(node, YamlMap):
            lacking = " and ".join(repr(key) for key in schema["required"] if key not in node)
            hint = f"add {lacking}, or remove the entry"
            yield path, node.place.issue(f"{name} lacks {lacking}", hint=hint)
        case _:
            yield path, _wrong_value(node, name, schema, keyword)


def _schema_of(error: ValidationError, root: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a schema whose keyword a value violates."""
    part: Any = root
    for step in error.schema_path[:-1]:
        part = part[step]
    found: dict[str, Any] = part
    return found


def _value_at(tree: YamlValue, path: ValuePath) -> YamlValue:
    value: Any = tree
    for step in path:
        value = value[step]
    found: YamlValue = value
    return found


def _name(path: ValuePath) -> str:
    """Return a path as people write it, counted from 1.

    >>> _name(("chapters", 1, "start"))
    'chapters[2].start'
    """
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _chosen_branch(error: ValidationError) -> list[ValidationError]:
    """Return the errors of the alternative whose type the value has; none if it has another."""
    branches = error.kind.context if isinstance(error.kind, ValidationErrorKind.AnyOf) else []
    return next(
        (
            causes
            for causes in branches
            if not any(
                cause.kind.name == "type" and cause.instance_path == error.instance_path
                for cause in causes
            )
        ),
        [],
    )


def _types(schema: dict[str, Any]) -> set[str]:
    types = schema.get("type", [])
    alternatives = [_types(branch) for branch in schema.get("anyOf", [])]
    return {types} if isinstance(types, str) else set(types).union(*alternatives)


def _wrong_type(node: YamlValue, name: str, schema: dict[str, Any]) -> Issue:
    types = _types(schema)
    # Numbers are valid where text is expected, so that 1984 needs no quotes, but are not mentioned.
    unsaid = {"null", "number"} if "string" in types else {"null"}
    expected = schema.get("patternErrorMessage") or _alternatives(
        [words for kind, words in _TYPES.items() if kind in types - unsaid]
    )
    found = node if isinstance(node, YamlText) else ""
    message = f"{name}: expected {expected}" + ("" if found else f", found {_TYPES[_type(node)]}")
    return node.place.issue(message, found=found, hint=_type_hint(node, types, schema))


def _type(node: YamlValue) -> str:
    match node:
        case YamlText():
            return "null" if node.value is None else "string"
        case YamlMap():
            return "object"
        case _:
            return "array"


def _type_hint(node: YamlValue, types: set[str], schema: dict[str, Any]) -> str:
    if "string" in types:
        if not isinstance(node, YamlText):
            return "put text with ': ', or that starts with - [ or {, in quotes"
        quoted = f'write "{node}", in quotes, if text is meant'
        return quoted if node and "pattern" not in schema else ""
    if "array" in types:
        return "start each entry on a line of its own with '- '"
    return near("", schema.get("properties", ()))


def _wrong_value(node: YamlValue, name: str, schema: dict[str, Any], keyword: str) -> Issue:
    text = node if isinstance(node, YamlText) else ""
    match keyword:
        case "format":
            message, hint = "there is no such day", ""
        case "enum":
            words = [one for one in schema["enum"] if isinstance(one, str)]
            message = "expected one of a few words" if words else "expected text or false"
            hint = near(text, words)
        case _:
            message = f"expected {schema.get('patternErrorMessage', 'a number in range')}"
            hint = _correct(text, schema) if keyword == "pattern" else ""
    return node.place.issue(f"{name}: {message}", found=text, hint=hint)


def _correct(text: str, schema: dict[str, Any]) -> str:
    """Return a hint with one usual slip corrected, if that makes the text valid.

    >>> _correct("pt_BR", {"pattern": "^[a-zA-Z-]+$"})
    "did you mean 'pt-BR'?"
    """
    attempts = (
        text.strip(),
        text.replace("_", "-"),
        text.replace(",", "."),
        text[:10] if "format" in schema else "",
        f"https://{text}" if text.startswith("www.") else "",
    )
    pattern = {"pattern": schema["pattern"]}
    valid = (each for each in attempts if each and is_valid(pattern, each))
    corrected = next(valid, "")
    return f"did you mean {corrected!r}?" if 0 < len(corrected) < _LONGEST_HINT else ""


def _alternatives(words: list[str]) -> str:
    """Join alternatives.

    >>> _alternatives(["text", "a number", "a list"])
    'text, a number or a list'
    """
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
