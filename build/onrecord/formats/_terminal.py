"""Find what a speech engine printed beside the words, in output copied from a terminal.

Whisper, whisper.cpp and faster-whisper print a line a segment, `[00:00.000 --> 00:02.000] words`,
and around these what they do: `main: processing 'a.wav'`, `Detected language: English`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._turn_lines import TIMED

if TYPE_CHECKING:
    from collections.abc import Sequence

# Set by whisper.cpp behind a segment after which somebody else speaks.
SPEAKER_TURN = "[SPEAKER_TURN]"
_LOG = re.compile(
    r"[ \t]*(?:(?:[a-z]+(?:_[a-z0-9]+)+|main)[ ]?: |\[[a-z0-9]+\] \[|\S*Warning: |warnings\.warn"
    r"|\d{1,3}%\||Detected language|Detecting language|Processing audio|Estimating duration)"
)


def find_program_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the indices of lines that a program printed, and nobody said.

    They are known by what is in front of them. Where there are such lines, and each line between
    the first segment and the last one is a segment or such a line, all other lines are printed too.

    >>> lines = "main: processing", "[00:00.000 --> 00:02.000] Hi.", "[00:02.000 --> 00:03.000] Yo."
    >>> sorted(find_program_lines(lines)), find_program_lines(lines[1:])
    ([0], frozenset())
    """
    segments = _find_segments(lines)
    others = {number for number, line in enumerate(lines) if line.strip()}.difference(segments)
    logged = {number for number in others if segments and _LOG.match(lines[number])}
    inside = bool(logged) and any(segments[0] < number < segments[-1] for number in others - logged)
    return frozenset(logged if inside or not logged else others)


def _find_segments(lines: Sequence[str]) -> list[int]:
    """Return the indices of segments; none where a time stands without an end or words."""
    found = [(number, TIMED.fullmatch(line.strip())) for number, line in enumerate(lines)]
    timed = [(number, one) for number, one in found if one]
    if len(timed) <= 1 or not all(one["until"] and one["rest"] for _, one in timed):
        return []
    return [number for number, _ in timed]
