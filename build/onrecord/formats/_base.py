"""What every reader shares.

To add a format: write a module with `NAME`, `EXTENSIONS`, `recognise` and `read`, name it in
`READERS` of `formats/__init__`, and put files that it must read, and files that it must refuse, in
`tests/formats/`. A reader gives the times that stand in the file; `formats.read` repairs them
(`_repair`). To write one: `NAME`, `writes` and `write`, and its extension in `WRITERS`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from onrecord.errors import Issue
from onrecord.formats._encoding import guess, undo, utf_16_of
from onrecord.formats._keys import outline
from onrecord.model import Episode, Milliseconds, Transcript

# An hour of words is 60 to 120 kB as text, 2 MB as JSON with word times; the longest sample (3
# hours, JSON) has 9 MB.
MAX_BYTES = 32 * 1024 * 1024

# Enough to see what a file is; detection never reads a whole one. Scraped pages carry the episode's
# description in front of the words: 777 characters in the one we have, and feeds allow 4,000.
HEAD = 16_384

# Control characters but white space, marks that turn the direction of the text around them, and
# code points that are no characters (JSON can smuggle in half a surrogate pair).
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
# Of these, the ones that take no room: between two letters they separate nothing.
_INVISIBLE = re.compile(r"[\ufeff\u202a-\u202e\u2066-\u2069]")
# What `surrogateescape` makes of bytes that are not UTF-8.
_STRAY_BYTES = re.compile(r"[\udc80-\udcff]+")
_BEYOND = re.compile("[^\x00-\x7f]")
_FEWEST_LETTERS_A_LOST_ONE = 20


@dataclass(frozen=True, kw_only=True)
class Source:
    """A transcript file as received."""

    path: str
    """Relative to the archive, for messages and for its extension."""
    content: bytes
    names: tuple[str, ...] = ()
    """Of people, and labels, that `episode.yml` and `people.yml` say: believed wherever they stand
    in front of words.
    """
    encoding: str = ""
    """What `episode.yml` says of the bytes; empty to find out."""

    @cached_property
    def decoded(self) -> tuple[str, tuple[Issue, ...]]:
        r"""The text with line ends as `\n`, and the repairs to it.

        Repairs: control characters, bytes that are not UTF-8, letters decoded by a wrong table.
        """
        return _decode(self)

    @property
    def text(self) -> str:
        """The decoded text."""
        return self.decoded[0]

    @cached_property
    def head(self) -> str:
        """The first few thousand characters, for detection."""
        return self.text[:HEAD]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The paths of keys with which it begins, if it is JSON: `segments[].text`."""
        return outline(self.text)

    @property
    def extension(self) -> str:
        """Of its name, lower case, without the dot."""
        return self.path.rpartition(".")[2].lower() if "." in self.path.rpartition("/")[2] else ""


class Reader(Protocol):
    """A module that reads one format."""

    NAME: str
    """Word for messages and options: `webvtt`."""
    EXTENSIONS: tuple[str, ...]
    """Usual file name extensions, without the dot."""

    def recognise(self, source: Source) -> bool:
        """Return whether the content is in this format, whatever the name says.

        Cheap, never raises.
        """
        ...

    def read(self, source: Source) -> Transcript:
        """Read the whole file.

        Never raises for its content: what is wrong is listed in `issues`.
        """
        ...


class Writer(Protocol):
    """A module that writes one format."""

    NAME: str
    """Word for messages and options."""

    def writes(self, episode: Episode) -> bool:
        """Return whether the format can hold the episode."""
        ...

    def write(self, episode: Episode) -> str:
        """Return the content of the file: all sentences, once and in order."""
        ...


def _decode(source: Source) -> tuple[str, tuple[Issue, ...]]:
    text, issues = _read_bytes(source)
    # A form feed is white space in every format that names it (WebVTT, HTML); as a line end it
    # would shift the lines of messages.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", " ")
    if (stray := _STRAY_BYTES.search(text)) is not None:
        line_start = text.rfind("\n", 0, stray.start()) + 1
        line = text[line_start : line_start + HEAD].partition("\n")[0]
        count = len(text) - len(_STRAY_BYTES.sub("", text))
        issues.append(
            _warning_at(
                source.path,
                text,
                stray.start(),
                message=f"not UTF-8; {count:,} byte(s) read as windows-1252",
                found=_STRAY_BYTES.sub(_as_windows_1252, line),
                hint="save the file as UTF-8 if letters look wrong",
            )
        )
        text = _STRAY_BYTES.sub(_as_windows_1252, text)
    if not source.encoding:
        text, how = undo(text)
        if how:
            issues.append(_note(source, f"letters were wrong: {how} before; mended"))
    issues += _lost(source, text)
    if control := CONTROL.search(text):
        count = len(text) - len(CONTROL.sub("", text))
        name = unicodedata.name(control.group(), f"U+{ord(control.group()):04X}")
        issues.append(
            _warning_at(
                source.path,
                text,
                control.start(),
                message=f"{count:,} control character(s) left out",
                found=name,
            )
        )
        text = printable(text)
    return text, tuple(issues)


def _read_bytes(source: Source) -> tuple[str, list[Issue]]:
    """Return the decoded text and the assumptions made; bytes that are not UTF-8 are escaped."""
    content = source.content
    if content.startswith(b"PK\x03\x04"):
        # A ZIP archive: what has a text in it (`docx`) unpacks it.
        return "", []
    if source.encoding:
        text = content.decode(source.encoding, errors="replace").removeprefix("\ufeff")
        return text, []
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), []
    if codec := utf_16_of(content):
        note = _note(source, f"{codec.upper()} without a byte order mark")
        return content.decode(codec, errors="replace"), [note]
    return _read_guessed(source)


def _read_guessed(source: Source) -> tuple[str, list[Issue]]:
    content = source.content
    text = content.decode("utf-8-sig", errors="surrogateescape")
    strays = sum(map(len, _STRAY_BYTES.findall(text)))
    if 2 * strays <= len(_BEYOND.findall(text)):
        return text, []
    found = guess(content)
    if found is None:
        message = "not UTF-8, and no other encoding makes words of it"
        hint = "save it as UTF-8, or write its encoding in episode.yml, as encoding: windows-1251"
        return text, [Issue(path=source.path, message=message, hint=hint)]
    if found.codec == "cp1252":
        return text, []
    return content.decode(found.codec, errors="replace"), [
        _note(source, f"not UTF-8; read as {found.name}")
    ]


def _note(source: Source, message: str) -> Issue:
    hint = "if letters look wrong, write the right one in episode.yml, as encoding: windows-1251"
    return Issue(path=source.path, message=message, hint=hint, severity="warning")


def _lost(source: Source, text: str) -> list[Issue]:
    """Report letters that an earlier program could not read; a file with many is refused."""
    count = text.count("\ufffd")
    if not count:
        return []
    many = count * _FEWEST_LETTERS_A_LOST_ONE > sum(map(str.isalpha, text))
    issue = _warning_at(
        source.path,
        text,
        text.index("\ufffd"),
        message=f"{count:,} letter(s) were lost in an earlier conversion (U+FFFD)",
        found="",
        hint="get the file again in UTF-8"
        + ("" if source.encoding else ", or write its encoding in episode.yml"),
    )
    return [replace(issue, severity="error") if many else issue]


def _as_windows_1252(strays: re.Match[str]) -> str:
    # WHATWG Encoding: bytes that are not UTF-8 are most often windows-1252. One stray byte must not
    # spoil the other letters of a file.
    return (
        strays.group().encode("utf-8", errors="surrogateescape").decode("cp1252", errors="replace")
    )


def _warning_at(
    path: str, text: str, offset: int, *, message: str, found: str, hint: str = ""
) -> Issue:
    line, column = place(text, offset)
    return Issue(
        path=path,
        line=line,
        column=column,
        message=message,
        found=found,
        hint=hint,
        severity="warning",
    )


def place(text: str, offset: int) -> tuple[int, int]:
    r"""Return the line and the column of a character, from 1.

    >>> place("one\ntwo", 5)
    (2, 2)
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def printable(text: str) -> str:
    r"""Take out characters that nobody can read and that change how others are read.

    Those with a width become a space: a control character between two words must not join them.

    >>> printable("a\x00b\u202ec")
    'a bc'
    """
    return CONTROL.sub(" ", _INVISIBLE.sub("", text)) if CONTROL.search(text) else text


def milliseconds(
    hours: str | None, minutes: str | None, seconds: str, fraction: str | None = None
) -> Milliseconds:
    """Add up the parts of a clock time; the fraction is decimal digits of a second.

    >>> milliseconds("1", "02", "03", "5")
    3723500
    """
    thousandths = int((fraction or "0")[:3].ljust(3, "0"))
    return Milliseconds(
        ((int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)) * 1000 + thousandths
    )


def squeeze_lines(text: str) -> str:
    r"""Collapse white space to single spaces, or to single line breaks where it contains any.

    Squeezed again, the text keeps its length: spans of words hold for both.

    >>> squeeze_lines(" a  b \n\n c ")
    'a b\nc'
    """
    if "\n" not in text:
        return squeeze(text)
    return "\n".join(line for line in map(squeeze, text.split("\n")) if line)


def squeeze(text: str) -> str:
    r"""Make each run of white space one space, with none at the ends.

    >>> squeeze(" a \n b ")
    'a b'
    """
    return " ".join(text.split())
