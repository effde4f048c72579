"""TTML, the subtitle format of broadcasters (W3C Timed Text Markup Language 2), and DFXP.

Words are the texts of `<p>`; `<br/>` separates them. What stands in `<metadata>` and `<head>` is no
word, but names the speakers: a `ttm:agent` of a `<p>`, `<span>` or `<div>`. Times of spans inside a
paragraph are those of their words; spans that are words have white space between them, whether the
file has it or not. Times count from those of their parents by the standard; files in the wild
(Apple's lyrics) give them from zero. Which of the two a file does shows in times that lie before
their parent's (`_Habits`). Of the time expressions, all but wall-clock time: `00:01:02.5`,
`00:01:02:12` (frames), `62.5s`, `1250ms`, `90f`, `25000t`; bare seconds too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.formats._base import language_tag, milliseconds, squeeze
from onrecord.formats._builder import Builder
from onrecord.formats._tags import read_xml
from onrecord.formats._tally import Tally
from onrecord.formats._times import parse_time
from onrecord.model import FrontMatter, Milliseconds, Transcript

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.formats._base import Source
    from onrecord.formats._tags import Piece

NAME = "ttml"
EXTENSIONS = ("ttml", "dfxp", "xml")

_RECOGNISED = re.compile(r"<(?:\w+:)?tt\b[^<>]*\bxmlns\b[^<>]*>", re.ASCII)
_FRAMES = re.compile(r"(\d{2,9}):(\d\d):(\d\d):(\d{1,3})(?:\.\d+)?", re.ASCII)
_COLONS_OF_FRAMES = 3
_OFFSET = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|f|t)", re.ASCII)
_METADATA = frozenset({"metadata", "set", "animate"})
# Seconds by unit, where the file does not say otherwise.
_RATES = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "f": 1 / 30, "t": 1.0}
_MOST_JOINED = 0.9
_HINT = "00:01:02.500 or 62.5s"


def recognise(source: Source) -> bool:
    """Return whether it has an element `tt` with a namespace; HTML has one without."""
    return source.head.lstrip().startswith("<") and bool(_RECOGNISED.search(source.head))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habits:
    """How a file writes times within times, and spans without white space between them."""

    nested: frozenset[str]
    """Elements whose times count from their parents'."""
    words: bool
    """Timed spans are words, and nothing separates them."""

    def nests(self, piece: Piece) -> bool:
        return piece.name in self.nested

    def divides(self, piece: Piece) -> bool:
        attributes = piece.attributes
        return attributes.get("unit") in {"word", "sentence"} or (
            self.words and "begin" in attributes
        )


def _nested(pieces: Sequence[Piece]) -> frozenset[str]:
    """Return the elements of which more start before their parent does than after it.

    `t` and `f` count as plain numbers.
    """
    before: Counter[str] = Counter()
    within: Counter[str] = Counter()
    # As written: in most files, no element with a time stands in another.
    parents = [""]
    for piece in pieces:
        if piece.kind == "open":
            begin = _begin(piece)
            if begin and parents[-1]:
                start, outer = (read_time(text, _RATES) for text in (begin, parents[-1]))
                if start is not None and outer:
                    (before if start < outer else within)[piece.name] += 1
            parents.append(begin or parents[-1])
        elif piece.kind == "close":
            parents.pop()
    return frozenset(name for name, count in before.items() if count > within[name])


def _begin(piece: Piece) -> str:
    return piece.attributes.get("begin", "").strip()


def _are_words(pieces: Sequence[Piece]) -> bool:
    """Return whether nearly all timed spans follow another one without white space between."""
    joined = apart = 0
    after_span = text = False
    for piece in pieces:
        if piece.kind == "text":
            after_span, text = False, not piece.text.strip()
        elif piece.kind == "close":
            after_span, text = piece.name == "span", False
        else:
            if piece.name == "span" and _begin(piece):
                joined, apart = joined + after_span, apart + (text and not after_span)
            after_span = False
    return joined > 0 and joined >= _MOST_JOINED * (joined + apart)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Element:
    """An element that is open, with all that it has from those around it."""

    name: str = ""
    voice: str | None = None
    start: Milliseconds | None = None
    """Its own, or that of the nearest element around it that has one."""
    word: tuple[Milliseconds, Milliseconds | None] | None = None
    inside: bool = False
    """The body, or in it."""
    metadata: bool = False
    """Metadata, or in them."""


@dataclass(slots=True)
class _Reading:
    tally: Tally
    habits: _Habits
    builder: Builder = field(default_factory=Builder)
    rates: dict[str, float] = field(default_factory=_RATES.copy)
    agents: dict[str, str] = field(default_factory=dict)
    elements: list[_Element] = field(default_factory=lambda: [_Element()])
    text: list[str] = field(default_factory=list)
    line: int = 1
    agent: str = ""
    title: str = ""
    language: str = ""

    def open(self, piece: Piece) -> None:
        self.flush()
        outer, attributes = self.elements[-1], piece.attributes
        match piece.name:
            case "tt":
                self._set_rates(attributes)
                self.language = self.language or attributes.get("lang", "")
            case "agent":
                self.agent = attributes.get("id", "")
            case "br":
                self.text.append(" ")
            case _:
                pass
        named = attributes.get("agent", "").split()
        voice = ", ".join(self.agents.get(name, name) for name in named) or outer.voice
        inside = outer.inside or piece.name == "body"
        start, end = self._times(piece, inside=inside)
        word = outer.word
        if piece.name == "p":
            self.builder.speak(voice, start, end)
        elif piece.name == "span":
            if self.habits.divides(piece):
                self.builder.flow(" ", piece.line)
            if voice != outer.voice:
                self._change_voice(voice, start, end)
            word = outer.word if start is None else (start, end)
        self.elements.append(
            _Element(
                name=piece.name,
                voice=voice,
                start=outer.start if start is None else start,
                word=word,
                inside=inside,
                metadata=outer.metadata or piece.name in _METADATA,
            )
        )

    def _change_voice(
        self, voice: str | None, start: Milliseconds | None = None, end: Milliseconds | None = None
    ) -> None:
        """Start a turn inside a paragraph, with the paragraph unless it has a time of its own."""
        self.builder.speak(voice, self.elements[-1].start if start is None else start, end)

    def close(self, piece: Piece) -> None:
        self.flush()
        closed, outer = self.elements.pop(), self.elements[-1]
        if piece.name == "span" and closed.voice != outer.voice:
            self._change_voice(outer.voice)
        if piece.name in {"p", "div"}:
            self.builder.end_cue()

    def say(self, piece: Piece) -> None:
        if not "".join(self.text).strip():
            self.line = piece.line
        self.text.append(piece.text)

    def flush(self) -> None:
        text, self.text = "".join(self.text), []
        element = self.elements[-1]
        if not text:
            return
        if element.inside and not element.metadata:
            self.builder.flow(text, self.line, element.word)
        elif element.name == "name" and self.agent:
            self.agents.setdefault(self.agent, squeeze(text))
        elif element.name == "title" and not self.title:
            self.title = squeeze(text)

    def _set_rates(self, attributes: Mapping[str, str]) -> None:
        rate, tick = attributes.get("frameRate", ""), attributes.get("tickRate", "")
        multiplier = re.fullmatch(
            r"(\d{1,6})\s+(\d{1,6})", attributes.get("frameRateMultiplier", ""), re.ASCII
        )
        if re.fullmatch(r"\d{1,6}", rate, re.ASCII) and int(rate):
            factor = (
                int(multiplier[1]) / int(multiplier[2])
                if multiplier and int(multiplier[1]) and int(multiplier[2])
                else 1.0
            )
            self.rates["f"] = 1 / (int(rate) * factor)
        if re.fullmatch(r"\d{1,12}", tick, re.ASCII) and int(tick):
            self.rates["t"] = 1 / int(tick)
        elif rate:
            self.rates["t"] = self.rates["f"]

    def _times(
        self, piece: Piece, *, inside: bool
    ) -> tuple[Milliseconds | None, Milliseconds | None]:
        if not inside:
            return None, None
        start, end, length = (self._time(piece, key) for key in ("begin", "end", "dur"))
        if self.habits.nests(piece):
            parent = self.elements[-1].start or 0
            start = None if start is None else Milliseconds(start + parent)
            end = None if end is None else Milliseconds(end + parent)
        if end is None and start is not None and length is not None:
            end = Milliseconds(start + length)
        return start, None if start is None or (
            end is not None and end <= start and piece.name == "span"
        ) else end

    def _time(self, piece: Piece, key: str) -> Milliseconds | None:
        given = piece.attributes.get(key, "").strip()
        if not given:
            return None
        time = read_time(given, self.rates)
        if time is None:
            self.tally.add(
                f"{key} is no time that can be read; not used",
                affects="times",
                line=piece.line,
                found=given,
                hint=_HINT,
            )
        return time


def read_time(text: str, rates: Mapping[str, float]) -> Milliseconds | None:
    """Return a time expression; None where it is none.

    Args:
        text: as it stands in the file.
        rates: seconds by unit.

    >>> rates = {"s": 1.0, "ms": 0.001, "f": 0.04}
    >>> [read_time(text, rates) for text in ("00:00:02:05", "1.5s", "10f", "3:58.640")]
    [2200, 1500, 400, 238640]
    """
    if 0 < text.count(":") < _COLONS_OF_FRAMES:
        return parse_time(text)
    if frames := _FRAMES.fullmatch(text):
        hours, minutes, seconds = frames[1], frames[2], frames[3]
        return Milliseconds(
            milliseconds(hours, minutes, seconds) + round(int(frames[4]) * rates["f"] * 1000)
        )
    if offset := _OFFSET.fullmatch(text):
        return Milliseconds(round(float(offset[1]) * rates[offset[2]] * 1000))
    return parse_time(text)


def read(source: Source) -> Transcript:
    """Read all paragraphs."""
    tally = Tally(source.path)
    pieces = read_xml(source, tally)
    reading = _Reading(tally, _Habits(nested=_nested(pieces), words=_are_words(pieces)))
    steps = {"open": reading.open, "close": reading.close, "text": reading.say}
    for piece in pieces:
        steps[piece.kind](piece)
    front = FrontMatter(
        title=reading.title,
        language=language_tag(reading.language),
    )
    return Transcript(format=NAME, cues=reading.builder.finish(), front=front, issues=tally.issues)
