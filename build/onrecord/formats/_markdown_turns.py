"""Find speakers in a Markdown transcript by names in bold or beside a time.

Labels such as `Name: words` are left to `_labels`.

1. `**Name:** words` (Changelog, our own writer), `**Name** [0:00] words`, `**Name:** 00:00:00`,
   `[0:00] **Name:** words`. A
   label that has a time and no words, `**Break:** [8:06]`, where the others have words beside them,
   is a mark of the page and no speaker. `*Name:* words` likewise, where no name is in bold.
2. `Name: 00:01:10` on a line of its own, the words below (Bitcoin Transcripts), and `Name
   00:01:10`, `Name:` where the name stands elsewhere with its colon and time, or, without any,
   where the front matter names the speaker and it stands there twice.
3. The turns of Rev, Descript and Otter, under front matter.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.formats._base import squeeze
from onrecord.formats._label_words import is_name_like
from onrecord.formats._markdown_inline import plain
from onrecord.formats._turn_lines import (
    BOLD,
    DESCRIPT,
    HEADER,
    ITALIC,
    NAME,
    OTTER,
    REV,
    TIME,
    TIMED_BOLD,
    turn_time,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

Style = Literal["bold", "italic", "above", "timed", ""]

_ALONE = re.compile(rf"(?P<name>{NAME}?)[ ]?:[ \t]*")
_TIME = re.compile(rf"[ \t]*\\?[\[(](?P<time>{TIME})\\?[\])][ \t]*")
_BARE = re.compile(rf"[ \t]*(?P<time>{TIME}):?[ \t]*(?=$|[ \t])")
_INNER_TIME = re.compile(rf"(?P<name>.*\S)[ ]?[(\[](?P<time>{TIME})[)\]]")
_TIMED = (REV, DESCRIPT, OTTER)
_WORDS_OF_A_NAME = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The start of a turn."""

    name: str
    rest: str
    """Words on the same line, with Markdown."""
    time: str = ""
    mark: bool = False
    """No speaker, but a mark of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """How a file names its speakers."""

    style: Style
    names: frozenset[str] = frozenset()
    """Labels that are speakers."""
    timed: re.Pattern[str] = REV
    """The form of turns with a time, for the style of that name."""

    def find(self, line: str) -> Found | None:
        """Return what starts in a line; None where the words go on."""
        if self.style == "bold":
            return self._bold(line)
        if self.style == "italic" and (found := ITALIC.match(line)):
            named = _name(found) in self.names
            return Found(name=_name(found), rest=found["rest"].strip()) if named else None
        if self.style == "timed" and (found := self.timed.fullmatch(line)):
            time = turn_time(found)
            return Found(name=_name(found), time=time, rest=found["rest"].strip())
        return self._above(line) if self.style == "above" and ":" in line else None

    def _above(self, line: str) -> Found | None:
        if found := HEADER.fullmatch(line):
            stated = bool(found["colon"]) or _name(found) in self.names
            return Found(name=_name(found), time=found["time"], rest="") if stated else None
        found = _ALONE.fullmatch(line)
        named = found is not None and _name(found) in self.names
        return Found(name=_name(found), rest="") if found and named else None

    def _bold(self, line: str) -> Found | None:
        before, labelled = _time_before(line)
        found = BOLD.match(labelled)
        if found is None:
            return None
        time, rest = _bold_time(found)
        name = _name(found)
        if not time and (inner := _INNER_TIME.fullmatch(name)):
            name, time = inner["name"], inner["time"]
        alone = bool(time) and not rest
        mark = alone and bool(self.names) and name not in self.names
        return Found(name=name, time=time or before, rest=rest, mark=mark)


def _bold_time(found: re.Match[str]) -> tuple[str, str]:
    """Return the time and the words behind a name in bold.

    A time without brackets counts if nothing follows it, or if there is no colon before it.
    """
    time, rest = take_time(found["rest"])
    if not time and (bare := _BARE.match(rest)):
        behind = rest[bare.end() :].strip()
        if not behind or ":" not in found["colon"] or bare["time"].count(":") > 1:
            return bare["time"], behind
    return time, rest


def take_time(text: str) -> tuple[str, str]:
    r"""Return the time in brackets with which a paragraph begins, and the words behind it.

    >>> take_time(r"\[01:08:12.00\] I think"), take_time("[laughs] Yes.")
    (('01:08:12.00', 'I think'), ('', '[laughs] Yes.'))
    """
    found = _TIME.match(text)
    return (found["time"], text[found.end() :].strip()) if found else ("", text.strip())


def _time_before(line: str) -> tuple[str, str]:
    """Return the time in front of a name in bold, and the line without it."""
    if not TIMED_BOLD.match(line):
        return "", line
    time, _, labelled = line.partition("**")
    return time.strip("\\[]() \t"), f"**{labelled}"


def find_turns(paragraphs: Sequence[Sequence[str]], speakers: Collection[str]) -> Turns:
    """Find the convention of a file.

    Args:
        paragraphs: their lines.
        speakers: whom the front matter names.

    >>> find_turns([["Ann (0:01):", "Hi."], ["Bob (0:02):", "Yo."]], ["Ann Lee", "Bob"]).style
    'timed'
    """
    lines = [line.strip() for paragraph in paragraphs for line in paragraph]
    if bold := [found for line in lines if (found := BOLD.match(_time_before(line)[1]))]:
        return Turns(style="bold", names=_with_words(bold))
    if italic := _italic_names(lines, speakers):
        return Turns(style="italic", names=italic)
    # All other forms have a time, or a colon.
    return _find_timed([line for line in lines if ":" in line], speakers)


def _find_timed(lines: Sequence[str], speakers: Collection[str]) -> Turns:
    """Find turns with a time beside the name, or with the name on a line above the words."""
    headers = [found for found in _matches(HEADER, lines) if found["colon"]]
    counts = {pattern: len(_matches(pattern, lines)) for pattern in _TIMED}
    best = max(counts, key=lambda pattern: counts[pattern])
    if counts[best] >= max(2, len(headers) + 1):
        return Turns(style="timed", timed=best)
    named = {_name(found) for found in headers}
    known = {*named, *speakers, *(speaker.split()[0] for speaker in speakers)}
    names = named | _repeated(map(_name, _matches(_ALONE, lines)), known)
    return Turns(style="above" if names else "", names=frozenset(names))


def _matches(pattern: re.Pattern[str], lines: Iterable[str]) -> list[re.Match[str]]:
    return [found for line in lines if (found := pattern.fullmatch(line))]


def _with_words(labels: Iterable[re.Match[str]]) -> frozenset[str]:
    """Return the names in bold that have words beside them."""
    return frozenset(_name(found) for found in labels if _bold_time(found)[1])


def _italic_names(lines: Iterable[str], speakers: Collection[str]) -> frozenset[str]:
    """Return the names of labels in italics: where one recurs, all that look like names."""
    counts = Counter(_name(found) for line in lines if (found := ITALIC.match(line)))
    names = {name for name in counts if is_name_like(name) or name in speakers}
    return frozenset(names) if any(counts[name] > 1 for name in names) else frozenset()


def _name(found: re.Match[str]) -> str:
    return squeeze(plain(found["name"]))


def _repeated(names: Iterable[str], known: Collection[str]) -> frozenset[str]:
    counts = Counter(
        name
        for name in names
        if len(name.split()) <= _WORDS_OF_A_NAME and name[0] == name[0].upper()
    )
    kept = frozenset(name for name, count in counts.items() if count > 1 or name in known)
    return kept if any(counts[name] > 1 for name in kept) else frozenset()
