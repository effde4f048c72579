"""Reading a file that must have the shape of a shipped schema: the way in for every kind of file that people write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.archive.conform import conform
from onrecord.archive.node import Mapping
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
    node, met = load(content, path)
    kept, wrong = conform(node, read_shape(schema), path)
    tree = kept if isinstance(kept, Mapping) else Mapping()
    return tree, tuple(sorted(met + wrong, key=lambda issue: (issue.line, issue.column)))
