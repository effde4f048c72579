"""JSON that came from anywhere: faults become issues, values keep the line they came from."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from onrecord.formats._base import printable, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._base import Source
    from onrecord.formats._tally import Tally

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_SPACE = re.compile(r"[ \t\n\r,]*")


def load(source: Source, tally: Tally) -> Json:
    """Return the document; None, and an error with its place, where it is broken."""
    try:
        document: Json = json.loads(source.text)
    except json.JSONDecodeError as error:
        hint = (
            "" if source.text.rstrip().endswith(("}", "]")) else "the file is cut off; get it again"
        )
        line = source.text.split("\n", error.lineno)[error.lineno - 1]
        found = line[max(0, error.colno - 20) : error.colno + 20].strip()
        message = f"broken JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        tally.add(
            message, line=error.lineno, column=error.colno, found=found, hint=hint, severity="error"
        )
    except (ValueError, RecursionError):
        tally.add("broken JSON: numbers or brackets beyond any measure", line=1, severity="error")
    else:
        return document
    return None


def places(text: str, key: str, count: int) -> Sequence[int]:
    r"""Return the line on which each element of the list `key` starts; 1 for all if unknown.

    >>> places('{"segments": [\n{"body": "a"},\n{"body": "b"}]}', "segments", 2)
    [2, 3]
    """
    start = re.search(rf'"{key}"\s*:\s*\[', text)
    decoder = json.JSONDecoder()
    lines: list[int] = []
    position, line, counted = start.end() if start else 0, 1, 0
    while start and len(lines) < count:
        position = _after(_SPACE, text, position)
        line, counted = line + text.count("\n", counted, position), position
        lines.append(line)
        try:
            _, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return [1] * count
    return lines if start else [1] * count


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def words_of(value: str) -> str:
    r"""Return the words of a string, without what JSON can hide in it.

    >>> words_of(" a\nb\ud800 ")
    'a b'
    """
    return squeeze(printable(value))
