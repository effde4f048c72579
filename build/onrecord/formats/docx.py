"""Word documents (`.docx`): Teams, Meet, typescripts, exports of transcription services.

Paragraphs become lines of text or Markdown, which the readers of those take apart: a heading is a
chapter, a name in bold at the start of a paragraph is `**Name**`, a row of a table is a paragraph
with tabs. Insertions of tracked changes are words, deletions are none. Footnotes and endnotes are
notes. `python-docx` was tried: it
leaves out tracked insertions, and brings lxml (10 MB); expat behind defusedxml, which other readers
need anyway, is enough.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, Final

from onrecord.formats import descript, f4, markdown, otter, rev, srt, teams, text
from onrecord.formats._base import MAX_BYTES, Source, squeeze
from onrecord.formats._bold_names import label_bold_names
from onrecord.formats._heads import skip_head
from onrecord.formats._notes import escape_note, mark, settle_marks, without_marks
from onrecord.formats._tags import read_xml
from onrecord.formats._tally import Tally
from onrecord.formats._times import first_timings
from onrecord.formats._turn_lines import convention
from onrecord.formats._word_tables import WordTable
from onrecord.formats._zipped import DOCUMENT, is_docx
from onrecord.model import FrontMatter, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.formats._base import Reader
    from onrecord.formats._tags import Piece

NAME: str = "docx"
EXTENSIONS: tuple[str, ...] = ("docx",)

_HEADING: Final = re.compile(
    r"heading\s*(\d)|title|berschrift\s*(\d)|titre\s*(\d)|t[ií]tulo\s*(\d)|titolo\s*(\d)|rubrik\s*(\d)",
    re.IGNORECASE,
)
_HEADING_LINE: Final = re.compile(r"^#{1,6} ", re.MULTILINE)
_LABEL: Final = re.compile(r"(?P<name>[^\t\n]{1,40})\t+(?=\S)")
_TIMED: Final = re.compile(r"[\d:.,\s\[\]()-]+")
_NOTES: Final = ("footnote", "endnote")
_LONGEST_NAME: Final = 60
_MOST: Final = 0.6
_READERS: Final[Mapping[str, Reader]] = {
    "rev": rev,
    "descript": descript,
    "otter": otter,
    "markdown": markdown,
}


def recognise(source: Source) -> bool:
    """Return whether it is a ZIP archive with the text of a Word document."""
    return is_docx(source.content)


def read(source: Source) -> Transcript:
    """Read the document as the text that it shows."""
    tally = Tally(source.path)
    try:
        with zipfile.ZipFile(BytesIO(source.content)) as archive:
            content = archive.read(DOCUMENT)
            parts = {kind: _read_part(archive, f"word/{kind}s.xml") for kind in _NOTES}
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, OSError) as error:
        tally.add(f"a broken Word document: {error}", line=1, severity="error")
        return Transcript(format=NAME, cues=(), issues=tally.issues)
    notes = {
        (kind, name): text
        for kind, part in parts.items()
        for name, text in _read_notes(Source(path=source.path, content=part), tally)
    }
    document = _Document(tally=tally, numbers={key: number for number, key in enumerate(notes)})
    for piece in read_xml(Source(path=source.path, content=content), tally):
        document.take(piece)
    text_of_document = settle_marks(document.text())
    inner = replace(source, content=text_of_document.encode(), encoding="")
    read_as = _reader(inner)
    made = read_as.read(inner)
    front = made.front if made.front != FrontMatter() else skip_head(inner.text.split("\n"))[0]
    return replace(
        made,
        format=NAME,
        front=front,
        issues=(*tally.issues, *made.issues),
        notes=tuple(notes.values()),
    )


def _read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of the document; empty where it has none, or one too long to be unpacked."""
    if name not in archive.namelist() or archive.getinfo(name).file_size > MAX_BYTES:
        return b""
    return archive.read(name)


def _read_notes(part: Source, tally: Tally) -> Iterator[tuple[str, str]]:
    """Yield the identifier and the text of each footnote or endnote."""
    held, name, path = "", "", [""]
    for piece in read_xml(part, tally) if part.content else ():
        if piece.kind == "text":
            held += piece.text if path[-1] == "t" else ""
        elif piece.kind == "open":
            path.append(piece.name)
            held += " " if piece.name in {"br", "p", "tab"} else ""
            if piece.name in _NOTES:
                # Lines above the notes have a type too.
                name = "" if "type" in piece.attributes else piece.attributes.get("id", "")
                held = ""
        else:
            path.pop()
            if piece.name in _NOTES and name and (text := escape_note(held)):
                yield name, text


def _reader(inner: Source) -> Reader:
    if first_timings(inner.head):
        return srt
    if teams.recognise(inner):
        return teams
    if f4.recognise(inner):
        return f4
    found = convention(inner)
    marked = _HEADING_LINE.search(inner.head) is not None
    plain: Reader = markdown if marked and found != "text" else text
    return _READERS.get(found, plain)


@dataclass(slots=True)
class _Document:
    """The paragraphs of a document, while it is read."""

    tally: Tally
    numbers: Mapping[tuple[str, str], int]
    """Of the notes, by kind and identifier."""
    lines: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    """Whether the whole of each line is bold."""
    _path: list[str] = field(default_factory=list)
    _runs: list[tuple[str, bool]] = field(default_factory=list)
    """Texts of the paragraph, and whether they are bold."""
    _bold: bool = False
    _level: int = 0
    _hidden: bool = False
    _table: WordTable = field(default_factory=WordTable)

    def take(self, piece: Piece) -> None:
        """Take one tag or text."""
        if piece.kind == "text":
            # Deleted text is `delText`.
            if self._path and self._path[-1] == "t" and not self._leaves_out(piece.text):
                self._runs.append((without_marks(piece.text), self._bold))
            return
        if piece.kind == "close":
            self._close(piece.name)
            if self._path:
                self._path.pop()
            return
        self._path.append(piece.name)
        self._open(piece)

    def _leaves_out(self, text: str) -> bool:
        """Return whether a text is hidden, struck out or in a text box, and report it."""
        boxed = "txbxContent" in self._path
        if text.strip() and (boxed or self._hidden):
            message = (
                "a text box of the page; left out"
                if boxed
                else "words that are hidden or struck out; left out"
            )
            self.tally.add(message, line=len(self.lines) + 1, found=text.strip(), affects="words")
        return boxed or self._hidden

    def _open(self, piece: Piece) -> None:
        match piece.name:
            case "r":
                self._bold = self._hidden = False
            case "vanish" | "strike" | "dstrike" if "rPr" in self._path:
                self._hidden |= _is_on(piece)
            case "b" if "rPr" in self._path and "pPr" not in self._path:
                self._bold = _is_on(piece)
            case "pStyle":
                heading = _HEADING.match(piece.attributes.get("val", ""))
                levels = [int(one) for one in (heading.groups() if heading else ()) if one]
                self._level = (levels[0] if levels else 1) if heading else 0
            case "tab" if "r" in self._path:
                self._runs.append(("\t", self._bold))
            case "br" | "cr":
                self._runs.append(("\n", self._bold))
            case "footnoteReference" | "endnoteReference":
                key = piece.name.removesuffix("Reference"), piece.attributes.get("id", "")
                if key in self.numbers:
                    self._runs.append((mark(self.numbers[key]), self._bold))
                else:
                    self.tally.add("a reference that leads to no footnote; left out", line=1)
            case _:
                self._table.open(piece.name)

    def _close(self, name: str) -> None:
        if name == "p" and "txbxContent" not in self._path:
            self._close_paragraph()
        elif name == "tbl":
            for line in self._table.lines():
                self._add(line)
        else:
            self._table.close(name)

    def _close_paragraph(self) -> None:
        words = _paragraph(self._runs, self._level)
        if self._table.in_row:
            self._table.add(words)
        else:
            shown = [is_bold for part, is_bold in self._runs if part.strip()]
            self._add(words, bold=bool(shown) and all(shown) and not self._level)
        self._runs, self._level = [], 0

    def _add(self, line: str, *, bold: bool = False) -> None:
        """Add a paragraph, with an empty line below it."""
        self.lines += [line, ""]
        self.bold += [bold, False]

    def text(self) -> str:
        """Return the whole text; names in bold or before a tab get a colon if they are labels."""
        self.lines = label_bold_names(self.lines, self.bold, self.tally)
        found = [_LABEL.match(line) for line in self.lines if line.strip()]
        named = [one for one in found if one and not _TIMED.fullmatch(one["name"])]
        if found and len(named) >= _MOST * len(found):
            return "\n".join(
                _LABEL.sub(lambda one: f"{one['name'].rstrip(': ')}: ", line, count=1)
                for line in self.lines
            )
        return "\n".join(self.lines)


def _is_on(piece: Piece) -> bool:
    """Return whether a property of a run applies: it is present, and not switched off."""
    return piece.attributes.get("val", "1") not in {"0", "false", "off"}


def _paragraph(runs: list[tuple[str, bool]], level: int) -> str:
    whole = "".join(part for part, _ in runs).strip()
    if level and whole and "\n" not in whole:
        return f"{'#' * min(level, 6)} {squeeze(whole)}"
    bold = ""
    for part, is_bold in runs:
        if not is_bold and part.strip():
            break
        bold += part
    rest = "".join(part for part, _ in runs)[len(bold) :]
    name = bold.strip()
    if name and rest.strip() and len(name) <= _LONGEST_NAME and "\n" not in name:
        # The name of a caller is `+1 415*****34`.
        escaped = name.replace("*", r"\*")
        return f"**{escaped}**{rest if rest[:1].isspace() else f' {rest}'}".rstrip()
    return whole
