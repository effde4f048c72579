r"""SubRip, a format without a standard, as the programs that write it do, and as people bend it.

A cue starts at each line of times, whatever stands around it. Read without a word said: missing or
repeated numbers, other blank lines, coordinates behind the times, tags, `{\an8}`, `.` for `,`.
Labels `Name:` become voices only where the file clearly uses them (`_labels`).

Written: a cue for each sentence, in one line, with a label where the speaker changes (Podcasting
2.0), and `?:` for an unknown speaker. There is no place for a signature, but words never have two
spaces together: these stand behind each of our labels. The reader knows our labels by them, and
then reads each cue as a sentence. Words that look like a tag cannot be guarded, and anchors cannot
be carried: programs (FFmpeg) show an identifier that is no number as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze, squeeze_lines
from onrecord.formats._markup import strip_markup, strip_overrides
from onrecord.formats._signature import UNKNOWN
from onrecord.formats._tally import Tally
from onrecord.formats._times import (
    ARROW,
    Timings,
    caption_times,
    first_timings,
    full_clock,
    have_times,
    read_timings,
    straighten,
)
from onrecord.formats._voices import looks_labelled
from onrecord.formats._webvtt_blocks import has_signature
from onrecord.formats.teams import has_names_above
from onrecord.model import Cue, Episode, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.formats._base import Source
    from onrecord.model import Milliseconds

NAME = "srt"
EXTENSIONS = ("srt",)

# `X1:40 X2:600 Y1:20 Y2:50`, and settings of WebVTT.
_COORDINATES = re.compile(r"(?:[A-Za-z]\w{0,20}:\S*\s*)*", re.ASCII)
_HINT = "00:00:01,000 --> 00:00:02,000 is the form of times"
_NO_TIMES = "no line of times; its words stay where they are, without a time"
_COLONS = 2
_LABELLED = ":  "
_NUMBER = re.compile(r"[ \t]*(\d{1,9})[ \t]*", re.ASCII)


@dataclass(slots=True)
class _Entry:
    line: int
    identifier: str
    start: Milliseconds | None
    end: Milliseconds | None
    lines: list[str]


def recognise(source: Source) -> bool:
    """Return whether it has a line of times, and is not signed as WebVTT."""
    return bool(first_timings(source.head)) and not has_signature(source.head.lstrip())


def read(source: Source) -> Transcript:
    """Read all cues; a cue in which the speaker changes becomes several."""
    tally = Tally(source.path)
    entries = list(_entries(source.text, tally))
    texts = [strip_markup("\n".join(entry.lines)).strip() for entry in entries]
    if has_names_above(source.text, texts):
        return Transcript(format=NAME, cues=_named(entries, texts), issues=tally.issues)
    spoken = [text for text in texts if text]
    ours = _is_ours(spoken)
    if not ours:
        texts = [strip_overrides(text).strip() for text in texts]
    cues: list[Cue] = []
    voice: str | None = None
    for entry, text in zip(entries, texts, strict=True):
        label, words = _divide_ours(text) if ours else ("", squeeze_lines(text))
        voice = None if label == UNKNOWN else label or voice
        if words:
            cue = Cue(
                start=entry.start,
                end=entry.end,
                text=words,
                voice=voice,
                identifier=entry.identifier,
                line=entry.line,
                sentence=ours,
            )
            cues.append(cue)
    return Transcript(format=NAME, cues=tuple(cues), issues=tally.issues)


def _named(entries: Sequence[_Entry], texts: Sequence[str]) -> tuple[Cue, ...]:
    """Return the cues of a file whose cues begin with a name on a line of its own."""
    divided = ((entry, text.partition("\n")) for entry, text in zip(entries, texts, strict=True))
    return tuple(
        Cue(
            start=entry.start,
            end=None if entry.start is None else entry.end,
            text=squeeze(words),
            voice=squeeze(name),
            line=entry.line,
        )
        for entry, (name, _, words) in divided
        if words.strip()
    )


def _is_ours(texts: Sequence[str]) -> bool:
    return (
        bool(texts)
        and _LABELLED in texts[0]
        and 2 * sum("\n" in text for text in texts) <= len(texts)
    )


def _divide_ours(text: str) -> tuple[str, str]:
    label, found, words = text.partition(_LABELLED)
    return (squeeze(label), squeeze(words)) if found else ("", squeeze(text))


def _entries(text: str, tally: Tally) -> Iterator[_Entry]:
    lines = text.split("\n")
    read = [_timings(line) for line in lines]
    entry = _Entry(line=1, identifier="", start=None, end=None, lines=[])
    number = 0
    for index, line in enumerate(lines):
        timings = read[index]
        if not timings and not _counts_on(entry, lines, index, read):
            entry.lines.append(line)
            continue
        identifier = _take_number(entry, number + 1) if timings else line.strip()
        first = next((line.strip() for line in entry.lines if line.strip()), "")
        if number == 0 and first:
            tally.add("text before the first cue; kept, without a time", line=1, found=first)
        if number or first:
            yield entry
        number += 1
        fault = timings.fault if timings else _NO_TIMES
        if fault:
            found = line.strip() if timings else lines[index + 1]
            tally.add(fault, affects="times", line=index + 1, cue=number, found=found, hint=_HINT)
        entry = _begin(identifier, timings, index + 1)
    yield entry


def _begin(identifier: str, timings: Timings | None, line: int) -> _Entry:
    """Return a cue without its words, but those on the line of its times."""
    if timings is None:
        return _Entry(line=line, identifier=identifier, start=None, end=None, lines=[])
    return _Entry(
        line=line,
        identifier=identifier,
        start=timings.start,
        end=None if timings.start is None else timings.end,
        lines=[] if _COORDINATES.fullmatch(timings.rest) else [timings.rest],
    )


def _timings(line: str) -> Timings | None:
    line = straighten(line)
    if ARROW in line:
        return read_timings(line)
    if "→" in line or "->" in line:
        # The arrow as word processors and tired fingers write it; between two full times, it is no
        # arrow in a sentence.
        timings = read_timings(line.replace("→" if "→" in line else "->", ARROW, 1))
        return timings if timings and not timings.fault and line.count(":") >= _COLONS else None
    return None


def _counts_on(
    entry: _Entry, lines: Sequence[str], index: int, timings: Sequence[Timings | None]
) -> bool:
    """Return whether a line is the next number, before a cue whose timing line is missing."""
    number = lines[index].strip()
    if not number.isdecimal() or not entry.identifier or index + 1 >= len(lines):
        return False
    alone = not lines[index - 1].strip() and lines[index + 1].strip() and not timings[index + 1]
    return bool(alone) and number == str(int(entry.identifier) + 1)


def _take_number(entry: _Entry, expected: int) -> str:
    """Take the number of the next cue off the end of the lines before its times."""
    lines = entry.lines
    if not lines or not (number := _NUMBER.fullmatch(lines[-1])):
        return ""
    # Without an empty line before it, it may be somebody's words, unless it counts on.
    counts_on = int(number[1]) in {expected, int(entry.identifier or 0) + 1}
    if len(lines) > 1 and lines[-2].strip() and not counts_on:
        return ""
    lines.pop()
    return number[1]


def writes(episode: Episode) -> bool:
    """Return whether the episode has the times that SubRip needs."""
    return have_times(episode.sentences)


def write(episode: Episode) -> str:
    """Return the file; `read` gives back its sentences, times and speakers.

    >>> from onrecord.model import FrontMatter, Milliseconds, Sentence, Slug
    >>> hi = Sentence(
    ...     text="Hi.", span=(0, 3), start=Milliseconds(1),
    ...     end=Milliseconds(2), timing="exact", speaker="Ann"
    ... )
    >>> print(write(Episode(slug=Slug("a"), front=FrontMatter(), sentences=(hi,), chapters=())))
    1
    00:00:00,001 --> 00:00:00,002
    Ann:  Hi.
    <BLANKLINE>
    """
    sentences = episode.sentences
    named = any(sentence.speaker for sentence in sentences) or looks_labelled(
        [sentence.text for sentence in sentences]
    )
    # In a file with labels the first cue has one too, so that a reader can tell such a file.
    before: str | None = "" if named else None
    parts: list[str] = []
    for number, (sentence, (start, end)) in enumerate(
        zip(sentences, caption_times(sentences), strict=True), 1
    ):
        label = (
            f"{squeeze(sentence.speaker or '') or UNKNOWN}{_LABELLED}"
            if sentence.speaker != before
            else ""
        )
        before = sentence.speaker
        parts.append(
            f"{number}\n{full_clock(start, ',')} --> {full_clock(end, ',')}\n"
            f"{label}{sentence.text}\n"
        )
    return "\n".join(parts)
