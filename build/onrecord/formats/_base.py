"""What every reader shares.

To add a format: write a module with `NAME`, `EXTENSIONS`, `recognise` and `read`, name it in `READERS` of `formats/__init__`,
and put files that it must read, and files that it must refuse, in `tests/formats/`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from onrecord.errors import Issue
from onrecord.model import Milliseconds, Transcript

# An hour of words is 60 to 120 kB as text, 2 MB as JSON with word times; the longest sample (3 hours, JSON) has 9 MB.
MAX_BYTES = 32 * 1024 * 1024

# Enough to see what a file is; detection never reads a whole one.
HEAD = 4096

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A transcript file as received."""

    path: str
    """Relative to the archive, for messages and for its extension."""
    content: bytes

    @cached_property
    def decoded(self) -> tuple[str, tuple[Issue, ...]]:
        """The text with line ends as `\\n`, and what had to be repaired in it (control characters, bytes that are not UTF-8)."""
        return _decode(self)

    @property
    def text(self) -> str:
        """The decoded text."""
        return self.decoded[0]

    @cached_property
    def head(self) -> str:
        """The first few thousand characters, for detection."""
        return self.text[:HEAD]

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
        """Say whether the content is in this format, whatever the name says. Cheap, never raises."""
        ...

    def read(self, source: Source) -> Transcript:
        """Read the whole file. Never raises for its content: what is wrong is listed in `issues`."""
        ...


def _decode(source: Source) -> tuple[str, tuple[Issue, ...]]:
    issues: list[Issue] = []
    content = source.content
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            text = content.decode(encoding, errors="replace")
            break
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            column = error.start - content.rfind(b"\n", 0, error.start)
            # WHATWG: bytes that are not UTF-8 are most often windows-1252, which accepts almost every byte.
            text = content.decode("cp1252", errors="replace")
            issues.append(
                Issue(
                    path=source.path,
                    line=line,
                    column=column,
                    message="not UTF-8; read as windows-1252",
                    found=text.splitlines()[line - 1][:40] if text.strip() else "",
                    hint="save the file as UTF-8 if letters look wrong",
                    severity="warning",
                )
            )
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    if found := CONTROL.search(text):
        before = text[: found.start()]
        issues.append(
            Issue(
                path=source.path,
                line=before.count("\n") + 1,
                column=found.start() - before.rfind("\n"),
                message=f"{len(CONTROL.findall(text))} control character(s) left out",
                found=unicodedata.name(found.group(), f"U+{ord(found.group()):04X}"),
                severity="warning",
            )
        )
        # A space, not nothing: a control character between two words must not join them.
        text = CONTROL.sub(lambda match: "" if match.group() == "\ufeff" else " ", text)
    return text, tuple(issues)


def milliseconds(hours: str | None, minutes: str | None, seconds: str, fraction: str | None = None) -> Milliseconds:
    """Add up the parts of a clock time; the fraction is decimal digits of a second.

    >>> milliseconds("1", "02", "03", "5")
    3723500
    """
    thousandths = int((fraction or "0")[:3].ljust(3, "0"))
    return Milliseconds(((int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)) * 1000 + thousandths)


def squeeze(text: str) -> str:
    """Make each run of white space one space, with none at the ends.

    >>> squeeze(" a \\n b ")
    'a b'
    """
    return " ".join(text.split())
