"""Changing single entries of the lists in a YAML file: every other byte of the file stays."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq

from onrecord.archive.rewrite import dump_kept, load_kept
from onrecord.archive.yaml_events import UnusualYamlError, compose_usual
from onrecord.archive.yaml_writer import (
    is_literal,
    quote,
    write_entry,
    write_literal,
    write_scalar,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Node = Any
"""A node of ruamel.yaml or of PyYAML, which have the same attributes."""

# Lists are indented by two spaces, as in the README.
INDENT = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A block list as lines of its file."""

    key: int
    """Index of the line with the key."""
    indent: str
    """White space in front of the dash."""
    entries: Sequence[tuple[int, int]]
    """First line of each entry, and the line after its last one, without comments around it."""


def insert_entry(
    content: bytes,
    key: str,
    entry: Mapping[str, object],
    index: int | None = None,
    order: Sequence[str] = (),
) -> bytes:
    r"""Return a file with one entry more in the list under a key.

    Args:
        content: of the file, which is valid or empty.
        key: of the list; it is added to the file if missing, with a blank line if the file has
            some. Empty: the whole file is the list.
        entry: keys and values; times get quotes.
        index: place of the entry in the list; None: at the end.
        order: of the keys. A new one goes to the end of the file, but in front of those that follow
            it here, unless a comment stands above these.

    >>> content = b"notes: # ours\n# early\n- {at: '0:01', note: a}  # so\n# late\n- {at: '0:09'}\n"
    >>> print(insert_entry(content, "notes", {"at": "0:05", "note": "b"}, 1).decode())
    notes: # ours
    # early
    - {at: '0:01', note: a}  # so
    - {at: "0:05", note: b}
    # late
    - {at: '0:09'}
    <BLANKLINE>
    """
    text = _without_empty(text_of(content), key)
    lines, found = text.removesuffix("\n").split("\n") if text else [], _find(text, key)
    if found is None:
        return _insert_in_tree(content, key, entry, index)
    if not found.entries and found.key >= 0:
        lines[found.key + 1 : found.key + 1] = write_entry(entry, found.indent)
        return restore("\n".join([*lines, ""]), content)
    if not found.entries:
        new = [*([f"{key}:"] if key else []), *write_entry(entry, found.indent)]
        place = _place_of_key(text, lines, key, order)
        gap = [""] if key and "" in lines else []
        if place < len(lines):
            lines[place:place] = [*new, *gap]
        else:
            lines += [*(gap if lines and lines[-1] else []), *new]
        return restore("\n".join([*lines, ""]), content)
    position = len(found.entries) if index is None else index
    place = found.entries[position - 1][1] if position else found.entries[0][0]
    lines[place:place] = write_entry(entry, found.indent)
    return restore("\n".join([*lines, ""]), content)


def remove_entry(content: bytes, key: str, index: int) -> bytes:
    r"""Return a file without one entry of the list under a key, nor the key of an emptied list.

    >>> remove_entry(b"title: A\nnotes:\n- at: '0:01'\n  note: a\n- at: '0:09'\n", "notes", 0)
    b"title: A\nnotes:\n- at: '0:09'\n"
    >>> remove_entry(b"title: A\n\nnotes:\n- at: '0:01'\n", "notes", 0)
    b'title: A\n'
    """
    text = text_of(content)
    lines, found = text.removesuffix("\n").split("\n") if text else [], _find(text, key)
    if found is None:
        return _remove_in_tree(content, key, index)
    first, end = found.entries[index]
    if key and len(found.entries) == 1:
        first = found.key
        while first and not lines[first - 1]:
            first -= 1
    del lines[first:end]
    return restore("\n".join([*lines, ""]), content)


def set_values(content: bytes, key: str, index: int, values: Mapping[str, object]) -> bytes:
    r"""Return a file in which one entry of the list under a key has other values.

    Args:
        content: of the file.
        key: of the list.
        index: of the entry.
        values: by key; keys that the entry lacks are added to it, None takes a key out.

    >>> content = b"corrections:\n- {at: '0:01', was: a,  now: b}  # sure\n"
    >>> print(set_values(content, "corrections", 0, {"now": "c, d", "by": "Ann"}).decode())
    corrections:
    - {at: '0:01', was: a,  now: "c, d", by: Ann}  # sure
    <BLANKLINE>
    >>> content = b"notes:\n- at: '0:01'\n  note: |\n    a\n    b\n# so\n"
    >>> set_values(content, "notes", 0, {"note": "c"})
    b"notes:\n- at: '0:01'\n  note: c\n# so\n"
    >>> set_values(content, "notes", 0, {"at": None})
    b'notes:\n- note: |\n    a\n    b\n# so\n'
    """
    text = text_of(content)
    for name, value in values.items():
        entry = _entry(text, key, index)
        known = {node.value: (node, scalar) for node, scalar in entry.value}
        flow = bool(entry.flow_style)
        if value is None:
            text = without_key(text, entry, name) if name in known else text
            continue
        if name in known:
            start, end = extent_of(text, *known[name])
            column = known[name][0].start_mark.column
            written = write_value(value, column, known[name][1], flow=flow)
            space = " " * (text[start - 1] == ":")
            text = text[:start] + space + written + text[end:]
            continue
        last_name, last = entry.value[-1]
        end = extent_of(text, last_name, last)[1]
        column = last_name.start_mark.column
        gap = ", " if flow else f"\n{' ' * column}"
        written = write_value(value, column, None, flow=flow)
        text = f"{text[:end]}{gap}{name}: {written}{text[end:]}"
    return restore(text, content)


def _entry(text: str, key: str, index: int) -> Node:
    root = compose(text)
    lists = [root] if not key else [node for name, node in root.value if name.value == key]
    return lists[0].value[index]


def without_key(text: str, entry: Node, name: str) -> str:
    """Return a file without a key of an entry; a comment behind its value goes with it."""
    names = [node.value for node, _ in entry.value]
    index = names.index(name)
    start, end = entry.value[index][0].start_mark.index, extent_of(text, *entry.value[index])[1]
    if len(names) == 1:
        return text if entry.flow_style else f"{text[:start]}{{}}{text[end:]}"
    if entry.flow_style and index:
        return text[: extent_of(text, *entry.value[index - 1])[1]] + text[end:]
    if entry.flow_style:
        return text[:start] + text[entry.value[1][0].start_mark.index :]
    _, _, after = text[end:].partition("\n")
    if index:
        return text[: text.rfind("\n", 0, start) + 1] + after
    return text[:start] + after.lstrip(" ")


def extent_of(text: str, name: Node, scalar: Node) -> tuple[int, int]:
    """Return where a value is written, in characters of the file."""
    start, end = int(scalar.start_mark.index), int(scalar.end_mark.index)
    if scalar.id == "sequence" and not scalar.flow_style and scalar.value:
        # The parser ends a block where the next one starts. From the colon on, since a value on one
        # line stands beside its key.
        colon = text.index(":", name.end_mark.index)
        return colon + 1, extent_of(text, name, scalar.value[-1])[1]
    if scalar.id != "scalar" or scalar.style not in ("|", ">"):
        return start, end
    lines = text[start:].split("\n")
    column = name.start_mark.column
    deeper = takewhile(lambda line: not line.strip() or line[: column + 1].isspace(), lines[1:])
    return start, start + len("\n".join([lines[0], *deeper]).rstrip())


def write_value(value: object, indent: int, was: Node | None, *, flow: bool) -> str:
    """Write a value whose key is indented so far; one in double quotes stays in them.

    An empty value has no style of its own: it can only be written in quotes.
    """
    if not flow and is_literal(value):
        return "\n".join(write_literal(str(value), indent + 2))
    quoted = was is not None and was.id == "scalar" and was.value and was.style == '"'
    return quote(str(value)) if quoted else write_scalar(value)


def text_of(content: bytes) -> str:
    """Return the content of a file as text with line feeds, without a byte order mark."""
    return content.decode("utf-8-sig").replace("\r\n", "\n")


def restore(text: str, content: bytes) -> bytes:
    """Return a changed text as bytes, with the byte order mark and the line ends of the file."""
    if content and not content.endswith(b"\n"):
        text = text.rstrip("\n")
    if b"\r\n" in content:
        text = text.replace("\n", "\r\n")
    return (BOM_UTF8 if content.startswith(BOM_UTF8) else b"") + text.encode()


# A change looks at the same text several times; the nodes of 320 entries take 12 ms.
@lru_cache(maxsize=2)
def compose(text: str) -> Node:
    """Return the nodes of a file; None if it has none."""
    try:
        return compose_usual(text)
    except UnusualYamlError:
        return YAML().compose(text)


def _find(text: str, key: str) -> _List | None:
    """Return the list under a key; None if it is empty or written in brackets."""
    root = compose(text)
    if not key:
        return _list(text, root, -1) if root else _List(key=-1, indent="", entries=())
    if root is None:
        return _List(key=-1, indent=INDENT, entries=())
    if root.id != "mapping" or root.flow_style:
        return None
    values = {name.value: (name, value) for name, value in root.value}
    if key in values:
        name, node = values[key]
        if not _is_empty(node):
            return _list(text, node, name.start_mark.line)
    line = values[key][0].start_mark.line if key in values else -1
    blocks = [
        node.value[0].start_mark.column - 2
        for _, node in values.values()
        if node.id == "sequence" and not node.flow_style and node.value
    ]
    return _List(key=line, indent=" " * max(0, *blocks) if blocks else INDENT, entries=())


def _without_empty(text: str, key: str) -> str:
    """Return a file without the `[]` or `~` of a list under a key that is empty."""
    root = compose(text) if key else None
    if root is None or root.id != "mapping" or root.flow_style:
        return text
    for name, node in root.value:
        if name.value == key and _is_empty(node):
            colon = text.index(":", name.end_mark.index)
            written = text[node.start_mark.index : node.end_mark.index].rstrip()
            end = node.start_mark.index + len(written) if written else colon + 1
            return text[: colon + 1] + text[end:]
    return text


def _is_empty(node: Node) -> bool:
    if node.id == "scalar":
        return not node.style and node.value in ("", "~", "null")
    return node.id == "sequence" and not node.value


def _place_of_key(text: str, lines: Sequence[str], key: str, order: Sequence[str]) -> int:
    """Return the line in front of which a new key goes."""
    place, root = len(lines), compose(text)
    names: list[Node] = [name for name, _ in root.value] if root else []
    later = order[order.index(key) + 1 :] if key in order else ()
    for name in reversed(names):
        line: int = name.start_mark.line
        if name.value not in later or (line and lines[line - 1].lstrip().startswith("#")):
            break
        place = line
    return place


def _list(text: str, node: Node, key: int) -> _List | None:
    if node.id != "sequence" or node.flow_style or not node.value:
        return None
    lines = text.split("\n")
    dashes = [_dash(lines, item) for item in node.value]
    if dashes != sorted(set(dashes)):
        return None
    stops = [*dashes[1:], len(lines)]
    entries = [(first, _end(lines, first, stop)) for first, stop in zip(dashes, stops, strict=True)]
    indent = lines[entries[0][0]].partition("-")[0]
    return _List(key=key, indent=indent, entries=entries)


def _dash(lines: Sequence[str], node: Node) -> int:
    """Return the line with the dash of an entry; `- ` may stand on a line of its own."""
    line: int = node.start_mark.line
    while line and not lines[line].lstrip().startswith("-"):
        line -= 1
    return line


def _end(lines: Sequence[str], first: int, stop: int) -> int:
    """Return the line after an entry, which goes on while lines are indented deeper than its dash.

    YAML 1.2.2, 8.2.1: the marks of the parser do not tell, they include the comments below.
    """
    indent = len(lines[first].partition("-")[0])
    end = first + 1
    for number in range(first + 1, stop):
        line = lines[number]
        if not line.strip():
            continue
        if len(line) - len(line.lstrip()) <= indent:
            break
        end = number + 1
    return end


def _insert_in_tree(
    content: bytes, key: str, entry: Mapping[str, object], index: int | None
) -> bytes:
    yaml, tree = load_kept(content)
    if not isinstance(tree.get(key), CommentedSeq):
        tree[key] = CommentedSeq()
    node = yaml.load("\n".join(write_entry(entry, "")))[0]
    tree[key].insert(len(tree[key]) if index is None else index, node)
    return dump_kept(yaml, tree)


def _remove_in_tree(content: bytes, key: str, index: int) -> bytes:
    yaml, tree = load_kept(content)
    del tree[key][index]
    if not tree[key]:
        del tree[key]
    return dump_kept(yaml, tree)
