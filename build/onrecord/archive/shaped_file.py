"""Reading a file that must have the shape of a shipped schema: the way in for every kind of file that people write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.archive.conform import conform
from onrecord.archive.node import Mapping, Node, Sequence
from onrecord.archive.shape import read_shape
from onrecord.archive.yaml_reader import load

if TYPE_CHECKING:
    from onrecord.errors import Issue


def read_shaped(content: bytes, path: str, schema: str) -> tuple[Mapping, tuple[Issue, ...]]:
    r"""Give the part of a YAML file that has the shape of `schemas/<schema>.schema.json`, and all that is wrong with the rest.

    >>> tree, issues = read_shaped(b"titel: A\nshow: B", "episode.yml", "episode")
    >>> tree.text("show")
    'B'
    >>> print(*issues)
    episode.yml:1:1: error: unknown key: 'titel'
        hint: did you mean 'title'?
    """
    kept, issues = _read(content, path, schema)
    return kept if isinstance(kept, Mapping) else Mapping(), issues


def read_shaped_list(
    content: bytes, path: str, schema: str
) -> tuple[tuple[Mapping, ...], tuple[Issue, ...]]:
    """Give the members of a YAML file that is a list of entries, those that have the shape, and all that is wrong with the rest.

    >>> [entry.text("name") for entry in read_shaped_list(b"- name: Ann Lee", "people.yml", "people")[0]]
    ['Ann Lee']
    """
    kept, issues = _read(content, path, schema)
    occurrences = kept.nodes if isinstance(kept, Sequence) else ()
    return tuple(
        occurrence for occurrence in occurrences if isinstance(occurrence, Mapping)
    ), issues


def _read(content: bytes, path: str, schema: str) -> tuple[Node | None, tuple[Issue, ...]]:
    node, met = load(content, path)
    shape = read_shape(schema)
    # An empty file says nothing, whatever it would be if it did.
    empty = isinstance(node, Mapping) and not node.entries
    kept, wrong = (
        (node, ()) if empty and "object" not in shape.kinds else conform(node, shape, path)
    )
    return kept, tuple(sorted(met + wrong, key=lambda issue: (issue.line, issue.column)))
