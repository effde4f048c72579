"""Changing an `overlay.yml` as a careful person would: comments, order and style of what is there stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from onrecord import archive
from onrecord.overlays.overlay import CorrectionEntry
from onrecord.text.times import format_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.overlays.overlay import Kind
    from onrecord.overlays.rebase_result import Rebased


def rewrite(content: bytes, rebased: Rebased) -> bytes:
    """Give the file of an overlay that was carried over to a new transcription. What is in conflict stays as it is.

    Args:
        content: of the file, which was read without errors.
        rebased: what became of its entries.
    """
    yaml, tree = archive.load_kept(content)
    before = archive.dump_kept(yaml, tree)
    for move in rebased.moves:
        node, entry = tree[move.entry.kind][move.entry.index], move.entry
        if move.selector != entry.selector:
            _put(node, "at", DoubleQuotedScalarString(move.selector.at))
            if move.selector.words != entry.selector.words:
                _put(
                    node,
                    "was" if isinstance(entry, CorrectionEntry) else "words",
                    move.selector.words,
                )
        if isinstance(entry, CorrectionEntry) and move.now != entry.now:
            _put(node, "now", move.now)
    for chapter in rebased.chapters:
        _put(
            tree["chapters"][chapter.index],
            "start",
            DoubleQuotedScalarString(format_time(chapter.start or 0)),
        )
    for one in sorted(rebased.unnecessary, key=lambda entry: -entry.index):
        del tree[one.kind][one.index]
    after = archive.dump_kept(yaml, tree)
    return content if after == before else after


def add(content: bytes, entries: Mapping[Kind, Sequence[Mapping[str, object]]]) -> bytes:
    r"""Give the file of an overlay with more entries at the ends of its lists.

    >>> print(add(b"corrections:  # ours\n- {at: '0:01', was: a, now: b}\n", {"corrections": [{"at": "0:02", "was": "c"}]}).decode())
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
            node = CommentedMap(
                {
                    key: DoubleQuotedScalarString(str(value)) if key == "at" else value
                    for key, value in entry.items()
                }
            )
            node.fa.set_flow_style()
            tree[kind].append(node)
    return archive.dump_kept(yaml, tree)


def _put(node: CommentedMap, key: str, value: str) -> None:
    if node.get(key) != value:
        node[key] = value
