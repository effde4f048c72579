"""Footnotes of OHMS, in plain transcripts and in WebVTT.

`[[footnote]]1[[/footnote]]` leads to the first `[[note]]` of a list at the end; in WebVTT, the
class of `<c.1>1</c>` or `<c.1>words</c>` to `<annotation ref="1">` in a comment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from onrecord.formats._notes import mark, note_text, settle_marks, without_marks

if TYPE_CHECKING:
    from onrecord.formats._tally import Tally

_REFERENCE: Final = re.compile(
    r"(?:(?<![ \t])[ \t]+)?\[\[footnote\]\][ ]*(\w{1,6})[ ]*\[\[/footnote\]\]"
    r"|(?:(?<![ \t])[ \t]+)?<c\.(\d{1,4})>[ ]*\2[ ]*</c>|<c\.(\d{1,4})>(.{1,500}?)</c>",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(
    r"\[\[note\]\](.{1,5000}?)\[\[/note\]\]"
    r"|<annotation\b(?:[^<>]*?\bref\s*=\s*[\"']?(\w{1,6}))?[^<>]*>(.{1,5000}?)</annotation>",
    re.IGNORECASE | re.DOTALL,
)
_LINK: Final = re.compile(
    r"\[\[link\]\]\s*(https?://[^\s\[\]\"<>]+)\s*\[\[/link\]\]", re.IGNORECASE
)
_NOTES, _NOTES_END = "[[footnotes]]", "[[/footnotes]]"


def mark_notes(text: str, tally: Tally) -> tuple[str, tuple[str, ...]]:
    """Return a transcript with a mark for each reference to a note, and the notes.

    References that lead nowhere, and notes to which none leads, are left out and reported.
    """
    notes = {
        name or str(number): note_text(_LINK.sub(r'<a href="\1"></a>', plain or annotation))
        for number, (plain, name, annotation) in enumerate(_NOTE.findall(text), 1)
    }
    numbers = {name: number for number, name in enumerate(notes)}
    led: set[str] = set()

    def replace(found: re.Match[str]) -> str:
        name = found[1] or found[2] or found[3]
        words = found[4] or ""
        if name in numbers:
            led.add(name)
            return words + mark(numbers[name])
        # Any other class of WebVTT is a matter of style.
        if not words:
            tally.add("a reference that leads to no footnote; left out", line=1, found=name)
        return words

    marked = settle_marks(_REFERENCE.sub(replace, _without_list(without_marks(text))))
    for note in (note for name, note in notes.items() if name not in led):
        tally.add(
            "a footnote to which no words lead; left out",
            line=1,
            found=note,
            hint="put what readers need into notes of overlay.yml",
        )
    return marked, tuple(notes.values())


def _without_list(text: str) -> str:
    """Take out the list of notes. Lines stay where they are: the table of times counts them."""
    start = text.lower().find(_NOTES)
    if start < 0:
        return text
    end = text.lower().find(_NOTES_END, start)
    end = len(text) if end < 0 else end + len(_NOTES_END)
    return text[:start] + "\n" * text.count("\n", start, end) + text[end:]
