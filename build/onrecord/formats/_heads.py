"""Read the head of a document: facts of a typescript, and heads of meeting transcripts.

Facts are lines such as `INTERVIEWEE: Mia Roth`.

These are facts of the episode, and nobody's words. People, date, title, series, rights,
restrictions and keywords are kept; the others are left out.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING

from onrecord.formats._base import squeeze
from onrecord.formats._head_keys import DATES, KEPT, KEYS, ROLES, SHOWS, TITLES
from onrecord.formats._label_words import is_list
from onrecord.model import FrontMatter, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.formats._tally import Tally

_FACT = re.compile(
    r"[ \t]*(?:\*\*)?(?P<key>[^\W\d_][^\n:*]{1,38}?)[ \t]*(?::(?:\*\*)?|："
    r"|\*\*:)[ \t]*(?P<value>\S.*)?"
)
# A name in a list of those present.
_ITEM = re.compile(r"[ \t]*[-*+•–][ \t]+(?P<name>\S.*)")
_FORMS = (
    "%Y-%m-%d",
    "%d %B %Y",
    "%B %d, %Y",
    "%B %d %Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%Y年%m月%d日",
)
_MEETING = re.compile(
    r"(?P<title>.{1,200}?)[ ]*\((?P<day>\d{4}[-/]\d\d[-/]\d\d)\b[^)]*\)[ ]*[-–—][ ]*Transcript"
)
_ATTENDEES = "attendees"
# Lines that programs write above and below the transcript.
PAGE = re.compile(
    r"(?:Transcription|Meeting) ended after \d+:\d\d(?::\d\d)?\W*"
    r"|This (?:editable )?transcript was computer[- ]generated and might contain errors\..*"
    r"|Transcribed by https?://otter\.ai/?|.{1,80} (?:started|stopped) transcription",
    re.IGNORECASE,
)
_LONGEST = 40
# The ends of sentences that no name has.
_QUESTION_MARKS = frozenset("?!？！。")


def skip_head(lines: Sequence[str]) -> tuple[FrontMatter, int]:
    """Return the metadata in the head of a document, and its number of lines (0 if uncertain).

    Args:
        lines: of the document, or of its beginning.

    >>> lines = "INTERVIEWEE: Mia Roth", "DATE: 7 February 1994", "", "KANE: When?"
    >>> front, count = skip_head(lines)
    >>> front.people[0].name, front.date.isoformat(), count
    ('Mia Roth', '1994-02-07', 3)
    """
    if (found := _meeting(lines)) is not None:
        return found
    facts, end = _facts(lines[:_LONGEST])
    # One alone may be a label, and so may two names.
    uncertain = len(facts) <= 1 or all(key in ROLES for key, _ in facts)
    if uncertain and not any(_is_list(key, value) for key, value in facts):
        return FrontMatter(), 0
    while end < len(lines) and not lines[end].strip():
        end += 1
    above = [squeeze(line) for line in lines[:2] if line.strip() and not _FACT.fullmatch(line)]
    return _front(facts, above[0].lstrip("# ") if above else ""), end


def report_left_out(lines: Sequence[str], tally: Tally) -> None:
    """Report the lines of a head that `skip_head` keeps nothing of."""
    if left_out := find_left_out(lines):
        message = "lines of the head that no key of episode.yml holds; left out"
        found = "; ".join(line for _, line in left_out)
        tally.add(message, line=left_out[0][0], found=found, affects="marks")


def find_left_out(lines: Sequence[str]) -> list[tuple[int, str]]:
    """Return the lines of a head that `skip_head` keeps nothing of, each with its number from 1.

    >>> find_left_out(["Date: 7 February 1994", "Place: Riga", "", "Mia Roth: We left."])
    [(2, 'Place: Riga')]
    """
    front, count = skip_head(lines)
    if not count or _meeting(lines) is not None:
        return []
    left: list[tuple[int, str]] = []
    key = ""
    for number, line in enumerate(lines[:count], 1):
        fact = _FACT.fullmatch(line)
        if fact or not _ITEM.fullmatch(line):
            key = squeeze(fact["key"]).lower() if fact else key if not line.strip() else ""
        value = squeeze(fact["value"] or "") if fact else squeeze(line)
        kept = key in KEPT and (key not in DATES or front.date is not None)
        if value and not kept and value.lstrip("# ") != front.title:
            left.append((number, squeeze(line)))
    return left


def _is_list(key: str, value: str) -> bool:
    """Return whether a line lists those present: a fact even if it is the only one.

    Names stand between commas, and are no sentence.
    """
    names = re.split("[;,]", value)
    capital = all(not name.strip()[:1].islower() for name in names)
    return is_list(key) and len(names) > 1 and capital and value[-1:] not in {"?", "!"}


def _facts(lines: Sequence[str]) -> tuple[list[tuple[str, str]], int]:
    """Return the facts with which lines begin, and the number of these lines.

    A list of those present may have its names below it, behind bullets.
    """
    facts: list[tuple[str, str]] = []
    end = 0
    for number, line in enumerate(lines):
        fact = _FACT.fullmatch(line)
        key = squeeze(fact["key"]).lower() if fact else ""
        if fact and key in KEYS and not _is_question(key, fact["value"] or ""):
            facts.append((key, squeeze(fact["value"] or "")))
            end = number + 1
        elif facts and is_list(facts[-1][0]) and (item := _ITEM.fullmatch(line)):
            key, names = facts[-1]
            facts[-1] = key, "; ".join(filter(None, (names, squeeze(item["name"]))))
            end = number + 1
        elif line.strip() and (facts or number > 1):
            # One title may stand above the facts.
            break
    return facts, end


def _is_question(key: str, value: str) -> bool:
    """Return whether the label of a person stands in front of a question, and not of a name."""
    return key in ROLES and value[-1:] in _QUESTION_MARKS


def _front(facts: Sequence[tuple[str, str]], title: str) -> FrontMatter:
    people = tuple(
        Person(name=name, role=role)
        for role in dict.fromkeys(ROLES.values())
        for key, value in facts
        if ROLES.get(key) == role
        for name in _split(value, r"[;,]| and ")
    )
    first = dict(reversed(facts))
    day = next((value for key, value in facts if key in DATES), "")
    return FrontMatter(
        title=next((first[key] for key in TITLES if first.get(key)), title),
        show=next((first[key] for key in SHOWS if first.get(key)), ""),
        date=read_day(day),
        people=people,
        rights=first.get("rights", "") or first.get("copyright", ""),
        usage=first.get("restrictions", ""),
        keywords=_split(f"{first.get('keywords', '')};{first.get('subjects', '')}", "[;,]"),
    )


def _split(value: str, separators: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in map(squeeze, re.split(separators, value)) if part))


def read_day(text: str) -> date | None:
    """Return the day that a text is, in the forms that documents in English and ISO 8601 use.

    >>> read_day("7 February 1994").isoformat(), read_day("soon")
    ('1994-02-07', None)
    """
    for form in _FORMS:
        with suppress(ValueError):
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day in a document is in no time zone
    return None


def _meeting(lines: Sequence[str]) -> tuple[FrontMatter, int] | None:
    """Read the head of a Google Meet transcript: title with its day, attendees, "Transcript"."""
    said = [(number, squeeze(line)) for number, line in enumerate(lines[:_LONGEST]) if line.strip()]
    texts = [line.lower() for _, line in said]
    if not said or _ATTENDEES not in texts or "transcript" not in texts:
        return None
    attendees, transcript = texts.index(_ATTENDEES), texts.index("transcript")
    if transcript < attendees:
        return None
    title = said[0][1].lstrip("# ")
    titled = _MEETING.fullmatch(title)
    names = ", ".join(line for _, line in said[attendees + 1 : transcript])
    front = FrontMatter(
        title=titled["title"] if titled else title if attendees else "",
        date=read_day(titled["day"]) if titled else None,
        people=tuple(Person(name=name) for part in names.split(",") if (name := squeeze(part))),
    )
    return front, said[transcript][0] + 1
