"""Checking a tree against the shape it must have."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from onrecord.archive.node import Kind, Mapping, Node, Scalar, Sequence
from onrecord.errors import Issue, near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.archive.shape import Shape

_WORDS: dict[Kind, str] = {
    "string": "text",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "keys with values",
    "null": "nothing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where in the tree the check is, for messages."""

    path: str
    """The file."""
    name: str = ""
    """`chapters[2].start`; empty at the root."""

    def below(self, name: str) -> _Place:
        return _Place(path=self.path, name=f"{self.name}.{name}" if self.name else name)

    def occurrence(self, index: int) -> _Place:
        return _Place(path=self.path, name=f"{self.name}[{index}]")

    def issue(self, node: Node, message: str, *, found: str = "", hint: str = "") -> Issue:
        return Issue(
            path=self.path,
            line=node.line,
            column=node.column,
            message=message,
            found=found,
            hint=hint,
        )


def conform(node: Node, shape: Shape, path: str) -> tuple[Node | None, tuple[Issue, ...]]:
    """Give the part of the tree that has the shape, and an issue for all that has not.

    What is wrong is left out: a key with its value, a member of a list, or an entry that lacks a key it must have; None when the
    root itself is wrong. So whoever reads the result need not check again.
    """
    issues: list[Issue] = []
    kept = _keep(node, shape, _Place(path=path), issues)
    return kept, tuple(issues)


def _keep(node: Node, shape: Shape, place: _Place, issues: list[Issue]) -> Node | None:
    if node.kind not in shape.kinds:
        issues.append(_wrong_kind(node, shape, place))
        return None
    shape = next((choice for choice in shape.choices if node.kind in choice.kinds), shape)
    match node:
        case Scalar():
            wrong = _wrong_value(node, shape, place)
            issues.extend(wrong)
            return None if wrong else node
        case Sequence():
            return _keep_members(node, shape, place, issues)
        case Mapping():
            return _keep_entries(node, shape, place, issues)


def _keep_members(node: Sequence, shape: Shape, place: _Place, issues: list[Issue]) -> Sequence:
    if shape.occurrences is None:
        return node
    kept = [
        _keep(occurrence, shape.occurrences, place.occurrence(index), issues)
        for index, occurrence in enumerate(node.nodes, start=1)
    ]
    return Sequence(
        nodes=tuple(occurrence for occurrence in kept if occurrence is not None),
        line=node.line,
        column=node.column,
    )


def _keep_entries(
    node: Mapping, shape: Shape, place: _Place, issues: list[Issue]
) -> Mapping | None:
    kept: dict[str, tuple[Scalar, Node]] = {}
    for name, (key, value) in node.entries.items():
        expected = shape.keys.get(name, shape.others)
        if expected is None:
            inside = f" in {place.name}" if place.name else ""
            issues.append(
                place.issue(key, f"unknown key{inside}", found=name, hint=near(name, shape.keys))
            )
        elif (part := _keep(value, expected, place.below(name), issues)) is not None:
            kept[name] = (key, part)
    missing = [name for name in shape.required if name not in node.entries]
    if missing:
        lacking = " and ".join(repr(name) for name in missing)
        issues.append(
            place.issue(
                node,
                f"{place.name or 'the file'} lacks {lacking}",
                hint=f"add {lacking}, or remove the entry",
            )
        )
    return (
        Mapping(entries=kept, line=node.line, column=node.column)
        if all(name in kept for name in shape.required)
        else None
    )


def _wrong_kind(node: Node, shape: Shape, place: _Place) -> Issue:
    # Where text is expected, a number is let pass so that 1984 need no quotes; nobody is asked for one.
    unsaid = {"null", "number"} if "string" in shape.kinds else {"null"}
    expected = shape.expected or _listed(
        words for kind, words in _WORDS.items() if kind in shape.kinds and kind not in unsaid
    )
    found = node.text if isinstance(node, Scalar) else ""
    message = f"{place.name or 'the file'}: expected {expected}" + (
        "" if found else f", found {_WORDS[node.kind]}"
    )
    return place.issue(node, message, found=found, hint=_hint_for_kind(node, shape))


def _hint_for_kind(node: Node, shape: Shape) -> str:
    if "string" in shape.kinds:
        if not isinstance(node, Scalar):
            return "put text with ': ', or that starts with - [ or {, in quotes"
        return (
            f'write "{node.text}", in quotes, if text is meant'
            if node.text and not shape.pattern
            else ""
        )
    if "array" in shape.kinds:
        return "start each entry on a line of its own with '- '"
    return near("", shape.keys)


def _wrong_value(node: Scalar, shape: Shape, place: _Place) -> list[Issue]:
    """List what is wrong with a value of the right kind."""
    name = place.name or "the file"
    match node.value:
        case str() as text if shape.one_of and text not in shape.one_of:
            return [
                place.issue(
                    node,
                    f"{name}: expected one of a few words",
                    found=text,
                    hint=near(text, shape.one_of),
                )
            ]
        case str() as text if shape.pattern and not shape.pattern.search(text):
            return [
                place.issue(
                    node,
                    f"{name}: expected {shape.expected}",
                    found=text,
                    hint=_mended(text, shape),
                )
            ]
        case str() as text if shape.day and not _is_day(text):
            return [place.issue(node, f"{name}: there is no such day", found=text)]
        case bool():
            return []
        case float() | int() as number if not _within(number, shape):
            return [
                place.issue(
                    node,
                    f"{name}: expected {shape.expected or 'a number in range'}",
                    found=node.text,
                )
            ]
        case _:
            return []


def _within(number: float, shape: Shape) -> bool:
    # Not a number is in no range, and a number must be one wherever it is used as such.
    if shape.minimum is None and shape.maximum is None:
        return True
    low = -math.inf if shape.minimum is None else shape.minimum
    high = math.inf if shape.maximum is None else shape.maximum
    return low <= number <= high


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _mended(text: str, shape: Shape) -> str:
    """Offer the text with one usual slip mended, where it would then do.

    >>> import re
    >>> from onrecord.archive.shape import Shape
    >>> _mended("pt_BR", Shape(kinds=frozenset({"string"}), pattern=re.compile("^[a-zA-Z-]+$")))
    "did you mean 'pt-BR'?"
    """
    tries = (
        text.strip(),
        text.replace("_", "-"),
        text.replace(",", "."),
        text[:10] if shape.day else "",
        f"https://{text}" if text.startswith("www.") else "",
    )
    mended = next(
        (tried for tried in tries if tried and shape.pattern and shape.pattern.search(tried)), None
    )
    return f"did you mean {mended!r}?" if mended and len(mended) < 80 else ""  # noqa: PLR2004 -- a hint is one line


def _listed(words: Iterator[str]) -> str:
    """Join alternatives.

    >>> _listed(iter(["text", "a number", "a list"]))
    'text, a number or a list'
    """
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
