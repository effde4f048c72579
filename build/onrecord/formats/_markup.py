"""The text of a subtitle cue: tags, entities, voices and times inside it.

WebVTT §6.4 (cue text parsing rules), with three differences, each so that no word vanishes (the W3C
set shows them, see `tests/formats/test_w3c_webvtt.py`): a "<" that opens no tag of subtitles or of
HTML text is a character like any other; the reading in a `<rt>` is put in parentheses, as HTML
shows it where it cannot set it above the characters; white space is squeezed.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from onrecord.formats._base import squeeze, squeeze_lines
from onrecord.formats._characters import printable
from onrecord.formats._times import parse_time
from onrecord.model import Milliseconds, WordTime

if TYPE_CHECKING:
    from collections.abc import Iterator

# WebVTT's own, and those of HTML that subtitle tools leave in. Others, like <laughs>, are
# somebody's words.
_INLINE = (
    "a|abbr|b|bdi|bdo|big|c|cite|code|del|em|font|i|ins|lang|mark|q|rb|rp|rt|rtc|ruby|s|small|span"
    "|strike|strong|sub|sup|tt|u|v|wbr"
)
_BLOCK = "blockquote|br|center|dd|div|dl|dt|h[1-6]|hr|li|ol|p|ul"
# Linear: each repeated class ends at the first character of what follows it.
_TAG = re.compile(
    rf"<(?:(?P<close>/?)(?P<name>{_INLINE}|{_BLOCK})(?:\.[^\s<>/]*)?(?:[\s/](?P<annotation>[^<>]*))?"
    r"|(?P<time>\d+:[\d:.]+)|/?|\.[^\s<>]*)>",
    re.IGNORECASE,
)
_BLOCK_NAME = re.compile(_BLOCK, re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WORDS = re.compile(r"\S+")
# Those of ASS, and of MicroDVD: `{y:i}`, `{c:$0000ff}`.
_OVERRIDE = re.compile(r"\{(?:\\|[yfcspYFCSP]:(?=\S))[^{}\n]{0,200}\}")
# Paths of Windows stay.
_ASS_SPACE = re.compile(r"(?P<path>\b[A-Za-z]:\\\S*|\\\\\S+)|\\(?P<sign>[Nnh])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The words of one voice in a cue."""

    voice: str | None
    """None where the text is in no voice tag."""
    text: str
    """Squeezed but for line breaks, without markup."""
    words: tuple[WordTime, ...] = ()
    """Empty where the cue has no times inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """The text of a cue, taken apart."""

    spans: tuple[Span, ...]
    """A span a change of voice; none is empty."""
    stray_times: tuple[str, ...] = ()
    """Times inside that lie outside the cue or go back: not used."""


def read_payload(
    payload: str, start: Milliseconds | None = None, end: Milliseconds | None = None
) -> Payload:
    """Take the text of a WebVTT cue apart.

    >>> read_payload("<v.loud Ann>Hi &amp; <i>bye</i></v> <v Bob>Oh!").spans
    (Span(voice='Ann', text='Hi & bye', words=()), Span(voice='Bob', text='Oh!', words=()))
    """
    if "<" not in payload:
        text = squeeze_lines(decode(payload))
        return Payload(spans=(Span(voice=None, text=text),) if text else ())
    runs: list[_Run] = []
    stray_times: list[str] = []
    current = start
    timed = False
    for piece in _pieces(payload):
        if piece.time:
            moment = parse_time(piece.time)
            if (
                moment is None
                or current is None
                or moment < current
                or (end is not None and moment > end)
            ):
                stray_times.append(piece.time)
            else:
                current, timed = moment, True
        elif runs and (runs[-1].voice == piece.voice or not piece.text.strip()):
            runs[-1].texts.append((current, piece.text))
        elif piece.text.strip():
            runs.append(_Run(piece.voice, [(current, piece.text)]))
    return Payload(
        spans=tuple(_span(run, timed=timed) for run in runs), stray_times=tuple(stray_times)
    )


class _Run(NamedTuple):
    """Text of one voice, with the time from which each part is said."""

    voice: str | None
    texts: list[tuple[Milliseconds | None, str]]


def decode(text: str) -> str:
    """Replace character references as HTML does, and take out control characters that they hide.

    >>> decode("AT&amp;T &notit; &#27;")
    'AT&T ¬it; '
    """
    if "&" not in text:
        return text
    try:
        return printable(html.unescape(text))
    except ValueError:
        # A number of more digits than Python converts stands for no character.
        return text


def strip_markup(text: str) -> str:
    """Return the words of a SubRip line, without tags and with references decoded.

    References without a semicolon stay: they are words, such as "&copy".

    >>> strip_markup("<i>Q&amp;A</i> &copy 5 < 6")
    'Q&A &copy 5 < 6'
    """
    if "<" in text:
        text = _TAG.sub(lambda tag: " " if _BLOCK_NAME.fullmatch(tag["name"] or "") else "", text)
    return _ENTITY.sub(lambda entity: decode(entity.group()), text) if "&" in text else text


def strip_overrides(text: str) -> str:
    r"""Remove the marks of ASS and MicroDVD from other formats: `{\an8}`, `\N`, `\h`, `{y:i}`.

    Windows paths stay.

    >>> print(strip_overrides(r"{\an8}The bridge\Nis\hclosed, says C:\New."))
    The bridge
    is closed, says C:\New.
    """
    if "\\" not in text and "{" not in text:
        return text
    text = _OVERRIDE.sub("", text)
    return _ASS_SPACE.sub(
        lambda found: found["path"] or (" " if found["sign"] == "h" else "\n"), text
    )


def _pieces(payload: str) -> Iterator[_Piece]:
    """Return what stands between and in the tags, in order."""
    state = _State()
    position = 0
    for tag in _TAG.finditer(payload):
        if position < tag.start():
            yield _Piece(voice=state.voice, text=decode(payload[position : tag.start()]))
        position = tag.end()
        if tag["time"]:
            yield _Piece(voice=state.voice, time=tag["time"])
        elif shown := state.pass_tag(
            (tag["name"] or "").lower(), tag["annotation"] or "", closing=bool(tag["close"])
        ):
            yield _Piece(voice=state.voice, text=shown)
    yield _Piece(
        voice=state.voice, text=decode(payload[position:]) + (")" if state.in_reading else "")
    )


class _Piece(NamedTuple):
    voice: str | None
    text: str = ""
    time: str = ""


@dataclass(slots=True)
class _State:
    voices: list[str] = field(default_factory=list)
    in_ruby: bool = False
    in_reading: bool = False

    @property
    def voice(self) -> str | None:
        return self.voices[-1] or None if self.voices else None

    def pass_tag(self, name: str, annotation: str, *, closing: bool) -> str:
        """Note what a tag changes; give what is shown in its place."""
        shown = " " if _BLOCK_NAME.fullmatch(name) else ""
        if name == "v":
            if not closing:
                self.voices.append(squeeze(decode(annotation)))
            elif self.voices:
                self.voices.pop()
        elif name in {"rt", "ruby"} and self.in_reading:
            self.in_reading = name == "rt" and not closing
            shown = ") (" if self.in_reading else ")"
        elif name == "rt" and self.in_ruby and not closing:
            self.in_reading = True
            shown = "("
        if name == "ruby":
            self.in_ruby = not closing
        return shown


def _span(run: _Run, *, timed: bool) -> Span:
    raw = "".join(text for _, text in run.texts)
    text = squeeze_lines(raw)
    if not timed:
        return Span(voice=run.voice, text=text)
    # Where each raw character is once white space is squeezed: words keep their order, with one
    # space between.
    found = list(_WORDS.finditer(raw))
    raw_starts = [word.start() for word in found]
    raw_ends = [word.end() for word in found]
    starts: list[int] = []
    position = 0
    for word in found:
        starts.append(position)
        position += len(word.group()) + 1
    times: list[WordTime] = []
    offset = 0
    for time, piece in run.texts:
        first, last = offset + len(piece) - len(piece.lstrip()), offset + len(piece.rstrip())
        offset += len(piece)
        if first >= last or time is None:
            continue
        begin, finish = bisect_left(raw_ends, first + 1), bisect_left(raw_ends, last)
        span = starts[begin] + first - raw_starts[begin], starts[finish] + last - raw_starts[finish]
        if times and times[-1].start == time:
            times[-1] = WordTime(span=(times[-1].span[0], span[1]), start=time)
        else:
            times.append(WordTime(span=span, start=time))
    return Span(voice=run.voice, text=text, words=tuple(times))
