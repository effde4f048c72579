"""Recognise beginnings of lines that may name somebody although no label of the file does so.

The words behind them are nobody's: a label may have another mark, no mark at all, or a name that
is too long or spelt with signs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.formats._label_evidence import SPOKEN, fold
from onrecord.formats._label_forms import find_candidate, is_name_like, is_sound
from onrecord.formats._stage_lines import in_capitals

if TYPE_CHECKING:
    from collections.abc import Collection, Container

# A colon within the first words, behind a label that is spelt like no other.
_ODD = re.compile(r"(?P<name>\S.{0,160}?)(?:[:：](?=\s|\Z)|：)")
_MOST_WORDS = 20
_SHORT_NAME = 2
_SENTENCE_END = re.compile(r"\w{4,}[.!?…][ \t]")
_SIGNED = re.compile(r"[^\w\s]+|\d{1,4}")
_DASH = re.compile(r"[ \t]*[-–—•]{1,3}(?:[ \t]+|(?=[\w¿¡\"“‘«(…]))")
# Marks behind a name: `KANE – Who`, `KANE; Who`, `KANE:Who`, `**KANE** Who`, `Вопрос. Что`.
_NAMED = re.compile(
    r"[ \t]*[*_]*(?P<name>[^\W_](?:[^\n:：;,*_|<>∶=/–—.(\[-]|[.-](?=\w)){0,60}?)"
    r"[ \t]*(?P<mark>[:：;|>∶=/.*_][*_]*|[ \t]?[-–—]+[ \t]|[–—]|,[ \t]|\Z)"
)
_ENCLOSED = re.compile(
    r"[ \t]*(?:[-–—•][ \t]*)?(?:\[(?P<square>[^\[\]]{1,120})\]|\((?P<round>[^()]{1,120})\))"
    r"(?=[ \t]*:?[ \t]*\S)"
)


def starts_with_dash(line: str) -> bool:
    """Return whether a line begins with the dash of a change of speaker.

    >>> starts_with_dash("- Of course."), starts_with_dash("-5 degrees"), starts_with_dash("No -")
    (True, True, False)
    """
    return _DASH.match(line) is not None


def find_odd_label(line: str, *, everywhere: bool, names: Container[str] = ()) -> str:
    """Return the words before a colon that may end a label, in a line without a candidate.

    >>> [find_odd_label(line, everywhere=False) for line in ("???: I do.", "7: No.", "I say: no.")]
    ['???', '7', '']
    >>> find_odd_label("A woman who did not give her name but lived there: No.", everywhere=True)
    'A woman who did not give her name but lived there'
    """
    dash = _DASH.match(line)
    found = _ODD.match(line, dash.end() if dash else 0)
    if found is None:
        return ""
    name: str = found["name"].rstrip()
    words = name.split()
    if everywhere or _in_capitals(name, line):
        likely = len(words) <= _MOST_WORDS and not _SENTENCE_END.search(name)
    else:
        few = len(words) <= _SHORT_NAME and words[0].lower() not in SPOKEN
        likely = few or _SIGNED.fullmatch(name) is not None
    return name if likely or name in names else ""


def find_stated(line: str, names: Container[str]) -> str:
    """Return the label with which a line begins, if other files state it as it stands.

    Args:
        line: in which no candidate is found: its label is long, or has another mark than a colon.
        names: folded.

    >>> find_stated("EK – With whom?", {"ek –"}), find_stated("EK – With whom?", {"ek"})
    ('EK –', '')
    """
    found = _ODD.match(line), _ENCLOSED.match(line), _NAMED.match(line)
    whole = (found[0]["name"] if found[0] else "", *(one.group() if one else "" for one in found))
    return next((label for one in whole if fold(label := one.strip()) in names and label), "")


def find_other_mark(line: str, names: Container[str]) -> str:
    """Return the believed name with which a line begins, with another mark behind it or none.

    A comma, or nothing, is a mark only behind a name in capitals: `Ann, what is it?` is said to
    Ann.

    >>> lines = "KANE – Who?", "KANE:Who?", "KANE Who?", "Ann, who?", "Ann. Who?", "Ann was there."
    >>> [find_other_mark(line, {"KANE", "Ann"}) for line in lines]
    ['KANE –', 'KANE:', 'KANE', '', 'Ann.', '']
    """
    dash = _DASH.match(line)
    bare = line[dash.end() :] if dash else line
    found = _NAMED.match(bare)
    if found and found["name"].rstrip() in names:
        marked = found["mark"] != ", " or _in_capitals(found["name"], line)
        return found.group().strip() if marked else ""
    words = bare.split(maxsplit=4)
    for count in range(1, len(words)):
        name = " ".join(words[:count])
        if name in names and _in_capitals(name, line) and words[count][:1].isupper():
            return name
    return ""


def may_name(paragraph: str, names: Collection[str]) -> bool:
    """Return whether a paragraph without a label in bold begins with the name of somebody.

    >>> lines = "ann: Who?", "Cy Fox: No.", "Remember: no.", "Ann was there."
    >>> [may_name(line, {"Ann"}) for line in lines]
    [True, True, False, False]
    """
    found = find_candidate(paragraph)
    # One letter numbers the items of a list.
    if found is not None and found.form == "colon" and len(found.name) > 1:
        likely = is_name_like(found.name) or fold(found.name) in set(map(fold, names))
        return bool(names) and likely
    return bool(find_other_mark(paragraph, names))


def _in_capitals(name: str, line: str) -> bool:
    return in_capitals(name) and not in_capitals(line)


def find_enclosed(line: str, names: Container[str], *, brackets: bool) -> str:
    """Return the brackets with which a line begins, if the name of somebody may be in them.

    Args:
        line: of words.
        names: that are believed.
        brackets: whether the names of the file stand in brackets.

    >>> lines = "(ANN) Since Friday.", "[CY] No.", "(laughs) No.", "[whispering] No."
    >>> [find_enclosed(line, {"ANN"}, brackets=False) for line in lines]
    ['(ANN)', 'CY', '', '']
    """
    found = _ENCLOSED.match(line)
    if found is None:
        return ""
    name = found["square"] or found["round"]
    if is_sound(name):
        likely = brackets and name[0].isdigit() and ":" not in name
    else:
        likely = brackets or name in names or is_name_like(name)
    return (found["square"] or found.group()).strip() if likely else ""
