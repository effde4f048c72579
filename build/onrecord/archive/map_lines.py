"""Changing single values of the mappings in a YAML file: every other byte of the file stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode

from onrecord.archive.list_lines import INDENT, restore, text_of
from onrecord.archive.yaml_writer import write_scalar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ruamel.yaml.nodes import Node


def put_value(content: bytes, key: str, name: str, value: str | None) -> bytes:
    r"""Return a file with a value in the mapping under a key; None takes it out.

    An emptied mapping goes with its key.

    >>> put_value(b"notes: []\n", "people", "Speaker 0", "Ann Lee")
    b'notes: []\npeople:\n  Speaker 0: Ann Lee\n'
    >>> put_value(b"people:\n  A: Ann  # sure\n  B: Bo\n", "people", "A", "Cy")
    b'people:\n  A: Cy  # sure\n  B: Bo\n'
    >>> put_value(b"people: {A: Ann, B: Bo}\n", "people", "A", None)
    b'people: {B: Bo}\n'
    """
    text = text_of(content)
    root = YAML().compose(text)
    pairs = cast("Iterable[tuple[Node, Node]]", root.value if root else ())
    found = next(((node, each) for node, each in pairs if node.value == key), None)
    if found is None or not isinstance(found[1], MappingNode) or not found[1].value:
        if value is None:
            return content
        if found:
            text = text[: found[0].start_mark.index] + text[found[1].end_mark.index :].lstrip("\n")
        gap = "\n" if text and not text.endswith("\n") else ""
        blank = "\n" if "\n\n" in text else ""
        line = f"{INDENT}{write_scalar(name)}: {write_scalar(value)}\n"
        return restore(f"{text}{gap}{blank}{key}:\n{line}", content)
    return restore(_put(text, found[0], found[1], name, value), content)


def _put(text: str, key: Node, mapping: MappingNode, name: str, value: str | None) -> str:
    names = [node.value for node, _ in mapping.value]
    index = names.index(name) if name in names else -1
    if value is None:
        return text if index < 0 else _take_out(text, key, mapping, index)
    if index >= 0:
        node = mapping.value[index][1]
        return text[: node.start_mark.index] + write_scalar(value) + text[node.end_mark.index :]
    first, last = mapping.value[0][0], mapping.value[-1][1]
    written = f"{write_scalar(name)}: {write_scalar(value)}"
    if mapping.flow_style:
        place = last.end_mark.index
        return f"{text[:place]}, {written}{text[place:]}"
    place = text.find("\n", last.end_mark.index)
    place = len(text) if place < 0 else place
    return f"{text[:place]}\n{' ' * first.start_mark.column}{written}{text[place:]}"


def _take_out(text: str, key: Node, mapping: MappingNode, index: int) -> str:
    name, value = mapping.value[index]
    start, end = name.start_mark.index, value.end_mark.index
    if len(mapping.value) == 1:
        start = key.start_mark.index
        end = mapping.end_mark.index if mapping.flow_style else end
    elif mapping.flow_style:
        if index:
            start = mapping.value[index - 1][1].end_mark.index
        else:
            end = mapping.value[1][0].start_mark.index
        return text[:start] + text[end:]
    start = text.rfind("\n", 0, start) + 1
    end = text.find("\n", end)
    return text[:start] + ("" if end < 0 else text[end + 1 :])
