"""Changing a YAML file without losing its comments, order and style."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

if TYPE_CHECKING:
    from collections.abc import Mapping

# Lists are indented by two spaces or not at all; a file keeps its style.
_INDENTED = re.compile(r"^ +- ", re.MULTILINE)


def load_kept(content: bytes) -> tuple[YAML, CommentedMap]:
    """Return the tree of a file, and a writer that keeps its style.

    The file must be valid or empty.
    """
    text = content.decode("utf-8-sig")
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    if _INDENTED.search(text) or not text.strip():
        yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(text)
    return yaml, tree if isinstance(tree, CommentedMap) else CommentedMap()


def dump_kept(yaml: YAML, tree: CommentedMap) -> bytes:
    """Return the content of the file."""
    stream = BytesIO()
    yaml.dump(tree, stream)
    return stream.getvalue()


def put_numbers(content: bytes, key: str, numbers: Mapping[str, float]) -> bytes:
    r"""Replace the numbers under a key. Comments beside numbers that remain are kept.

    >>> put_numbers(b"title: Talks  # ours\n", "quote_weights", {"claim": 0.5})
    b'title: Talks  # ours\nquote_weights:\n  claim: 0.5\n'
    """
    yaml, tree = load_kept(content)
    if not isinstance(tree.get(key), CommentedMap):
        tree[key] = CommentedMap()
    for name in [name for name in tree[key] if name not in numbers]:
        del tree[key][name]
    tree[key].update(numbers)
    return dump_kept(yaml, tree)
