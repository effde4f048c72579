"""Reading and changing an `overlay.yml`: comments, order and style of its entries stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from onrecord import archive
from onrecord.overlays.kinds import KINDS
from onrecord.overlays.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.errors import Issue
    from onrecord.overlays.rebase_result import Rebased

# YAML 1.1 reads 10:57 as a number to the base of 60.
TIMES: Final = frozenset({"at", "to", "start"})


def read_overlay(content: bytes, path: str) -> tuple[Overlay, tuple[Issue, ...]]:
    r"""Return the overlay in a file and all issues with it; invalid entries are left out.

    >>> content = b'corrections: [{at: "3:12", was: open AI, now: OpenAI}]'
    >>> overlay, issues = read_overlay(content, "overlay.yml")
    >>> overlay.entries[0].describe(), issues
    ('corrections: 3:12 · open AI · OpenAI', ())
    """
    tree, issues = archive.read_validated(content, path, "overlay")
    entries = (entry for kind in KINDS.values() for entry in kind.read(tree))
    return Overlay(entries=tuple(entries)), issues


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
