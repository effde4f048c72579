"""XML and HTML as a stream of tags and text with their lines.

No tree is built, so nesting depth does not matter.

XML is parsed by expat behind defusedxml: a file that defines entities is refused, not expanded.
HTML is taken apart here, as the standard library's parser needs time in the square of the length
for tags that never close (Python 3.11: 4.6 s for 30 kB of `<p `).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from onrecord.formats._markup import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.formats._base import Source
    from onrecord.formats._tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A tag, or text between tags."""

    kind: Literal["open", "close", "text"]
    name: str = ""
    """Of the element, without its namespace; lower case in HTML."""
    text: str = ""
    """Decoded."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """By name without namespace; in HTML lower case."""
    line: int = 1


# Linear: no part of an attempt goes past the next "<".
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*+)(?P<attributes>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>"
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=]+))")
_UNSHOWN = ("script", "style", "template", "noscript")


def read_html(text: str) -> Iterator[Piece]:
    """Yield the tags and texts of a page, without scripts, styles and comments.

    Anything that looks like a tag but is none is text.

    >>> [piece.name or piece.text for piece in read_html("<p class=a>5 < 6 &amp; <br>7</p>")]
    ['p', '5 < 6 & ', 'br', '7', 'p']
    """
    line, counted, position = 1, 0, 0
    kept = "".join(_without_comments(text))
    for tag in _TAG.finditer(kept):
        if tag.start() < position:
            continue
        if position < tag.start():
            yield Piece(kind="text", text=decode(kept[position : tag.start()]), line=line)
        line, counted = line + kept.count("\n", counted, tag.start()), tag.start()
        position = tag.end()
        name = tag["name"].lower()
        if tag["close"]:
            yield Piece(kind="close", name=name, line=line)
            continue
        found = _ATTRIBUTE.findall(tag["attributes"])
        yield Piece(
            kind="open",
            name=name,
            attributes={key.lower(): decode("".join(values)) for key, *values in found},
            line=line,
        )
        if name in _UNSHOWN:
            end = re.compile(rf"</{name}", re.IGNORECASE).search(kept, position)
            position = end.start() if end else len(kept)
    if position < len(kept):
        yield Piece(kind="text", text=decode(kept[position:]), line=line)


def _without_comments(text: str) -> Iterator[str]:
    """Yield the text between comments, and their line ends; an open comment is text."""
    position = 0
    while (start := text.find("<!", position)) >= 0:
        close = "-->" if text.startswith("<!--", start) else ">"
        end = text.find(close, start)
        if end < 0:
            break
        yield text[position:start]
        yield "\n" * text.count("\n", start, end)
        position = end + len(close)
    yield text[position:]


class _Target:
    """Receives what expat finds."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.parser: DefusedXMLParser | None = None
        self.data = self._say  # the name that the parser asks for

    @property
    def _line(self) -> int:
        return self.parser.parser.CurrentLineNumber if self.parser else 1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        self.pieces.append(
            Piece(kind="open", name=tag.rpartition("}")[2], attributes=local, line=self._line)
        )

    def end(self, tag: str) -> None:
        self.pieces.append(Piece(kind="close", name=tag.rpartition("}")[2], line=self._line))

    def _say(self, text: str) -> None:
        self.pieces.append(Piece(kind="text", text=text, line=self._line))

    def close(self) -> list[Piece]:
        return self.pieces


def read_xml(source: Source, tally: Tally) -> list[Piece]:
    """Return the tags and texts of a document; if it is broken, those before the error."""
    target = _Target()
    parser = DefusedXMLParser(
        target=target, forbid_dtd=False, forbid_entities=True, forbid_external=True
    )
    target.parser = parser
    # The text is decoded already; a declaration of another encoding would be believed.
    text = re.sub(r"\A\s*<\?xml[^<>]*\?>", "", source.text)
    skipped = source.text[: len(source.text) - len(text)].count("\n")
    try:
        parser.feed("\n" * skipped + text)
        parser.close()
    except ParseError as error:
        line, column = error.position
        hint = "" if source.text.rstrip().endswith(">") else "the file is cut off; get it again"
        message = f"broken XML: {str(error).partition(':')[0]}"
        tally.add(message, line=max(line, 1), column=column + 1, hint=hint, severity="error")
    except (DefusedXmlException, ValueError) as error:
        kind = type(error).__name__
        tally.add(
            "the file defines entities, which are not expanded",
            line=1,
            found=kind,
            hint="save it without",
            severity="error",
        )
    return target.pieces
