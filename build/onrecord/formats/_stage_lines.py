"""Recognise stage lines: lines of a typescript that nobody says.

Examples: `END OF INTERVIEW`, `TAPE ONE, SIDE TWO`, `(Recording stopped for lunch.)`,
`Transcribed by J. Moss.`
"""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.formats._sentence_ends import is_closed

_MOST_WORDS = 16
_MOST_WORDS_OF_CREDIT = 12
_MOST_WORDS_OF_TITLE = 6
# Words of titles that need no capital: `Interview with Mia Roth`.
_SHORT_WORD = 4
_ENCLOSED = re.compile(r"[ \t]*(?:\([^()]+\)|\[[^\[\]]+\]|[♪♫][^♪♫]+[♪♫])[ \t.]*")
_CREDIT = re.compile(
    r"[ \t]*(?:(?:(?:transcribed|transcript(?:ion)?|captions|captioned|captioning|subtitles"
    r"|subtitled|typed|edited|proofread|audited"
    r"|transcript (?:prepared|provided|created|edited|checked)) by\b"
    r"|(?:transkribiert|untertitelt|untertitel(?:ung)?|lektoriert) (?:von|durch|im auftrag)\b"
    r"|(?:transcrit|sous-titr(?:es?|age|é)|retranscrit)(?: réalisée?s?)? par\b"
    r"|(?:transcrito|transcripción|subtítulos|subtitulado|legendas|legendado|transcrição)"
    r" (?:por|pela|pelo|de|realizad[oa]s? por)\b"
    r"|(?:trascritto|trascrizione|sottotitoli) (?:da|di|a cura di|creati)\b"
    r"|(?:ondertiteld|ondertiteling|getranscribeerd|uitgeschreven) door\b"
    r"|(?:napisy|transkrypcja)(?: stworzone przez| przez|:)"
    r"|(?:субтитры|расшифровк[аиу]|редактор субтитров|корректор)(?:\b(?! (?:не|мне|нам))|:)"
    r"|(?:字幕|文字起こし|文字整理|整理)(?:\s?by\b|[:：由志]))"
    r"(?P<named>[ \t]*(?-i:(?:the |der |die |das |la |le |el )?[^\W\d_a-z]|https?:|www\.))?"
    r"|(?:end|start|beginning) of (?:the )?(?:interview|recording|tape|side|session|transcript)\b"
    r"|(?:meeting |hearing |session |court )?(?:adjourned|recessed|reconvened) (?:at|until)\b"
    r"|(?P<rights>©|\(c\) (?:19|20)\d\d|copyright (?:©|\(c\)|(?:19|20)\d\d)|all rights reserved)"
    r"|(?P<whole>this transcript(?:ion)? (?:was|has been|is) (?:\w+[ -]){0,3}?"
    r"(?:generated|created|produced|provided|edited|prepared|transcribed|made)\b))",
    re.IGNORECASE,
)
# `Tape 1, Side B`, `[Reel 2]`, `Kassette 3, Seite A`.
_TAPE = re.compile(
    r"[ \t]*(?:(?:tape|side|reel|cassette|disc|disk|track|kassette|band|seite|bande|face|cinta|lado"
    r"|кассета|сторона|磁带)[ \t]*(?:no\.?|nr\.?|#|№)?[ \t]*"
    r"(?:\d{1,3}|[ivx]{1,4}|[a-d]|one|two|three|four|five|six)\b[ \t.,;:–—-]*"
    r"(?:of \d{1,3})?)+[ \t]*",
    re.IGNORECASE,
)
# What minutes and debates record beside the speeches: `Motion carried.`, `Members interjecting—`.
_PROCEEDING = re.compile(
    r"[ \t]*(?:(?:the )?(?:motion|resolution|amendment|bill|question|vote|minutes|agenda"
    r"|proposal)s? (?:(?:was|were|is|are|as amended|put and) )*(?:duly |unanimously )?"
    r"(?:carried|passed|seconded|failed|lost|adopted|approved|agreed to|negatived|withdrawn|tabled"
    r"|put)(?: unanimously)?"
    r"|(?:(?:an?|some|several) )?(?:honou?rable |hon\. |opposition |government )*"
    r"(?:members?|senators?) (?:having )?interject(?:ing|ed)"
    r"|(?:antrag|beschluss) (?:einstimmig )?(?:angenommen|abgelehnt)"
    r"|(?:motion|résolution|amendement) (?:est )?(?:adoptée?|rejetée?)"
    r"|(?:moción|propuesta) (?:aprobada|rechazada))[ \t]*[.–—-]*[ \t]*",
    re.IGNORECASE,
)
_ONE_WORD = re.compile(r"(?:END|RECESS|ADJOURNED|BREAK|INTERMISSION)\.?")


def is_stage_line(line: str, *, capitals: bool) -> bool:
    """Return whether a line without a label is nobody's: in brackets, in capitals, or a credit.

    So are titles of tapes, and what minutes record beside the speeches.

    Args:
        line: that starts behind the end of a sentence.
        capitals: whether capitals distinguish a line from the others of its file.

    >>> lines = "TAPE ONE, SIDE TWO", "(Tape stopped.)", "Transcribed by J. Moss.", "NO!", "OK."
    >>> [is_stage_line(line, capitals=True) for line in lines]
    [True, True, True, False, False]
    >>> lines = "Tape 1, Side B", "Motion carried.", "The motion sensor was carried."
    >>> [is_stage_line(line, capitals=False) for line in lines]
    [True, True, False]
    """
    if _ENCLOSED.fullmatch(line):
        return True
    if is_credit(line) or _TAPE.fullmatch(line) or _PROCEEDING.fullmatch(line):
        return True
    if not capitals or not in_capitals(line):
        return False
    words = line.split()
    spoken = line.rstrip()[-1:] in {"?", "!"} or len(words) > _MOST_WORDS
    return not spoken and (len(words) > 1 or _ONE_WORD.fullmatch(line.strip()) is not None)


def in_capitals(text: str) -> bool:
    """Return whether a text has letters, and all are capitals.

    >>> in_capitals("TAPE 1"), in_capitals("主题：L2"), in_capitals("1984")
    (True, False, False)
    """
    if not text.isupper():
        return False
    return text.isascii() or all(letter.isupper() for letter in text if letter.isalpha())


# Each line is looked at to believe labels, to divide cues, and to know whether a speaker continues.
@lru_cache(maxsize=8192)
def is_credit(line: str) -> bool:
    """Return whether a line says who transcribed the words, or that the recording ends.

    A line may be long if a name or an address follows.

    >>> is_credit("Transcribed by J. Moss."), is_credit("It was transcribed by Moss.")
    (True, False)
    """
    found = _CREDIT.match(line)
    if found is None:
        return False
    return any(found.group("named", "rights", "whole")) or (
        len(line.split()) <= _MOST_WORDS_OF_CREDIT
    )


def is_title(line: str) -> bool:
    """Return whether a line that starts a paragraph looks like a title, such as `Action items`.

    This says something only where the lines that people say end with stops.

    >>> is_title("Action items"), is_title("Yes."), is_title("and so we went home")
    (True, False, False)
    """
    bare = line.strip().rstrip(":：")
    return bare[:1].isupper() and len(bare.split()) <= _MOST_WORDS_OF_TITLE and not is_closed(bare)


def is_heading(line: str) -> bool:
    """Return whether a paragraph looks like a heading: a title with capitals, or a number.

    As with `is_title`, this says something only where the lines that people say end with stops.

    >>> lines = "CROSS-EXAMINATION", "Afternoon Session", "BY MR. SMITH:", "Of course", "Tape 2"
    >>> [is_heading(line) for line in lines]
    [True, True, True, False, True]
    """
    words = line.split()
    capital = all(not word[0].islower() for word in words if len(word) > _SHORT_WORD)
    return line.isdigit() or (is_title(line) and capital and not words[-1][0].islower())
