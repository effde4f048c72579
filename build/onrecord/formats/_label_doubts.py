"""Recognise beginnings of lines that may name somebody although no label of the file does so.

The words behind them are nobody's: a label may have another mark, no mark at all, or a name that
is too long or spelt with signs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.formats._bracketed_names import ENCLOSED, find_enclosed
from onrecord.formats._label_forms import find_candidate, skip_dash
from onrecord.formats._label_words import fold, looks_like_label
from onrecord.formats._stage_lines import in_capitals

if TYPE_CHECKING:
    from collections.abc import Container

    from onrecord.formats._label_forms import Candidate

# A colon within the first words, behind a label that is spelt like no other.
_ODD = re.compile(r"(?P<name>\S.{0,160}?)(?:[:：](?=\s|\Z)|：)")
_MOST_WORDS = 20
_SENTENCE_END = re.compile(r"\w{4,}[.!?…][ \t]")
_SIGNED = re.compile(r"[^\w\s]+|\d{1,4}")
_BEFORE = re.compile(r"[ \t]*(?:>{2,4}|[-–—•]{1,3})[ \t]*")
# Marks behind a name: `KANE – Who`, `KANE; Who`, `KANE:Who`, `**KANE** Who`, `Вопрос. Что`.
_NAMED = re.compile(
    r"[ \t]*[*_]*(?P<name>[^\W_](?:[^\n:：;,*_|<>∶=/–—.(\[-]|[.-](?=\w)){0,60}?)"
    r"[ \t]*(?P<mark>[:：;|>∶=/.*_][*_]*|[ \t]?[-–—]+[ \t]|[–—]|,[ \t]|\Z)"
)
_DASHED = re.compile(r"(?P<name>[\w“\"«][^\n!?…:]{0,60}?)[ ]+[–—-]{1,2}[ ]+(?=\S)")


def find_odd_label(line: str, *, everywhere: bool, names: Container[str] = ()) -> str:
    """Return the words before a colon that may end a label, in a line without a candidate.

    >>> [find_odd_label(line, everywhere=False) for line in ("???: I do.", "7: No.", "I say: no.")]
    ['???', '7', '']
    >>> find_odd_label("A woman who did not give her name but lived there: No.", everywhere=True)
    'A woman who did not give her name but lived there'
    """
    if ":" not in line and "：" not in line:
        return ""
    found = _ODD.match(line, skip_dash(line))
    if found is None:
        return ""
    name: str = found["name"].rstrip()
    words = name.split()
    if everywhere or _stands_out(name, line):
        likely = len(words) <= _MOST_WORDS and not _SENTENCE_END.search(name)
    else:
        likely = looks_like_label(name) or _SIGNED.fullmatch(name) is not None
    return name if likely or name in names else ""


def find_stated(line: str, names: Container[str]) -> str:
    """Return the label with which a line begins, if other files state it as it stands.

    Args:
        line: in which no candidate is found: its label is long, or has another mark than a colon.
        names: folded.

    >>> find_stated("EK – With whom?", {"ek –"}), find_stated("EK – With whom?", {"ek"})
    ('EK –', '')
    """
    mark = _BEFORE.match(line)
    begin = mark.end() if mark else 0
    odd = _ODD.match(line, begin)
    others = (pattern.match(line, begin) for pattern in (ENCLOSED, _NAMED, _DASHED))
    whole = (odd["name"] if odd else "", *(one.group() for one in others if one))
    labels = (label for one in whole if (label := one.strip()) and fold(label) in names)
    # A word of a name is among the names too.
    return max(labels, key=len, default="")


def find_other_mark(line: str, names: frozenset[str]) -> str:
    """Return the believed name with which a line begins, with another mark behind it or none.

    It may be in capitals.

    A comma, or nothing, is a mark only behind a name in capitals: `Ann, what is it?` is said to
    Ann.

    >>> lines = "KANE – Who?", "KANE:Who?", "KANE Who?", "Ann, who?", "Ann. Who?", "Ann was there."
    >>> [find_other_mark(line, frozenset({"KANE", "Ann"})) for line in lines]
    ['KANE –', 'KANE:', 'KANE', '', 'Ann.', '']
    """
    bare = line[skip_dash(line) :]
    spellings = _with_capitals(names)
    if not bare.lstrip(" \t*_").startswith(spellings):
        return ""
    found = _NAMED.match(bare)
    if found and found["name"].rstrip() in spellings:
        marked = found["mark"] != ", " or _stands_out(found["name"], line)
        return found.group().strip() if marked else ""
    words = bare.split(maxsplit=4)
    for count in range(1, len(words)):
        name = " ".join(words[:count])
        if name in spellings and _stands_out(name, line) and words[count][:1].isupper():
            return name
    return ""


@lru_cache(maxsize=16)
def _with_capitals(names: frozenset[str]) -> tuple[str, ...]:
    return (*names, *map(str.upper, names))


def find_label_like(line: str, names: frozenset[str] = frozenset()) -> str:
    """Return what may name somebody at the start of a paragraph or caption without a label.

    It stands before a colon, is one of these names with another mark behind it, or stands in
    brackets. Small letters are like a label where sentences begin with capitals.

    >>> lines = "Cy Fox, clerk: No.", "the clerk: No.", "Cy | Mill: No.", "(the clerk) No."
    >>> [find_label_like(line) for line in lines]
    ['Cy Fox, clerk', 'the clerk', 'Cy | Mill', '(the clerk)']
    >>> lines = "The thing is: no.", "ann: No.", "ANN - No.", "Ann was there."
    >>> [find_label_like(line, frozenset({"Ann"})) for line in lines]
    ['', 'ann', 'ANN -', '']
    """
    found = find_candidate(line)
    # One letter numbers the items of a list.
    if found and found.form == "colon" and len(found.name) > 1:
        likely = is_in_small_letters(found, line) or looks_like_label(found.name)
        if likely or fold(found.name) in set(map(fold, names)):
            return found.name
    odd = "" if found else find_odd_label(line, everywhere=False)
    return odd or find_other_mark(line, names) or find_enclosed(line, names)


def is_in_small_letters(candidate: Candidate, line: str) -> bool:
    """Return whether a label begins in small letters, and its words with a capital."""
    return candidate.name[0].islower() and line[candidate.end : candidate.end + 1].isupper()


def find_dashed(line: str) -> str:
    """Return the words before a dash that may be a name, where all others have a colon.

    >>> find_dashed("Cy Fox – No."), find_dashed("We left – at last.")
    ('Cy Fox –', '')
    """
    found = _DASHED.match(line)
    if found is None:
        return ""
    name = found["name"].strip("“”\"'«» ")
    small = name[:1].islower() and line[found.end() :][:1].isupper()
    return found.group().strip() if name and (small or looks_like_label(name)) else ""


def _stands_out(name: str, line: str) -> bool:
    return in_capitals(name) and not in_capitals(line)
