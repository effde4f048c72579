"""Changing an `overlay.yml`: comments, order and style of the entries in it stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from onrecord import archive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.overlays.rebase_result import Rebased

# YAML 1.1 reads 10:57 as a number to the base of 60.
TIMES: Final = frozenset({"at", "to", "start"})


def rewrite(content: bytes, rebased: Rebased) -> bytes:
    """Return the file of an overlay that was carried over; entries in conflict stay unchanged.

    Args:
        content: of the file, which was read without errors.
        rebased: what became of its entries.
    """
    yaml, tree = archive.load_kept(content)
    before = archive.dump_kept(yaml, tree)
    for move in rebased.moves:
        was, becomes = move.entry.fields(), move.becomes.fields()
        for key, value in becomes.items():
            if value != was[key]:
                tree[move.entry.kind][move.entry.index][key] = _scalar(key, value)
    for entry in sorted(rebased.unnecessary, key=lambda entry: -entry.index):
        del tree[entry.kind][entry.index]
    after = archive.dump_kept(yaml, tree)
    return content if after == before else after


def add(content: bytes, entries: Mapping[str, Sequence[Mapping[str, object]]]) -> bytes:
    r"""Return the file of an overlay with more entries at the ends of its lists.

    Args:
        content: of the file.
        entries: keys and values of the entries, by their kind.

    >>> content = b"corrections:  # ours\n- {at: '0:01', was: a, now: b}\n"
    >>> print(add(content, {"corrections": [{"at": "0:02", "was": "c"}]}).decode())
    corrections:  # ours
    - {at: '0:01', was: a, now: b}
    - {at: "0:02", was: c}
    <BLANKLINE>
    """
    yaml, tree = archive.load_kept(content)
    for kind, added in entries.items():
        if not isinstance(tree.get(kind), CommentedSeq):
            tree[kind] = CommentedSeq()
        for entry in added:
            node = CommentedMap({key: _scalar(key, value) for key, value in entry.items()})
            node.fa.set_flow_style()
            tree[kind].append(node)
    return archive.dump_kept(yaml, tree)


def _scalar(key: str, value: object) -> object:
    return DoubleQuotedScalarString(str(value)) if key in TIMES else value
