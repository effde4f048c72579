"""Recognise stage lines: lines of a typescript that nobody says.

Examples: `END OF INTERVIEW`, `TAPE ONE, SIDE TWO`, `(Recording stopped for lunch.)`,
`Transcribed by J. Moss.`
"""

from __future__ import annotations

import re

_MOST_WORDS = 16
_MOST_WORDS_OF_CREDIT = 12
_ENCLOSED = re.compile(r"[ \t]*(?:\([^()]+\)|\[[^\[\]]+\])[ \t.]*")
_CREDIT = re.compile(
    r"[ \t]*(?:(?:transcribed|transcript(?:ion)?|captions|captioned|captioning|subtitles|subtitled"
    r"|typed|edited|proofread|audited) by\b"
    r"|(?:end|start|beginning) of (?:the )?(?:interview|recording|tape|side|session|transcript)\b)",
    re.IGNORECASE,
)
_ONE_WORD = re.compile(r"(?:END|RECESS|ADJOURNED|BREAK|INTERMISSION)\.?")
# Behind these, the speaker before them does not continue.
_BREAK = re.compile(
    r"[ \t]*[\[(♪][ \t]*(?:music|theme|jingle|musi[kq]u?e?|音楽|音乐)\b", re.IGNORECASE
)


def is_stage_line(line: str, *, capitals: bool) -> bool:
    """Return whether a line without a label is nobody's: in brackets, in capitals, or a credit.

    Args:
        line: that starts behind the end of a sentence.
        capitals: whether capitals distinguish a line from the others of its file.

    >>> lines = "TAPE ONE, SIDE TWO", "(Tape stopped.)", "Transcribed by J. Moss.", "NO!", "OK."
    >>> [is_stage_line(line, capitals=True) for line in lines]
    [True, True, True, False, False]
    """
    words = line.split()
    if _ENCLOSED.fullmatch(line):
        return True
    if is_credit(line):
        return True
    if not capitals or not in_capitals(line):
        return False
    spoken = line.rstrip()[-1:] in {"?", "!"} or len(words) > _MOST_WORDS
    return not spoken and (len(words) > 1 or _ONE_WORD.fullmatch(line.strip()) is not None)


def in_capitals(text: str) -> bool:
    """Return whether a text has letters, and all are capitals.

    >>> in_capitals("TAPE 1"), in_capitals("主题：L2"), in_capitals("1984")
    (True, False, False)
    """
    return text.isupper() and all(letter.isupper() for letter in text if letter.isalpha())


def is_credit(line: str) -> bool:
    """Return whether a line says who transcribed the words, or that the recording ends.

    >>> is_credit("Transcribed by J. Moss."), is_credit("It was transcribed by Moss.")
    (True, False)
    """
    return _CREDIT.match(line) is not None and len(line.split()) <= _MOST_WORDS_OF_CREDIT


def is_break(text: str) -> bool:
    """Return whether a cue of sounds is music, behind which somebody else may speak.

    >>> is_break("[Music playing]"), is_break("[Laughter]")
    (True, False)
    """
    return _BREAK.match(text) is not None
