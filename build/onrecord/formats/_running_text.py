"""Tells paragraphs of sentences from all else that is text: logs, lists, tables, code, licences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.text.scripts import CHINESE_JAPANESE, CLOSING, HANGUL, STOPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Error messages that servers send in place of a file have up to 40 words.
# Letters; one of Chinese, Japanese or Korean says as much as three of ours.
_SHORTEST = 200

# Of the characters that are not white space. The words of our samples have 92 to 98 %; code, logs
# and tables 60 to 80.
_FEWEST_LETTERS = 0.85
_LETTER = re.compile(
    r"[^\W\d_]|[\u0300-\u036f\u0590-\u05c7\u0610-\u065f\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e]"
)
_WIDE = re.compile(f"[{CHINESE_JAPANESE}{HANGUL}]")
# These stand in code, markup, tables and addresses, and in the words of our samples in 0.02 % of
# the characters at most. (One sample has `{vocalsound}` in it: 2 %.)
_SIGN = re.compile(r"[{}<>=|\\_`@#$^~]|://|;$", re.MULTILINE)
_MOST_SIGNS = 0.01
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
# Keys and certificates; no language has such words.
_RUN = re.compile(r"[!-~]{40,}")
_MOST_RUNS = 0.1
_NO_TALK = re.compile(
    r"^[ \t]*(?:```|~~~)|^#!"
    r"|^\[\s*[\[{\"\d-]|\bTHE SOFTWARE IS PROVIDED\b|\bGENERAL PUBLIC LICENSE\b"
    r"|\bRedistribution and use in source\b"
    r"|\bPermission (?:is hereby granted, free of charge|to use, copy, modify)\b"
    r"|\bTERMS AND CONDITIONS\b",
    re.MULTILINE,
)
# Where sentences and their parts end, in any script; Thai has nothing but spaces.
_ENDED = re.compile(rf"[{STOPS}:,;，、—–-][{re.escape(CLOSING)}]*\Z")
_ITEM = re.compile(r"[ \t]*(?:[-*+•–]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t]")
# A shorter paragraph without a stop at its end is a title, an entry of a list, or a field.
_LONG = 160
# Letters a line, on average: a list of words or names has 5 to 12, the shortest captions 20.
_SHORT_LINES = 15
# No editor breaks lines that are so long: each is a paragraph.
_WRAPPED = 120


def is_running_text(text: str) -> bool:
    r"""Return whether two thirds of a text, and half of its paragraphs, are sentences.

    Speech without any stop is one long run of words.

    >>> winter = "It was a very cold winter.\nWe had no coal at all."
    >>> texts = winter, "404 GET /a.html", "Milk\n\nEggs\n\nBread."
    >>> [is_running_text(text) for text in texts]
    [True, False, False]
    """
    text = _HEADING.sub("", text)
    marks = sum(not letter.isspace() for letter in text)
    if not marks or _NO_TALK.search(text) or len(_LETTER.findall(text)) < _FEWEST_LETTERS * marks:
        return False
    if (
        len(_SIGN.findall(text)) > _MOST_SIGNS * marks
        or sum(map(len, _RUN.findall(text))) > _MOST_RUNS * marks
    ):
        return False
    if _weigh(text) < _SHORT_LINES * sum(bool(line.strip()) for line in text.split("\n")):
        return False
    paragraphs = [words for _, words in find_paragraphs(text)]
    spoken = [
        words
        for words in paragraphs
        if not _ITEM.match(words) and (_ENDED.search(words) or len(words) > _LONG)
    ]
    return 3 * sum(map(len, spoken)) >= 2 * sum(map(len, paragraphs)) and 2 * len(spoken) >= len(
        paragraphs
    )


def is_long(text: str) -> bool:
    """Return whether a text is long enough to be more than a note.

    >>> is_long("It was cold."), is_long("It was cold. " * 30)
    (False, True)
    """
    return _weigh(text) >= _SHORTEST


def _weigh(text: str) -> int:
    return len(_LETTER.findall(text)) + 2 * len(_WIDE.findall(text))


def find_paragraphs(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield each paragraph with its first line, from 1.

    Paragraphs are separated by empty lines; if lines are not wrapped, each line is one.

    >>> list(find_paragraphs("Hi,\nAnn.\n\nSo."))
    [(1, 'Hi, Ann.'), (4, 'So.')]
    """
    lines = [line.strip() for line in text.split("\n")]
    yield from _join(lines, each=max(map(len, lines)) > _WRAPPED)


def _join(lines: Iterable[str], *, each: bool) -> Iterator[tuple[int, str]]:
    block: list[str] = []
    number = 0
    for number, line in enumerate(lines, 1):
        if block and (each or not line):
            yield number - len(block), " ".join(block)
            block = []
        if line:
            block.append(line)
    if block:
        yield number + 1 - len(block), " ".join(block)
