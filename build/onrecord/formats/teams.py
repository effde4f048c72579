"""Transcripts copied from the page of a Teams meeting: times as words, `1 minute 10 seconds`.

A turn is a name on a line of its own, its time twice on the next (`1 minute 10 seconds1:10`), and
name and time on a third. Each further paragraph of the speaker has the third line alone. Initials
and pictures of people stand between turns. None of these are words. Written from ten public files.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from onrecord.formats._base import squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._heads import PAGE
from onrecord.formats._tally import Tally
from onrecord.model import Milliseconds, Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._base import Source

NAME: str = "teams"
EXTENSIONS: tuple[str, ...] = ("txt", "md")

_UNITS: Final = {
    # In the languages of Teams that use these letters: hours, minutes, seconds.
    3600: r"(?:hour|heure|stunde|hora|or[ae]|uur|uren|timm|time)\w*",
    60: r"min\w*",
    1: r"(?:sec|sek|seg)\w*",
}
_SPOKEN: Final = " ?".join(rf"(?:(\d{{1,3}}) {unit})?" for unit in _UNITS.values())
_DURATION: Final = re.compile(_SPOKEN, re.IGNORECASE)
_ANY_UNIT: Final = "|".join(_UNITS.values())
_WRITTEN: Final = rf"\d{{1,3}} (?:{_ANY_UNIT})(?: \d{{1,2}} (?:{_ANY_UNIT})){{0,2}}"
_IN_WORDS: Final = re.compile(rf"\d\s+(?:{_ANY_UNIT})", re.IGNORECASE)
_TIMES: Final = re.compile(rf"{_WRITTEN}(?:\d{{1,3}}:)?\d{{1,3}}:\d\d", re.IGNORECASE)
_HEADER: Final = re.compile(rf"(?P<name>\S[^\n]{{0,70}}?) (?P<time>{_WRITTEN})", re.IGNORECASE)
# Initials, and pictures of people.
_FACE: Final = re.compile(r"[^\W\d_a-z]{1,3}|!\[[^\]\n]*\]\([^)\n]*\)|_{3,}")
_UNPADDED: Final = re.compile(r"^\d{1,2}:\d:\d[\d.]* --> \d{1,2}:\d{1,2}:\d", re.MULTILINE)
_NOT_NAMES: Final = ("?", "!", ",", ":", "…", "。")
_TWICE: Final = 2
_LINES_A_TURN: Final = 6


def recognise(source: Source) -> bool:
    """Return whether two lines have a name, or none, and the time in words."""
    if "min" not in source.head and "0:0" not in source.head:
        return False
    return bool(_IN_WORDS.search(source.head) and _names(source.head.split("\n")))


def has_names_above(text: str, captions: Sequence[str]) -> bool:
    """Return whether these are captions of older Teams documents, each with a name above its words.

    Such documents write times without zeros in front: `0:0:3.1 --> 0:0:5.2`.
    """
    names = Counter(caption.partition("\n")[0] for caption in captions if caption)
    return (
        _UNPADDED.search(text) is not None
        and all("\n" in caption for caption in captions if caption)
        and not any(name.endswith(_NOT_NAMES) for name in names)
        and max(names.values(), default=0) > 1
    )


def read(source: Source) -> Transcript:
    """Read the turns. What stands above the first is left out."""
    tally = Tally(source.path)
    lines = [squeeze(line) for line in source.text.split("\n")]
    names = _names(lines)
    builder = Builder()
    started = False
    for number, line in enumerate(lines):
        found = _HEADER.fullmatch(line)
        if found and found["name"] in names:
            builder.end_paragraph()
            builder.speak(found["name"], _milliseconds(found["time"]))
            started = True
        elif not line or PAGE.fullmatch(line) or _is_furniture(lines, number):
            continue
        elif started:
            builder.say(line, number + 1)
        else:
            message = "text above the first turn of a Teams transcript; left out"
            tally.add(message, line=number + 1, found=line)
    return Transcript(format=NAME, cues=builder.finish(), issues=tally.issues)


def _names(lines: Sequence[str]) -> frozenset[str]:
    """Return the names that stand before times in words; none where this is another text."""
    stated = [squeeze(line) for line in lines if line.strip()]
    headers = [_HEADER.fullmatch(line) for line in stated]
    behind = {
        found["name"]
        for before, found in zip(stated, headers[1:], strict=False)
        if found and _TIMES.fullmatch(before)
    }
    if behind:
        return frozenset(behind)
    turns = [found for found in headers if found]
    return _recurring(turns) if len(stated) <= _LINES_A_TURN * len(turns) else frozenset()


def _recurring(turns: Sequence[re.Match[str]]) -> frozenset[str]:
    """Return the names in lines of the third kind, where one recurs and no time goes back."""
    names = [found["name"] for found in turns]
    times = [_milliseconds(found["time"]) for found in turns]
    recurs = len(names) > _TWICE and len(names) > len(set(names))
    return frozenset(names) if recurs and times == sorted(times) else frozenset()


def _is_furniture(lines: Sequence[str], number: int) -> bool:
    """Return whether a line is a time, or belongs to the name above one."""
    if _TIMES.fullmatch(lines[number]):
        return True
    below = [line for line in lines[number + 1 : number + 6] if line][:2]
    if below and _TIMES.fullmatch(below[0]):
        return True
    return (
        bool(_FACE.fullmatch(lines[number]))
        and len(below) == _TWICE
        and (_TIMES.fullmatch(below[1]) is not None or _FACE.fullmatch(below[0]) is not None)
    )


def _milliseconds(written: str) -> Milliseconds:
    """Return a time in words.

    >>> _milliseconds("1 hour 2 minutes"), _milliseconds("1 Minute 10 Sekunden")
    (3720000, 70000)
    """
    found = _DURATION.fullmatch(written)
    parts = found.groups() if found else ()
    return Milliseconds(
        1000 * sum(int(part or 0) * unit for part, unit in zip(parts, _UNITS, strict=False))
    )
