"""What is wrong between the topics of a vocabulary, where each by itself is well written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.archive.node import Scalar
from onrecord.errors import Issue, near
from onrecord.text.slugs import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.archive.node import Mapping

# What a topic says that is part of another would be lost: only its names are taken over.
LOST = ("definition", "sources", "see_also", "hide", "pin", "person", "subheadings")


def find_lost(nodes: Sequence[Mapping], path: str) -> Iterator[Issue]:
    """Give an issue for each thing that an entry says of a topic which it makes part of another."""
    for node in nodes:
        for key in LOST:
            if node.get("merge") and node.get(key):
                place = node.entries[key][0]
                hint = f"move it to the entry {node.text('merge')!r}, or take out 'merge'"
                message = f"says of a topic that it merges what would be lost: {key!r}"
                yield Issue(
                    path=path,
                    line=place.line,
                    column=place.column,
                    message=message,
                    found=node.text("label"),
                    hint=hint,
                )


def find_unrelated(nodes: Sequence[Mapping], path: str) -> Iterator[Issue]:
    """Give an issue for each topic that is to be related to itself, or to one that is hidden."""
    hidden = {
        folded(name.text): node
        for node in nodes
        if node.text("hide") == "true"
        for name in _names(node)
    }
    shown = [node.text("label") for node in nodes if node.text("hide") != "true"]
    for node in nodes:
        own = {folded(name.text) for name in _names(node)}
        for other in node.nodes("see_also"):
            if not isinstance(other, Scalar):
                continue
            if folded(other.text) in own:
                hint = (
                    near(other.text, [label for label in shown if folded(label) not in own])
                    or "take it out"
                )
                yield _issue(other, path, "is to be related to itself", hint)
            elif folded(other.text) in hidden:
                hint = (
                    f"it is hidden at line {hidden[folded(other.text)].line}; keep one of the two"
                )
                yield _issue(other, path, "is to be related to a topic that is hidden", hint)


def _names(node: Mapping) -> Iterator[Scalar]:
    for name in (node.get("label"), *node.nodes("aliases"), *node.nodes("heard_as")):
        if isinstance(name, Scalar):
            yield name


def _issue(place: Scalar, path: str, message: str, hint: str) -> Issue:
    return Issue(
        path=path,
        line=place.line,
        column=place.column,
        message=message,
        found=place.text,
        hint=hint,
    )
