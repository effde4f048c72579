"""Divide a WebVTT file into its cues (WebVTT §6.1 to §6.3) and stray text.

What the standard drops, dropped words among it, is kept here and marked (`Block.fault`), so that
`webvtt.read` can say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.formats._times import ARROW, Timings, parse_time, read_timings, straighten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Milliseconds

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t]|$)")
_TIME = r"(?:\d+:[0-5]\d:[0-5]\d|[0-5]\d:[0-5]\d)\.\d{3}(?!\d)"
_TIMINGS = re.compile(rf"[ \t]*({_TIME})[ \t]*-->[ \t]*({_TIME})", re.ASCII)
_NO_WORDS = re.compile(r"(?P<note>NOTE)(?:[ \t]|$)|(?P<style>STYLE|REGION)[ \t]*$")
_STRAY = "text that belongs to no cue; joined to the one before"
_STRAY_HINT = "an empty line ends a cue: take it out, or give the text times of its own"
_BESIDE = "words on the line of its times; kept"
_BESIDE_HINT = "words stand on the line below the times"
_OTHER_FORM = "times not as WebVTT writes them; read as hours, minutes and seconds"
_FORM = "the form of times is 00:00:01.000 --> 00:00:02.000"
# Of two times with hours.
_COLONS = 4
_SIGN = re.compile("[-–—→>]")
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{0,30})[:=][ \t]?(.*)")


class Block(NamedTuple):
    """A cue, or text where a cue should be."""

    line: int
    """Of its timings, or its first."""
    identifier: str = ""
    start: Milliseconds | None = None
    end: Milliseconds | None = None
    payload: str = ""
    fault: str = ""
    """Why it is no cue by the standard, and what is made of it; empty for a cue."""
    found: str = ""
    """The offending text."""
    hint: str = ""
    joins: bool = False
    """Its text goes on the cue before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """The head and the blocks of a file."""

    signed: bool
    """It starts as the standard demands."""
    fields: dict[str, str]
    """`Language: en` and the like from its head, names in lower case."""
    blocks: tuple[Block, ...]


def has_signature(text: str) -> bool:
    """Return whether this is a WebVTT file by the standard.

    >>> has_signature("WEBVTT - Two voices"), has_signature("WEBVTTS")
    (True, False)
    """
    return _SIGNATURE.match(text.partition("\n")[0]) is not None


def read_standard_timings(line: str) -> Timings | None:
    """Read a line of timings by the standard.

    >>> read_standard_timings("00:01.500 --> 00:02.000 align:start")
    Timings(start=1500, end=2000, rest='align:start')
    >>> read_standard_timings("0.000 --> 3.480")
    """
    timings = _TIMINGS.match(line)
    return (
        Timings(
            start=parse_time(timings[1]),
            end=parse_time(timings[2]),
            rest=line[timings.end() :].strip(),
        )
        if timings
        else None
    )


def divide(text: str) -> Divided:
    r"""Divide a file into cues, by the standard where it follows it.

    >>> [block.payload for block in divide("WEBVTT\n\n00:00.000 --> 00:01.000\nHi.\n").blocks]
    ['Hi.']
    """
    lines = [_straightened(line) if ":" in line else line for line in text.split("\n")]
    if "\n\n" not in text.strip("\n"):
        # The standard has an empty line between cues: some program has filled those up with blanks.
        lines = [line if line.strip() else "" for line in lines]
    signed, fields, position = _read_head(lines)
    blocks = _read_blocks(lines, position, fields)
    return Divided(signed=signed, fields=fields, blocks=tuple(blocks))


def _read_blocks(lines: Sequence[str], position: int, fields: dict[str, str]) -> list[Block]:
    """Return the blocks below the head, and add the fields that stand in front of them."""
    blocks: list[Block] = []
    in_style = False
    for start, stop in _chunks(lines, position):
        chunk = lines[start:stop]
        if block := _block(chunk, start + 1):
            blocks.append(block)
            in_style = False
        elif kind := _NO_WORDS.match(chunk[0]):
            in_style = bool(kind["style"])
        elif in_style and any(sign in line for line in chunk for sign in "{}"):
            continue  # a style sheet with an empty line inside
        elif blocks or not all(_note_field(line, fields) for line in chunk):
            # Before the first cue, fields of the head may stand behind an empty line.
            blocks.append(_stray(chunk, start + 1, follows=bool(blocks)))
            in_style = False
    return blocks


def _straightened(line: str) -> str:
    """Return a line of times with its arrow, for which an entity or words stand.

    Other signs are no arrow: the test suite of the W3C has them between times that are none.
    """
    bent = "--&gt;" in line or (line.count(":") >= _COLONS and not _SIGN.search(line))
    return straighten(line) if bent else line


def _read_head(lines: Sequence[str]) -> tuple[bool, dict[str, str], int]:
    """Return whether a file is signed, the fields of its head, and the index of the line below."""
    fields: dict[str, str] = {}
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    signed = has_signature(lines[first].lstrip() if first else lines[0])
    if not signed and not lines[first].lstrip().upper().startswith("WEBVTT"):
        return False, fields, first
    position = first + 1
    while position < len(lines) and lines[position] and ARROW not in lines[position]:
        _note_field(lines[position], fields)
        position += 1
    return signed and not first, fields, position


def _note_field(line: str, fields: dict[str, str]) -> bool:
    if not (found := _FIELD.fullmatch(line)):
        return False
    fields.setdefault(found[1].lower(), found[2].strip())
    return True


def _chunks(lines: Sequence[str], position: int) -> Iterator[tuple[int, int]]:
    """Yield the line range of each block, up to an empty line or the timings of another block."""
    while position < len(lines):
        if not lines[position]:
            position += 1
            continue
        start = position
        timed = False
        while position < len(lines) and lines[position]:
            if ARROW in lines[position]:
                # Timings stand in the first line, or in the second behind an identifier.
                if timed or position > start + 1:
                    break
                timed = True
            position += 1
        yield start, position


def _block(chunk: Sequence[str], line: int) -> Block | None:
    """Return the cue of a block that has timings."""
    index = next((index for index, one in enumerate(chunk[:2]) if ARROW in one), -1)
    if index < 0:
        return None
    fault = hint = ""
    timings = read_standard_timings(chunk[index])
    if timings is None:
        if _NO_WORDS.match(chunk[0]):
            return None
        timings = read_timings(chunk[index])
        if timings is None:
            return _arrow_in_words(chunk, line, chunk[index])
        fault, hint = timings.fault or _OTHER_FORM, _FORM
    payload = "\n".join(chunk[index + 1 :])
    if timings.rest and ":" not in timings.rest and (fault or not payload):
        # Not settings, but the words.
        payload, fault, hint = f"{timings.rest}\n{payload}", _BESIDE, _BESIDE_HINT
    return Block(
        line=line + index,
        identifier=chunk[0] if index else "",
        start=timings.start,
        end=None if timings.start is None else timings.end,
        payload=payload,
        fault=fault,
        found=chunk[index] if fault else "",
        hint=hint,
    )


def _arrow_in_words(chunk: Sequence[str], line: int, found: str) -> Block:
    return Block(
        line=line,
        payload="\n".join(chunk),
        fault=_STRAY,
        found=found,
        hint=_STRAY_HINT,
        joins=True,
    )


def _stray(chunk: Sequence[str], line: int, *, follows: bool) -> Block:
    fault = _STRAY if follows else "text before the first cue; kept, without a time"
    return Block(
        line=line,
        payload="\n".join(chunk),
        fault=fault,
        found=chunk[0],
        hint=_STRAY_HINT,
        joins=follows,
    )
