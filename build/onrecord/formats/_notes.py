r"""Footnotes of a transcript: marks in its words while it is read, then notes of its cues.

A reader puts `mark(number)` where a note is referred to, and gives the texts in
`Transcript.notes`. The mark is one character of private use, so it stays in its place while labels
and markup are taken out around it; `place_notes` takes it out at the end.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from onrecord.formats._base import squeeze
from onrecord.formats._markup import strip_markup
from onrecord.model import CueNote
from onrecord.text.markdown import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Cue

# Supplementary Private Use Area-A, which texts do not use.
_FIRST: Final = 0xF0000
_MOST: Final = 0xFFFD
_MARK: Final = re.compile("[\U000f0000-\U000ffffd]")
_MARKS: Final = "[\U000f0000-\U000ffffd]+"
# Labels and ends of sentences are recognised without the marks behind them.
# A match begins only where a run of stops does: else 100,000 quotation marks take two minutes.
_STOPS: Final = r"[.,;:!?…\"'”’»)\]]"
_BEHIND_STOP: Final = re.compile(rf"((?<!{_STOPS}){_STOPS}+)[ \t]*({_MARKS})")
_IN_LABEL: Final = re.compile(
    rf"^([^\n:{_MARKS[1:-2]}]{{1,60}})[ \t]*({_MARKS})([ \t]*:(?:\*\*)?[ \t]*[\w'’-]+)",
    re.MULTILINE,
)
_BEFORE_WORDS: Final = re.compile(rf"(^|:(?:\*\*)?)[ \t]*({_MARKS})([ \t]*[\w'’-]+)", re.MULTILINE)
_LINK: Final = re.compile(
    r"<a\b[^<>]*?\bhref\s*=\s*[\"'](https?://[^\"'<>\s]{1,2000})[\"'][^<>]*>(.{0,2000}?)</a\s*>",
    re.IGNORECASE | re.DOTALL,
)


def mark(number: int) -> str:
    """Return the mark of a note, counted from 0; empty beyond the most that a file may have."""
    return chr(_FIRST + number) if number <= _MOST else ""


def settle_marks(text: str) -> str:
    """Return a text with each mark directly behind a word, and none inside a label.

    >>> settled = settle_marks(f"Ann:{mark(0)} It was hard?{mark(1)}")
    >>> settled.replace(mark(0), "[0]").replace(mark(1), "[1]")
    'Ann: It[0] was hard[1]?'
    """
    settled = _IN_LABEL.sub(r"\1\3\2", _BEHIND_STOP.sub(r"\2\1", text))
    return _BEFORE_WORDS.sub(r"\1\3\2", settled)


def without_marks(text: str) -> str:
    """Return a text without characters that would be taken for marks."""
    return _MARK.sub("", text)


def note_text(markup: str) -> str:
    r"""Return a note as Markdown, from text with HTML.

    >>> note_text('See <i>the</i> <a href="https://a.example/">log</a> * twice.')
    'See the [log](<https://a.example/>) \\* twice.'
    """
    parts: list[str] = []
    place = 0
    for link in _LINK.finditer(markup):
        label = _plain(link[2]).strip()
        url = f"<{link[1]}>"
        parts += (_plain(markup[place : link.start()]), f"[{label}]({url})" if label else url)
        place = link.end()
    return squeeze("".join((*parts, _plain(markup[place:]))))


def escape_note(text: str) -> str:
    """Return a note without markup as Markdown."""
    return escape_markdown(squeeze(without_marks(text)))


def _plain(markup: str) -> str:
    return escape_markdown(strip_markup(without_marks(markup)))


def place_notes(cues: Iterable[Cue], texts: Sequence[str]) -> tuple[Cue, ...]:
    """Return the cues without marks, each with the notes to which its marks led.

    A note whose mark stands alone belongs to the words before it.

    >>> from onrecord.model import Cue
    >>> [cue] = place_notes(
    ...     [Cue(start=None, end=None, text=f"At the mill{mark(0)}, then.")], ["A mill."]
    ... )
    >>> cue.text, cue.notes
    ('At the mill, then.', (CueNote(at=11, text='A mill.'),))
    """
    if not texts:
        return tuple(cues)
    placed: list[Cue] = []
    pending: list[str] = []
    for cue in cues:
        bare, notes = _take_marks(cue, texts) if _MARK.search(cue.text) else (cue, ())
        alone = [note.text for note in notes if note.at == 0]
        kept = tuple(note for note in notes if note.at)
        if alone and placed:
            before = placed[-1]
            more = tuple(CueNote(at=len(before.text), text=text) for text in alone)
            placed[-1] = replace(before, notes=(*before.notes, *more))
        else:
            pending += alone
        if bare.text:
            word = len(bare.text.partition(" ")[0])
            first = tuple(CueNote(at=word, text=text) for text in pending)
            placed.append(replace(bare, notes=(*first, *kept)) if first or kept else bare)
            pending = []
    return tuple(placed)


def _take_marks(cue: Cue, texts: Sequence[str]) -> tuple[Cue, tuple[CueNote, ...]]:
    notes: list[CueNote] = []
    kept = ""
    moved = [0] * (len(cue.text) + 1)
    for index, character in enumerate(cue.text):
        moved[index] = len(kept)
        if _MARK.fullmatch(character):
            if (number := ord(character) - _FIRST) < len(texts):
                notes.append(CueNote(at=len(kept.rstrip()), text=texts[number]))
        elif character != " " or (kept and kept[-1] != " "):
            kept += character
    moved[-1] = len(kept)
    text = kept.rstrip()
    words = tuple(
        replace(word, span=(moved[word.span[0]], min(len(text), moved[word.span[1]])))
        for word in cue.words
    )
    return replace(cue, text=text, words=words), tuple(notes)
