"""Clock times in subtitle files, read and written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.formats._base import milliseconds
from onrecord.model import Milliseconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Sentence

# [hours:]minutes:seconds with any number of decimals after a point or a comma, or bare seconds.
# Nine digits hold every real time, and keep a line of a million digits cheap.
CLOCK = r"(?:(?:\d{1,9}:)?\d{1,9}:\d{1,2}(?:[.,]\d{1,9})?|\d{1,9}(?:[.,]\d{1,9})?)"
ARROW = "-->"
_TIMINGS = re.compile(rf"^[ \t]*({CLOCK}[ \t]*-->[ \t]*{CLOCK})", re.MULTILINE | re.ASCII)
# Digits and signs of times on both sides of what may be an arrow, and nothing else.
_BENT = re.compile(
    r"([ \t]*\d[\d \t:;.,]{3,40}?)[ \t]*(?:-[ ]?-[ ]?>|--&gt;|=?[-–—=][ ]?>|→|--+"
    r"|–+)[ \t]*(\d[\d \t:;.,]{3,40})",
    re.ASCII,
)
# Two whole times with a word in front of each: `Start: 00:00:01.000 End: 00:00:02.000`.
_WORDED = re.compile(
    r"(?=.*[^\W\d_])[ \t]*[\[(]?(?:[^\W\d_]{1,8}[ \t]*[:=]?[ \t]*)?"
    r"(\d{1,3}:\d\d:\d\d[.,]\d{3})[\])]?"
    r"[ \t]*[,;|]?[ \t]*(?:[^\W\d_]{1,8}[ \t]*[:=]?[ \t]*)?"
    r"[\[(]?(\d{1,3}:\d\d:\d\d[.,]\d{3})[\])]?[ \t]*"
)
# As nearly all lines of times are written.
_USUAL = re.compile(
    r"[ \t]*(\d{1,3}:\d\d:\d\d[.,]\d{3})[ \t]+-->[ \t]+(\d{1,3}:\d\d:\d\d[.,]\d{3})(?:[ \t](.*))?",
    re.ASCII,
)
_FRAMES = re.compile(r"(\d{1,3}:\d\d:\d\d)[:;](\d\d)", re.ASCII)
_RATE = 25
_PARTS = re.compile(r"(?:(?:(\d{1,9}):)?(\d{1,9}):)?(\d{1,9})(?:[.,](\d{1,9}))?", re.ASCII)

# The seed has 17.3 characters a second; who reads aloud a caption that has no end needs about as
# long.
_CHARACTERS_A_SECOND = 17
_SECONDS = 60
# Of a line with two times.
_COLONS = 1


def parse_time(text: str) -> Milliseconds | None:
    """Return a time as it stands in a file, however sloppily; None where it is none.

    >>> parse_time("00:01:02.500"), parse_time("1:02,5"), parse_time("75:00"), parse_time("3.480")
    (62500, 62500, 4500000, 3480)
    >>> parse_time("00:99"), parse_time("1d")
    (None, None)
    """
    if not (parts := _PARTS.fullmatch(text)):
        return None
    hours, minutes, seconds, fraction = parts.groups()
    if (minutes and int(seconds) >= _SECONDS) or (hours and int(minutes) >= _SECONDS):
        return None
    return milliseconds(hours, minutes, seconds, fraction)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """A line of times, as far as it can be read."""

    start: Milliseconds | None
    end: Milliseconds | None
    rest: str
    """The text behind the times: settings, or words."""

    @property
    def fault(self) -> str:
        """The missing time, and how the cue is read; nothing when both times are there."""
        if self.start is None:
            return "no start that can be read; its words stay where they are, without a time"
        return (
            ""
            if self.end is not None
            else "no end that can be read; taken to last until the next one"
        )


def read_timings(line: str) -> Timings | None:
    """Read a line of times with an arrow; None where the arrow stands in somebody's words.

    >>> read_timings("0.000 --> 3,480 align:start")
    Timings(start=0, end=3480, rest='align:start')
    >>> read_timings("00:00:07.000 --> 00:00:1d.890").fault
    'no end that can be read; taken to last until the next one'
    >>> read_timings("from a --> b")
    """
    if usual := _USUAL.fullmatch(line):
        rest = (usual[3] or "").strip()
        return Timings(start=parse_time(usual[1]), end=parse_time(usual[2]), rest=rest)
    left, _, right = straighten(line).partition(ARROW)
    left = left.strip()
    end, _, rest = right.strip().partition(" ")
    # An arrow alone, or between what looks like times, one of which may be missing; or one time
    # that is one beyond doubt.
    alike = all(_clocklike(side) for side in (left, end) if side) and (left or not rest)
    whole = any(":" in side and _caption_time(side) is not None for side in (left, end))
    sentence = len(left.split()) > 1 and any(letter.isalpha() for letter in left)
    if sentence or not (alike or whole):
        return None
    return Timings(start=_caption_time(left), end=_caption_time(end), rest=rest.strip())


def straighten(line: str) -> str:
    """Return a timing line in standard form, whatever its blanks and its arrow look like.

    >>> straighten("00: 00: 01, 500 -- > 00: 00: 03, 000"), straighten("We went -> there")
    ('00:00:01,500 --> 00:00:03,000', 'We went -> there')
    >>> straighten("Start: 00:00:03.000 End: 00:00:05.100")
    '00:00:03.000 --> 00:00:05.100'
    """
    if line.count(":") + line.count(";") <= _COLONS or _USUAL.fullmatch(line):
        return line
    if not (bent := _BENT.fullmatch(line) or _WORDED.fullmatch(line)):
        return line
    left, right = (re.sub(r"\s", "", side).replace(";", ":") for side in bent.groups())
    return f"{left} {ARROW} {right}" if ":" in left and ":" in right else line


def _caption_time(text: str) -> Milliseconds | None:
    """Return a subtitle time; frames after the seconds count 25 a second."""
    if frames := _FRAMES.fullmatch(text):
        start = parse_time(frames[1])
        return None if start is None else Milliseconds(start + int(frames[2]) * 1000 // _RATE)
    return parse_time(text)


def _clocklike(text: str) -> bool:
    """Return whether somebody meant a time: digits, and fewer letters than twice as many."""
    digits = sum(letter.isdigit() for letter in text)
    return bool(digits) and 2 * digits > sum(letter.isalpha() for letter in text)


def first_timings(text: str) -> str:
    r"""Return the times of the first cue of subtitles; nothing where there is none.

    >>> first_timings("1\n00:00:01,000 --> 00:00:02,000\nHi.")
    '00:00:01,000 --> 00:00:02,000'
    """
    if found := _TIMINGS.search(text):
        return found[1]
    lines = (
        straighten(line)
        for line in text.split("\n")
        if line.count(":") > _COLONS or "→" in line or "–" in line
    )
    return next(
        (
            line
            for line in lines
            if ARROW in line
            and (times := read_timings(line))
            and not times.fault
            and not times.rest
        ),
        "",
    )


def full_clock(time: Milliseconds, point: str = ".") -> str:
    """Return a time as WebVTT writes it, and SubRip with a comma.

    >>> full_clock(Milliseconds(657_120)), full_clock(Milliseconds(3_723_000), ",")
    ('00:10:57.120', '01:02:03,000')
    """
    minutes, seconds = divmod(time // 1000, _SECONDS)
    hours, minutes = divmod(minutes, _SECONDS)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{time % 1000:03}"


def have_times(sentences: Sequence[Sentence]) -> bool:
    """Return whether subtitles can be made of the sentences: some have a time."""
    return any(sentence.start is not None for sentence in sentences)


def caption_times(sentences: Sequence[Sentence]) -> list[tuple[Milliseconds, Milliseconds]]:
    """Return each sentence a start and an end that a player can show.

    A sentence without a start begins with the one before it; one without an end lasts until the
    next one that starts later. Each lasts a millisecond at least, as the WebVTT syntax demands.

    >>> from onrecord.model import Sentence
    >>> ah = Sentence(text="Ah.", span=(0, 3), start=Milliseconds(5), end=None, timing="exact")
    >>> caption_times([ah])
    [(5, 181)]
    """
    starts: list[Milliseconds] = []
    last = next(
        (sentence.start for sentence in sentences if sentence.start is not None), Milliseconds(0)
    )
    for sentence in sentences:
        last = last if sentence.start is None else sentence.start
        starts.append(last)
    times: list[tuple[Milliseconds, Milliseconds]] = []
    later: Milliseconds | None = None
    for index in range(len(starts) - 1, -1, -1):
        start, sentence = starts[index], sentences[index]
        if index + 1 < len(starts) and starts[index + 1] > start:
            later = starts[index + 1]
        end = sentence.end
        if end is None:
            end = (
                later
                if later is not None
                else Milliseconds(start + 1000 * len(sentence.text) // _CHARACTERS_A_SECOND)
            )
        times.append((start, max(end, Milliseconds(start + 1))))
    return times[::-1]
