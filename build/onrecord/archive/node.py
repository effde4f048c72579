"""A YAML file as a tree in which every node knows where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as AbstractMapping

Kind = Literal["null", "boolean", "number", "string", "array", "object"]
"""As JSON Schema names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One value."""

    text: str
    """As written, without quotes and escapes: `007` stays `007`."""
    value: str | float | bool | None
    """What YAML 1.2 (core schema) makes of it; dates are text."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""

    @property
    def kind(self) -> Kind:
        """Give the sort of value.

        >>> Scalar(text="no", value="no").kind, Scalar(text="7", value=7).kind
        ('string', 'number')
        """
        match self.value:
            case str():
                return "string"
            case bool():
                return "boolean"
            case None:
                return "null"
            case _:
                return "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list."""

    nodes: tuple[Node, ...]
    line: int = 1
    column: int = 1

    @property
    def kind(self) -> Kind:
        """Give the sort of value."""
        return "array"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Keys with their values, in the order of the file, each key once."""

    entries: AbstractMapping[str, tuple[Scalar, Node]] = field(default_factory=dict)
    """By the key's text: the key, which knows its place, and the value."""
    line: int = 1
    column: int = 1

    @property
    def kind(self) -> Kind:
        """Give the sort of value."""
        return "object"

    def get(self, name: str) -> Node | None:
        """Give the value under a key; None where the key is missing or its value empty."""
        if name not in self.entries:
            return None
        value = self.entries[name][1]
        return None if value.kind == "null" else value

    def text(self, name: str) -> str:
        """Give the text under a key, without white space at its ends; empty where there is none."""
        value = self.get(name)
        return value.text.strip() if isinstance(value, Scalar) else ""

    def nodes(self, name: str) -> Iterator[Node]:
        """Give the members of the list under a key; nothing where there is none."""
        value = self.get(name)
        if isinstance(value, Sequence):
            yield from value.nodes


Node = Scalar | Sequence | Mapping
