"""Read tables that are the transcript, of a Word document or a text with tabs, by their heads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onrecord.formats._base import MAX_BYTES, squeeze
from onrecord.formats._label_words import is_name_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._base import Source

_SPEAKER: frozenset[str] = frozenset(
    """speaker speakers name person participant who sprecher sprecherin locuteur intervenant
    hablante orador parlante falante
    spreker talare спикер говорящий 说话人 发言人 話者 화자""".split()  # noqa: SIM905 - a table
)
_TIME = frozenset(
    """time timestamp timecode start zeit uhrzeit temps heure tiempo hora tempo tijd tid время 时间
    時間 시간""".split()  # noqa: SIM905 - a table
)
_WORDS = frozenset(
    """text content words transcript transcription speech dialogue dialog utterance inhalt
    transkript texte paroles texto testo tekst текст 内容 文本 発言 내용""".split()  # noqa: SIM905 - a table
)
_TWICE = 2
_HEAD = 400
# First characters of formats with columns or structure of their own.
_ELSEWHERE = frozenset("<{[")
_CLOCK = re.compile(r"\[?(?:\d{1,3}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3})?\]?")


def read_table(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Return the rows of a table as labelled lines; None if its first row is not such a head.

    Either the columns are called Speaker and Text, with a time or without, or the table has a
    column for each speaker, and in each row one of them speaks.

    >>> read_table([["Time", "Speaker", "Content"], ["0:05", "Ann", "Hi."], ["0:07", "Bo", "Yo."]])
    ['[0:05] Ann: Hi.', '[0:07] Bo: Yo.']
    >>> read_table([["Ann", "Bo"], ["Hi.", ""], ["", "Yo."], ["So?", ""], ["", "No."]])
    ['Ann: Hi.', 'Bo: Yo.', 'Ann: So?', 'Bo: No.']
    >>> read_table([["Bread", "two pence"], ["Milk", "one penny"]])
    """
    if len(rows) <= _TWICE or len({len(row) for row in rows}) != 1:
        return None
    head = [squeeze(cell).rstrip(":") for cell in rows[0]]
    folded = [cell.casefold() for cell in head]
    speaker, words = _find(folded, _SPEAKER), _find(folded, _WORDS)
    if speaker is not None and words is not None:
        time = _find(folded, _TIME)
        return [_line(row, speaker, words, time) for row in rows[1:]]
    return _read_columns(head, rows[1:])


@dataclass(slots=True)
class WordTable:
    """A table of a Word document, while it is read."""

    _rows: list[list[str]] = field(default_factory=list)
    _row: list[str] | None = None
    _cell: list[str] = field(default_factory=list)

    @property
    def in_row(self) -> bool:
        """Whether a row is being read."""
        return self._row is not None

    def open(self, name: str) -> None:
        """Take the start of an element."""
        if name == "tbl":
            self._rows = []
        elif name == "tr":
            self._row = []
        elif name == "tc":
            self._cell = []

    def add(self, paragraph: str) -> None:
        """Add a paragraph to the cell."""
        self._cell.append(paragraph)

    def close(self, name: str) -> None:
        """Take the end of a cell or row."""
        if self._row is None:
            return
        if name == "tc":
            self._row.append(" ".join(filter(None, self._cell)))
        elif name == "tr":
            self._rows.append([squeeze(cell.replace("**", "")) for cell in self._row])
            self._row = None

    def lines(self) -> list[str]:
        """Return the rows as labelled lines, or with tabs, and forget them."""
        rows, self._rows = self._rows, []
        return read_table(rows) or ["\t".join(filter(None, row)) for row in rows]


def label_rows(source: Source) -> Source:
    """Return a text whose columns are divided by tabs, and named, as a text with labels."""
    # Whatever is refused is not decoded.
    if b"\t" not in source.content[:_HEAD] or len(source.content) > MAX_BYTES:
        return source
    if source.head[:1] in _ELSEWHERE or source.head.startswith("start\tend"):
        return source
    lines = source.text.split("\n")
    at = next((number for number, line in enumerate(lines) if line.strip()), 0)
    columns = [cell.casefold() for cell in map(squeeze, lines[at].split("\t"))]
    if _find(columns, _SPEAKER) is None or _find(columns, _WORDS) is None:
        return source
    said = [line.rstrip("\r").split("\t") for line in lines[at:] if line.strip()]
    table = read_table(said)
    if table is None:
        return source
    rows = iter(table)
    # Each row stays on its line, which messages name.
    made = [next(rows) if line.strip() else "" for line in lines[at + 1 :]]
    text = "\n".join([*lines[:at], "", *made])
    return replace(source, content=text.encode(), encoding="")


def _read_columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str] | None:
    said = [[at for at, cell in enumerate(row) if cell.strip()] for row in rows]
    one_each = all(len(places) == 1 for places in said)
    columns = [places[0] for places in said if places]
    recurring = all(columns.count(at) >= _TWICE for at in range(len(head)))
    if len(head) < _TWICE or not one_each or not recurring or not all(map(is_name_like, head)):
        return None
    return [f"{head[at]}: {squeeze(row[at])}" for at, row in zip(columns, rows, strict=True)]


def _find(head: Sequence[str], names: frozenset[str]) -> int | None:
    return next((at for at, cell in enumerate(head) if cell in names), None)


def _line(row: Sequence[str], speaker: int, words: int, time: int | None) -> str:
    clock = squeeze(row[time]) if time is not None else ""
    before = f"[{clock.strip('[]')}] " if _CLOCK.fullmatch(clock) else ""
    name = squeeze(row[speaker]).rstrip(":")
    return before + (f"{name}: " if name else "") + squeeze(row[words])
