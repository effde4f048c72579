"""The source of a transcript, the protocols of readers and writers, and helpers for both.

To add a format: write a module with `NAME`, `EXTENSIONS`, `recognise` and `read`, name it in
`READERS` of `formats/__init__`, and put files that it must read, and files that it must refuse, in
`tests/formats/`. A reader gives the times that stand in the file; `formats.read` repairs them
(`_repair`). To write one: `NAME`, `writes` and `write`, and its extension in `WRITERS`.

Helpers: `_builder` for running text with labels, `_tags` for XML and HTML, `_reading` for JSON. An
`Issue` goes through `_tally`, which says each kind once; where a repair changed, assumed or left
out words, times or letters, its `affects` says which, and `onrecord add` reports it as doubtful.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from onrecord.formats._decode import decode
from onrecord.formats._keys import outline
from onrecord.model import Episode, Milliseconds, Transcript

if TYPE_CHECKING:
    from collections.abc import Container

    from onrecord.errors import Issue

# An hour of words is 60 to 120 kB as text, 2 MB as JSON with word times; the longest sample (3
# hours, JSON) has 9 MB.
MAX_BYTES = 32 * 1024 * 1024

# Enough to see what a file is; detection never reads a whole one. Scraped pages carry the episode's
# description in front of the words: 777 characters in the one we have, and feeds allow 4,000.
HEAD = 16_384

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A transcript file as received."""

    path: str
    """Relative to the archive, for messages and for its extension."""
    content: bytes
    names: tuple[str, ...] = ()
    """Names of people, and labels, that files of the episode state: believed wherever they stand in
    front of words.
    """
    no_labels: tuple[str, ...] = ()
    """Words before colons that `episode.yml` says are no labels."""
    people: Container[str] = field(default=(), compare=False)
    """Folded names and aliases of the people of the archive, believed in the same way."""
    encoding: str = ""
    """Encoding that `episode.yml` states; empty to detect it."""

    @cached_property
    def decoded(self) -> tuple[str, tuple[Issue, ...]]:
        r"""The text with line ends as `\n`, and the repairs to it.

        Repairs: control characters, bytes that are not UTF-8, letters decoded by a wrong table.
        """
        return decode(self.path, self.content, self.encoding)

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

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """Word for messages and options: `webvtt`."""
        ...

    @property
    def EXTENSIONS(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """Usual file name extensions, without the dot."""
        ...

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

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """Word for messages and options."""
        ...

    def writes(self, episode: Episode) -> bool:
        """Return whether the format can hold the episode."""
        ...

    def write(self, episode: Episode) -> str:
        """Return the content of the file: all sentences, once and in order."""
        ...


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


def language_tag(text: str) -> str:
    """Return a text that has the form of a BCP 47 code; nothing for any other.

    >>> language_tag("pt-BR"), language_tag("de_DE"), language_tag("in English")
    ('pt-BR', 'de-DE', '')
    """
    tag = text.replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def squeeze(text: str) -> str:
    r"""Make each run of white space one space, with none at the ends.

    >>> squeeze(" a \n b ")
    'a b'
    """
    return " ".join(text.split())
