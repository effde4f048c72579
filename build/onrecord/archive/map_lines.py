"""Changing single values of the mappings in a YAML file: every other byte of the file stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode

from onrecord.archive.list_lines import (
    INDENT,
    compose,
    extent_of,
    restore,
    text_of,
    without_key,
    write_value,
)
from onrecord.archive.yaml_writer import write_scalar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ruamel.yaml.nodes import Node

# Keys of `episode.yml` that people write first.
FIRST: Final = ("title", "show", "date", "description")


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


def put_text(content: bytes, name: str, value: str | None) -> bytes:
    r"""Return a file with a text under one of its own keys; None takes it out.

    >>> put_text(b"# ours\ntitle: A talk  # sure\ndate: 2026-01-31\n", "title", "Talk: one")
    b'# ours\ntitle: "Talk: one"  # sure\ndate: 2026-01-31\n'
    >>> put_text(b"title: A  # sure\npeople: [Ann]\n", "description", "One.\n\nTwo.")
    b'title: A  # sure\ndescription: |\n  One.\n\n  Two.\npeople: [Ann]\n'
    >>> put_text(b"title: A\n# ours\n", "title", None)
    b'# ours\n'
    """
    text = text_of(content)
    root = compose(text)
    if root is None or not root.value:
        text = text[: root.start_mark.index] + text[root.end_mark.index :] if root else text
        gap = "\n" if text and not text.endswith("\n") else ""
        line = "" if value is None else f"{gap}{name}: {write_value(value, 0, None, flow=False)}\n"
        return restore(f"{text}{line}", content)
    known = {node.value: (node, scalar) for node, scalar in root.value}
    if value is not None:
        return restore(_put_text(text, root, name, value), content)
    if name in known and len(known) == 1:
        start, end = known[name][0].start_mark.index, extent_of(text, *known[name])[1]
        if root.flow_style:
            start, end = root.start_mark.index, root.end_mark.index
        text = text[:start] + text[end:].partition("\n")[2]
    elif name in known:
        text = without_key(text, root, name)
    return restore(text, content)


def _put_text(text: str, root: MappingNode, name: str, value: str) -> str:
    flow = bool(root.flow_style)
    known = {node.value: (node, scalar) for node, scalar in root.value}
    if name in known:
        start, end = extent_of(text, *known[name])
        space = " " * (text[start - 1] == ":")
        return text[:start] + space + write_value(value, 0, known[name][1], flow=flow) + text[end:]
    written = f"{name}: {write_value(value, 0, None, flow=flow)}"
    if flow:
        end = extent_of(text, *root.value[-1])[1]
        return f"{text[:end]}, {written}{text[end:]}"
    before = [each for each in FIRST[: FIRST.index(name)] if each in known]
    if not before:
        place = root.value[0][0].start_mark.index
        return f"{text[:place]}{written}\n{text[place:]}"
    end = extent_of(text, *known[before[-1]])[1]
    place = text.find("\n", end)
    place = len(text) if place < 0 else place
    return f"{text[:place]}\n{written}{text[place:]}"


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
