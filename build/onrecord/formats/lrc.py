"""LRC: `[00:12.30]words`, with tags such as `[ti:Title]` above.

A line with several times is said at each of them. Times of words (`<00:12.50>`) are kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._base import language_tag, squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.model import FrontMatter, Milliseconds, Transcript

if TYPE_CHECKING:
    from onrecord.formats._base import Source

NAME = "lrc"
EXTENSIONS = ("lrc",)

_TAG = re.compile(
    r"\[(?P<key>ti|ar|al|au|by|la|re|ve|length|offset|tool|#):(?P<value>[^\]\n]*)\][ \t]*",
    re.IGNORECASE,
)
_TIMES = re.compile(r"(?:\[\d{1,3}:\d\d[.:]\d{2,3}\])+")
_TIME = re.compile(r"\[(\d{1,3}:\d\d)[.:](\d{2,3})\]")
_WORD = re.compile(r"<(\d{1,3}:\d\d\.\d{2,3})>")


def recognise(source: Source) -> bool:
    """Return whether lines have times to the hundredth, under a tag of the format."""
    lines = [line for line in source.head.split("\n") if line.strip()]
    timed = sum(bool(_TIMES.match(line)) for line in lines)
    tagged = any(_TAG.fullmatch(line.strip()) for line in lines[:20])
    return timed > 0 and (tagged or source.extension == "lrc") and 2 * timed >= len(lines) - 10


def read(source: Source) -> Transcript:
    """Read all lines, in the order of their times where one has several."""
    tally = Tally(source.path)
    tags: dict[str, str] = {}
    said: list[tuple[Milliseconds, int, str]] = []
    for number, line in enumerate(source.text.split("\n"), 1):
        if tag := _TAG.fullmatch(line.strip()):
            tags.setdefault(tag["key"].lower(), squeeze(tag["value"]))
        elif times := _TIMES.match(line.strip()):
            for minutes, fraction in _TIME.findall(times.group()):
                start = parse_time(f"{minutes}.{fraction}")
                if start is not None:
                    said.append((start, number, line.strip()[times.end() :]))
        elif line.strip():
            tally.add("text without a time; kept", line=number, found=line.strip())
            said.append((said[-1][0] if said else Milliseconds(0), number, line.strip()))
    builder = Builder()
    several = len({number for _, number, _ in said}) < len(said)
    for start, number, words in sorted(said, key=lambda entry: entry[0]) if several else said:
        builder.speak(None, start)
        _say(builder, words, number, start)
    front = FrontMatter(title=tags.get("ti", ""), language=language_tag(tags.get("la", "")))
    return Transcript(format=NAME, cues=builder.finish(), front=front, issues=tally.issues)


def _say(builder: Builder, words: str, line: int, start: Milliseconds) -> None:
    position, time = 0, start
    for mark in _WORD.finditer(words):
        builder.flow(words[position : mark.start()], line, (time, None) if position else None)
        time = parse_time(mark[1]) or time
        position = mark.end()
    builder.flow(words[position:], line, (time, None) if position else None)
