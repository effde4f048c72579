"""Writing the entries of lists as people write them: on one line, in plain words where possible."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# YAML 1.1 reads 10:57 as a number to the base of 60.
TIMES = frozenset({"at", "to", "start"})
# An entry on one line may be this long; people fold longer ones (the longest of the demo: 148).
LONGEST = 160

# Not `?`: some parsers take one before a comma for the mark of a key.
_PLAIN = re.compile(r"[^\W_](?:[\w .'’()/;…$%&!+=“”«»—–-]*[\w.')…%!”»])?")
# Text that a reader of YAML 1.1 or 1.2 may take for a number or a truth value; a date stays plain.
_RESOLVED = re.compile(
    r"(?!\d{4}-\d\d-\d\d$)(?:[\d._+-]+(?:e[\d+-]+)?|0[xob].*|y|n|yes|no|on|off|true|false|null)",
    re.IGNORECASE,
)
# Line separators of YAML other than a line feed, and what is not printable.
_UNSAFE = re.compile(
    r"[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def write_entry(entry: Mapping[str, object], indent: str) -> list[str]:
    """Write an entry on one line; on several if a value has several, or the line is too long."""
    quoted = {key: write_scalar(value, always=key in TIMES) for key, value in entry.items()}
    line = f"{indent}- {{{', '.join(f'{key}: {value}' for key, value in quoted.items())}}}"
    if len(line) <= LONGEST and not any(map(is_literal, entry.values())):
        return [line]
    lines: list[str] = []
    for key, value in entry.items():
        mark = f"{indent}  " if lines else f"{indent}- "
        if is_literal(value):
            first, *others = write_literal(str(value), len(indent) + 4)
            lines += [f"{mark}{key}: {first}", *others]
        else:
            lines.append(f"{mark}{key}: {quoted[key]}")
    return lines


def is_literal(value: object) -> bool:
    """Return whether a value is written over several lines, behind `|`."""
    return isinstance(value, str) and "\n" in value.strip() and not _UNSAFE.search(value)


def write_literal(value: str, indent: int) -> list[str]:
    r"""Return a text as the lines of a literal block.

    >>> write_literal("one\n\ntwo", 2)
    ['|', '  one', '', '  two']
    """
    lines = value.strip().split("\n")
    return ["|", *(f"{' ' * indent}{line}" if line else "" for line in lines)]


def write_scalar(value: object, *, always: bool = False) -> str:
    """Write a value on one line: plain if it is plain in every place of YAML, else as JSON.

    >>> write_scalar("Ann Lee"), write_scalar("um, so"), write_scalar("no"), write_scalar("")
    ('Ann Lee', '"um, so"', '"no"', '""')
    >>> write_scalar(["a", "b: c"]), write_scalar("2026-03-15"), write_scalar("12")
    ('[a, "b: c"]', '2026-03-15', '"12"')
    """
    if isinstance(value, list):
        return f"[{', '.join(map(write_scalar, value))}]"
    text = str(value)
    is_plain = _PLAIN.fullmatch(text) and not _RESOLVED.fullmatch(text)
    return text if is_plain and not always else quote(text)


def quote(text: str) -> str:
    """Return a text in double quotes."""
    # JSON strings are YAML (1.2.2, 1.3), but pairs of surrogates are not one character there.
    written = json.dumps(text, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\U{ord(match[0]):08x}", written)
