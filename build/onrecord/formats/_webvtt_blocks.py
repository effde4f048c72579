"""Divide a WebVTT file into its cues (WebVTT §6.1 to §6.3) and stray text.

What the standard drops, dropped words among it, is kept here and marked (`Block.fault`), so that
`webvtt.read` can say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.formats._times import ARROW, Timings, parse_time, read_timings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Milliseconds

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t]|$)")
_TIME = r"(?:\d+:[0-5]\d:[0-5]\d|[0-5]\d:[0-5]\d)\.\d{3}(?!\d)"
_TIMINGS = re.compile(rf"[ \t]*({_TIME})[ \t]*-->[ \t]*({_TIME})", re.ASCII)
_NO_WORDS = re.compile(r"(?P<note>NOTE)(?:[ \t]|$)|(?P<style>STYLE|REGION)[ \t]*$")
_STRAY = "text that belongs to no cue; joined to the one before"
_STRAY_HINT = "an empty line ends a cue: take it out, or give the text times of its own"
_FORM = "the form of times is 00:00:01.000 --> 00:00:02.000"
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{0,30})[:=][ \t]?(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
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
    """What stands in a file."""

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
    lines = text.split("\n")
    if "\n\n" not in text.strip("\n"):
        # No line is empty, as the standard has it between cues: some program has filled those up
        # with blanks.
        lines = [line if line.strip() else "" for line in lines]
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    signed = has_signature(lines[first].lstrip() if first else lines[0])
    position = first + 1 if signed or lines[first].lstrip().upper().startswith("WEBVTT") else first
    fields: dict[str, str] = {}
    if position > first:
        # The rest of the head, up to an empty line or the first cue.
        while position < len(lines) and lines[position] and ARROW not in lines[position]:
            _note_field(lines[position], fields)
            position += 1
    blocks: list[Block] = []
    after_style = False
    for start, stop in _chunks(lines, position):
        chunk = lines[start:stop]
        block = _block(chunk, start + 1)
        kind = _NO_WORDS.match(chunk[0])
        if block is None and kind:
            after_style = bool(kind["style"])
        elif block is None and after_style and any(sign in line for line in chunk for sign in "{}"):
            pass  # a style sheet with an empty line inside
        elif block is None and not blocks and all(_note_field(line, fields) for line in chunk):
            pass  # fields of the head behind an empty line
        else:
            after_style = False
            blocks.append(block or _stray(chunk, start + 1, follows=bool(blocks)))
    return Divided(signed=signed and not first, fields=fields, blocks=tuple(blocks))


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
    if standard := read_standard_timings(chunk[index]):
        timings, fault = standard, ""
    elif _NO_WORDS.match(chunk[0]):
        return None
    elif loose := read_timings(chunk[index]):
        timings, fault = (
            loose,
            loose.fault or "times not as WebVTT writes them; read as hours, minutes and seconds",
        )
    else:
        # An arrow in somebody's text.
        return Block(
            line=line,
            payload="\n".join(chunk),
            fault=_STRAY,
            found=chunk[index],
            hint=_STRAY_HINT,
            joins=True,
        )
    payload, hint = "\n".join(chunk[index + 1 :]), _FORM if fault else ""
    if timings.rest and ":" not in timings.rest and (fault or not payload):
        # Not settings, but the words.
        payload, fault, hint = (
            f"{timings.rest}\n{payload}",
            "words on the line of its times; kept",
            "words stand on the line below the times",
        )
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
